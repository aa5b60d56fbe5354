"""Search records: what is searched of an article, as the HTML that Pagefind reads.

Not the published page: a record has the article's own words alone, so that an index stays the
same when a template or another article changes.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from archivegen.model.body import in_words, resolve
from archivegen.model.html_tags import without_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archivegen.model.article import Article
    from archivegen.model.body import Body
    from archivegen.model.times import Moment

_END = re.compile(r"</(?:body|html)\b[^>]*>", re.IGNORECASE)
"""What would end the record before its end; a body has it only where HTML is trusted."""


def record_of(article: Article, body: Body, as_date: Callable[[Moment], str]) -> str:
    """The record of an article; `as_date` writes a day as the site does."""
    metadata = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{html.escape(value)}">\n'
        for name, value in _metadata(article, as_date)
        if value
    )
    # Of links only their words are searched, so it does not matter where they lead.
    words = _END.sub("", resolve(in_words(body.html), lambda _: ""))
    in_print = f"<p>{html.escape(article.print.headline)}</p>\n" if article.print else ""
    text = f"<p>{html.escape(article.summary)}</p>\n{in_print}{words}"
    if not _has_words(text):
        # A record without a word is left out, and the article could not be found at all.
        text = f"<p>{html.escape(article.card.headline)} {article.card.section.slug}</p>"
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
    yield "location", article.location
    yield "language", card.language
    yield "direction", card.direction
    yield "kind", card.kind
    yield "mark", card.mark


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, html.unescape(without_tags(text, " "))))
