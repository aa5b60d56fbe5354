// Finds names in a long list as one types. Without it, the page leads to them by first letter.
const form = document.querySelector(".find-term");
const input = form.querySelector("input");
const status = document.querySelector(".find-status");
const list = document.querySelector("[data-names-found]");
const others = document.querySelectorAll(".letters, .most-used");
const numberingSystem = form.dataset.digits;
const { format } = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem });
const MOST = 60;

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

let names;
const load = () => {
  names ??= fetch(form.dataset.names)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then((rows) => rows.map((row) => ({ row, key: folded(row[0]) })))
    .catch(() => { names = undefined; return []; });
  return names;
};

function item([name, url, count]) {
  const link = Object.assign(document.createElement("a"), { href: url, textContent: name });
  const number = Object.assign(document.createElement("span"), { className: "count", textContent: format(count) });
  const line = document.createElement("li");
  line.append(link, " ", number);
  return line;
}

// Names that begin with the words come first, then those in which a word does, then the others.
function rank(key, words) {
  return key.startsWith(words) ? 0 : key.includes(` ${words}`) ? 1 : 2;
}

async function find() {
  const words = folded(input.value).trim();
  const all = words ? await load() : [];
  if (words !== folded(input.value).trim()) return;
  const found = all.filter(({ key }) => key.includes(words));
  found.sort((one, other) => rank(one.key, words) - rank(other.key, words));
  list.replaceChildren(...found.slice(0, MOST).map(({ row }) => item(row)));
  list.hidden = !words;
  for (const other of others) other.hidden = Boolean(words);
  status.textContent = words ? form.dataset.found.replace("{}", format(found.length)) : "";
}

input.addEventListener("focus", load, { once: true });
input.addEventListener("input", find);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await find();
  list.querySelector("a")?.click();
});
if (input.value) find();
