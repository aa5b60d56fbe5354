"""Alternates: an article as JSON, plain text and Markdown, each in a file beside its page.

All are made from what the page shows, so that they contain nothing private: neither the
comments of the article's file nor the site's own keys. They belong to the slice of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from archivegen.pages.machines.records import RecordMaker, url_of_original
from archivegen.pages.page import PageTemplate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archivegen.config.read import Config
    from archivegen.model.article import Article, Card
    from archivegen.pages.page import Page, Planning


@dataclass(frozen=True, slots=True)
class ArticleRecordData:
    """An article for programs."""

    record: dict[str, Any]
    """The metadata of the article, without its text, ready for `tojson`."""


@dataclass(frozen=True, slots=True)
class ArticleTextData:
    """An article as plain text."""

    article: Article
    """The article."""
    replacements: dict[str, str]
    """The addresses of published articles that its notices name in `by`, by the value written
    there."""


JSON = PageTemplate(
    "article.json",
    ArticleRecordData,
    "An article with its text for programs: `index.json` beside its page, or a line of its year's"
    " file.",
)
TEXT = PageTemplate(
    "article.txt", ArticleTextData, "An article as plain text, beside its page: `index.txt`."
)

MARKDOWN = PageTemplate(
    "article.md", ArticleRecordData, "An article as Markdown, beside its page: `index.md`."
)

MEDIA_TYPES: Mapping[str, str] = {
    ".json": "application/json",
    ".txt": "text/plain",
    ".md": "text/markdown",
}
"""What the names of such files end with, beside that of the page, and what they are."""

_TEMPLATES = {".json": JSON, ".txt": TEXT, ".md": MARKDOWN}

ALTERNATES = tuple(_TEMPLATES.values())
"""The templates of such files."""


def alternate_links(planning: Planning, article: Article) -> tuple[tuple[str, str], ...]:
    """The media types of the files beside an article's page, each with its address."""
    return tuple(
        (MEDIA_TYPES[suffix], planning.urls.beside_page(article.card.url, suffix))
        for suffix in _suffixes(planning.config)
    )


def alternates(
    planning: Planning, page: Page, data: ArticleTextData, own: Article, versions: Iterable[Card]
) -> Iterator[Page]:
    """The files beside the page of an article.

    `data` has the article as its page shows it, `own` is the article as its file says it, without
    what others add, and `versions` are those in all its languages.
    """
    suffixes = [*_suffixes(planning.config)]
    record = None
    if any(_TEMPLATES[suffix].data is ArticleRecordData for suffix in suffixes):
        original, records = url_of_original(own, versions), RecordMaker(planning)
        record = ArticleRecordData(records.alone(own, original, data.replacements))
    for suffix in suffixes:
        url = planning.urls.beside_page(page.url, suffix)
        template = _TEMPLATES[suffix]
        made = data if template is TEXT else record
        output = planning.urls.output(url)
        # Pictures stand in the text as they do in feeds: there is no phone to choose a size.
        yield replace(page, url=url, output=output, template=template.name, data=made, pictures=())


def _suffixes(config: Config) -> Iterator[str]:
    if config.alternates.json:
        yield ".json"
    if config.alternates.text:
        yield ".txt"
    if config.alternates.markdown:
        yield ".md"
