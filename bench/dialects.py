"""Dialects: an article as a file in the front matter of one generator."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

_plain = re.compile(r"^[^\W\d_][\w '\u2019(),./%\u00a3\u2013\u2014;!?\u201c\u201d\u2026-]*$")
_RESERVED = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n", "none"})


@dataclass(frozen=True, slots=True)
class Article:
    """An article, before it is in any dialect. Without an update, `updated` is `date`."""

    headline: str
    slug: str
    date: datetime
    updated: datetime
    section: str
    summary: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    body: str


def render(article: Article, dialect: str) -> tuple[str, str]:
    """The article's path below the content folder, and its file's text."""
    return f"{article.date:%Y/%m}/{article.slug}.md", _TEXTS[dialect](article)


def _scalar(text: str) -> str:
    """A YAML scalar: plain where that is safe, else in double quotes."""
    safe = _plain.match(text) and text.lower() not in _RESERVED and not text.endswith(" ")
    if safe and ": " not in text and " #" not in text:
        return text
    return json.dumps(text, ensure_ascii=False)


def _list(name: str, items: Iterable[str]) -> str:
    return f"{name}:\n" + "".join(f"  - {_scalar(item)}\n" for item in items)


def _archivegen(article: Article) -> str:
    updated = f"updated: {article.updated.isoformat()}\n"
    return (
        f"---\nheadline: {_scalar(article.headline)}\n"
        f"date: {article.date.isoformat()}\n"
        f"{updated if article.updated != article.date else ''}"
        f"section: {_scalar(article.section)}\n"
        f"summary: {_scalar(article.summary)}\n"
        f"{_list('authors', article.authors)}{_list('tags', article.tags)}"
        f"---\n\n{article.body}"
    )


def _archivegen_with_slug(article: Article) -> str:
    """As the peers have it, the address does not depend on the headline."""
    return _archivegen(article).replace("---\n", f"---\nslug: {article.slug}\n", 1)


def _hugo(article: Article) -> str:
    return (
        f"---\ntitle: {_scalar(article.headline)}\n"
        f"date: {article.date.isoformat()}\n"
        f"lastmod: {article.updated.isoformat()}\n"
        f"{_list('categories', [article.section])}"
        f"summary: {_scalar(article.summary)}\n"
        f"{_list('authors', article.authors)}{_list('tags', article.tags)}"
        f"---\n\n{article.body}"
    )


def _pelican(article: Article) -> str:
    modified = f"Modified: {article.updated.isoformat()}\n"
    return (
        f"Title: {article.headline}\n"
        f"Slug: {article.slug}\n"
        f"Date: {article.date.isoformat()}\n"
        f"{modified if article.updated != article.date else ''}"
        f"Category: {article.section}\n"
        f"Summary: {article.summary}\n"
        f"Authors: {'; '.join(article.authors)}\n"
        f"Tags: {', '.join(article.tags)}\n\n{article.body}"
    )


_TEXTS: dict[str, Callable[[Article], str]] = {
    "archivegen": _archivegen,
    "archivegen-slug": _archivegen_with_slug,
    "hugo": _hugo,
    "pelican": _pelican,
}
DIALECTS = tuple(_TEXTS)
