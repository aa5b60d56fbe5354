"""Parts of an article: what front matter says in a form that is not yet the article's own.

Pure functions between the contract (`frontmatter/schema`) and the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.model.article import Notice, Source
from archivegen.model.links import linked_article
from archivegen.model.urls import encoded
from archivegen.model.vocabulary.notices import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.loader.frontmatter.schema import FrontMatter


def original_of(path: str, written: str | None) -> str:
    """The file that an article translates, below the content folder; as written if it is none."""
    return linked_article(path, written) or written if written else ""


def source_of(front: FrontMatter) -> Source | None:
    """Where a captured article came from."""
    source = front.source
    return Source(source.name, encoded(source.url or ""), source.captured) if source else None


def notices_of(front: FrontMatter) -> Iterator[Notice]:
    """The corrections, which are notices in short, and all other notices."""
    for correction in front.corrections:
        yield Notice("correction", correction.date, correction.text, is_above=False, by="")
    for notice in front.notices:
        is_above = notice.type in MARKS or notice.place == "top"
        yield Notice(notice.type, notice.date, notice.text or "", is_above, notice.by or "")
