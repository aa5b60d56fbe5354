"""CommonMark: the engine for articles written for GitHub, Hugo or Jekyll.

pulldown-cmark parses them. Its own HTML is used where it needs few changes to match the default
engine's (`commonmark_own_html`). Otherwise its events are written as HTML (`commonmark_writer`).
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from pyromark import Markdown, Options

from archivegen.loader.markup.commonmark_definitions import without_false_definitions
from archivegen.loader.markup.commonmark_own_html import as_written
from archivegen.loader.markup.commonmark_text import (
    LETTER,
    events_of,
    with_emphasis,
    with_lone_letters,
)
from archivegen.loader.markup.commonmark_writer import Writer
from archivegen.loader.markup.engine import Converted
from archivegen.loader.markup.quotation_marks import ENGLISH
from archivegen.loader.markup.typography import may_change

if TYPE_CHECKING:
    from archivegen.config.tables import MarkdownConfig
    from archivegen.loader.markup.quotation_marks import Marks

_EXTENSIONS = {
    "alerts": Options.ENABLE_GFM,
    "definition_lists": Options.ENABLE_DEFINITION_LIST,
    "footnotes": Options.ENABLE_FOOTNOTES,
    "heading_attributes": Options.ENABLE_HEADING_ATTRIBUTES,
    "strikethrough": Options.ENABLE_STRIKETHROUGH,
    "tables": Options.ENABLE_TABLES,
    "task_lists": Options.ENABLE_TASKLISTS,
}


class CommonMark:
    """pulldown-cmark with the configured extensions."""

    def __init__(self, config: MarkdownConfig) -> None:
        options = (_EXTENSIONS[name] for name in config.extensions if name in _EXTENSIONS)
        self._markdown = Markdown(options=reduce(or_, options, Options(0)))
        self._escape = config.html == "escape"
        self._is_smart = "smart_punctuation" in config.extensions
        self._has_definitions = "definition_lists" in config.extensions

    def convert(self, text: str, marks: Marks = ENGLISH) -> Converted:
        """The HTML of a text."""
        if self._has_definitions:
            text = without_false_definitions(text)
        text = with_lone_letters(with_emphasis(text))
        is_to_be_set = self._is_smart and may_change(text)
        used = marks if is_to_be_set else None
        converted = as_written(self._markdown, text, used)
        if converted is not None:
            return Converted(converted.replace(LETTER, ""), is_own=True)
        writer = Writer(escape=self._escape, marks=used)
        events = events_of(self._markdown, text) if is_to_be_set else self._markdown.events(text)
        converted = writer.document(events, has_footnotes="[^" in text)
        return Converted(converted.replace(LETTER, ""), writer.is_own)
