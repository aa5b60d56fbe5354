"""The sanitizer: what is left of the HTML in a body that nobody vouches for.

Text and its structure stay, and links and images that lead somewhere. What runs, looks like
something else, takes input or loads a page goes, except frames from hosts that the site names.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
# Without `cite`: no reader sees it, and the schemes of addresses are not checked there.
ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "div": {"tabindex"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
_GONE_WITH_CONTENT = {"iframe", "script", "style"}

_FRAME_ATTRIBUTES = {"allow", "allowfullscreen", "height", "src", "width"}
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
# Elements that keep apart what may not stand in one another, such as paragraphs, and that go: what
# was in them is put in order by a second cleaning, as a browser would do it.
_HAS_BARRIER = re.compile("<(?:applet|button|marquee|math|object|select|svg)", re.IGNORECASE).search
_HAS_FRAME = re.compile("<iframe", re.IGNORECASE).search
# A frame with all that is in it, or any other tag of sanitised HTML, so that what looks like a
# frame in an attribute is not mistaken for one.
_FRAME = re.compile(
    r"<iframe(?P<frame>(?: [a-z]+=\"[^\"]*\")*>)[^<]*(?:<(?!/iframe>)[^<]*)*</iframe>"
    r"|<(?:[^\">]|\"[^\"]*\")*>"
)
_HAS_SOURCE = re.compile(r" (?:[a-z]+=\"[^\"]*\" )*?src=").match


class Sanitizer:
    """Cleans HTML; frames stay if they show a page of one of the hosts."""

    def __init__(self, embed_hosts: Collection[str] = ()) -> None:
        self._clean = _cleaner()
        self._clean_with_frames = _cleaner_with_frames(embed_hosts) if embed_hosts else self._clean

    def clean(self, converted: str) -> str:
        """What is left of an engine's HTML: closed, with attributes in double quotes.

        Headings begin at the second level, since the headline is the first.
        """
        has_frame = _HAS_FRAME(converted)
        clean = self._clean_with_frames if has_frame else self._clean
        cleaned = clean(converted)
        if _HAS_BARRIER(converted):
            cleaned = clean(cleaned)
        if has_frame:
            cleaned = _FRAME.sub(_frame, cleaned)
        if "<h1" in cleaned:
            cleaned = cleaned.replace("<h1", "<h2").replace("</h1>", "</h2>")
        return cleaned


def _cleaner() -> Callable[[str], str]:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags=_GONE_WITH_CONTENT,
    ).clean


def _cleaner_with_frames(hosts: Collection[str]) -> Callable[[str], str]:
    """The same, with frames: those from elsewhere have lost their `src`."""
    names = "|".join(map(re.escape, hosts))
    # Nothing that one reader of addresses could take for the host, and another one not.
    is_embeddable = re.compile(
        rf"https://(?:{names})(?:[/?#][^\x00-\x20\\\x7f]*)?", re.ASCII | re.IGNORECASE
    ).fullmatch
    return nh3.Cleaner(
        tags=TAGS | {"iframe"},
        attributes={**ATTRIBUTES, "iframe": _FRAME_ATTRIBUTES},
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
