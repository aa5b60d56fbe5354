"""ninjs: the IPTC's News in JSON, version 2.1, an object a line.

https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json; it allows no properties beside its own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archivegen.model.taxonomies import SECTIONS, TOPICS
from archivegen.model.vocabulary.kinds import NEWS
from archivegen.renderer.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.model.article import Term
    from archivegen.preservation.export.item import ExportItem, ExportSite

_STANDARD = {
    "name": "ninjs",
    "version": "2.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json",
}
_NOT_USABLE = {"withdrawn", "retraction"}
"""Notices of an article that nobody may publish again."""


def parts(site: ExportSite, items: Iterable[ExportItem]) -> Iterator[bytes]:
    """The lines, one at a time."""
    for item in items:
        found = {key: value for key, value in _story(site, item).items() if value}
        yield json.dumps(found, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _story(site: ExportSite, item: ExportItem) -> dict[str, Any]:
    article, card = item.article, item.article.card
    text = plain_text(item.html)
    return {
        "uri": item.id,
        "type": "text",
        "representationtype": "full",
        "firstcreated": card.date.rfc3339,
        "versioncreated": (card.updated or card.date).rfc3339,
        "contentcreated": card.date.rfc3339,
        "pubstatus": "canceled" if card.mark in _NOT_USABLE else "usable",
        "copyrightnotice": article.rights.notice,
        "usageterms": article.rights.licence,
        "rightsinfo": {"linkedrights": article.rights.licence_url}
        if article.rights.licence_url
        else None,
        "language": item.language,
        "headlines": [{"role": "main", "contenttype": "text/plain", "value": card.headline}],
        "descriptions": [{"role": "summary", "contenttype": "text/plain", "value": article.summary}]
        if article.summary
        else None,
        "bodies": [
            {"role": "main", "contenttype": "text/html", "value": item.html},
            {"role": "plain", "contenttype": "text/plain", "charcount": len(text), "value": text},
        ],
        "by": ", ".join(author.name for author in card.authors),
        "located": article.location,
        "subjects": [
            _subject(site, SECTIONS, card.section, "section"),
            *(_subject(site, TOPICS, tag, "about") for tag in card.tags),
        ],
        "genres": [{"name": card.kind or NEWS}],
        "associations": _picture(site, item),
        "altids": [{"role": "webpage", "value": item.url}],
        "standard": _STANDARD,
    }


def _subject(site: ExportSite, taxonomy: str, term: Term, relation: str) -> dict[str, str]:
    subject = {"name": term.path, "rel": relation, "literal": term.slug}
    if site.config.taxonomies[taxonomy].pages:
        subject["uri"] = site.config.urls.absolute(term.url)
    return subject


def _picture(site: ExportSite, item: ExportItem) -> list[dict[str, Any]]:
    image = item.article.card.image
    if image is None:
        return []
    address = site.config.urls.absolute(image.src)
    picture = {
        "name": "lead image",
        "uri": address,
        "type": "picture",
        "by": image.credit,
        "descriptions": [
            {"role": role, "value": value}
            for role, value in (("caption", image.caption), ("alt", image.alt))
            if value
        ],
        "renditions": [{"name": "original", "href": address}],
    }
    return [{key: value for key, value in picture.items() if value}]
