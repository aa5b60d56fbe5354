"""NITF: a folder of XML files, a story in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.importer.item import Body, Item
from archivegen.importer.sources.files import files_of
from archivegen.importer.sources.news.nitf_text import every, nitf_fields, nitf_html
from archivegen.importer.sources.news.stories import Story, story_item
from archivegen.importer.sources.news.versions import newest
from archivegen.importer.sources.shared.xml_files import digest_of_element, open_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.importer.options import Options
    from archivegen.importer.sources.files import SourceFile

SUFFIXES = (".xml", ".nitf")
_BEGINNING = 4096


def recognises(path: Path) -> bool:
    """Whether a file, or the first XML file of a folder, is NITF. Raises OSError."""
    file = next(files_of([path], SUFFIXES), None) if path.is_dir() else None
    first = file.path if file else path
    if first.is_dir() or not first.name.lower().endswith(SUFFIXES):
        return False
    with first.open("rb") as opened:
        beginning = opened.read(_BEGINNING)
    return b"<nitf" in beginning and b"newsItem" not in beginning


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The stories of the files, each in its newest version. Raises OSError and SourceError."""
    del options
    latest = newest(story for file in files_of(paths, SUFFIXES) for story in _stories(file))
    for file in files_of(paths, SUFFIXES):
        found = False
        for story in _stories(file):
            found = True
            yield story_item(story, latest)
        if not found:
            yield Item(
                file.name, file.name, "", kind="other", skip="a file without a story in NITF"
            )


def _stories(file: SourceFile) -> Iterator[Story]:
    with open_xml(file.path, "{*}nitf") as opened:
        for nitf in opened.elements:
            yield _story(nitf, file.name)
            nitf.clear()


def _story(nitf: Any, origin: str) -> Story:
    number = next((it.get("id-string") for it in every(nitf, "doc-id") if it.get("id-string")), "")
    docdata = next(every(nitf, "docdata"), None)
    return Story(
        id=number or origin,
        origin=origin,
        digest=digest_of_element(nitf),
        version=next((it.get("version", "") for it in every(nitf, "du-key")), ""),
        versioned=_norm(nitf, "date.issue"),
        status="" if docdata is None else docdata.get("management-status", "usable"),
        embargo=_norm(nitf, "date.release"),
        date=_norm(nitf, "date.issue") or _norm(nitf, "story.date"),
        fields=nitf_fields(nitf),
        body=Body(nitf_html(nitf)),
    )


def _norm(nitf: Any, name: str) -> str:
    """A time, of which the basic form of ISO 8601 is common: `20190504T100000Z`."""
    norm = next((it.get("norm") or "" for it in every(nitf, name)), "")
    digits = norm.partition("T")
    if len(digits[0]) == 8 and digits[0].isdecimal():  # noqa: PLR2004 -- a day without hyphens
        day = f"{digits[0][:4]}-{digits[0][4:6]}-{digits[0][6:]}"
        clock = digits[2]
        if len(clock) >= 6 and clock[:6].isdecimal():  # noqa: PLR2004 -- a time without colons
            return f"{day}T{clock[:2]}:{clock[2:4]}:{clock[4:6]}{clock[6:]}"
        return day
    return norm
