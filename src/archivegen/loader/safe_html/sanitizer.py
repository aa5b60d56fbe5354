"""The sanitizer: what remains of the HTML in an untrusted body.

Text and its structure are kept, and links and images that lead somewhere. Whatever runs code,
disguises itself, takes input or loads a page is removed, except frames from allowed hosts.
"""

from __future__ import annotations

import html
import re
from functools import partial
from typing import TYPE_CHECKING

import nh3

from archivegen.loader.notes.addresses import SCHEMES
from archivegen.loader.safe_html.author_html import read
from archivegen.loader.safe_html.elements import KEPT, SOURCES
from archivegen.loader.safe_html.frames import ATTRIBUTES as FRAME_ATTRIBUTES
from archivegen.loader.safe_html.frames import Frames
from archivegen.loader.safe_html.nesting import (
    forbid_deep_nesting,
    forbid_many_signs,
    forbid_strays_in_tables,
)
from archivegen.model.html_tags import CANDIDATE
from archivegen.model.links import has_scheme, is_web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from archivegen.loader.safe_html.author_html import LeftOut

TAGS = KEPT.union(SOURCES, *SOURCES.values())
# Without `cite`: no reader sees it, and the schemes of addresses are not checked there.
ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "audio": {"controls", "preload", "src"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "div": {"tabindex"},
    "img": {"alt", "height", "sizes", "src", "srcset", "width"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "source": {"height", "media", "sizes", "src", "srcset", "type", "width"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
    "track": {"default", "kind", "label", "src", "srclang"},
    "video": {"controls", "height", "poster", "preload", "src", "width"},
}
_GONE_WITH_CONTENT = {"iframe", "script", "style"}

# What a player needs, and not: to lead the reader's window elsewhere, to open dialogs, to
# download. A player wants to know on which site it is, and no more. Written here, since nh3 would
# add them in an order that is another one each time.
_LIMITED = (
    '<iframe loading="lazy" referrerpolicy="strict-origin-when-cross-origin"'
    ' sandbox="allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation'
    ' allow-same-origin allow-scripts"'
)
_FRAME_FEATURES = {
    "accelerometer", "autoplay", "clipboard-write", "encrypted-media", "fullscreen", "gyroscope",
    "picture-in-picture", "web-share",
}  # fmt: skip
_HAS_FRAME = re.compile("<iframe", re.IGNORECASE).search
# A frame with all that is in it, or any other tag of sanitised HTML, so that what looks like a
# frame in an attribute is not mistaken for one.
_FRAME = re.compile(
    r"<iframe(?P<frame>(?: [a-z]+=\"[^\"]*\")*>)[^<]*(?:<(?!/iframe>)[^<]*)*</iframe>"
    r"|<(?:[^\">]|\"[^\"]*\")*>"
)
# Nothing but tags that may stand, as engines write them: there is nothing of an author's to read.
_IS_DOUBTFUL = re.compile(
    rf"<(?!/?(?:{'|'.join(sorted(KEPT))})(?: (?!name=)[a-z]+=\"[^\"]*\")*>)"
).search
# What is left of a paragraph or a heading from which something was left out.
_EMPTY = re.compile(
    r"<(?:(?P<block>p|div|figure)(?: (?!id=)[a-z]+=\"[^\"]*\")*>\s*</(?P=block)>"
    r"|(?P<heading>h[1-6])(?: [a-z]+=\"[^\"]*\")*>\s*</(?P=heading)>)\n?"
)
_IS_DESCRIPTOR = re.compile(r"\s*(?:\d+w|\d+(?:\.\d+)?x)?\s*").fullmatch
_SRCSET = re.compile(r"(<(?:img|source)(?: [a-z]+=\"[^\"]*\")*?) srcset=\"([^\"]*)\"")
_MOST_BOXES = 5
_HAS_SOURCE = re.compile(r" (?:[a-z]+=\"[^\"]*\" )*?src=").match


class Sanitizer:
    """Cleans HTML; frames stay if they show a page of one of the hosts."""

    def __init__(self, embed_hosts: Collection[str] = ()) -> None:
        self._frames = Frames(embed_hosts)
        self._clean = _cleaner()
        self._clean_with_frames = (
            _cleaner_with_frames(self._frames.is_embeddable) if embed_hosts else self._clean
        )

    def clean(self, converted: str) -> tuple[str, list[LeftOut]]:
        """What remains of an engine's HTML: closed, with attributes in double quotes.

        Also returns what was left out. Headings begin at the second level, since the headline is
        the first. Raises RecursionError for HTML nested too deeply, TooManySignsError, and
        TooManyStraysError.
        """
        left_out: list[LeftOut] = []
        if _IS_DOUBTFUL(converted):
            converted, left_out = read(converted, self._frames.frame)
        forbid_deep_nesting(converted)
        forbid_many_signs(converted)
        forbid_strays_in_tables(converted)
        has_frame = _HAS_FRAME(converted)
        clean = self._clean_with_frames if has_frame else self._clean
        cleaned = clean(converted)
        if has_frame:
            cleaned = _FRAME.sub(_frame, cleaned)
        if " srcset=" in cleaned:
            cleaned = _SRCSET.sub(_with_addresses, cleaned)
        if "<h1" in cleaned:
            cleaned = cleaned.replace("<h1", "<h2").replace("</h1>", "</h2>")
        return _without_empty(cleaned) if left_out else cleaned, left_out


def _with_addresses(written: re.Match[str]) -> str:
    """A `srcset` with the pictures whose addresses may stand: nh3 does not look at them.

    What browsers pass over goes, too: a picture of which something else is said than how large or
    for which screens it is.
    """
    pictures = CANDIDATE.finditer(html.unescape(written[2]))
    kept = (
        f"{picture['address']} {picture['rest'].strip()}".strip()
        for picture in pictures
        if (not has_scheme(picture["address"]) or is_web_address(picture["address"]))
        and _IS_DESCRIPTOR(picture["rest"])
    )
    value = html.escape(", ".join(kept))
    return f'{written[1]} srcset="{value}"' if value else written[1]


def _without_empty(cleaned: str) -> str:
    """The HTML without paragraphs and headings in which nothing is left."""
    for _ in range(_MOST_BOXES):
        cleaned, count = _EMPTY.subn("", cleaned)
        if not count:
            break
    return cleaned


def _cleaner() -> Callable[[str], str]:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags=_GONE_WITH_CONTENT,
    ).clean


def _cleaner_with_frames(is_embeddable: Callable[[str], object]) -> Callable[[str], str]:
    """The same, with frames: those from elsewhere have lost their `src`."""
    return nh3.Cleaner(
        tags=TAGS | {"iframe"},
        attributes={**ATTRIBUTES, "iframe": FRAME_ATTRIBUTES},
        attribute_filter=partial(_attribute, is_embeddable),
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags=_GONE_WITH_CONTENT - {"iframe"},
    ).clean


def _attribute(
    is_embeddable: Callable[[str], object], tag: str, name: str, value: str
) -> str | None:
    """An attribute's value, as far as it may stay."""
    if tag == "iframe" and name == "src":
        return value if is_embeddable(value) else None
    if tag == "iframe" and name == "allow":
        wanted = (feature.strip() for feature in value.split(";"))
        return "; ".join(feature for feature in wanted if feature in _FRAME_FEATURES)
    return value


def _frame(tag: re.Match[str]) -> str:
    """A frame without its content, which no browser shows; nothing, if it has no source."""
    attributes = tag["frame"]
    if attributes is None:
        return tag[0]
    return f"{_LIMITED}{attributes}</iframe>" if _HAS_SOURCE(attributes) else ""
