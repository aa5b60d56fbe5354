"""Escapes: a text in which Markdown finds no syntax of its own.

It works for both engines, Python-Markdown with its usual extensions and CommonMark with GitHub's.
Where their escapes differ, it uses a character reference, which both read.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(
    r"[\\`*\[~|]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|\{(?=[:#.])|\^(?=\[)"
)
_MAY_BE_SPECIAL = (*"\\`*[~|<&_{^",)
"""Characters without which nothing is special: each is sought on its own, as that is quicker."""
_REFERENCES = {
    "<": "&lt;", "&": "&amp;", "~": "&#126;", "|": "&#124;", "^": "&#94;", "{": "&#123;",
}  # fmt: skip

_LINE_START = re.compile(
    r"(?P<hash>#)|(?P<mark>[-+](?=\s|$))|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)"
    r"|(?P<sign>>|:(?=\s|::|$)|(?:[=-]{2,}|-)(?=[\s-]*$))|(?P<quote>\\\[!)"
)
_SPACES = " \t\n\r\f\v"
_MORE_SPACES = re.compile(rf"[{_SPACES}]+")
_MORE_THAN_A_SPACE = ("  ", *_SPACES[1:])


def escaped(text: str) -> str:
    """The text as part of a line, with all that is special in it escaped."""
    may_be_special = any(map(text.__contains__, _MAY_BE_SPECIAL))
    return _SPECIAL.sub(_escape, text) if may_be_special else text


def spaced(text: str) -> str:
    """The text with one space in the place of each run of white space."""
    has_more = any(map(text.__contains__, _MORE_THAN_A_SPACE))
    return _MORE_SPACES.sub(" ", text) if has_more else text


def in_brackets(markdown: str) -> str:
    """Markdown as the text of a link, in which a closing bracket would end it."""
    return re.sub(r"(?<!\\)\]", r"\\]", markdown) if "]" in markdown else markdown


def guarded(line: str) -> str:
    """A line of Markdown that begins no heading, no list and the like."""
    line = line.lstrip(_SPACES)
    match = _LINE_START.match(line)
    if not match:
        return line
    rest = line[match.end() :]
    if match["number"]:
        dot = "\\." if match["dot"] == "." else "&#41;"
        return f"{match['number']}{dot}{rest}"
    if match["quote"]:
        return f"&#91;&#33;{rest}"
    return f"&#{ord(line[0])};{line[1:]}" if match["sign"] else f"\\{line}"


def paragraph_of(text: str) -> str:
    """A paragraph of plain text, as one line of Markdown."""
    return guarded(escaped(" ".join(text.split(None))))


def target_of(address: str) -> str:
    """An address as the target of a link; between angle brackets where it has to be."""
    address = re.sub(r"\s", "%20", address.strip())
    address = address.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    return f"<{address}>" if re.search(r"[()*_`\[\]]", address) else address


def _escape(match: re.Match[str]) -> str:
    return _REFERENCES.get(match[0]) or f"\\{match[0]}"
