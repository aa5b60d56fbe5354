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
    "base.html": "What all HTML pages have in common; most changes are to one of its blocks.",
    "listing.html": "What the pages of a section, a topic and other terms have in common.",
    "_macros.html": "Pieces that several templates use, such as the card of an article.",
    "_labels.html": "The words for notices and the like, and headlines with those before them.",
    "_profiles.html": "What is shown of a person, a section or another term that has a file.",
    "_entry.xml": "What all Atom feeds have of an article, and the picture in feeds.",
    "blocks/fact.html": "A box in a text, `::: fact Title`: facts beside the story.",
    "blocks/quote.html": "The box `::: quote Who`: what somebody said, large.",
    "blocks/timeline.html": "The box `::: timeline Title`: what happened when, as a list.",
    "blocks/document.html": "The box `::: document Title`: the words of a document.",
    "blocks/qa.html": "The box `::: qa Title`: questions and answers.",
    "blocks/details.html": "The box `::: details Title`, which a reader opens.",
    "blocks/letter.html": "The box `::: letter Title`: a letter to the paper.",
    "blocks/_alert.html": "What the boxes of alerts have in common.",
    "blocks/note.html": "The alert `> [!NOTE]`, or `::: note Title`.",
    "blocks/tip.html": "The alert `> [!TIP]`, or `::: tip Title`.",
    "blocks/important.html": "The alert `> [!IMPORTANT]`, or `::: important Title`.",
    "blocks/warning.html": "The alert `> [!WARNING]`, or `::: warning Title`.",
    "blocks/caution.html": "The alert `> [!CAUTION]`, or `::: caution Title`.",
    "blocks/table.html": 'A table of a file, `::: table data="results.csv"`, or one in Markdown.',
    "blocks/bars.html": "A bar for each row of a file, with its label and its value.",
    "blocks/_data_caption.html": "What stands below data, and the file that has them.",
    "assets/style.css": "The stylesheet, published under a name with its digest.",
    "assets/search.js": "The script of the search page, published in the same way.",
    "assets/hits.js": "The script of an article that the search leads to: it marks what was found.",
    "assets/portable.js": "What a portable edition does: it runs scripts, or says why not.",
    "assets/today.js": "The script of the days of the year, which leads to today.",
    "assets/not-found.js": "The script of `404.html`, which finds an article that has moved.",
    "assets/terms.js": "The script that finds a name in a long list, published in the same way.",
    "assets/feed.css": "The stylesheet of feeds that are opened in a browser.",
}
"""The files that make no page by themselves; those in `blocks/` receive the fields of a `Box`."""
