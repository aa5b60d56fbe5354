"""Page keys: what a page is made from, in parts, so that a build can say why it was rendered.

Two pages with equal keys have equal bytes. The parts are digests; after them comes a byte for
each field of the data, which shows what of it changed.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from archivegen.system.digests import SIZE, fingerprint_in_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.pages.page import Page

_DATA = "data"

KEY_PARTS = ("generator", "site", "words", "template", "body", _DATA)
"""What a page is made from, in the order of the parts of its key."""

_OF_A_PAGE = KEY_PARTS.index("template")
"""Where the parts begin that are not the same for all pages of a build."""

_BESIDE = ("address", "template", "links", "pictures", "parts")
"""What belongs to the data of a page, beside the fields of the value that its template sees."""


def data_part(page: Page) -> bytes:
    """The last part of the page's key, with the byte of each field behind it."""
    own = (getattr(page.data, name) for name in field_names(page.data))
    whole, parts = fingerprint_in_parts(
        (page.url, page.template, page.links, page.pictures, page.parts, *own),
    )
    return whole + parts


def key_of_lines(page: Page, packer: str, keys: Iterable[bytes]) -> bytes:
    """The key of a page that has lines, from the keys of these and the version of what packs them.

    Each part of it stands for that part of all of them; what all pages of a build have in common,
    the first line says.
    """
    own = data_part(page)
    parts = [blake2b(digest_size=SIZE) for _ in KEY_PARTS]
    for number, key in enumerate(keys):
        for at, part in enumerate(parts):
            if at >= _OF_A_PAGE or not number:
                part.update(key[at * SIZE : (at + 1) * SIZE])
    parts[0].update(packer.encode())
    parts[-1].update(own[:SIZE])
    return b"".join(part.digest() for part in parts) + own[SIZE:]


def explain(old: bytes | None, new: bytes, page: Page) -> str:
    """Why a page with the key `new` is rendered, given the key of the last time."""
    if old is None:
        return "new page"
    changed = [
        f"{name}{_fields_that_changed(old, new, page) if name == _DATA else ''}"
        for start, name in enumerate(KEY_PARTS)
        if old[start * SIZE : (start + 1) * SIZE] != new[start * SIZE : (start + 1) * SIZE]
    ]
    return f"{' and '.join(changed)} changed" if changed else "the file was changed or removed"


def _fields_that_changed(old: bytes, new: bytes, page: Page) -> str:
    """In brackets, with a space before; empty where it cannot be told."""
    before, now = old[len(KEY_PARTS) * SIZE :], new[len(KEY_PARTS) * SIZE :]
    names = (*_BESIDE, *field_names(page.data))
    if len(before) != len(now):
        return ""
    told = [name for name, one, other in zip(names, before, now, strict=True) if one != other]
    return f" ({', '.join(told)})" if told else ""


def field_names(data: object) -> tuple[str, ...]:
    """The names of the fields of a dataclass' value."""
    kind: Any = type(data)
    return _field_names(kind)


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
