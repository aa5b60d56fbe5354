"""Medium: the export of *Settings → Security and apps → Download your information*.

Each story is a page of HTML with the marks of an h-entry (https://microformats.org/wiki/h-entry),
and so is each response: the export does not say which is which. What has no title of its own, and
is called by how it begins, is therefore held back.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archivegen.importer.item import Body, Field, Item, digest_of, path_of_address
from archivegen.importer.sources.pages.page import page_of
from archivegen.importer.sources.platforms.elements import first_of, words_of
from archivegen.importer.sources.platforms.medium_texts import (
    begins_with,
    has_title,
    lead_picture,
    take_out,
    text_of,
)
from archivegen.importer.sources.shared.exports import (
    UnreadableError,
    may_be_export,
    opened_export,
)
from archivegen.importer.sources.shared.files import addresses_of_files, media_of
from archivegen.importer.sources.shared.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lxml.html import HtmlElement

    from archivegen.importer.item import Value
    from archivegen.importer.options import Options
    from archivegen.importer.sources.shared.exports import Export

_POST = re.compile(r"(?:.*/)?posts/[^/]+\.html")
_DRAFT = "draft_"
_ID = re.compile(r"-([0-9a-f]{8,16})(?:\.html)?\Z")
_NAMED = re.compile(r"(?:\d{4}-\d\d-\d\d_|draft_)?(.*?)\.html\Z")
_MARKS = (b'class="h-entry"', b"p-name")
_PICTURES = re.compile(r"(?:cdn-images-\d|miro)\.medium\.com\Z")


def recognises(path: Path) -> bool:
    """Whether a path is an export of Medium. Raises OSError."""
    if not may_be_export(path) or (path.is_dir() and not (path / "posts").is_dir()):
        return False
    with opened_export(path) as export:
        first = next(filter(_POST.fullmatch, export.files), "")
        try:
            data = export.read(first) if first else b""
        except UnreadableError:
            return False
    return all(mark in data for mark in _MARKS)


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The stories of exports, and an item for each folder of other files.

    Raises OSError and SourceError.
    """
    del options
    for path in paths:
        with opened_export(path) as export:
            others: Counter[str] = Counter()
            for name in export.files:
                if _POST.fullmatch(name):
                    yield _read(export, name)
                else:
                    others[name.rpartition("/")[0]] += 1
            yield from (_other(export, folder, others[folder]) for folder in sorted(others))


def _read(export: Export, name: str) -> Item:
    origin = f"{export.name}/{name}"
    try:
        data = export.read(name)
    except UnreadableError as error:
        return Item(name, origin, "", kind="other", skip=str(error))
    page = page_of(data)
    body = first_of(page.document, "e-content")
    if body is None:
        skip = "nothing in it is marked as the text of a story"
        return Item(name, origin, digest_of(data), kind="other", skip=skip)
    findings = Findings()
    fields = _fields(page.document, body, findings)
    file = name.rpartition("/")[2]
    address = _address(page.document)
    if slug := _slug(address, file):
        fields["slug"] = Field(slug, "the address" if address else "the file's name")
    # A draft has the address of an editor's page, which nobody else has seen.
    is_draft = file.startswith(_DRAFT)
    text = text_of(body, findings)
    shown = [*addresses_of_files(text)]
    if "image" in fields and isinstance(fields["image"].value, dict):
        shown.append(str(fields["image"].value["src"]))
    if not page.is_whole:
        findings.note("it is nested so deeply that words are lost", "held")
    number = _ID.search(file)
    return Item(
        id=number[1] if number else name,
        origin=origin,
        digest=digest_of(data),
        status="draft" if is_draft else "published",
        fields=fields,
        body=Body(text),
        address="" if is_draft else address,
        other_addresses=(f"https://medium.com/p/{number[1]}",) if number and not is_draft else (),
        media=media_of(dict.fromkeys(shown), _paths),
        notes=(*page.decoded.notes, *findings.notes),
    )


def _fields(document: HtmlElement, body: HtmlElement, findings: Findings) -> dict[str, Field]:
    headline = words_of(first_of(document, "p-name"))
    if not has_title(body) and begins_with(body, headline):
        text = "it has no title of its own; responses to other stories have none"
        findings.note(text, "held", kind="likely responses")
    take_out(body, "graf--title", headline)
    summary = words_of(first_of(document, "p-summary"))
    is_shown = take_out(body, "graf--subtitle", summary)
    if not is_shown and begins_with(body, summary):
        summary = ""
    published = document.find('.//time[@class="dt-published"]')
    image = lead_picture(body)
    found: dict[str, tuple[Value, str]] = {
        "headline": (headline, "p-name"),
        "date": ("" if published is None else published.get("datetime") or "", "dt-published"),
        "summary": (summary, "p-summary"),
        "authors": (_names(document, './/*[contains(@class, "p-author")]'), "p-author"),
        "tags": (_names(document, './/*[contains(@class, "p-tags")]//a'), "p-tags"),
        "image": (image, "the first picture"),
    }
    return {key: Field(*pair) for key, pair in found.items() if pair[0]}


def _names(document: HtmlElement, where: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(words_of, document.xpath(where)))))


def _address(document: HtmlElement) -> str:
    canonical = first_of(document, "p-canonical")
    return "" if canonical is None else (canonical.get("href") or "").strip()


def _slug(address: str, file: str) -> str:
    """The words of an address, or of a file's name, without the number behind them."""
    last = path_of_address(address).rstrip("/").rpartition("/")[2]
    words = _ID.sub("", last)
    if words and words != last:
        return words
    named = _NAMED.fullmatch(file)
    return _ID.sub("", named[1]).replace("-", " ").strip() if named else ""


def _paths(address: str) -> tuple[str, ...]:
    """Where a picture may lie: `1*lamp.png`, in whichever way a program wrote the star."""
    host = address.partition("//")[2].partition("/")[0]
    name = path_of_address(address).rpartition("/")[2]
    if not name or (host and not _PICTURES.fullmatch(host)):
        return ()
    return tuple(dict.fromkeys(name.replace("*", star) for star in ("*", "_", "-", "")))


def _other(export: Export, folder: str, count: int) -> Item:
    where = f"{export.name}/{folder}" if folder else export.name
    files = "a file that is" if count == 1 else f"{count} files that are"
    return Item(
        id=f"folder:{folder}",
        origin=where,
        digest="",
        kind="other",
        counts={f"files of `{folder or '/'}`": count},
        skip=f"{files} no story",
    )
