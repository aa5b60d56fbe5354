"""The templates of the theme: those that make pages, in an order to read them in, and their parts.

Which templates make pages is declared by the families of pages (`pages/`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.pages.families import FAMILIES

if TYPE_CHECKING:
    from archivegen.pages.page import PageTemplate

ORDER = (
    "front.html", "article.html", "page.html", "section.html", "topic.html", "author.html",
    "term.html", "topics.html", "authors.html", "terms.html", "archive.html", "year.html",
    "month.html", "day.html", "search.html", "on-this-day.html", "anniversary.html",
    "corrections.html", "feeds.html", "issues.html", "issues-of.html", "issue.html", "404.html",
    "redirect.html", "_redirects", "feed.xml", "rss.xml", "feed.json", "sitemap.xml",
    "sitemap-index.xml", "sitemap-news.xml", "month.json", "archive.json", "article.json",
    "article.txt", "article.md", "terms.json",
    "robots.txt", "tdmrep.json", "_headers",
)  # fmt: skip
"""The order in which the reference has the templates; those that are not here come last."""


def _position(template: PageTemplate) -> int:
    return ORDER.index(template.name) if template.name in ORDER else len(ORDER)


_DECLARED = dict.fromkeys(template for family in FAMILIES for template in family.templates)

TEMPLATES = tuple(sorted(_DECLARED, key=_position))
"""The templates that make pages, as the families of pages declare them."""

PARTS = {
    "base.html": "The frame of all HTML pages; most changes are to one of its blocks.",
    "listing.html": "The common part of the pages of sections, topics and other terms.",
    "_macros.html": "Macros that several templates use, such as the card of an article.",
    "_labels.html": "The labels of notices and the like, and headlines with these labels.",
    "_profiles.html": "The profile of a person, a section or another term that has a file.",
    "_entry.xml": "The entry of an article in Atom feeds, and the picture in feeds.",
    "blocks/fact.html": "A box in a text, `::: fact Title`: facts beside the story.",
    "blocks/quote.html": "The box `::: quote Who`: a quotation, set large.",
    "blocks/timeline.html": "The box `::: timeline Title`: events and their dates, as a list.",
    "blocks/document.html": "The box `::: document Title`: the text of a document.",
    "blocks/qa.html": "The box `::: qa Title`: questions and answers.",
    "blocks/details.html": "The box `::: details Title`, which the reader opens.",
    "blocks/letter.html": "The box `::: letter Title`: a letter to the paper.",
    "blocks/_alert.html": "The common part of the boxes of alerts.",
    "blocks/note.html": "The alert `> [!NOTE]`, or `::: note Title`.",
    "blocks/tip.html": "The alert `> [!TIP]`, or `::: tip Title`.",
    "blocks/important.html": "The alert `> [!IMPORTANT]`, or `::: important Title`.",
    "blocks/warning.html": "The alert `> [!WARNING]`, or `::: warning Title`.",
    "blocks/caution.html": "The alert `> [!CAUTION]`, or `::: caution Title`.",
    "blocks/table.html": 'A table from a file, `::: table data="results.csv"`, or one in Markdown.',
    "blocks/bars.html": "A bar chart from a file: a bar for each row, with its label and value.",
    "blocks/_data_caption.html": "The caption below data, with a link to the file.",
    "assets/style.css": "The stylesheet, published under a name with its digest.",
    "assets/search.js": "The script of the search page, published likewise.",
    "assets/hits.js": "The script that marks search hits in an article.",
    "assets/portable.js": "The script of portable editions: it runs scripts, or says why not.",
    "assets/today.js": "The script of the days of the year: it links to today.",
    "assets/not-found.js": "The script of `404.html`: it finds an article that has moved.",
    "assets/terms.js": "The script that finds a name in a long list, published likewise.",
    "assets/feed.css": "The stylesheet of feeds opened in a browser.",
}
"""The files that make no page by themselves; those in `blocks/` receive the fields of a `Box`."""
