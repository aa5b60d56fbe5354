"""Link cards: a paragraph that consists of a link to a video or a post becomes a card.

It runs between an engine's HTML and the symbolic links of a body. A card is only a link: the other
host is not contacted before a reader follows it.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_HOST = r"[\w-]+(?:\.[\w-]+)+"
_REST = r"/?(?:(?:\?|&amp;)[\w=.&;%-]*)?(?:\#[\w=.&;%-]*)?"


class Service(NamedTuple):
    """Where something is shown that a card can lead to: its name, and which class a card has.

    `is_address` matches the addresses of one video, post or recording there, as HTML has them.
    """

    name: str
    kind: str
    is_address: re.Pattern[str]


def _service(name: str, kind: str, address: str) -> Service:
    return Service(name, kind, re.compile(rf"https?://(?:{address}){_REST}", re.ASCII))


_VIDEOS = (
    _service(
        "YouTube", "video",
        r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com/"
        r"(?:watch\?(?:[\w=.-]+&amp;)*v=|(?:live|shorts|embed)/)[\w-]{11}|youtu\.be/[\w-]{11}",
    ),
    _service(
        "Vimeo", "video",
        r"(?:www\.|player\.)?vimeo\.com/(?:video/|channels/[\w-]+/)?\d+(?:/[0-9a-f]+)?",
    ),
)  # fmt: skip
_SERVICES = (
    *_VIDEOS,
    _service(
        "X", "post",
        r"(?:(?:www|mobile)\.)?(?:x|twitter)\.com/(?:i/web|\w+)/status/\d+(?:/(?:photo|video)/\d)?",
    ),
    _service("Bluesky", "post", r"bsky\.app/profile/[\w.:-]+/post/\w+"),
    _service("Instagram", "post", r"(?:www\.)?instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/[\w-]+"),
    _service(
        "TikTok", "post", r"(?:(?:www|m)\.)?tiktok\.com/@[\w.-]+/(?:video|photo)/\d+"
        r"|(?:v[mt]\.tiktok\.com|(?:www\.)?tiktok\.com/t)/\w+",
    ),
    _service(
        "Facebook", "post",
        r"(?:(?:www|m)\.)?facebook\.com/(?:(?:groups/)?[\w.-]+/(?:posts|videos|photos)/[\w./-]+?"
        r"|(?:reel|share/[pvr])/\w+|(?:watch|photo)/?\?[\w=&;%.-]+"
        r"|(?:permalink|story|photo)\.php\?[\w=&;%-]+)|fb\.watch/[\w-]+",
    ),
    _service(
        "SoundCloud", "sound",
        r"(?:(?:www|m)\.)?soundcloud\.com/[\w-]+/(?:sets/)?[\w-]+|on\.soundcloud\.com/\w+",
    ),
    # Of these, anybody may have a host: the form of the address tells them.
    _service(
        "PeerTube", "video", rf"{_HOST}/(?:w|videos/watch)/(?:[A-Za-z0-9]{{22}}|[0-9a-f-]{{36}})"
    ),
    _service(
        "Mastodon", "post",
        rf"{_HOST}/(?:@[\w.-]+(?:@{_HOST})?|users/\w+/statuses)/\d{{15,20}}",
    ),
)  # fmt: skip

_PARAGRAPH = re.compile(
    r"<p>\s*(?:<a href=\"(?P<linked>https?://[^\"\s]+)\"[^>]*>(?P<title>(?:(?!</?a\b|<img\b).)*)</a>"
    r"|(?P<bare>https?://[^\s<\"]+))\s*</p>",
    re.DOTALL,
)
_YOUTUBE_ID = re.compile(
    r"/(?:embed/|live/|shorts/)?([\w-]{11})(?:[/?#]|\Z)|[?&]v=([\w-]{11})", re.ASCII
)
_VIMEO_ID = re.compile(r"vimeo\.com/(?:video/)?(\d+)", re.ASCII)


def with_cards(converted: str) -> str:
    """The HTML of a body with a card in the place of each paragraph that is such a link.

    Known are the addresses that the services give for one video, post or recording. The title is
    the link's text; a bare address, which has none, is shown without its scheme.
    """
    if '<p><a href="http' in converted or "<p>http" in converted:
        return _PARAGRAPH.sub(_card, converted)
    return converted


def video_page(address: str) -> str:
    """The page of the video that a player's address shows; empty for any other address.

    The player's own address is no page for readers.
    """
    written = html.escape(address)
    if not any(service.is_address.fullmatch(written) for service in _VIDEOS):
        return ""
    if vimeo := _VIMEO_ID.search(address):
        return f"https://vimeo.com/{vimeo[1]}"
    if youtube := _YOUTUBE_ID.search(address):
        return f"https://www.youtube.com/watch?v={youtube[1] or youtube[2]}"
    return address


def _card(paragraph: re.Match[str]) -> str:
    address = paragraph["linked"] or paragraph["bare"]
    shown_by = (service for service in _SERVICES if service.is_address.fullmatch(address))
    service = next(shown_by, None)
    if service is None:
        return paragraph[0]
    title, name = paragraph["title"], ""
    if not title or title == address:
        title, name = re.sub(r"\Ahttps?://(?:www\.)?", "", address), ' class="address" dir="ltr"'
    return (
        f'<figure class="{service.kind}"><a href="{address}"{name}>{title}</a>'
        f'<figcaption translate="no">{service.name}</figcaption></figure>'
    )
