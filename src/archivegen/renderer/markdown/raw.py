"""Raw HTML: an element in a form that both engines leave whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html as lxml_html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINE_BREAKS = re.compile(r"[ \t]*\n\s*")
_READ_FIRST = {ord("["): "&#91;", ord("`"): "&#96;", ord("\\"): "&#92;"}
"""What Python-Markdown reads before it sees the tag around it."""
_EMPTY_LINES = re.compile(r"\n(?=[ \t]*\n)")


def raw(element: HtmlElement) -> str:
    """The element as HTML without an empty line, which would end it for CommonMark."""
    text: str = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    if element.tag == "pre" or element.find(".//pre") is not None:
        return _EMPTY_LINES.sub("&#10;", text).strip()
    return _LINE_BREAKS.sub(" ", text).strip()


def opening(element: HtmlElement, keep: tuple[str, ...]) -> str:
    """The start tag of an element with some of its attributes."""
    copy = lxml_html.Element(element.tag)
    for name in keep:
        if (value := element.get(name)) is not None:
            copy.set(name, value)
    text: str = lxml_html.tostring(copy, encoding="unicode")
    return text.removesuffix(f"</{element.tag}>").translate(_READ_FIRST)
