"""Saved HTML: pages that a browser or a program saved, a file for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html as lxml_html

from archivegen.importer.item import Body, Field, Item, Note, digest_of
from archivegen.importer.sources.files import files_of, has_files, others_of
from archivegen.importer.sources.pages.body import body_of, left_out_of, paragraphs_of
from archivegen.importer.sources.pages.dates import dates_of, shown_dates
from archivegen.importer.sources.pages.json_ld import cleaned, text_of
from archivegen.importer.sources.pages.page import page_of
from archivegen.importer.sources.pages.people import authors_of
from archivegen.importer.sources.pages.pictures import lead_picture, media_of, with_sources
from archivegen.importer.sources.pages.texts import headline_of, section_of, standfirst_of
from archivegen.model.languages import is_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.importer.options import Options
    from archivegen.importer.sources.files import SourceFile
    from archivegen.importer.sources.pages.page import Page

SUFFIXES = (".html", ".htm", ".xhtml")
_LEAST_WORDS = 20
"""Words of a text that is likely an article's."""

_MOST_TAGS = 20


def recognises(path: Path) -> bool:
    """Whether a path is a page, or a folder with one."""
    return has_files(path, SUFFIXES)


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The articles of all pages."""
    del options
    for file in files_of(paths, SUFFIXES):
        data = file.read()
        if data is None:
            yield Item(file.name, file.name, "", skip="larger than a page can be")
        else:
            yield item_of(data, file)
    yield from others_of(paths, SUFFIXES)


def item_of(data: bytes, file: SourceFile, address: str = "") -> Item:
    """The article of a page; `address` is where it stood, if the page does not say so itself."""
    page = page_of(data)
    with_sources(page.document)
    fields, notes = dates_of(page)
    _enter(fields, headline=headline_of(page), authors=authors_of(page), section=section_of(page))
    _enter(fields, language=_language(page), tags=_tags(page), image=lead_picture(page))
    if fields.get("section") == fields.get("headline"):
        fields.pop("section", None)
    headline = str(fields["headline"].value) if "headline" in fields else ""
    dates = shown_dates(page, fields)
    paragraphs = paragraphs_of(body_of(page, headline, *dates)[0])
    _enter(fields, summary=standfirst_of(page, paragraphs))
    standfirst = str(fields["summary"].value) if "summary" in fields else ""
    body, origin = body_of(page, headline, standfirst, *dates)
    text = lxml_html.tostring(body, encoding="unicode")
    if len(body.text_content().split()) < _LEAST_WORDS:
        notes.append(Note("it has hardly any text; compare it", "held", "hardly any text"))
    for left in left_out_of(page, body, headline, standfirst):
        note = Note(f"left out of the text: {left}", "attention", "paragraphs left out")
        notes.append(note)
    if not page.is_whole:
        notes.append(
            Note("it is nested so deeply that words are lost", "held", "nested too deeply")
        )
    if page.graph.broken:
        notes.append(Note("it has JSON-LD that cannot be read", "told", "broken JSON-LD"))
    return Item(
        id=file.name,
        origin=file.name,
        digest=digest_of(data),
        fields=fields,
        body=Body(text),
        address=page.address or address,
        other_addresses=(f"file:///{file.name}",),
        media=media_of(_addresses(text, fields), _folder(file), file.name),
        notes=(*page.decoded.notes, *notes),
        counts={f"encoding {page.decoded.encoding}": 1, f"texts {origin}": 1},
    )


def _enter(fields: dict[str, Field], **found: Field | None) -> None:
    fields.update({key: one for key, one in found.items() if one is not None})


def _addresses(text: str, fields: dict[str, Field]) -> Iterator[str]:
    image = fields.get("image")
    if image is not None and isinstance(image.value, dict):
        yield str(image.value["src"])
    body = lxml_html.fragment_fromstring(text, create_parent="div")
    for element in body.iter("img", "audio", "video", "source"):
        yield element.get("src") or ""
    for link in body.iter("a"):
        if re.search(r"\.(?:jpe?g|png|gif|webp|pdf|mp3)$", link.get("href") or "", re.IGNORECASE):
            yield link.get("href")


def _folder(file: SourceFile) -> str:
    """The folder that the names of a source's files begin from."""
    path = file.path.as_posix()
    return path.removesuffix(file.name) or "."


def _language(page: Page) -> Field | None:
    tag = (page.document.get("lang") or "").replace("_", "-")
    return Field(tag, "html lang") if is_language(tag) else None


def _tags(page: Page) -> Field | None:
    told = page.article.get("keywords") or page.meta.get("article:tag")
    told = told or page.meta.get("news_keywords") or []
    listed = told if isinstance(told, list) else [told]
    names = [cleaned(name) for one in listed for name in text_of(one).split(",")]
    tags = tuple(dict.fromkeys(filter(None, names)))[:_MOST_TAGS]
    return Field(tags, "keywords") if tags else None
