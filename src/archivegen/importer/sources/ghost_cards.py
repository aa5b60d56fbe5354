"""Cards: what Ghost writes around pictures, galleries and bookmarks of a text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from archivegen.importer.sources.shared.html_texts import plain, without_comments
from archivegen.importer.sources.wordpress.pictures import as_gallery

if TYPE_CHECKING:
    from archivegen.importer.sources.shared.findings import Findings

_CARD = re.compile(
    r"<(?P<tag>figure|div)\b[^<>]*\bclass=\"[^\"]*\bkg-(?P<name>gallery|bookmark|embed)-card\b[^<>]*>"
    r"(?P<inside>(?:(?!</?figure\b).)*)</(?P=tag)\s*>",
    re.DOTALL,
)
_CAPTION = re.compile(r"<figcaption\b[^<>]*>(.*?)</figcaption\s*>", re.DOTALL)
_LINK = re.compile(r"<a\b[^<>]*\shref=\"([^\"]*)\"")
_TITLE = re.compile(r"<div class=\"kg-bookmark-title\">(.*?)</div>", re.DOTALL)
_EMPTY_BUTTON = re.compile(r"<button\b[^<>]*>.*?</button\s*>", re.DOTALL)


def without_cards(text: str, findings: Findings) -> str:
    """The text with plain HTML in the place of those cards; the caption of one stays."""

    def replacement(card: re.Match[str]) -> str:
        findings.count(f"card {card['name']}")
        inside = card["inside"]
        if card["name"] == "gallery":
            caption = _CAPTION.search(inside)
            below = f"<p>{caption[1]}</p>" if caption else ""
            return as_gallery(_CAPTION.sub("", inside)) + below
        caption = _CAPTION.search(inside)
        below = f"<p>{caption[1]}</p>" if caption else ""
        if card["name"] == "embed":
            return f"\n{_CAPTION.sub('', inside).strip()}\n{below}"
        link, title = _LINK.search(inside), _TITLE.search(inside)
        if link is None:
            return card[0]
        words = plain(title[1]) if title else html.unescape(link[1])
        return f'\n<p><a href="{link[1]}">{html.escape(words, quote=False)}</a></p>\n{below}'

    return _CARD.sub(replacement, _EMPTY_BUTTON.sub("", without_comments(text)))
