"""Texts of a line that sources keep as HTML, such as headlines and captions, and the other way."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]*>", re.IGNORECASE)


def plain(text: str) -> str:
    """The text that readers see of some HTML, on one line."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", without_comments(text)))
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def without_comments(text: str) -> str:
    """Some HTML without its comments; one without an end is text."""
    parts: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[position:start])
        position = end + 3
    return "".join([*parts, text[position:]])


def has_markup(text: str) -> bool:
    """Whether there is a tag in a text."""
    return "<" in text and _TAG.search(text) is not None


def paragraph(text: str) -> str:
    """A text as a paragraph of HTML."""
    return f"<p>{html.escape(text, quote=False)}</p>"


def attribute(value: str) -> str:
    """A value as it stands between the quotation marks of an attribute."""
    return html.escape(value)
