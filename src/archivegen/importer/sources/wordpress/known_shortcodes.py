"""Shortcodes whose meaning HTML can say: those of WordPress itself, and of usual plug-ins."""

from __future__ import annotations

import html
import re
from functools import partial
from typing import TYPE_CHECKING

from archivegen.importer.sources.shared.html_texts import attribute
from archivegen.importer.sources.wordpress.pictures import figure, figure_of, gallery

if TYPE_CHECKING:
    from archivegen.importer.sources.shared.findings import Findings
    from archivegen.importer.sources.wordpress.library import Library
    from archivegen.importer.sources.wordpress.shortcodes import Makers, Shortcode

_PICTURE = re.compile(
    r"\s*(?P<picture>(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(?P<words>.*)",
    re.DOTALL | re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_ADDRESS = re.compile(r"(?:https?:)?//\S+", re.IGNORECASE)
_FORMATS = {
    "audio": ("src", "mp3", "m4a", "ogg", "wav", "wma", "flac"),
    "video": ("src", "mp4", "m4v", "webm", "ogv", "wmv", "flv"),
}
_PAGES = {
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "tweet": "https://x.com/i/status/{}",
    "videopress": "https://videopress.com/v/{}",
    "vimeo": "https://vimeo.com/{}",
    "wpvideo": "https://videopress.com/v/{}",
    "youtube": "https://www.youtube.com/watch?v={}",
    "gist": "https://gist.github.com/{}",
    "soundcloud": "",
    "facebook": "",
    "flickr": "",
    "ted": "https://www.ted.com/talks/{}",
}
"""Shortcodes of what others show, and the address of what has an id there."""


def makers_of(library: Library, post: str, findings: Findings) -> Makers:
    """What makes HTML of each known shortcode of a post."""
    return {
        "caption": _caption,
        "wp_caption": _caption,
        "gallery": partial(_gallery, library, post, findings),
        "playlist": partial(_playlist, library, findings),
        "audio": _player,
        "video": _player,
        "embed": _embed,
        "code": _code,
        "sourcecode": _code,
        **dict.fromkeys(_PAGES, _page),
    }


def embedded(address: str) -> str:
    """What another site shows, as a paragraph with its address."""
    return f"\n\n<p>{html.escape(address.strip(), quote=False)}</p>\n\n"


def _caption(shortcode: Shortcode) -> str | None:
    match = _PICTURE.match(shortcode.content)
    if match is None:
        return None
    words = match["words"].strip() or shortcode.attributes.get("caption", "")
    return f"\n\n{figure(match['picture'], words)}\n\n"


def _gallery(library: Library, post: str, findings: Findings, shortcode: Shortcode) -> str:
    written = shortcode.attributes
    chosen = _NUMBER.findall(written.get("ids") or written.get("include") or "")
    owner = written.get("id", post)
    left_out = set(_NUMBER.findall(written.get("exclude", "")))
    numbers = [it for it in chosen or library.pictures_of(owner) if it not in left_out]
    figures = []
    for number in numbers:
        if file := library.attachments.get(number):
            figures.append(figure_of(file))
        else:
            missing = f"the picture {number} of a gallery is not in the export"
            findings.note(missing, "attention", kind="a picture of a gallery is not in the export")
    if not numbers:
        findings.note("a gallery has no pictures in the export", "attention")
    return gallery(figures) if figures else ""


def _playlist(library: Library, findings: Findings, shortcode: Shortcode) -> str | None:
    kind = "video" if shortcode.attributes.get("type") == "video" else "audio"
    files = []
    for number in _NUMBER.findall(shortcode.attributes.get("ids", "")):
        if file := library.attachments.get(number):
            files.append(_sound(kind, [file.address], file.caption or html.escape(file.title)))
        else:
            missing = f"the file {number} of a playlist is not in the export"
            findings.note(missing, "attention", kind="a file of a playlist is not in the export")
    return "\n\n".join(["", *files, ""]) if files else None


def _player(shortcode: Shortcode) -> str | None:
    written = shortcode.attributes
    addresses = [written[name] for name in _FORMATS[shortcode.name] if written.get(name)]
    if not addresses and shortcode.value:
        addresses = [shortcode.value.partition("|")[0]]
    if not addresses:
        return None
    if shortcode.name == "video" and _is_page(addresses[0]):
        return embedded(addresses[0])
    return f"\n\n{_sound(shortcode.name, addresses, '')}\n\n"


def _is_page(address: str) -> bool:
    return re.search(r"//(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com)/", address) is not None


def _sound(kind: str, addresses: list[str], caption: str) -> str:
    """A player of sound, or of a video, in the formats at some addresses."""
    if len(addresses) == 1:
        player = f'<{kind} controls src="{attribute(addresses[0])}"></{kind}>'
    else:
        sources = "".join(f'<source src="{attribute(it)}">' for it in addresses)
        player = f"<{kind} controls>{sources}</{kind}>"
    return figure(player, caption) if caption else player


def _embed(shortcode: Shortcode) -> str | None:
    address = shortcode.content.strip() or shortcode.attributes.get("src") or shortcode.value
    return embedded(html.unescape(address)) if _ADDRESS.fullmatch(address) else None


def _page(shortcode: Shortcode) -> str | None:
    """What another site shows, by its address or by its id there."""
    written = shortcode.attributes
    named = next(filter(None, map(written.get, ("url", "src", "href", "id"))), "")
    value = named or shortcode.value or shortcode.content.strip()
    if _ADDRESS.fullmatch(value):
        return embedded(value)
    template = _PAGES[shortcode.name]
    if not template or not re.fullmatch(r"[\w/-]+", value):
        return None
    return embedded(template.format(value))


def _code(shortcode: Shortcode) -> str | None:
    """A listing of a program, as most plug-ins for them have it."""
    if not shortcode.content.strip():
        return None
    language = shortcode.attributes.get("language") or shortcode.attributes.get("lang") or ""
    named = f' class="language-{attribute(language)}"' if language else ""
    code = html.escape(html.unescape(shortcode.content.strip("\r\n")), quote=False)
    return f"\n\n<pre><code{named}>{code}</code></pre>\n\n"
