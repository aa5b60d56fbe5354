"""Links and pictures of a Markdown text, each with its position.

This is no parser: code and comments are skipped, and anything that looks like a link counts.
"""

from __future__ import annotations

import heapq
import html
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from archivegen.loader.notes.code import without_code

if TYPE_CHECKING:
    from collections.abc import Iterator


# Where a text leads somewhere: `[name]: target` of a definition; `](target` of a link or picture,
# an attribute, `<https://...>`; and what opens and closes brackets. No part can go on for ever
# where another begins, so that a hostile text takes no longer; and all tokens begin with one of a
# few characters, so that the text between them is passed over quickly.
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[[^\]\n]{1,999}\]:[ \t]{0,99}\n?[ \t]{0,99}(?:<(?P<d1>[^<>\n]*)>|(?P<d2>\S+))",
    re.MULTILINE,
)


_TOKEN = re.compile(
    r"[\][<!\n\\](?:"
    r"(?<=\])\([ \t\n]{0,9}(?:<(?P<l1>[^<>\n]*)>|(?P<l2>(?:\\.|[^\s()\\]|\([^\s()]*\))+))"
    r"|(?<=\])(?P<close>)"
    r"|(?<=\[)(?P<open>)"
    r"|(?<=!)\[(?P<image>)"
    r"|(?<=<)(?P<tag>a|audio|iframe|img|source|track|video)\b[^<>]{0,4000}?\b(?:href|src)\s{0,9}="
    r"\s{0,9}(?:\"(?P<t1>[^\"<>]*)\"|'(?P<t2>[^'<>]*)'|(?P<t3>[^\s\"'<>]+))"
    r"|(?<=<)(?P<auto>[a-z]{4,6}:[^\s<>]+)>"
    r"|(?<=\n)[ \t]*\n(?P<end>)"
    r"|(?<=\\).)",
    re.IGNORECASE,
)


# Beside the address of a video, which is one of the others.
_POSTER = re.compile(
    r"<video\b[^<>]{0,4000}?\sposter\s{0,9}=\s{0,9}"
    r"(?:\"(?P<p1>[^\"<>]*)\"|'(?P<p2>[^'<>]*)'|(?P<p3>[^\s\"'<>]+))",
    re.IGNORECASE,
)


_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


class Mention(NamedTuple):
    """A target in the text, and where it stands: its first character, counted from the body's.

    `is_image` is None where the text does not say. `is_bare` says that it is a picture of Markdown
    without a text, `![](...)`, and `is_poster` that it is shown until a video is played.
    """

    target: str
    at: int
    is_image: bool | None = False
    is_bare: bool = False
    is_poster: bool = False


def mentions_in(text: str) -> Iterator[Mention]:
    """The mentions of a text, in its order."""
    definitions = _DEFINITION.finditer(text) if "]:" in text else ()
    defined = (_mention(match, None) for match in definitions)
    posters = _POSTER.finditer(text) if "poster" in text.lower() else ()
    shown = (_mention(match, is_image=False)._replace(is_poster=True) for match in posters)
    yield from heapq.merge(_in_text(text), defined, shown, key=lambda mention: mention.at)


def mentions_by_target(text: str) -> dict[str, list[Mention]]:
    """The mentions of a text outside its code, in its order, by their targets: see `normalized`."""
    by_target: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions_in(without_code(text)):
        by_target[normalized(unescaped(mention.target))].append(mention)
    return by_target


def _in_text(text: str) -> Iterator[Mention]:
    """The mentions of a text but for definitions, in its order."""
    opened: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup or ""
        if kind in {"open", "image"}:
            opened.append(token)
        elif kind == "end":
            opened.clear()
        elif kind == "close" or kind[:1] == "l":
            start = opened.pop() if opened else None
            is_image = start is not None and start.lastgroup == "image"
            if start and kind != "close":
                is_bare = is_image and not text[start.end() : token.start()].strip()
                yield _mention(token, is_image)._replace(is_bare=is_bare)
        elif kind[:1] == "t":
            yield _mention(token, token["tag"].lower() == "img")
        elif kind:
            yield _mention(token, is_image=False)


def _mention(match: re.Match[str], is_image: bool | None) -> Mention:  # noqa: FBT001
    """The mention in the last group of a match."""
    group = match.lastgroup or ""
    return Mention(match[group], match.start(group), is_image)


def normalized(target: str) -> str:
    """A target in the one form that the ways to write it in Markdown and HTML have in common."""
    return unquote(target).strip()


def unescaped(text: str) -> str:
    """The text as Markdown and HTML read it: without backslashes, with entities resolved."""
    return html.unescape(_ESCAPE.sub(r"\1", text))
