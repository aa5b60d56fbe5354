"""Video cards: a paragraph that is nothing but a link to a video becomes a card with its title.

Between an engine's HTML and the symbolic links of a body. A card is a link and no more: nothing is
asked of the video's host before a reader follows it.
"""

from __future__ import annotations

import re

_ADDRESS = (
    r"https?://(?:"
    r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com/"
    r"(?:watch\?(?:[\w=.-]+&amp;)*v=|(?:live|shorts|embed)/){id}"
    r"|youtu\.be/{id}"
    r"|(?:www\.|player\.)?vimeo\.com/(?:video/|channels/[\w-]+/)?\d+(?:/[0-9a-f]+)?"
    r")/?(?:(?:\?|&amp;)[\w=.&;%-]*)?(?:\#[\w=.&;%-]*)?"
)
_VIDEO = _ADDRESS.replace("{id}", r"[\w-]{11}")

_PARAGRAPH = re.compile(
    rf'<p>\s*(?:<a href="(?P<linked>{_VIDEO})"[^>]*>(?P<title>(?:(?!</?a\b|<img\b).)*)</a>'
    rf"|(?P<bare>{_VIDEO}))\s*</p>",
    re.ASCII | re.DOTALL,
)
_HOST = re.compile(r"youtu|vimeo")


def with_cards(converted: str) -> str:
    """The HTML of a body with a card in the place of each paragraph that is a link to a video.

    Known are the addresses that YouTube and Vimeo give for one video. The title is the link's
    text; a bare address, which has none, is shown without its scheme.
    """
    return _PARAGRAPH.sub(_card, converted) if _HOST.search(converted) else converted


def _card(paragraph: re.Match[str]) -> str:
    address = paragraph["linked"] or paragraph["bare"]
    title = paragraph["title"]
    if not title or title == address:
        title = re.sub(r"\Ahttps?://(?:www\.)?", "", address)
    name = "Vimeo" if "vimeo.com/" in address.partition("?")[0] else "YouTube"
    return (
        f'<figure class="video"><a href="{address}">{title}</a>'
        f'<figcaption translate="no">{name}</figcaption></figure>'
    )
