"""Substack: the export of *Settings → Exports*, a table of posts and a file with the text of each.

The table says what a post is and who could read it; the texts are parts of pages. Lists of
subscribers and of who opened which letter are in the export, too: they are never read.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from archivegen.importer.item import Body, Field, Item, Media, digest_of, path_of_address
from archivegen.importer.sources.encodings import decoded
from archivegen.importer.sources.platforms.substack_texts import text_of
from archivegen.importer.sources.shared.exports import (
    UnreadableError,
    may_be_export,
    opened_export,
)
from archivegen.importer.sources.shared.files import addresses_of_files, media_of
from archivegen.importer.sources.shared.findings import Findings
from archivegen.importer.sources.shared.html_texts import plain
from archivegen.importer.sources.table import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from archivegen.importer.item import Kind, Value
    from archivegen.importer.options import Options
    from archivegen.importer.sources.shared.exports import Export

_TABLE = "posts.csv"
_COLUMNS = {"post_id", "post_date", "is_published", "title"}
_TEXT = re.compile(r"(?P<id>\d+)(?:\.(?P<slug>.*))?\.html")
_LIST = re.compile(r"email_list\.([a-z0-9][a-z0-9-]*)\.csv")
_STORIES = frozenset({"newsletter", "podcast", "video", ""})
Row = dict[str, str]


def recognises(path: Path) -> bool:
    """Whether a path is an export of Substack. Raises OSError."""
    if not may_be_export(path) or (path.is_dir() and not (path / _TABLE).is_file()):
        return False
    with opened_export(path) as export:
        return _table_of(export) is not None


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The posts of exports in the order of their tables, texts that no row has, and what else.

    Raises OSError and SourceError.
    """
    del options
    for path in paths:
        with opened_export(path) as export:
            rows = _table_of(export)
            if rows is None:
                raise SourceError(f"{path.name} has no {_TABLE} of Substack")
            yield from _Posts(export, rows).items()


def _table_of(export: Export) -> list[Row] | None:
    """The rows of the table of posts; None, if there is none."""
    name = next((it for it in export.files if it.rpartition("/")[2] == _TABLE), "")
    try:
        text = decoded(export.read(name)).text if name else ""
    except UnreadableError as error:
        raise SourceError(f"{name} of {export.name}: {error}") from error
    reader = csv.DictReader(io.StringIO(text.replace("\0", ""), newline=""), restval="")
    try:
        if not {*(reader.fieldnames or ())} >= _COLUMNS:
            return None
        return [{key: value for key, value in row.items() if isinstance(value, str)}
                for row in reader]  # fmt: skip
    except csv.Error as error:
        raise SourceError(f"{name} of {export.name}: {error}") from None


class _Posts:
    """The posts of one export."""

    def __init__(self, export: Export, rows: list[Row]) -> None:
        self._export, self._rows = export, rows
        self._texts = {}
        others: Counter[str] = Counter()
        self._host = ""
        for path in export.files:
            name = path.rpartition("/")[2]
            if match := _TEXT.fullmatch(name):
                self._texts[match["id"]] = path
            elif name != _TABLE:
                others["lists of subscribers" if name.startswith("email_list")
                       else "other files, such as statistics"] += 1  # fmt: skip
            if found := _LIST.fullmatch(name):
                self._host = f"https://{found[1]}.substack.com"
        self._others = others

    def items(self) -> Iterator[Item]:
        """All items."""
        for number, row in enumerate(self._rows, 2):
            yield self._item(row, f"{self._export.name}/{_TABLE}:{number}")
        for id_, path in sorted(self._texts.items()):
            row = {"post_id": path.rpartition("/")[2].removesuffix(".html")}
            yield self._item(row, f"{self._export.name}/{path}", kind="other", id_=id_)
        for what, count in sorted(self._others.items()):
            files = "1 file" if count == 1 else f"{count} files"
            yield Item(
                id=what, origin=self._export.name, digest="", kind="other",
                counts={what: count}, skip=f"{files}: {what}, which are private",
            )  # fmt: skip

    def _item(self, row: Row, origin: str, kind: Kind = "article", id_: str = "") -> Item:
        """A row with its text as an item; a text without a row is held back."""
        findings = Findings()
        number, _, slug = row["post_id"].partition(".")
        if kind == "other":
            findings.note(f"{_TABLE} has no row for it", "held")
        text, is_read = self._text(number, findings)
        kinds = row.get("type", "").strip().lower()
        is_page = kinds == "page"
        if kinds not in _STORIES and not is_page:
            findings.note(f"it is a `{kinds}`, which may be no story", "held", kind=f"type {kinds}")
        is_open = row.get("audience", "everyone").strip() in {"everyone", ""}
        if not is_open:
            findings.note("only subscribers could read it", "held", kind="for members")
        is_published = row.get("is_published", "").strip().lower() == "true"
        if not is_published and row.get("email_sent_at"):
            findings.note("it was sent as a newsletter, and was never on the site", "attention")
        fields = _fields(row, slug, is_open=is_open)
        media = media_of(addresses_of_files(text), _paths)
        if sound := row.get("podcast_url", "").strip():
            fields["audio"] = Field({"src": sound}, "podcast_url")
            media = (*media, Media(sound, _paths(sound) or (sound,)))
        elif kinds == "podcast":
            findings.note("the export does not say where its sound is", "attention")
        digest = digest_of(repr((sorted(row.items()), is_read)).encode("utf-8", "backslashreplace"))
        return Item(
            id=number or id_ or origin,
            origin=origin,
            digest=digest,
            kind="page" if is_page else "article",
            status="published" if is_published else "draft",
            fields=fields,
            body=Body(text),
            address=f"{self._host}/p/{slug}" if slug and is_published else "",
            media=media,
            notes=findings.notes,
            counts=dict(findings.counts),
        )

    def _text(self, number: str, findings: Findings) -> tuple[str, str]:
        """The text of a post, and its digest in the export. It is not there for another."""
        path = self._texts.pop(number, "")
        if not path:
            findings.note("the export has no text of it", "held")
            return "", ""
        try:
            data = self._export.read(path)
        except UnreadableError as error:
            findings.note(f"its text is not read: {error}", "held")
            return "", ""
        found = decoded(data)
        for note in found.notes:
            findings.note(note.text, note.weight, kind=note.kind)
        return text_of(found.text, findings), digest_of(data)


def _fields(row: Mapping[str, str], slug: str, *, is_open: bool) -> dict[str, Field]:
    found: dict[str, tuple[Value, str]] = {
        "headline": (plain(row.get("title", "")), "title"),
        "date": (row.get("post_date", "").strip(), "post_date"),
        "summary": (plain(row.get("subtitle", "")), "subtitle"),
        "slug": (slug, "post_id"),
    }
    fields = {key: Field(*pair) for key, pair in found.items() if pair[0]}
    if not is_open:
        fields["accessible"] = Field(value=False, origin="audience")
    return fields


def _paths(address: str) -> tuple[str, ...]:
    """Where a file may lie below a folder: at its path, or by its name, which no other has."""
    if address.startswith("data:"):
        return ()
    path = path_of_address(address).lstrip("/")
    name = path.rpartition("/")[2]
    return tuple(dict.fromkeys((path, name))) if name else ()
