"""The author's HTML, before it is sanitised: decides what is a tag, what is text, what is left out.

It runs between an engine and the sanitizer, which has the last word. A tag that HTML does not know,
one without an end that would swallow the rest of the text, and words in angle brackets are text:
they are escaped, so that readers see them. Real tags that are not allowed are left out, and
reported.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from archivegen.loader.safe_html.elements import (
    HINTS,
    KEPT,
    KNOWN,
    LOOKS,
    MATH,
    MEDIA,
    RAW,
    RENAMED,
    SILENT,
    SOURCES,
    WITHOUT_VALUE,
)
from archivegen.loader.safe_html.html_walk import BLANK, VALUE, Walk, next_place
from archivegen.model.html_tags import attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from archivegen.model.problems import Severity

# A name is matched with or without a value, so that a long one is not tried from within.
_ATTRIBUTE = re.compile(rf"[^\t\n\f\r />=<]++(?P<value>{BLANK}*+={BLANK}*+(?:{VALUE})?)?")
_WORD = re.compile(r"[^\t\n\f\r /]++")
_LETTER = re.compile(r"[^\W\d_]")
_NOTHING = re.compile(r"[\t\n\f\r /]*")
_LINK_TO_PLACE = re.compile(
    r"\shref\s*=\s*(?:\"#(?P<double>[^\"]*)\"|'#(?P<single>[^']*)')", re.IGNORECASE
)
_NAMED = {"a", "img"}
"""Elements that may stand, and could have a name of old."""

_GONE_WITH_CONTENT = {"script", "style", "svg"}
_TEXT_ALONE = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "summary", "dt", "caption", "figcaption"}
"""Elements that hold text, and no paragraphs."""


_LATER = (
    "data-src", "data-srcset", "data-lazy-src", "data-lazy-srcset", "data-lazy", "data-original",
    "data-url",
)  # fmt: skip
"""Attributes from which scripts take the picture when a reader comes near to it."""


class LeftOut(NamedTuple):
    """What readers do not get: which tag of that name it was, from 0, and what to say of it.

    Tags count that have an attribute of the name `having`, if there is one.
    """

    name: str
    number: int
    message: str
    hint: str
    severity: Severity = "warning"
    having: str = ""


class Frame(NamedTuple):
    """What replaces a frame: HTML; or why there is nothing, and what to do."""

    html: str
    message: str = ""
    hint: str = ""


def read(converted: str, frame: Callable[[str, bool], Frame]) -> tuple[str, list[LeftOut]]:
    """The HTML that an engine made, with nothing but tags that may stand, and what was left out.

    `frame` says what becomes of a frame, by its attributes and whether it stands within text.
    """
    reader = _Reader(converted, frame)
    return reader.run(), reader.left_out


def with_unknown_escaped(trusted: str) -> str:
    """Trusted HTML, with everything escaped that is no tag; the rest is unchanged."""
    return _Trusting(trusted).run()


class _Trusting(Walk):
    """Leaves every tag that HTML knows, drawings and formulas, and elements of one's own."""

    def tag(self, tag: re.Match[str], name: str) -> int:
        if not (name in KNOWN or _is_namespaced(name)):
            return self.escape(tag.start())
        if tag["end"] or not (name in RAW or name in {"math", "svg"}):
            return self.keep(tag.start(), tag.end())
        if self.end_of(name, tag.end()) < 0:
            return self.escape(tag.start())
        is_drawing = name == "svg"
        end = self.after_drawing(tag.end()) if is_drawing else self.after_end(name, tag.end())
        return self.keep(tag.start(), end)


class _Reader(Walk):
    """Writes what may stand, and remembers what was left out."""

    def __init__(self, text: str, frame: Callable[[str, bool], Frame]) -> None:
        super().__init__(text)
        self._frame = frame
        self.left_out: list[LeftOut] = []
        self._counts: Counter[str] = Counter()
        self._open: Counter[str] = Counter()
        self._math_end = -1
        self._is_in_text = False

    def tag(self, tag: re.Match[str], name: str) -> int:
        number = self._counts[name]
        if not tag["end"]:
            self._counts[name] += 1
        if tag["attributes"] and _has_words(tag["attributes"]):
            return self.escape(tag.start())
        if name in KEPT:
            return self._kept(tag, name)
        if tag["end"]:
            return self._end(tag, name)
        return self._start(tag, name, number)

    def _kept(self, tag: re.Match[str], name: str) -> int:
        if name in _TEXT_ALONE:
            self._is_in_text = not tag["end"]
        if name == "img" and "data-" in tag["attributes"].lower():
            self._picture(attributes(tag["attributes"]))
        if name in _NAMED and not tag["end"] and "name" in tag["attributes"].lower():
            self.parts.append(f"<{name}{_with_id(tag['attributes'])}>")
            return tag.end()
        return self.keep(tag.start(), tag.end())

    def _picture(self, values: Mapping[str, str]) -> None:
        """Tell of a picture that a script would have shown."""
        later = next((name for name in _LATER if values.get(name)), "")
        number = self._counts[later]
        self._counts[later] += 1
        if not later or values[later] in {values.get("src"), values.get("srcset")}:
            return
        if "srcset" in later:
            hint = "name the file, as in ![What it shows](picture.jpg)"
        else:
            hint = f'write src="{values[later]}" in the place of `{later}`'
        message = f"the picture is left out: its address is in `{later}`, which only scripts read"
        self.left_out.append(LeftOut("img", number, message, hint, having=later))

    def _end(self, tag: re.Match[str], name: str) -> int:
        if name in RENAMED:
            self.parts.append(f"</{RENAMED[name]}>")
        elif name in SOURCES and self._open[name]:
            self.parts.append(f"</{name}>")
            self._open[name] -= 1
        elif name not in KNOWN and not self._open[name] and not self._is_of_formula(tag, name):
            return self.escape(tag.start())
        return tag.end()

    def _is_of_formula(self, tag: re.Match[str], name: str) -> bool:
        return name in MATH and tag.start() < self._math_end

    def _start(self, tag: re.Match[str], name: str, number: int) -> int:
        if self._is_text(tag, name):
            return self.escape(tag.start())
        if name in RENAMED:
            self.parts.append(f"<{RENAMED[name]}{tag['attributes']}>")
        elif name == "iframe":
            return self._frame_at(tag, number)
        elif name in MEDIA:
            self._media(tag, name, number)
        elif name == "picture":
            self.keep(tag.start(), tag.end())
            self._open[name] += 1
        elif any(self._open[holder] and name in names for holder, names in SOURCES.items()):
            self.keep(tag.start(), tag.end())
        elif not self._is_of_formula(tag, name):
            return self._without(tag, name, number)
        return tag.end()

    def _is_text(self, tag: re.Match[str], name: str) -> bool:
        """Whether what looks like a tag is something else: `<T>`, or `<title>` in a sentence."""
        if name in RENAMED or self._is_of_formula(tag, name):
            return False
        if not (name in KNOWN or _is_namespaced(name)):
            return True
        if self.end_of(name, tag.end()) >= 0:
            return False
        needs_end = name in {"math", "svg"} or (name in RAW and name != "iframe")
        return needs_end or _NOTHING.fullmatch(tag["attributes"]) is not None

    def _without(self, tag: re.Match[str], name: str, number: int) -> int:
        """Leave out a tag, and what is in the element where that is no text."""
        if name in _GONE_WITH_CONTENT:
            self._leave_out(name, number, f"`<{name}>` is left out with all that is in it")
            is_drawing = name == "svg"
            return self.after_drawing(tag.end()) if is_drawing else self.after_end(name, tag.end())
        self._leave_anchor(tag["attributes"])
        if name not in SILENT:
            self._open[name] += _is_namespaced(name)
            if name == "math":
                self._math_end = self.end_of(name, tag.end())
            self._leave_out(name, number, f"`<{name}>` is left out")
        return tag.end()

    def _leave_anchor(self, written: str) -> None:
        """Write a place for the links of this very body that lead to an element left out."""
        if self._linked:
            values = attributes(written)
            name = values.get("id") or values.get("name")
            if name in self._linked:
                self.parts.append(f'<a id="{html.escape(name)}"></a>')

    @cached_property
    def _linked(self) -> set[str]:
        """The places in this body to which links of it lead."""
        found = _LINK_TO_PLACE.finditer(self.text)
        names = {unquote(html.unescape(link["double"] or link["single"] or "")) for link in found}
        return names - {""}

    def _leave_out(self, name: str, number: int, message: str) -> None:
        severity: Severity = "advice" if name in LOOKS else "warning"
        hint = HINTS.get(name) or LOOKS.get(name) or "its text stays"
        self.left_out.append(LeftOut(name, number, message, hint, severity))

    def _frame_at(self, tag: re.Match[str], number: int) -> int:
        frame = self._frame(tag["attributes"], self._is_in_text)
        self.parts.append(frame.html)
        if frame.message:
            self.left_out.append(LeftOut("iframe", number, frame.message, frame.hint))
        is_alone = tag["attributes"].endswith("/") or self.end_of("iframe", tag.end()) < 0
        return tag.end() if is_alone else self.after_end("iframe", tag.end())

    def _media(self, tag: re.Match[str], name: str, number: int) -> None:
        end = self.end_of(name, tag.end())
        source = next_place(self.starts["source"], tag.end())
        if not (attributes(tag["attributes"]).get("src") or 0 <= source < end):
            self._leave_out(name, number, f"`<{name}>` is left out, since it names no file")
            return
        self.parts.append(f"<{name} controls {tag['attributes'].rstrip(' /')}>")
        if end >= 0:
            self._open[name] += 1
        else:
            self.parts.append(f"</{name}>")


def _is_namespaced(name: str) -> bool:
    """Whether it is the name of an element of somebody's own, such as `o:p` or `amp-img`."""
    return "-" in name or ":" in name


def _with_id(written: str) -> str:
    """The attributes of an element that in old HTML has a name where it would have an id today."""
    values = attributes(written)
    name = values.get("name", "")
    return f' id="{html.escape(name)}"{written}' if name and "id" not in values else written


def _has_words(written: str) -> bool:
    """Whether the attributes of a tag have words that are none: somebody wrote a text in `<>`."""
    if "=" in written:
        written = _ATTRIBUTE.sub(lambda found: " " if found["value"] else found[0], written)
    return any(
        word.lower() not in WITHOUT_VALUE
        and not word.startswith(("data-", "aria-"))
        and _LETTER.search(word)
        for word in _WORD.findall(written)
    )
