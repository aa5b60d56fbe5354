"""Search records: what is searched of an article, as the HTML that Pagefind reads.

A record is not the published page: it has only the article's own words, so that an index stays the
same when a template or another article changes.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from archivegen.archive.day_numbers import date_of
from archivegen.model.body import in_words, resolve
from archivegen.model.html_tags import without_tags
from archivegen.pages.page import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archivegen.model.article import Article
    from archivegen.model.body import Body
    from archivegen.model.documents.document import Document
    from archivegen.model.documents.issue import IssueDetails
    from archivegen.model.times import Moment

_END = re.compile(r"</(?:body|html)\b[^>]*>", re.IGNORECASE)
"""What would end the record before its end; a body has it only where HTML is trusted."""


def record_of(article: Article, body: Body, as_date: Callable[[Moment], str]) -> str:
    """The record of an article; `as_date` writes a day as the site does."""
    card = article.card
    otherwise = f"{card.headline} {card.section.slug}"
    in_print = [article.print.headline] if article.print else []
    paragraphs = [article.summary, *in_print]
    return _record(_metadata(article, as_date), paragraphs, body, otherwise)


def record_of_document(document: Document, body: Body) -> str:
    """The record of a document that is no article."""
    return _record(_about(document, document.title), [document.summary], body, document.title)


def record_of_issue(
    document: Document,
    details: IssueDetails,
    body: Body,
    own_paper: str,
    as_day: Callable[[Period], str],
) -> str:
    """The record of a print issue, named by its day; its newspaper is what a section is elsewhere.

    `own_paper` is the site's own newspaper, and `as_day` writes a day as the site does.
    """
    day = as_day(Period(*date_of(details.day), url="", count=0))
    title = f"{day} ({details.edition})" if details.edition else day
    metadata = [*_about(document, title), ("section", details.publication or own_paper)]
    return _record(metadata, [document.summary], body, title)


def _about(document: Document, title: str) -> list[tuple[str, str]]:
    return [("title", title), ("language", document.language), ("direction", document.direction)]


def _record(
    about: Iterable[tuple[str, str]], paragraphs: Iterable[str], body: Body, otherwise: str
) -> str:
    """A record with these metadata, and paragraphs before the body; or with other words."""
    metadata = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{html.escape(value)}">\n'
        for name, value in about
        if value
    )
    # Of links only their words are searched, so it does not matter where they lead.
    words = _END.sub("", resolve(in_words(body.html), lambda _: ""))
    before = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in paragraphs)
    text = f"{before}{words}"
    if not _has_words(text):
        # A record without a word is left out, and the article could not be found at all.
        text = f"<p>{html.escape(otherwise)}</p>"
    # The text comes last: what it leaves open harms nothing else.
    return (
        f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n{metadata}</head>\n'
        f"<body data-pagefind-body>\n{text}\n</body>\n</html>\n"
    )


def _metadata(article: Article, as_date: Callable[[Moment], str]) -> Iterator[tuple[str, str]]:
    card = article.card
    yield "title", card.headline
    yield "section", card.section.name
    yield "date", as_date(card.date)
    yield "authors", ", ".join(author.name for author in card.authors)
    yield "topics", ", ".join(tag.name for tag in card.tags)
    for name, members in article.terms.items():
        yield name, ", ".join(member.term.name for member in members)
    yield "location", article.location
    yield "language", card.language
    yield "direction", card.direction
    yield "kind", card.kind
    yield "mark", card.mark


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, html.unescape(without_tags(text, " "))))
