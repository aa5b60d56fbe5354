"""Addresses in a body that no reader can follow: misspelt schemes, the author's own files, nothing.

They are checked before the sanitizer removes those not allowed.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from archivegen.model.html_tags import ADDRESSES, CANDIDATE, SOURCE, attributes
from archivegen.model.links import has_scheme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archivegen.model.body import What

SCHEMES = {"http", "https", "mailto", "tel"}
"""The schemes of addresses that may stand in a body."""

_TO_NOTHING: Mapping[What, str] = {
    "image": "write its address in the parentheses",
    "link": "write its address in the parentheses, or the text alone",
    "poster": "write its address, or take out `poster`",
}
_MOST_SHOWN = 60
# It begins with the character that a search goes to at once, and may find too much.
_IS_DOUBTFUL = re.compile(
    r"=(?:(?<=href=)|(?<=poster=)|(?<=src=)|(?<=srcset=)|(?<=\s=))\s*(?![\"]?(?:https?://(?!localhost|127\.|[^\"/]*@|\[)|mailto:|tel:|#"
    r"|[^\"'\s:\\]+\"))",
    re.IGNORECASE,
).search
# A `<` ends it and nothing is tried twice, since this is still an author's HTML.
_REFERENCE = re.compile(
    r"<(?P<name>a|audio|img|source|track|video)\s"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>",
    re.IGNORECASE,
)
_LOCAL_FILE = re.compile(r"file:|[A-Za-z]:[\\/]|\\\\", re.IGNORECASE)
_LOCAL_HOST = re.compile(r"(?:.*\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1", re.IGNORECASE)


class Unreachable(NamedTuple):
    """A target that leads no reader anywhere, as it is in the HTML.

    `number` counts the links, or the pictures, with the same target, from 0.
    """

    target: str
    is_image: bool
    number: int
    message: str
    hint: str


def unreachable(converted: str, *, is_trusted: bool) -> Iterator[Unreachable]:
    """The addresses of an engine's HTML that lead nowhere; of trusted HTML, any scheme may be."""
    if not _IS_DOUBTFUL(converted):
        return
    counts: Counter[tuple[str, bool]] = Counter()
    for tag in _REFERENCE.finditer(converted):
        name, values = tag["name"].lower(), attributes(tag["attributes"])
        what: What = "image" if name == "img" else "link"
        written = [(key, values[key]) for key in ADDRESSES.get(name, SOURCE) if key in values]
        candidates = CANDIDATE.finditer(values.get("srcset", ""))
        written += [("srcset", found["address"]) for found in candidates]
        for key, target in ((key, value.strip()) for key, value in written):
            leads: What = "poster" if key == "poster" else what
            if trouble := trouble_with(target, leads, is_trusted=is_trusted):
                same = target, what == "image"
                yield Unreachable(*same, counts[same], *trouble)
                counts[same] += 1


def trouble_with(target: str, what: What, *, is_trusted: bool) -> tuple[str, str] | None:
    """Why a target leads no reader anywhere, and what to do; None, if it may lead somewhere.

    Of trusted HTML, any scheme may be.
    """
    leads = f"the {what} leads to {_short(target)}"
    if not target:
        return f"the {what} leads nowhere", _TO_NOTHING[what]
    if _LOCAL_FILE.match(target):
        return f"{leads}, which lies on your own computer", hint_at_local_file(target)
    if not has_scheme(target):
        return None
    scheme, _, rest = target.partition(":")
    if scheme.lower() in SCHEMES:
        if not _is_local(target):
            return None
        hint = "write the address that readers use, or the path of the file"
        return f"{leads}, which every reader's computer takes for itself", hint
    return None if is_trusted else (f"{leads}, which may not stand here", _instead(scheme, rest))


def hint_at_local_file(target: str) -> str:
    """What to do about a target, if it is the path of a file on the author's computer; or empty."""
    if not _LOCAL_FILE.match(target):
        return ""
    name = re.split(r"[\\/]", target.rstrip("\\/"))[-1]
    return f"put the file beside the article and write its name: {name}"


def _is_local(target: str) -> bool:
    try:
        host = urlsplit(target).hostname
    except ValueError:
        return False
    return host is not None and _LOCAL_HOST.fullmatch(host) is not None


def _instead(scheme: str, rest: str) -> str:
    near = get_close_matches(scheme.lower(), sorted(SCHEMES), 1, cutoff=0.7)
    if near and (near[0] in {"mailto", "tel"} or rest.startswith("//")):
        return f"did you mean {_short(f'{near[0]}:{rest}')}?"
    return "an address begins with https:, http:, mailto: or tel:"


def _short(target: str) -> str:
    return target if len(target) <= _MOST_SHOWN else f"{target[:_MOST_SHOWN]}\u2026"
