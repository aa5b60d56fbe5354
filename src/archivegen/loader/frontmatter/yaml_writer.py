"""The writer of front matter: writes values as YAML that the readers read back unchanged."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from archivegen.loader.frontmatter.yaml_reader import meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PLAIN = re.compile(r"[^\W\d_][^:#\ufeff\n\r\t\x85\u2028\u2029]+(?<! )")
"""A text that no version of YAML takes for anything else, if it is not a word such as `no`."""

_ESCAPES = str.maketrans({
    "\\": "\\\\", '"': '\\"', "\ufeff": "\\uFEFF", "\n": "\\n", "\r": "\\r", "\t": "\\t",
    "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P",
})  # fmt: skip


class Plain(str):
    """A text written without quotes: a time, for which YAML has a type."""

    __slots__ = ()


def yaml_scalar(text: str) -> str:
    """The text as a scalar that YAML reads as that very text: between quotes where it has to be.

    It has no control characters but line breaks and tabs.
    """
    if _PLAIN.fullmatch(text) and meaning(text) == text:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """The text as a scalar between quotes."""
    return f'"{text.translate(_ESCAPES)}"'


def front_matter(values: Mapping[str, Any]) -> str:
    """Front matter with its fences: texts, numbers, yes and no, and lists and mappings of these.

    What is empty (None, and a list or mapping of nothing else) is left out. A text is never read as
    a number or a time, but by a key whose contract wants one.
    """
    return "\n".join(["---", *_mapping(values, ""), "---", ""])


def _is_empty(value: Any) -> bool:
    """Whether there is nothing in a value, nor in what it holds."""
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_empty, value))
    return value is None


def _mapping(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if not _is_empty(value):
            yield from _entry(f"{indent}{_key(key)}:", value, indent)


def _list(values: Iterable[Any], indent: str) -> Iterator[str]:
    for value in values:
        if not _is_empty(value):
            yield from _item(value, indent)


@lru_cache(maxsize=1024)
def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z][\w-]*", key) and meaning(key) == key else quoted(key)


def _entry(start: str, value: Any, indent: str) -> Iterator[str]:
    """The lines of a value behind its key."""
    if isinstance(value, dict):
        yield start
        yield from _mapping(value, f"{indent}  ")
    elif isinstance(value, list | tuple):
        yield start
        yield from _list(value, f"{indent}  ")
    else:
        yield f"{start} {_scalar(value)}"


def _item(value: Any, indent: str) -> Iterator[str]:
    """The lines of a value behind the dash of an item."""
    if isinstance(value, dict):
        first, *rest = _mapping(value, f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest
    elif isinstance(value, list | tuple):
        yield f"{indent}-"
        yield from _list(value, f"{indent}  ")
    else:
        yield f"{indent}- {_scalar(value)}"


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Plain):
        return value
    return yaml_scalar(value) if isinstance(value, str) else str(value)
