"""Shortcodes: names in square brackets in whose place WordPress shows something.

What HTML can say is said in HTML. Every other one stays as it is written, and is named, since only
the plug-in that made it knew what it meant. A word in brackets that nothing tells to be one is
text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NAME = r"[a-zA-Z][\w-]*"
_SHORTCODE = re.compile(
    rf"(?P<escaped>\[)?\[(?P<end>/)?(?P<name>{_NAME})(?P<attributes>(?:[\s=/][^\[\]]*)?)\]"
    r"(?P<unescaped>\])?"
)
_END = re.compile(rf"\[/({_NAME})\]")
_CODE = re.compile(r"<(?P<name>pre|code|script|style)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"]+))|"([^"]*)"|'([^']*)'|([^\s'"]+)"""
)
_TYPOGRAPHIC = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2033": '"', "\xa0": " "})
"""Quotation marks that editors' programs put in the place of straight ones."""


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A shortcode: `[caption width="300"]...[/caption]`."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    """What has no name, as the address in `[youtube https://...]`."""
    content: str = ""
    """What stands between its start and its end."""

    @property
    def value(self) -> str:
        """The first of its values; empty if it has none."""
        return self.values[0] if self.values else ""


Makers: TypeAlias = "Mapping[str, Callable[[Shortcode], str | None]]"
"""What makes HTML of shortcodes, by their names in small letters."""


def expanded(text: str, makers: Makers, tell: Callable[[str], None]) -> str:
    """The text with HTML in the place of those shortcodes that have a maker.

    A maker gives None for one that has to stay as it is. The names of all others are told. One in
    code stays, and so does one in double brackets, which is how a text speaks of it; it loses the
    second ones.
    """
    if "[" not in text:
        return text
    return _Expansion(text, makers, tell).html()


class _Expansion:
    """A text in which shortcodes are looked for."""

    def __init__(self, text: str, makers: Makers, tell: Callable[[str], None]) -> None:
        self._text = text
        self._makers = makers
        self._tell = tell
        self._last_ends = {match[1]: match.start() for match in _END.finditer(text)}

    def html(self) -> str:
        """The text with what is made of its shortcodes."""
        parts: list[str] = []
        position = 0
        code = _code_in(self._text)
        for match in _SHORTCODE.finditer(self._text):
            start, end = match.span()
            while code and code[0][1] <= start:
                code.pop(0)
            if start < position or (code and code[0][0] <= start):
                continue
            if match["escaped"] and match["unescaped"]:
                parts += [self._text[position:start], match[0][1:-1]]
                position = end
                continue
            start += len(match["escaped"] or "")
            made, end = self._made(match, end - len(match["unescaped"] or ""))
            if made is not None:
                parts += [self._text[position:start], made]
                position = end
        return "".join([*parts, self._text[position:]])

    def _made(self, match: re.Match[str], end: int) -> tuple[str | None, int]:
        """What stands in the place of a shortcode, and where it ends; None if it stays."""
        if match["end"]:
            return None, end
        maker = self._makers.get(match["name"].lower())
        if maker is None:
            if self._is_told_to_be_one(match):
                self._tell(match["name"])
            return None, end
        content, end = self._content(match, end)
        made = maker(_shortcode(match, content))
        if made is None:
            self._tell(match["name"])
        return made, end

    def _content(self, match: re.Match[str], end: int) -> tuple[str, int]:
        """What stands between a shortcode and its end, if that is before the next of its name."""
        name = match["name"]
        if match["attributes"].endswith("/") or self._last_ends.get(name, -1) < end:
            return "", end
        closing = f"[/{name}]"
        following = self._text.find(f"[{name}", end)
        found = self._text.find(closing, end, following if following >= 0 else None)
        return (self._text[end:found], found + len(closing)) if found >= 0 else ("", end)

    def _is_told_to_be_one(self, match: re.Match[str]) -> bool:
        """Whether brackets are a shortcode of some plug-in, and no aside such as `[sic]`."""
        return (
            "=" in match["attributes"]
            or match["attributes"].endswith("/")
            or "_" in match["name"]
            or self._last_ends.get(match["name"], -1) > match.end() - 1
        )


def _code_in(text: str) -> list[tuple[int, int]]:
    """Where code begins and ends, in whose brackets nothing is shown."""
    found: list[tuple[int, int]] = []
    position = 0
    while match := _CODE.search(text, position):
        position = text.find(f"</{match['name']}", match.end())
        if position < 0:
            break
        found.append((match.start(), position))
    return found


def _shortcode(match: re.Match[str], content: str) -> Shortcode:
    named: dict[str, str] = {}
    values: list[str] = []
    written = html.unescape(match["attributes"].removesuffix("/")).translate(_TYPOGRAPHIC)
    for attribute in _ATTRIBUTE.finditer(written):
        found = next((group for group in attribute.groups()[1:] if group is not None), "")
        if attribute[1]:
            named[attribute[1].lower()] = found
        else:
            values.append(found.removeprefix("="))
    return Shortcode(match["name"].lower(), named, tuple(filter(None, values)), content)
