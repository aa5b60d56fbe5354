// An article that the search led to: what was found there is marked, and can be gone through.
//
// The address has it, as `#found=ferry&found=ferries`; without that, nothing is done. Marks are
// highlights of the browser, which change nothing of the page, and the bar lies above it: nothing
// moves.

const PLACES = ".story-header h1, .story-header .standfirst, .story-body";
const SETTLED = 100; // milliseconds after which readers of a screen know of the bar
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const template = document.getElementById("search-hits");
const texts = new URLSearchParams(location.hash.slice(1)).getAll("found").filter(Boolean);
const hits = template && globalThis.CSS?.highlights && texts.length ? find(pattern(texts)) : [];
if (hits.length) begin();

/** What is looked for: the texts as whole words, however their words are set apart. */
function pattern(all) {
  const escaped = (word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
  const one = (text) => {
    const words = text.split(/\s+/u).map(escaped).join("\\s+");
    return UNSPACED.test(text) ? words : `(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}\\p{M}])`;
  };
  // The longest first: of two that begin alike, it is the whole that is marked.
  return new RegExp(all.toSorted((a, b) => b.length - a.length).map(one).join("|"), "giu");
}

/** The ranges in which it stands, in the order of the page, also across the parts of a word. */
function find(sought) {
  return [...document.querySelectorAll(PLACES)].flatMap((place) => {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, from: text.length });
      text += walker.currentNode.data;
    }
    const at = (offset) => nodes.findLast(({ from }) => from <= offset);
    return [...text.matchAll(sought)].map(({ 0: found, index }) => {
      const [first, last] = [at(index), at(index + found.length - 1)];
      const range = new Range();
      range.setStart(first.node, index - first.from);
      range.setEnd(last.node, index + found.length - last.from);
      return range;
    });
  });
}

/** Mark what was found, show the bar, and go to the first place in the text. */
function begin() {
  CSS.highlights.set("hit", new Highlight(...hits));
  const bar = template.content.cloneNode(true).firstElementChild;
  const status = bar.querySelector("[data-said]");
  const { format } = new Intl.NumberFormat(document.documentElement.lang, {
    numberingSystem: document.querySelector("script[data-digits]").dataset.digits,
  });
  let current = 0;

  function go(number) {
    current = (number + hits.length) % hits.length;
    const hit = hits[current];
    const mark = new Highlight(hit);
    mark.priority = 1;
    CSS.highlights.set("current-hit", mark);
    for (let at = hit.startContainer.parentElement; at; at = at.parentElement) {
      if (at.localName === "details") at.open = true;
    }
    const { top, bottom } = hit.getBoundingClientRect();
    const isSeen = top >= 0 && bottom <= innerHeight - bar.offsetHeight;
    if (!isSeen) scrollBy(0, top - innerHeight / 3);
    status.textContent = status.dataset.said.replace("{at}", format(current + 1)).replace("{of}", format(hits.length));
  }

  function close() {
    bar.remove();
    CSS.highlights.delete("hit");
    CSS.highlights.delete("current-hit");
  }

  bar.addEventListener("click", ({ target }) => {
    if ("close" in target.dataset) close();
    else if (target.dataset.step) go(current + Number(target.dataset.step));
  });
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") close();
  });
  // Before everything else, so that the first key of the keyboard leads there.
  document.body.prepend(bar);
  // What is said is read out where it comes into a bar that is there already.
  setTimeout(go, SETTLED, 0);
}
