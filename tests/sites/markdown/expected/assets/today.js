// The calendar of the days of the year: leads to today, or to the last day before it that has articles.
// Which day it is, no page can know; without this script, the calendar leads to all days.

const own = /(\d\d)-(\d\d)\/(?:index\.html)?$/;
const days = [...document.querySelectorAll(".days-of-year a")];
const key = (link) => own.exec(link.pathname).slice(1, 3).join("");
const now = new Date();
const today = String((now.getMonth() + 1) * 100 + now.getDate()).padStart(4, "0");
const last = days.filter((link) => key(link) <= today).pop() ?? days.at(-1);
const place = document.querySelector("[data-today]");

if (last && place) {
  const link = document.createElement("a");
  link.href = last.href;
  link.textContent = last.ariaLabel;
  place.replaceChildren(`${key(last) === today ? place.dataset.today : place.dataset.before} `, link);
  last.setAttribute("aria-current", "date");
  // Who asked for today is there at once; going back leads past this page.
  if (location.hash === "#today") location.replace(last.href);
}
