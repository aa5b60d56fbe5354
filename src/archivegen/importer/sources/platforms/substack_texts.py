"""The text of a post of Substack as plain HTML, without what only Substack can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.importer.sources.platforms.elements import (
    fragment_of,
    inner_html,
    replace,
    words_of,
)
from archivegen.importer.sources.platforms.substack_parts import (
    FURNITURE,
    LEFT_OUT_IN_SILENCE,
    PARTS,
    original,
    picture,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from archivegen.importer.sources.shared.findings import Findings

_ONLY_THERE = ("native-video-embed", "native-audio-embed", "poll-embed", "community-chat")
"""What an export has no more of than a number at Substack."""

_WALL = "paywall-jump"


def text_of(text: str, findings: Findings) -> str:
    """The text of a post."""
    body = fragment_of(text)
    for name, (title, written) in PARTS.items():
        for element in body.find_class(name):
            if element.getparent() is None:
                continue
            markup = written(element)
            _tell(element, name, title, findings, is_left_out=markup is None)
            replace(element, markup or "")
    for name in _ONLY_THERE:
        for element in body.find_class(name):
            told = f"left out: {name.replace('-', ' ')}, which stays at Substack"
            findings.note(told, "attention", kind="parts that stay at Substack")
            replace(element, "")
    for wall in body.find_class(_WALL):
        findings.note("from some paragraph on, only those who paid could read it", "held",
                      kind="for members")  # fmt: skip
        replace(wall, "")
    for image in [*body.iter("img")]:
        _plain_picture(image)
    for frame in [*body.iter("iframe")]:
        if not frame.get("src"):
            replace(frame, "")
    return inner_html(body)


def _tell(
    element: HtmlElement, name: str, title: str, findings: Findings, *, is_left_out: bool
) -> None:
    if name in LEFT_OUT_IN_SILENCE:
        return
    if title:
        findings.count(f"{'left out: ' if is_left_out else ''}{title}")
    if not is_left_out or title in FURNITURE:
        return
    words = words_of(element)
    said = f": {words[:100]}" if words else ""
    what = title or "picture"
    findings.note(f"left out: a {what} of which the export does not say enough{said}", "attention",
                  kind=f"left out: {what}")  # fmt: skip


def _plain_picture(image: HtmlElement) -> None:
    """A picture that stands alone, with the address of the original."""
    source = image.get("src") or ""
    if original(source) != source:
        image.set("src", original(source))
    anchor = image.getparent()
    if anchor is not None and anchor.tag == "a" and "image-link" in (anchor.get("class") or ""):
        replace(anchor, picture(anchor) or "")
