"""CommonMark: the engine for articles that GitHub, Hugo or Jekyll showed before.

pulldown-cmark reads them. Its own HTML is taken where that is what the default engine would give;
else its events are written as HTML here (`commonmark_writer`).
"""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from pyromark import Markdown, Options

from archivegen.loader.markup.commonmark_definitions import without_false_definitions
from archivegen.loader.markup.commonmark_text import (
    LETTER,
    events_of,
    has_literals,
    with_emphasis,
    with_lone_letters,
)
from archivegen.loader.markup.commonmark_writer import Writer
from archivegen.loader.markup.engine import Converted
from archivegen.loader.markup.quotation_marks import ENGLISH
from archivegen.loader.markup.typography import may_change, typeset_plainly

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
# What the parser's own HTML may not be right for: headings, links, tables, code, HTML.
_SIGNS = ("[", "<", "#", "|", "`", "~~~", "://", "www.")
_LINE_SIGN = re.compile(r"\n[ \t>]*[-=:]").search


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
        if not _is_to_be_written(text) and (converted := self._simply(text, marks)) is not None:
            return Converted(converted.replace(LETTER, ""), is_own=True)
        is_to_be_set = self._is_smart and may_change(text)
        writer = Writer(escape=self._escape, marks=marks if is_to_be_set else None)
        events = events_of(self._markdown, text) if is_to_be_set else self._markdown.events(text)
        converted = writer.document(events, has_footnotes="[^" in text)
        return Converted(converted.replace(LETTER, ""), writer.is_own)

    def _simply(self, text: str, marks: Marks) -> str | None:
        """The parser's own HTML, if that is right."""
        converted = self._markdown.html(text)
        if " />" in converted:
            return None
        if not self._is_smart:
            return converted
        if "<pre>" in converted or has_literals(text):
            return None
        return typeset_plainly(converted, marks)


def _is_to_be_written(text: str) -> bool:
    """Whether the parser's own HTML may not be right for a text."""
    return any(sign in text for sign in _SIGNS) or _LINE_SIGN(f"\n{text}") is not None
