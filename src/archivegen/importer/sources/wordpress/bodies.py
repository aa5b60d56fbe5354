"""The text of a post as HTML, as WordPress shows it to readers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from archivegen.importer.sources.shared.html_texts import without_comments
from archivegen.importer.sources.wordpress.blocks import has_blocks, without_blocks
from archivegen.importer.sources.wordpress.known_shortcodes import makers_of
from archivegen.importer.sources.wordpress.paragraphs import paragraphs
from archivegen.importer.sources.wordpress.pictures import without_own_links
from archivegen.importer.sources.wordpress.shortcodes import expanded

if TYPE_CHECKING:
    from archivegen.importer.sources.shared.findings import Findings
    from archivegen.importer.sources.wordpress.export import Record
    from archivegen.importer.sources.wordpress.library import Library

_NEXT_PAGE = re.compile(r"<!--\s*nextpage\s*-->")
_MORE = re.compile(r"<!--\s*more\b[^<>]*?-->")
_REFERENCE = re.compile(
    r"<sup\b[^<>]*\sclass=\"fn\"[^<>]*>\s*<a\b[^<>]*>(\w+)</a>\s*</sup>", re.IGNORECASE
)
_ADDRESS_ALONE = re.compile(r"^[^\S\n]*(https?://[^\s<>\"\[\]]+)[^\S\n]*$", re.MULTILINE)


def body_of(record: Record, library: Library, findings: Findings) -> str:
    """The HTML of a post's text."""
    text = record.text("content:encoded").replace("\r\n", "\n").replace("\r", "\n")
    pages = len(_NEXT_PAGE.findall(text)) if "nextpage" in text else 0
    if pages:
        findings.note(f"{pages + 1} pages of the text are one", kind="pages of a text are one")
    makers = makers_of(library, record.text("wp:post_id"), findings)

    def tell(name: str) -> None:
        findings.count(f"shortcode [{name}]")
        findings.note(f"the shortcode [{name}] stays as text", "attention")

    is_classic = not has_blocks(text)
    if not is_classic:
        text = without_blocks(text, library, findings)
    # What listings show ends there.
    opening, *rest = _MORE.split(text, 1) if "<!--" in text else (text,)
    parts = []
    for part in (opening, *rest):
        shown = without_comments(part)
        if is_classic and "://" in shown:
            shown = _ADDRESS_ALONE.sub(r"\n\n\1\n\n", shown)
        shown = expanded(shown, makers, tell)
        parts.append(paragraphs(shown) if is_classic else shown)
    shown = without_own_links("\n<!--more-->\n".join(parts), library)
    return _with_footnotes(shown, record, findings)


def _with_footnotes(text: str, record: Record, findings: Findings) -> str:
    """The text with its notes below it, which the block editor keeps in a field of their own."""
    written = record.first_meta("footnotes")
    if not written:
        return text
    try:
        notes = [str(note["content"]) for note in json.loads(written)]
    except (ValueError, TypeError, KeyError):
        findings.note("the footnotes cannot be read", "attention")
        return text
    items = "".join(f"<li>{content}</li>\n" for content in notes)
    numbered = _REFERENCE.sub(r"<sup>\1</sup>", text)
    return f"{numbered}\n<ol>\n{items}</ol>\n" if items else text
