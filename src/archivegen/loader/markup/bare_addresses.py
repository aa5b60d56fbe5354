"""Bare addresses: where a text names a web page, so that both engines link it.

This follows GitHub Flavored Markdown (6.9, autolinks), except that an address also ends before a
quotation mark or a Chinese or Japanese character, since these scripts are written without spaces.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_REST = (
    r"(?:[^\s<>\x00-\x1f\x7f\xab\xbb\u201c-\u201f\u2039\u203a\u3000-\u303f\uff01-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufffc]|\x02[0-9]+\x03)*"
)
PATTERN = (
    r"(?<![A-Za-z0-9@/.:+\-])(?:(?i:https?)://|www\.(?=[\w-]+\.\w))"
    r"(?>\w[\w-]*+(?:\.\w[\w-]*+)*+(?::[0-9]{1,5}(?![0-9]))?)(?!:?[^\s/?#<>@]*+@)"
    rf"(?:[/?#]{_REST})?"
)
"""What may be an address; `end_of` says how much of it is.

Between the characters 2 and 3 stands the number of another, where an engine has put it so.
"""

_FIND = re.compile(PATTERN).finditer
_LINK = re.compile(r'(<a href="(https?://[^"]*)")>([^<]*)</a>')
_PAIRS = {")": "(", "]": "[", "}": "{"}


def may_have_address(text: str) -> bool:
    """Whether a text may have an address in it: most have none, which is seen at once."""
    return "://" in text or "www." in text


def parts_of(text: str) -> Iterator[tuple[str, bool]]:
    """A text in parts, and whether each is an address."""
    position = 0
    if may_have_address(text):
        for match in _FIND(text):
            start = match.start()
            end = start + end_of(match[0])
            if start > position:
                yield text[position:start], False
            yield text[start:end], True
            position = end
    if position < len(text):
        yield text[position:], False


def end_of(found: str) -> int:
    """How many characters of what was found are the address: not the end of the sentence.

    Nor the end of a shortcode around it, such as `[/embed]`.
    """
    found = found.partition("[/")[0]
    counts = {char: found.count(char) for char in '"()[]{}'}
    end = len(found)
    while end:
        last = found[end - 1]
        is_alone = (
            counts[last] > counts[_PAIRS[last]]
            if last in _PAIRS
            else last == '"' and counts[last] % 2
        )
        if last not in "?!.,:;*_~'\u2019\u2026|" and not is_alone:
            break
        if last in counts:
            counts[last] -= 1
        end -= 1
    return end


def as_link(address: str) -> str:
    """Where an address leads; one without a scheme as GitHub has it."""
    return address if "://" in address else f"http://{address}"


def with_class(converted: str) -> str:
    """The HTML with a class for links whose words are their address, however they were written.

    In print, the address of any other link follows its words.
    """
    return _LINK.sub(_classed, converted) if '<a href="http' in converted else converted


def _classed(link: re.Match[str]) -> str:
    begin, address, words = link.groups()
    whole, shown = (unquote(unescape(text)).rstrip("/") for text in (address, words))
    if shown not in {whole, whole.partition("://")[2]}:
        return link[0]
    return f'{begin} class="bare-address">{words}</a>'
