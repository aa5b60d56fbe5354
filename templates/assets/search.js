// The page to search the archive: Pagefind's indexes, one for each year, behind a plain form.
//
// The newest years are searched first, others when they are asked for or when nothing was found.
// Pagefind finds and ranks; which section an article is of, and which one is newer, is told by
// the list beside each index (articles.json), since those can be compared between indexes.

const BATCH = 10; // results that are shown at a time
const PAUSE = 250; // milliseconds without a key before the words are searched
const EXCERPT = 40; // words of an excerpt
const MOST_MARKS = 4; // words that a link asks the browser to mark in the article

// How much a match counts where it is not in the text. A result with nothing at all is left out:
// so is a match in what is only there for this script.
const RANKING = {
  metaWeights: { authors: 3, topics: 2, location: 1, section: 0.1, date: 0.01, language: 0, direction: 0, kind: 0, mark: 0 },
};

const form = document.getElementById("search");
const results = document.querySelector("[data-search-results]");
const status = document.getElementById("search-status");
const list = results.querySelector("ol");
const more = results.querySelector("[data-more]");
const older = results.querySelector("[data-older]");
const language = document.documentElement.lang;
const years = [...form.elements.year.options]
  .filter((option) => option.value)
  .map((option) => ({ year: option.value, indexes: option.dataset.indexes.split(" ") }));
const PAGES = "_pages"; // in the place of a section: pages that are no articles
const indexesOfPages = form.dataset.pages ? [form.dataset.pages] : [];

let latest = 0; // the number of the latest search: what an earlier one finds is dropped
let shown = null; // what is shown: the results, how many of them, and for which words

// ---- Words

/** A message of the page; `number` chooses its plural form and is put into it. */
function message(name, number) {
  const templates = [...results.querySelectorAll(`[data-message="${name}"]`)];
  const text = (template) => template.content.textContent.trim();
  if (number === undefined) return text(templates[0]);
  const rules = new Intl.PluralRules(language);
  const isAlike = ({ dataset }) => rules.select(Number(dataset.number)) === rules.select(number);
  const template = templates.find(isAlike) ?? templates.at(-1);
  // The digits that the rest of the site has.
  const numberingSystem = form.dataset.digits ?? "latn";
  const { format } = new Intl.NumberFormat(language, { numberingSystem });
  return text(template).replace(format(template.dataset.number), format(number));
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase(language);

// ---- Indexes

const searchers = new Map(); // what searches some indexes, by their addresses
const lists = new Map(); // the lists of indexes, by their addresses

/** What searches these indexes. */
function searcherOf(indexes) {
  return remember(searchers, indexes.join(" "), async () => {
    const { engine } = form.dataset;
    const { createInstance } = await import(`${engine}pagefind.js`);
    // The engine's own index holds no article: whatever is found there counts nothing.
    const pagefind = createInstance({ basePath: engine, baseUrl: "/", noWorker: true, indexWeight: 0 });
    const options = { baseUrl: "/", ranking: RANKING, excerptLength: EXCERPT };
    await Promise.all(indexes.map((index) => pagefind.mergeIndex(index, options)));
    return pagefind;
  });
}

/** The articles of an index, newest first: the name of each in the index, and its section. */
function listOf(index) {
  return remember(lists, index, async () => {
    // The list has to be that of the index: a browser asks whether the one it has is.
    const answer = await fetch(`${index}articles.json`, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    const { sections, articles, section } = await answer.json();
    return articles.map((name, number) => ({ name, section: sections[section[number]] }));
  });
}

/** What `make` gives, made once for a key; a failure is not remembered. */
function remember(map, key, make) {
  if (!map.has(key)) {
    const made = make();
    made.catch(() => map.delete(key));
    map.set(key, made);
  }
  return map.get(key);
}

/** The results of one section, or in the order of their dates, newest first, or both. */
async function choose(found, indexes, section, order) {
  if (!section && order !== "date") return found;
  const places = new Map(); // where an article may be, by its name in its index
  let rank = 0;
  for (const index of indexes) {
    for (const { name, section } of await listOf(index)) {
      const place = { index, section, rank: rank++ };
      places.set(name, [...(places.get(name) ?? []), place]);
    }
  }
  const placed = await Promise.all(
    found.map(async (result) => ({ result, ...(await placeOf(result, places.get(result.id) ?? [])) })),
  );
  // A section has the articles of those below it, too.
  const isIn = (item) => item.section === section || item.section.startsWith(`${section}/`);
  const chosen = placed.filter((item) => !section || isIn(item));
  if (order === "date") chosen.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity));
  return chosen.map((item) => item.result);
}

/** Where a result is. Two indexes may name an article alike: its address says which it is of. */
async function placeOf(result, places) {
  if (places.length < 2) return places[0];
  const { index } = addressOf(await result.data());
  return places.find((place) => place.index.endsWith(`/${index}/`));
}

/** The name of the index that a result is of, and its article's address. */
function addressOf(data) {
  const [, index, ...path] = data.raw_url.split("/");
  return { index, url: form.dataset.root + path.map(encodeURIComponent).join("/") };
}

// ---- Searching

/** Search for what the form says; `all` searches older years, too. */
async function search({ all = false } = {}) {
  const number = ++latest;
  const { q, section, year, order } = Object.fromEntries(new FormData(form));
  const words = q.trim();
  if (!words) {
    show(null);
    return say("");
  }
  results.setAttribute("aria-busy", "true");
  if (!shown) say(message("working"));
  try {
    const asked = section === PAGES ? [] : years.filter((item) => !year || item.year === year);
    const recent = all || year ? asked : asked.slice(0, Number(form.dataset.recent));
    // Pages have no year. They come last, as the oldest.
    const pages = year && section !== PAGES ? [] : indexesOfPages;
    const indexes = [...recent.flatMap((item) => item.indexes), ...pages];
    const answer = indexes.length ? await (await searcherOf(indexes)).search(words) : { results: [] };
    const counting = answer.results.filter((result) => result.score > 0);
    const found = await choose(counting, indexes, section, order);
    const is_all = recent.length === asked.length;
    if (number !== latest) return undefined;
    if (!found.length && !is_all) return await search({ all: true });
    show({ found, words, count: 0 });
    older.hidden = is_all;
    await showMore();
    if (number !== latest) return undefined;
    say(found.length ? message("found", found.length) : message("nothing"));
  } catch (error) {
    if (number !== latest) return undefined;
    console.error(error);
    show(null);
    say(message("failed"));
  } finally {
    if (number === latest) results.removeAttribute("aria-busy");
  }
  return undefined;
}

// ---- Showing

function show(found) {
  shown = found;
  list.replaceChildren();
  more.hidden = older.hidden = true;
}

/** Show some more of the results; gives the first of them. */
async function showMore() {
  const mine = shown;
  const batch = mine.found.slice(mine.count, mine.count + BATCH);
  const all = await Promise.all(batch.map((result) => result.data()));
  if (mine !== shown) return undefined;
  const items = all.map((data) => itemOf(data, mine.words));
  list.append(...items);
  mine.count += batch.length;
  more.hidden = mine.count >= mine.found.length;
  return items[0];
}

/** The item of the list for a result. */
function itemOf(data, words) {
  const item = results.querySelector("[data-result]").content.cloneNode(true).firstElementChild;
  const { title, section, date, authors, language: tongue, direction, mark: notice } = data.meta;
  const link = item.querySelector("a");
  const excerpt = item.querySelector(".card-standfirst");
  item.querySelector("[data-section]").textContent = section ?? nameOfPages();
  item.querySelector("[data-date]").textContent = date ?? "";
  item.querySelector("[data-authors]").textContent = authors ?? "";
  const label = notice && results.querySelector(`[data-notice="${notice}"]`);
  if (label) {
    const sign = item.querySelector("[data-mark]");
    sign.textContent = label.content.textContent;
    sign.hidden = false;
  }
  link.append(...marked(title, words));
  excerpt.append(
    data.content.startsWith(data.plain_excerpt) ? "" : "\u2026 ",
    ...excerptOf(data.excerpt),
    data.content.endsWith(data.plain_excerpt) ? "" : " \u2026",
  );
  link.href = addressOf(data).url + fragmentFor(excerpt);
  if (tongue) {
    for (const element of [link.parentElement, excerpt]) {
      element.lang = tongue;
      element.dir = direction;
    }
  }
  return item;
}

/** What the form calls pages that are no articles. */
function nameOfPages() {
  return form.elements.section.querySelector(`[value="${PAGES}"]`).textContent;
}

/** The nodes of an excerpt. It has `<mark>` and two entities, and no other HTML is taken from it. */
function excerptOf(html) {
  const text = (escaped) => escaped.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return html.split(/(<mark>.*?<\/mark>)/su).map((piece) => {
    const [, word] = /^<mark>(.*)<\/mark>$/su.exec(piece) ?? [];
    return word === undefined ? text(piece) : mark(text(word));
  });
}

/** The nodes of a headline, with the words marked that begin as one that was searched for. */
function marked(title, words) {
  const beginnings = plain(words).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return title.split(/([\p{L}\p{N}\p{M}]+)/u).map((piece) =>
    beginnings.some((beginning) => plain(piece).startsWith(beginning)) ? mark(piece) : piece,
  );
}

function mark(text) {
  const element = document.createElement("mark");
  element.textContent = text;
  return element;
}

/** What asks the browser to go to the first word that was found, and to mark it and others. */
function fragmentFor(excerpt) {
  const words = [...excerpt.querySelectorAll("mark")].map((element) =>
    element.textContent.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, ""),
  );
  const texts = [...new Set(words)].filter(Boolean).slice(0, MOST_MARKS);
  const encoded = texts.map((text) => `text=${encodeURIComponent(text).replaceAll("-", "%2D")}`);
  return encoded.length ? `#:~:${encoded.join("&")}` : "";
}

// ---- The form and the address

/** The address of this page with what the form says. */
function address() {
  const said = [...new FormData(form)].filter(([, value]) => value.trim());
  const query = new URLSearchParams(said).toString();
  return query ? `?${query}` : location.pathname;
}

function fillForm() {
  const said = new URLSearchParams(location.search);
  for (const name of ["q", "section", "year", "order"]) {
    const field = form.elements[name];
    field.value = said.get(name) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
}

let waiting = 0;

function changed() {
  clearTimeout(waiting);
  history.replaceState(null, "", address());
  return search();
}

form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(changed, event.target.name === "q" ? PAUSE : 0);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  changed();
});
more.addEventListener("click", async () => {
  const first = await showMore();
  first?.querySelector("a").focus();
});
older.addEventListener("click", async () => {
  await search({ all: true });
  // The button is gone, and with it the place of who came here by keyboard.
  status.focus();
});

fillForm();
search();
