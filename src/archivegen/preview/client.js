// The preview's side in the browser: shows a new edition of the page when there is one, and what
// keeps the next from being built. Texts of the site are only ever set as text.

"use strict";

(() => {
  const EVENTS = "/__archivegen/events";
  const SCROLL = "archivegen-scroll";
  const AWAY_AFTER = 3000;

  // The edition that this page is of; the server wrote it here.
  const edition = document.currentScript.dataset.edition;

  let source = null;
  let silence = 0;
  let pause = 0;
  let bulletin = null;
  let dismissed = 0;
  // The edition that this page was loaded again for.
  let wanted = "";

  // ------------------------------------------------------------------ the page

  function reload(wanted) {
    disconnect();
    try {
      const spot = { at: location.href, left: scrollX, top: scrollY, wanted };
      sessionStorage.setItem(SCROLL, JSON.stringify(spot));
    } catch {
      // Without storage, the browser does what it can.
    }
    location.reload();
  }

  function restoreScroll() {
    let spot = null;
    try {
      spot = JSON.parse(sessionStorage.getItem(SCROLL));
      sessionStorage.removeItem(SCROLL);
    } catch {
      return;
    }
    if (!spot || spot.at !== location.href) {
      return;
    }
    wanted = spot.wanted;
    const scroll = () => scrollTo({ left: spot.left, top: spot.top, behavior: "instant" });
    scroll();
    // Pictures may have made the page longer, but whoever scrolls meanwhile is left alone.
    let moved = false;
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(kind, () => (moved = true), { once: true, passive: true });
    }
    addEventListener("load", () => moved || scroll(), { once: true });
  }

  // ------------------------------------------------------------------ the news

  function connect() {
    if (source || document.visibilityState === "hidden") {
      return;
    }
    source = new EventSource(EVENTS);
    source.addEventListener("bulletin", (event) => {
      clearTimeout(silence);
      silence = 0;
      hear(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      silence ||= setTimeout(away, AWAY_AFTER);
      if (source.readyState === EventSource.CLOSED) {
        // Somebody else answered there; the browser gives up, but we do not.
        source = null;
        pause = setTimeout(connect, AWAY_AFTER);
      }
    });
  }

  function disconnect() {
    clearTimeout(silence);
    clearTimeout(pause);
    silence = 0;
    source?.close();
    source = null;
  }

  function hear(news) {
    bulletin = news;
    // A service worker of the site may give an old page again and again.
    if (news.edition === edition || news.edition === wanted) {
      show();
    } else {
      reload(news.edition);
    }
  }

  // Browsers have few connections for one host: pages that nobody sees leave theirs to others.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      disconnect();
    } else {
      connect();
    }
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);

  // ------------------------------------------------------------------ the notices

  const host = document.createElement("archivegen-preview");
  const root = host.attachShadow({ mode: "open" });
  const styles = new CSSStyleSheet();
  styles.replaceSync("STYLES");
  root.adoptedStyleSheets = [styles];

  const badge = element("div", { role: "status" });
  const dialog = element("dialog", { "aria-labelledby": "title", role: "alertdialog" });
  root.append(badge, dialog);
  dialog.addEventListener("close", () => {
    // Closed by the reader if there is still something to read.
    if (bulletin && isGrave()) {
      dismissed = bulletin.build;
      show();
    }
  });

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  function count(number, noun) {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
  }

  function errors() {
    return bulletin.problems.filter((problem) => problem.severity === "error");
  }

  function isGrave() {
    return bulletin.failure !== "" || errors().length > 0;
  }

  function show() {
    // Outside of the body, where no rule of the page for its children counts it in.
    if (!host.isConnected) {
      document.documentElement.append(host);
    }
    const grave = isGrave();
    badge.replaceChildren(...badges(grave));
    if (grave && dismissed !== bulletin.build) {
      dialog.replaceChildren(...overlay());
      if (dialog.open) {
        // What had the focus is gone.
        dialog.querySelector("button").focus();
      } else {
        dialog.showModal();
      }
      showSpots(dialog);
    } else if (dialog.open) {
      dialog.close();
    }
  }

  // Of a line that is too wide, the part with the spot.
  function showSpots(notices) {
    for (const line of notices.querySelectorAll("pre")) {
      const spot = line.querySelector("mark");
      line.scrollLeft = spot.offsetLeft - line.offsetLeft - line.clientWidth / 2;
    }
  }

  function overlay() {
    const found = errors().length;
    const title = found
      ? `${count(found, "problem")} to mend before the site can be built`
      : "The site could not be built";
    const close = element("button", { type: "button" }, "Close");
    close.addEventListener("click", () => dialog.close());
    const text = "Until then pages stay as they are. Esc closes this.";
    const head = element(
      "header",
      {},
      element("div", {}, element("h1", { id: "title" }, title), element("p", {}, text)),
      close,
    );
    return [head, ...listed(bulletin.problems, bulletin.more)];
  }

  function badges(grave) {
    if (grave) {
      if (dismissed !== bulletin.build) {
        return [];
      }
      const found = errors().length;
      const label = found ? count(found, "problem") : "The site could not be built";
      const button = element("button", { class: "badge", type: "button" }, label);
      button.addEventListener("click", () => {
        dismissed = 0;
        show();
      });
      return [button];
    }
    const warnings = bulletin.problems;
    if (!warnings.length) {
      return [];
    }
    const label = count(warnings.length, "warning") + (bulletin.more.length ? " and more" : "");
    const details = element(
      "details",
      { class: "badge" },
      element("summary", {}, label),
      ...listed(warnings, bulletin.more),
    );
    details.addEventListener("toggle", () => showSpots(details));
    return [details];
  }

  function listed(problems, more) {
    const items = problems.map(item);
    if (bulletin.failure) {
      const text = element("p", { class: "message" }, element("b", {}, "error"), ": ", bulletin.failure);
      items.unshift(element("li", { class: "error" }, text));
    }
    const rest = more.map((line) => element("p", { class: "more" }, line));
    return [element("ol", {}, ...items), ...rest];
  }

  function item(problem) {
    const made = element(
      "li",
      { class: problem.severity === "error" ? "error" : "warning" },
      element("p", { class: "place", dir: "ltr" }, problem.place),
      element("p", { class: "message" }, element("b", {}, problem.severity), `: ${problem.message}`),
    );
    if (problem.excerpt.length) {
      const [before, spot, after] = problem.excerpt;
      made.append(
        element(
          "pre",
          { "aria-label": "The line in the file", dir: "ltr", role: "group", tabindex: "0" },
          before,
          element("mark", {}, spot),
          `${after}\n`,
          // As wide as what stands above it, in whatever font.
          element("span", { class: "before", "aria-hidden": "true" }, before),
          element("span", { class: "caret", "aria-hidden": "true" }, "^"),
        ),
      );
    }
    if (problem.hint) {
      made.append(element("p", { class: "hint" }, `Hint: ${problem.hint}`));
    }
    return made;
  }

  function away() {
    if (!host.isConnected) {
      document.documentElement.append(host);
    }
    const text = "The preview was stopped: this page no longer follows what is saved.";
    badge.replaceChildren(element("div", { class: "badge" }, element("p", { class: "away" }, text)));
  }

  restoreScroll();
  connect();
})();
