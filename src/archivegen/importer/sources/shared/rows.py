"""Rows: an item that a table or a line of JSON is, by the names of its columns.

What a column means, a file of `--map` says; otherwise its name does, in the words of the contract
or in those of other systems. Beside keys of front matter there are `id`, `address` and `status`,
and for the text `html`, `markdown`, `text`, or `body`, which is HTML if it has tags.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archivegen.importer.item import Body, Item, Note, digest_of, path_of_address
from archivegen.importer.sources.folders.keys import said_by
from archivegen.importer.sources.shared.files import addresses_of_files, media_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.importer.item import Format
    from archivegen.importer.options import Options

_BODIES: dict[str, Format | None] = {
    "html": "html",
    "content_html": "html",
    "markdown": "markdown",
    "text": "text",
    "plaintext": "text",
    "body": None,
    "content": None,
}
_ADDRESSES = ("address", "url", "link", "permalink", "canonical_url")
_HAS_TAGS = re.compile(r"</?(?:p|br|div|a|img|h[1-6]|ul|ol|li|em|strong|b|i|figure|blockquote)\b")


def row_item(
    row: Mapping[str, Any], origin: str, options: Options, notes: tuple[Note, ...] = ()
) -> Item:
    """The item of a row. `origin` says where it stands, and is its id if it has no other."""
    named, more = _named(row, options.map)
    body = _taken_body(named)
    address = next((text for name in _ADDRESSES if (text := _taken(named, name))), "")
    number = _taken(named, "id") or _taken(named, "guid") or address or origin
    said = said_by(named, None)
    shown = [*addresses_of_files(body.text)] if body.format == "html" else []
    image = said.fields.get("image")
    if image and isinstance(image.value, dict):
        shown.append(str(image.value["src"]))
    return Item(
        id=number,
        origin=origin,
        digest=digest_of(repr(sorted(row.items())).encode("utf-8", "backslashreplace")),
        status=said.status,
        fields=said.fields,
        body=body,
        address=address if "/" in address else "",
        other_addresses=said.former,
        media=media_of(dict.fromkeys(shown), _paths),
        extra=said.extra,
        notes=(*notes, *more),
    )


def _named(row: Mapping[str, Any], names: Mapping[str, str]) -> tuple[dict[str, Any], list[Note]]:
    """The values by what their columns mean, and notes on those of which there are two.

    What a column is asked to mean counts before what it is called.
    """
    named: dict[str, Any] = {}
    notes = []
    for name, value in sorted(row.items(), key=lambda pair: pair[0] not in names):
        meant = names.get(name, name)
        if not named.setdefault(meant, value):
            named[meant] = value
        elif named[meant] is not value and value:
            text = f"`{name}` is not taken, as another column is its `{meant}`: {value!s:.60}"
            notes.append(Note(text, "attention", "two columns of one meaning"))
    return named, notes


def _taken(named: dict[str, Any], name: str) -> str:
    """The text of a column, which is taken out."""
    value = named.pop(name, "")
    return str(value).strip() if isinstance(value, str | int) else ""


def _taken_body(named: dict[str, Any]) -> Body:
    for name, form in _BODIES.items():
        if isinstance(named.get(name), str) and named[name].strip():
            text = named.pop(name)
            return Body(text, form or ("html" if _HAS_TAGS.search(text) else "text"))
    return Body("")


def _paths(address: str) -> tuple[str, ...]:
    path = "" if address.startswith("data:") else path_of_address(address).lstrip("/")
    return (path,) if path else ()
