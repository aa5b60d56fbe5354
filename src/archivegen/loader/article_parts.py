"""Parts of an article: front matter values that have another form in the article.

Pure functions between the contract (`frontmatter/schema`) and the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.model.article import Notice, Rights, Source, Version
from archivegen.model.links import alias_path, is_web_address, linked_article
from archivegen.model.urls import encoded
from archivegen.model.vocabulary.licences import licence_address
from archivegen.model.vocabulary.notices import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.loader.frontmatter.plain_heads import ArticleFront
    from archivegen.model.body import Body
    from archivegen.model.urls import Urls


def original_of(path: str, written: str | None) -> str:
    """The file that an article translates, below the content folder; as written if it is none."""
    return linked_article(path, written) or written if written else ""


def source_of(front: ArticleFront) -> Source | None:
    """Where a captured article came from."""
    source = front.source
    if source is None:
        return None
    versions = (Version(encoded(one.url), one.captured) for one in source.versions)
    ordered = sorted(versions, key=lambda one: (one.captured.instant, one.url))
    return Source(source.name, encoded(source.url or ""), source.captured, tuple(ordered))


def rights_of(front: ArticleFront) -> Rights:
    """Who owns an article, and what others may do with it."""
    licence, url = front.licence, ""
    if licence:
        name = licence.name
        url = licence.url or (name if is_web_address(name) else licence_address(name))
    return Rights(
        licence=licence.name if licence else "",
        licence_url=encoded(url),
        notice=front.rights or "",
        publisher=front.published_by or "",
        is_free=front.accessible,
    )


def rights_in_a_line(rights: Rights) -> str:
    """What a feed says of rights: the notice and the licence with its address."""
    licence, url = rights.licence, rights.licence_url
    if url and url != licence:
        licence = f"{licence} ({url})"
    return ". ".join(part.rstrip(".") for part in (rights.notice, licence) if part)


def address_of(urls: Urls, front: ArticleFront) -> str:
    """The address that an article asks for as a whole, as hosts serve it; empty, if for none."""
    output = alias_path(front.url) if front.url else None
    return urls.at(output.removesuffix("index.html")) if output else ""


def notices_of(front: ArticleFront) -> Iterator[Notice]:
    """The corrections, which are notices in short, and all other notices."""
    for correction in front.corrections:
        yield Notice("correction", correction.date, correction.text, is_above=False, by="")
    for notice in front.notices:
        is_above = notice.type in MARKS or notice.place == "top"
        yield Notice(notice.type, notice.date, notice.text or "", is_above, notice.by or "")


def targets_of(body: Body, notices: Iterable[Notice]) -> tuple[str, ...]:
    """The files that an article leads to from its body and its notices, each once."""
    replacing = (notice.by for notice in notices if notice.by)
    return tuple(dict.fromkeys((*body.targets, *replacing)))
