// The page for addresses that do not exist: looks for an article whose address ends alike.
// It reads the lists of the month that the address names, and of the year's other months.

const place = document.querySelector("[data-months]");
const [, year, month, rest] = /\/(\d{4})(?:\/(\d{1,2}))?(\/.*)?$/.exec(location.pathname) ?? [];
const slug = (path) => path.split("/").filter(Boolean).pop()?.replace(/\.\w+$/, "");
const wanted = rest && slug(rest);

const read = async (url) => {
  const answer = await fetch(new URL(url, location).pathname);
  return answer.ok ? answer.json() : {};
};

const look = async () => {
  const { months = [] } = await read(place.dataset.months);
  const near = months
    .filter((one) => one.month && String(one.year) === year)
    .sort((one, other) => Math.abs(one.month - month) - Math.abs(other.month - month));
  for (const one of near) {
    const { articles = [] } = await read(one.url);
    const found = articles.find((article) => slug(new URL(article.url, location).pathname) === wanted);
    if (found) return found;
  }
  return undefined;
};

const found = place && wanted && (await look().catch(() => undefined));
if (found) {
  const link = place.querySelector("a");
  link.href = new URL(found.url, location).pathname;
  link.textContent = found.headline;
  place.hidden = false;
}
