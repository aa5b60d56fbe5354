"""Frames: those from allowed hosts are kept, a video's becomes a link, others are removed."""

from __future__ import annotations

import html
import re
from functools import cached_property
from typing import TYPE_CHECKING

from archivegen.loader.safe_html.author_html import Frame
from archivegen.loader.safe_html.link_cards import video_page
from archivegen.model.hosts import host_of
from archivegen.model.html_tags import attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

ATTRIBUTES = {"allow", "allowfullscreen", "height", "src", "width"}
"""What a frame may have, beside what any element may."""

_WITHOUT_SECURITY = re.compile(r"(?:http:)?//", re.ASCII | re.IGNORECASE)


class Frames:
    """What becomes of frames on a site that names some hosts."""

    def __init__(self, hosts: Collection[str]) -> None:
        self._hosts = hosts

    @cached_property
    def is_embeddable(self) -> Callable[[str], object]:
        """Whether an address is a page of one of the hosts."""
        if not self._hosts:
            return lambda _: None
        names = "|".join(map(re.escape, self._hosts))
        # Nothing that one reader of addresses could take for the host, and another one not.
        return re.compile(
            rf"https://(?:{names})(?:[/?#][^\x00-\x20\\\x7f]*)?", re.ASCII | re.IGNORECASE
        ).fullmatch

    def frame(self, written: str, is_in_text: bool) -> Frame:  # noqa: FBT001
        """What replaces a frame with these attributes."""
        values = attributes(written)
        src = _secure(values.get("src", ""))
        if self.is_embeddable(src):
            values["src"] = src
            kept = (
                f' {name}="{html.escape(value)}"'
                for name, value in values.items()
                if name in ATTRIBUTES or name in {"class", "dir", "id", "lang", "title"}
            )
            return Frame(f"<iframe{''.join(kept)}></iframe>")
        if page := video_page(src):
            title = html.escape(values.get("title") or page)
            link = f'<a href="{html.escape(page)}">{title}</a>'
            return Frame(link if is_in_text else f"<p>{link}</p>")
        return _nothing(src)


def _secure(src: str) -> str:
    """An address of the web over HTTPS, which all hosts of frames speak."""
    match = _WITHOUT_SECURITY.match(src)
    return f"https://{src[match.end() :]}" if match else src


def _nothing(src: str) -> Frame:
    host = host_of(src)
    if not host:
        message = "the frame is left out: it names no page of a host"
        return Frame("", message, "link to the page that it shows")
    hint = f'add "{host}" to embed_hosts under [markdown] in archivegen.toml, or link to the page'
    return Frame("", f"the frame of {host} is left out", hint)
