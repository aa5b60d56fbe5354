// The page to search the archive: Pagefind's indexes, one for each period, behind a plain form.
//
// A period is a year, or the years of a decade or of half of one with few articles. One is searched
// after the other: the newest first, or the oldest where those come first. What is said is what was
// searched: others follow when they are asked for, or when nothing was found, and can be stopped.
// Pagefind finds and ranks; what an article is of, and its day, is told by the list beside each index
// (articles.json), since those can be compared between indexes. Without words there is nothing to find
// or to rank: then the lists are enough, and Pagefind is asked only for the articles that are shown.

const BATCH = 10; // results that are shown at a time
const PAUSE = 250; // milliseconds without a key before the words are searched
const EXCERPT = 40; // words of an excerpt
const MOST_MARKS = 4; // words that a link asks the browser to mark in the article
const MOST_HITS = 12; // words that it asks our own script to mark there
const AHEAD = 8; // periods that are loaded at the same time
const LEAST = 2; // letters from which on names are suggested
const MOST_SUGGESTIONS = 6;
const MOST_NAMES = 40; // that a field offers
const MOST_BARS = 20; // years that are bars of their own; of more, decades are

// How much a match counts where it is not in the text. A result with nothing at all is left out:
// so is a match in what is only there for this script.
const RANKING = {
  metaWeights: { authors: 3, topics: 2, location: 1, section: 0.1, date: 0.01, language: 0, direction: 0, kind: 0, mark: 0 },
};

const form = document.getElementById("search");
const results = document.querySelector("[data-search-results]");
const status = document.getElementById("search-status");
const list = results.querySelector("ol.cards");
const bars = results.querySelector("[data-years]");
const more = results.querySelector("[data-more]");
const others = results.querySelector("[data-others]");
const progress = results.querySelector("progress");
const stop = results.querySelector("[data-stop]");
const language = document.documentElement.lang;
const numberingSystem = form.dataset.digits ?? "latn";
// The digits that the rest of the site has.
const { format } = new Intl.NumberFormat(language, { numberingSystem });
const periods = [...results.querySelectorAll("[data-indexes]")].map(({ options, dataset }) => ({
  years: [...options].map(({ value, label }) => ({ year: Number(value), label })),
  indexes: dataset.indexes.split(" "),
}));
const PAGES = "_pages"; // in the place of a section: pages that are no articles
const indexesOfPages = form.dataset.pages?.split(" ") ?? [];
const FACETS = ["section", "topic", "author", "kind", "language", "page"]; // what an article has to have
const FIELDS = ["q", ...FACETS, "from", "to", "order", "all"];

let latest = 0; // the number of the latest search: what an earlier one finds is dropped
let shown = null; // what is shown: the results, how many of them, and for which query
let isStopped = false;

// ---- Words

/** A message of the page with years put into it; `number` chooses its plural form. */
function message(name, number, span = "") {
  const templates = [...results.querySelectorAll(`[data-message="${name}"]`)];
  const text = (template) => template.content.textContent.trim();
  if (number === undefined) return text(templates[0]).replace("{years}", span);
  const rules = new Intl.PluralRules(language);
  const isAlike = ({ dataset }) => rules.select(Number(dataset.number)) === rules.select(number);
  const template = templates.find(isAlike) ?? templates.at(-1);
  return text(template).replace(format(template.dataset.number), format(number)).replace("{years}", span);
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase(language);

// Of these, a word is what the engine takes for one.
const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The words to search for, and the phrases in quotes among them that have to be there as they stand. */
function queryOf(text) {
  const quoted = text.replace(/[\u201c\u201d\u201e\u00ab\u00bb]/gu, '"');
  const phrases = [...quoted.matchAll(/"([^"]+)"/gu)].map(([, phrase]) => phrase.trim());
  return { words: quoted.replaceAll('"', " ").trim(), phrases: phrases.filter(Boolean) };
}

/** A day, month or year that a reader wrote, as numbers; null if it is none. */
function dateOf(text) {
  const latin = text.trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => digit.codePointAt(0) & 15);
  const [, year, month = 0, day = 0] = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/u.exec(latin) ?? [];
  const isDate = year && month <= 12 && day <= 31;
  return isDate ? { year: Number(year), month: Number(month), day: Number(day) } : null;
}

/** A date as a reader wrote it, in the words of the site. */
function nameOf({ year, month, day }) {
  const as = { numberingSystem, timeZone: "UTC", year: "numeric" };
  if (month) as.month = "long";
  if (day) as.day = "numeric";
  const date = new Date(0);
  date.setUTCFullYear(year, (month || 1) - 1, day || 1);
  return new Intl.DateTimeFormat(language, as).format(date);
}

/** The name of years, which are next to each other. */
function spanOf(items, { from, to } = {}) {
  if (!items.length) return "";
  const sorted = items.toSorted((one, other) => one.year - other.year);
  const [first, last] = [sorted[0], sorted.at(-1)];
  // Less than a year was searched where the reader said so.
  const begin = from?.month && from.year === first.year ? nameOf(from) : first.label;
  const end = to?.month && to.year === last.year ? nameOf(to) : last.label;
  return begin === end ? begin : `${begin}\u2013${end}`;
}

// ---- Indexes

const searchers = new Map(); // what searches an index, by its address
const wholes = new Map(); // all that is in an index, by its address
const lists = new Map(); // the lists of indexes, by their addresses
let engine; // the first searcher: the others share its program, so they wait for it

/** What searches an index. */
function searcherOf(index) {
  return remember(searchers, index, async () => {
    if (engine) await engine.catch(() => undefined);
    const made = makeSearcher(index);
    engine ??= made;
    made.catch(() => { engine = undefined; });
    return made;
  });
}

async function makeSearcher(index) {
  const { engine: basePath } = form.dataset;
  const { createInstance } = await import(`${basePath}pagefind.js`);
  // The engine's own index holds no article: whatever is found there counts nothing. Its address
  // has its version, so that it need not be asked for again.
  const pagefind = createInstance({
    basePath, baseUrl: "/", noWorker: true, indexWeight: 0, metaCacheTag: "1",
  });
  await pagefind.mergeIndex(index, { baseUrl: "/", ranking: RANKING, excerptLength: EXCERPT });
  return pagefind;
}

/** The articles of an index, newest first: the name of each in the index, and what it is of. */
function listOf(index) {
  return remember(lists, index, async () => {
    // The list has to be that of the index: a browser asks whether the one it has is.
    const answer = await fetch(`${index}articles.json`, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    const { articles, days, facets } = await answer.json();
    return articles.map((name, number) => ({
      index,
      name,
      day: days[number],
      of: (facet) => (facets[facet]?.articles[number] ?? []).map((value) => facets[facet].values[value]),
    }));
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

/** What is found in the indexes of a period, each with its year: best match first, or in the order of the list. */
async function find({ years, indexes }, wanted) {
  const { query: { words }, order } = wanted;
  const facets = FACETS.filter((facet) => wanted[facet]);
  const found = words ? await foundIn(indexes, wanted.query) : [];
  const isWholeYear = years.length < 2 && years.every(({ year }) => isWhole(year, wanted));
  const needsNoList = !found.length || (!order && !facets.length && isWholeYear);
  if (words && needsNoList) return found.map((result) => ({ result, year: years[0]?.year }));
  const articles = (await Promise.all(indexes.map(listOf))).flat();
  const placed = words
    ? await placesOf(found, articles)
    : articles.map((article) => ({ article, result: recordOf(article) }));
  const isWanted = ({ article }) =>
    article && facets.every((facet) => has(article, facet, wanted[facet])) && isWithin(article.day, wanted);
  const chosen = placed.filter(isWanted);
  if (words && order) {
    const rank = new Map(articles.map((article, number) => [article, number]));
    chosen.sort((one, other) => rank.get(one.article) - rank.get(other.article));
  }
  if (order === "oldest") chosen.reverse();
  return chosen.map(({ article, result }) => ({ result, year: Math.floor(article.day / 1e4) }));
}

/** The results of some indexes for words. */
async function foundIn(indexes, query) {
  const answers = await Promise.allSettled(indexes.map(async (index) => matches(await searcherOf(index), query)));
  // Only when all have ended: whoever tries again finds none that is about to fail.
  const failed = answers.find((answer) => answer.status === "rejected");
  if (failed) throw failed.reason;
  return answers.flatMap((answer) => answer.value);
}

/** The results, each with its article in the lists. */
function placesOf(found, articles) {
  const places = new Map();
  for (const article of articles) places.set(article.name, [...(places.get(article.name) ?? []), article]);
  return Promise.all(found.map(async (result) => {
    const article = await placeOf(result, places.get(result.id) ?? []);
    return { article, result };
  }));
}

/** What stands for an article in the place of a result: its record is asked for when it is shown. */
function recordOf({ index, name }) {
  const data = async () => (await allOf(index)).find((result) => result.id === name).data();
  return { data };
}

/** All that is in an index. */
function allOf(index) {
  return remember(wholes, index, async () => (await (await searcherOf(index)).search(null)).results);
}

/**
 * The results of an index for the words, each of which has all of them, and the phrases. Where no article
 * has all words, Pagefind gives those with some: that would be so of most years for itself.
 */
async function matches(pagefind, { words, phrases }) {
  const only = phrases.length === 1 && phrases[0] === words;
  const [found, ...others] = await Promise.all([
    resultsOf(pagefind, only ? `"${words}"` : words),
    ...(only ? [] : phrases.map((phrase) => resultsOf(pagefind, `"${phrase}"`))),
    ...words.split(/\s+/u).filter(letters).map((word) => resultsOfWord(pagefind, word)),
  ]);
  const names = others.map((all) => new Set(all.map((result) => result.id)));
  return found.filter((result) => names.every((known) => known.has(result.id)));
}

async function resultsOf(pagefind, text) {
  return (await pagefind.search(text)).results.filter((result) => result.score > 0);
}

/**
 * What has a word, or one that begins so. In the place of a word that an index does not have, Pagefind
 * takes a shorter one with which it begins: "tro" would do for "trout".
 */
async function resultsOfWord(pagefind, word) {
  const found = await resultsOf(pagefind, word);
  if (!found.length || WITHOUT_SPACES.test(word)) return found;
  if ((await resultsOf(pagefind, `"${word}"`)).length) return found;
  // In this, all results of an index are alike.
  const { content, locations, meta } = await found[0].data();
  const all = content.split(/[\r\n\s]+/gu);
  const texts = [...locations.map((at) => all[at] ?? ""), ...Object.values(meta).flatMap((text) => text.split(/\s+/u))];
  const parts = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}\p{M}]+/u)]);
  return parts.some((part) => letters(part).startsWith(letters(word))) ? found : [];
}

const letters = (text) => plain(text).replace(/[^\p{L}\p{N}]/gu, "");

function has(article, facet, value) {
  // A section has the articles of those below it, too. Names are what a reader writes.
  if (facet === "section") return article.of(facet).some((slug) => slug === value || slug.startsWith(`${value}/`));
  if (facet === "language") return (article.of(facet)[0] ?? language) === value;
  const sought = plain(value.trim());
  return article.of(facet).some((name) => plain(name) === sought);
}

/** Whether a day (yyyymmdd, with 00 for what is not known of it) is within what is wanted. */
function isWithin(day, { from, to }) {
  const begin = from ? dayOf(from.year, from.month, from.day) : -Infinity;
  const end = to ? dayOf(to.year, to.month || 99, to.day || 99) : Infinity;
  return day >= begin && day <= end;
}

/** Whether all of a year is. */
function isWhole(year, wanted) {
  return [dayOf(year, 0, 0), dayOf(year, 99, 99)].every((day) => isWithin(day, wanted));
}

const dayOf = (year, month, day) => year * 1e4 + month * 100 + day;

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

/** What the form says; null where it asks for nothing. */
function wanted() {
  const said = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]?.value.trim() ?? ""]));
  const isAsked = ["q", "from", "to", ...FACETS].some((name) => said[name]);
  const query = queryOf(said.q);
  const [from, to] = ["from", "to"].map((name) => dateOf(said[name]));
  // What is no date limits nothing, and says so.
  form.elements.from?.setAttribute("aria-invalid", String(Boolean(said.from && !from)));
  form.elements.to?.setAttribute("aria-invalid", String(Boolean(said.to && !to)));
  return isAsked ? { ...said, query, from, to } : null;
}

/** The periods to search for it, each with its years that are asked for, and how many are searched in any case. */
function periodsFor({ section, from, to, order, all }) {
  if (section === PAGES) return { asked: [], first: 0 };
  const isAsked = ({ year }) => year >= (from?.year ?? -Infinity) && year <= (to?.year ?? Infinity);
  const asked = periods
    .map((period) => ({ ...period, asked: period.years.filter(isAsked) }))
    .filter((period) => period.asked.length);
  if (order === "oldest") asked.reverse();
  return { asked, first: all || from || to ? asked.length : Math.min(Number(form.dataset.recent), asked.length) };
}

/** Whether pages that are no articles may be what is wanted. They have nothing but a text and its language. */
function isOfPages({ section, topic, author, kind, page, from, to }) {
  return section === PAGES || ![section, topic, author, kind, page, from, to].some(Boolean);
}

/** Search for what the form says, period by period. */
async function search() {
  const number = ++latest;
  const what = wanted();
  isStopped = false;
  if (!what) {
    show(null);
    drawBars(new Map());
    rest([]);
    return say("");
  }
  results.setAttribute("aria-busy", "true");
  if (!shown) say(message("searching"));
  try {
    await searchPeriods(what, () => number === latest);
  } catch (error) {
    if (number !== latest) return undefined;
    console.error(error);
    show(null);
    rest([]);
    say(message("failed"));
  } finally {
    if (number === latest) {
      results.removeAttribute("aria-busy");
      working(null);
    }
  }
  return undefined;
}

async function searchPeriods(what, isLatest) {
  const { asked, first } = periodsFor(what);
  const parts = [];
  const pages = isOfPages(what) && indexesOfPages.length
    ? await find({ years: [], indexes: indexesOfPages }, { ...what, section: what.section && PAGES })
    : [];
  const count = () => parts.reduce((sum, part) => sum + part.found.length, pages.length);
  const started = [];
  const start = (at) => {
    started[at] ??= find(asked[at], what);
    started[at].catch(() => undefined);
  };
  for (let at = 0; at < asked.length && isLatest(); at++) {
    if (isStopped || (at >= first && count())) break;
    for (let next = at; next < Math.min(at + AHEAD, Math.max(first, at + 1)); next++) start(next);
    if (asked.length > 1) working({ at, of: Math.max(first, at + 1), years: asked[at].asked });
    parts.push({ ...asked[at], found: await started[at] });
    if (isLatest() && at >= Number(form.dataset.recent) && count()) tell(what, parts, pages, count());
  }
  if (!isLatest()) return;
  show({ found: inOrder(what, parts, pages), query: what.query, count: 0 });
  await showMore();
  if (!isLatest()) return;
  rest(asked.slice(parts.length).flatMap((period) => period.asked));
  tell(what, parts, pages, count());
}

/** The results of periods and of pages, in the order that is wanted. */
function inOrder({ order, query }, parts, pages) {
  // Pages have no date. They come last, as the oldest.
  const all = [...parts.flatMap((part) => part.found), ...pages].map((item) => item.result);
  return order || !query.words ? all : all.sort((a, b) => b.score - a.score);
}

// ---- What is said

/** Say how much was found, and where. */
function tell(what, parts, pages, count) {
  const span = spanOf(parts.flatMap((part) => part.asked), what);
  let where = span || (pages.length || what.section === PAGES ? nameOfPages() : "");
  if (span && pages.length) where = message("places", undefined, span);
  say(count ? message("found", count, where) : message(where ? "nothing" : "nowhere", undefined, where));
  drawBars(countsFor(what, parts));
}

/** Offer the years that were not searched. */
function rest(items) {
  others.hidden = !items.length;
  others.textContent = items.length ? message("others", undefined, spanOf(items)) : "";
}

let isContinued = false; // whether a reader who asked for more waits for it

/** Show that a period is searched, and how far it is; or that nothing is. */
function working(step) {
  progress.parentElement.hidden = !step;
  if (step) {
    others.hidden = true;
    progress.max = step.of;
    progress.value = step.at;
    stop.nextElementSibling.textContent = message("working", undefined, spanOf(step.years));
  }
  // A button is gone, and with it the place of who came here by keyboard.
  const isLost = [document.body, stop].includes(document.activeElement);
  if (isContinued && isLost) (step ? stop : status).focus({ preventScroll: true });
  isContinued &&= Boolean(step);
}

// ---- The years as bars

let counted = { key: "", counts: new Map() };

/** How much was found in each year for what is wanted, also in years that are left out now. */
function countsFor(what, parts) {
  const key = JSON.stringify(["q", ...FACETS].map((name) => what[name]));
  if (counted.key !== key) counted = { key, counts: new Map() };
  for (const { asked, found } of parts) {
    for (const { year } of asked.filter((one) => isWhole(one.year, what))) {
      counted.counts.set(year, found.filter((item) => item.year === year).length);
    }
  }
  return counted.counts;
}

function drawBars(counts) {
  const known = periods.flatMap(({ years }) => years).filter(({ year }) => counts.has(year)).reverse();
  const bins = new Map();
  for (const { year, label } of known) {
    const size = known.length > MOST_BARS ? 10 : 1;
    const from = year - (year % size);
    const bin = bins.get(from) ?? { from, to: from + size - 1, first: label, last: label, count: 0 };
    bin.count += counts.get(year);
    bin.last = label;
    bins.set(from, bin);
  }
  const most = Math.max(...[...bins.values()].map((bin) => bin.count));
  bars.hidden = bins.size < 2 || !most;
  const { from, to } = form.elements;
  const at = document.activeElement?.closest?.("[data-years] li");
  const place = at ? [...bars.children].indexOf(at) : -1;
  bars.replaceChildren(...[...bins.values()].map((bin) => {
    const item = results.querySelector("[data-bar]").content.cloneNode(true).firstElementChild;
    const button = item.querySelector("button");
    const isChosen = from.value === String(bin.from) && to.value === String(bin.to);
    button.setAttribute("aria-pressed", String(isChosen));
    const name = bin.first === bin.last ? bin.first : `${bin.first}\u2013${bin.last}`;
    item.querySelector("[data-year]").textContent = name;
    item.querySelector("[data-count]").textContent = format(bin.count);
    button.style.setProperty("--share", bin.count / (most || 1));
    button.addEventListener("click", () => {
      from.value = isChosen ? "" : bin.from;
      to.value = isChosen ? "" : bin.to;
      changed();
    });
    return item;
  }));
  bars.children[place]?.querySelector("button").focus({ preventScroll: true });
}

// ---- Showing

function show(found) {
  shown = found;
  list.replaceChildren();
  more.hidden = true;
}

/** Show some more of the results; gives the first of them. */
async function showMore() {
  const mine = shown;
  const batch = mine.found.slice(mine.count, mine.count + BATCH);
  const all = await Promise.all(batch.map((result) => result.data()));
  if (mine !== shown) return undefined;
  const items = all.map((data) => itemOf(data, mine.query));
  list.append(...items);
  mine.count += batch.length;
  more.hidden = mine.count >= mine.found.length;
  return items[0];
}

/** The item of the list for a result. */
function itemOf(data, query) {
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
  link.append(...marked(title, query.words));
  excerpt.append(
    data.content.startsWith(data.plain_excerpt) ? "" : "\u2026 ",
    ...excerptOf(data.excerpt),
    data.content.endsWith(data.plain_excerpt) ? "" : " \u2026",
  );
  link.href = addressOf(data).url + (canMark && section ? hitsFor(data, query, link) : fragmentFor(excerpt));
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

// Whether articles have the script that marks what was found, and the browser what that needs.
const canMark = "hasHits" in form.dataset && "highlights" in (globalThis.CSS ?? {});

const trimmed = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, "");

/** What tells the script of an article which words to mark: phrases, and words as they stand there. */
function hitsFor(data, { phrases }, headline) {
  const words = data.content.split(/[\r\n\s]+/gu);
  const found = [
    ...data.locations.map((at) => words[at] ?? ""),
    ...[...headline.querySelectorAll("mark")].map((element) => element.textContent),
  ].map((word) => trimmed(word).toLocaleLowerCase(language));
  const others = found.filter((word) => word && !phrases.some((phrase) => plain(phrase).includes(plain(word))));
  const texts = [...new Set([...phrases, ...others])].slice(0, MOST_HITS);
  return texts.length ? `#${new URLSearchParams(texts.map((text) => ["found", text]))}` : "";
}

/** What asks the browser to go to the first word that was found, and to mark it and others. */
function fragmentFor(excerpt) {
  const words = [...excerpt.querySelectorAll("mark")].map((element) => trimmed(element.textContent));
  const texts = [...new Set(words)].filter(Boolean).slice(0, MOST_MARKS);
  const encoded = texts.map((text) => `text=${encodeURIComponent(text).replaceAll("-", "%2D")}`);
  return encoded.length ? `#:~:${encoded.join("&")}` : "";
}

// ---- Names

const suggestions = form.querySelector("[data-suggestions]");
const fieldsOfNames = [...form.querySelectorAll("[data-names]")];

/** The names that a field may have, each with its address; of sections, those that can be chosen. */
function namesOf(field) {
  if (field.options) {
    return [...field.options].filter(({ dataset }) => dataset.url).map(({ text, dataset }) => [text, dataset.url]);
  }
  return remember(lists, field.dataset.names, async () => {
    const answer = await fetch(field.dataset.names);
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    return answer.json();
  }).catch(() => []); // A search works without them.
}

/** The names in which a word begins as what was written, those first that do so themselves. */
function beginningAs(text, names, most) {
  const sought = plain(text.trim());
  const rank = (key) => (key.startsWith(sought) ? 0 : ` ${key.replace(/[^\p{L}\p{N}]+/gu, " ")}`.includes(` ${sought}`) ? 1 : 2);
  const ranked = names.map((row) => ({ row, rank: rank(plain(row[0])) })).filter((one) => one.rank < 2);
  return ranked.sort((one, other) => one.rank - other.rank).slice(0, most).map((one) => one.row);
}

/** Suggest topics, authors and sections for the words that are written. */
async function suggest() {
  const text = form.elements.q.value;
  const fields = text.trim().length < LEAST ? [] : [...fieldsOfNames, form.elements.section];
  const names = await Promise.all(fields.map(namesOf));
  if (text !== form.elements.q.value) return;
  const each = fields.map((field, at) => beginningAs(text, names[at], MOST_SUGGESTIONS).map((row) => ({ field, row })));
  // Of each sort the first, then the second ones.
  const mixed = Array.from({ length: MOST_SUGGESTIONS }, (_, at) => each.flatMap((rows) => rows.slice(at, at + 1))).flat();
  suggestions.replaceChildren(...mixed.slice(0, MOST_SUGGESTIONS).map(({ field, row: [name, url] }) => {
    const item = results.querySelector("[data-suggestion]").content.cloneNode(true).firstElementChild;
    item.querySelector("a").href = url;
    item.querySelector("[data-sort]").textContent = field.labels[0].textContent;
    item.querySelector("[data-name]").textContent = name;
    return item;
  }));
}

/** Offer the names that a field may have. */
async function offer(field) {
  const names = beginningAs(field.value, await namesOf(field), MOST_NAMES);
  field.list.replaceChildren(...names.map(([name]) => Object.assign(document.createElement("option"), { value: name })));
}

for (const field of fieldsOfNames) {
  field.addEventListener("focus", () => offer(field));
  field.addEventListener("input", () => offer(field));
}
form.elements.q.addEventListener("input", suggest);

// ---- The form and the address

/** The address of this page with what the form says. */
function address() {
  const said = [...new FormData(form)].filter(([, value]) => value.trim());
  const query = new URLSearchParams(said).toString();
  return query ? `?${query}` : location.pathname;
}

function fillForm() {
  const said = new URLSearchParams(location.search);
  // As addresses had it that were kept before there were two dates.
  if (said.has("year")) for (const name of ["from", "to"]) said.set(name, said.get("year"));
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (!field) continue;
    field.value = said.get(name) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
}

let waiting = 0;

/** Search anew; `isStep` where a reader may want to go back to what was before. */
function changed({ isStep = true, all = "" } = {}) {
  clearTimeout(waiting);
  form.elements.all.value = all;
  if (address() !== (location.search || location.pathname)) {
    history[isStep ? "pushState" : "replaceState"](null, "", address());
  }
  return search();
}

form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  const isText = event.target.matches("input");
  waiting = setTimeout(changed, isText ? PAUSE : 0, { isStep: !isText });
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  changed();
});
addEventListener("popstate", () => {
  fillForm();
  search();
});
more.addEventListener("click", async () => {
  const first = await showMore();
  first?.querySelector("a").focus();
});
others.addEventListener("click", () => {
  isContinued = true;
  changed({ all: "1" });
});
stop.addEventListener("click", () => {
  isStopped = true;
});

fillForm();
search();
