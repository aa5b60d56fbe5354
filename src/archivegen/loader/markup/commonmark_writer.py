"""The writer: turns the events of pulldown-cmark into HTML as the default engine would write it.

That is: headings with ids, footnotes at the end, alignment as a class. An event is a name, or a
mapping of one name to its data (`pyromark.event`).
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, ClassVar

from archivegen.loader.markup.bare_addresses import as_link, may_have_address, parts_of
from archivegen.loader.markup.commonmark_footnotes import Footnotes, listed
from archivegen.loader.markup.commonmark_headings import Heading, write_tags
from archivegen.loader.markup.commonmark_text import BlockText, escaped, text_of_image
from archivegen.loader.markup.typography import PICTURE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archivegen.loader.markup.quotation_marks import Marks

_SIGNS = {"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>\n"}
_OPEN = {
    "Paragraph": "<p>",
    "DefinitionList": "<dl>\n",
    "DefinitionListTitle": "<dt>",
    "DefinitionListDefinition": "<dd>",
    "TableRow": "<tr>\n",
    "Emphasis": "<em>",
    "Strong": "<strong>",
    "Strikethrough": "<del>",
}
_CLOSE = {
    "Paragraph": "</p>\n",
    "BlockQuote": "</blockquote>\n",
    "Table": "</tbody>\n</table></div>\n",
    "Item": "</li>\n",
    "DefinitionList": "</dl>\n",
    "DefinitionListTitle": "</dt>\n",
    "DefinitionListDefinition": "</dd>\n",
    "Emphasis": "</em>",
    "Strong": "</strong>",
    "Strikethrough": "</del>",
}
# An address without a scheme, or with one that only leads somewhere.
_HARMLESS = re.compile(
    r"(?:https?://|mailto:|tel:)[^\x00-\x20]*|[^\x00-\x20:/?#]*(?:[/?#][^\x00-\x20]*)?"
)
_INLINE = {"Emphasis", "Strong", "Strikethrough", "Link", "Image"}
"""What is part of a text; any other tag begins or ends a block."""


class Writer:
    """Writes one document: a method for each kind of event that needs more than a word."""

    def __init__(self, *, escape: bool, marks: Marks | None) -> None:
        self.is_own = True
        self._marks = marks
        self._is_code = self._is_link = False
        self._item = 0
        self._escape = escape
        self._begin([])
        self._remaining: Iterator[Any] = iter(())
        self._headings: list[Heading] = []
        self._footnotes = Footnotes()
        self._alignments: tuple[str, ...] = ()
        self._column = 0
        self._cell = "td"

    def document(self, events: Iterable[Any], *, has_footnotes: bool) -> str:
        """The HTML of the whole document, with the footnotes at its end."""
        if has_footnotes:
            events = self._footnotes.apart_from(events)
        body = self._written(events)
        notes = [(note, self._written(note.events)) for note in self._footnotes.in_order()]
        write_tags(self._headings)
        return "".join(body) + listed((note, "".join(parts)) for note, parts in notes)

    def _written(self, events: Iterable[Any]) -> list[str]:
        """The HTML of the events in pieces, in which the tags of headings are still missing."""
        parts: list[str] = []
        self._begin(parts)
        self._remaining = iter(events)
        for event in self._remaining:
            if isinstance(event, str):
                self._text.see("\n")
                parts.append(_SIGNS[event])
                continue
            ((kind, value),) = event.items()
            self._KINDS[kind](self, value)
        self._text.finish()
        return parts

    def _begin(self, parts: list[str]) -> None:
        """Write to these parts from now on."""
        self._parts = parts
        self._text = BlockText(parts, self._marks)

    def _write(self, text: str) -> None:
        if self._is_code:
            self._parts.append(escaped(text))
            return
        if not may_have_address(text):
            self._text.add(text)
            return
        for part, is_address in parts_of(text):
            is_link = is_address and not self._is_link
            if is_link:
                self._parts.append(f'<a href="{self._address(as_link(part))}">')
            self._text.add(part, part if is_address else None)
            if is_link:
                self._parts.append("</a>")

    def _code(self, code: str) -> None:
        self._text.see(code)
        self._parts.append(f"<code>{escaped(code)}</code>")

    def _literal(self, character: str) -> None:
        self._text.add(character, character)

    def _reference(self, label: str) -> None:
        self._parts.append(self._footnotes.reference(label))

    def _task(self, is_done: bool) -> None:  # noqa: FBT001 -- as the event has it
        """A box at the beginning of an item, as a sign: pages have no controls of an article's."""
        self._parts[self._item] = '<li class="task">'
        self._parts.append("\u2611 " if is_done else "\u2610 ")

    def _foreign(self, raw: str) -> None:
        """HTML of the author's own."""
        self._text.see(raw if self._escape else PICTURE if raw[:4].lower() == "<img" else "")
        self._parts.append(escaped(raw) if self._escape else raw)
        self.is_own = self.is_own and self._escape

    def _address(self, url: str) -> str:
        self.is_own = self.is_own and is_harmless(url)
        return html.escape(url)

    def _start(self, tag: Any) -> None:
        name, about = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name not in _INLINE:
            self._text.finish()
        if name in _OPEN:
            self._parts.append(_OPEN[name])
        else:
            self._STARTS[name](self, about)

    def _end(self, tag: Any) -> None:
        name, about = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name not in _INLINE:
            self._text.finish()
        if name in _CLOSE:
            self._parts.append(_CLOSE[name])
        else:
            self._ENDS[name](self, about)

    def _block_quote(self, alert: str | None) -> None:
        """A quotation; or one of GitHub's alerts, as its class says."""
        named = f' class="alert {alert.lower()}"' if alert else ""
        self._parts.append(f"<blockquote{named}>\n")

    def _code_block(self, kind: Any) -> None:
        self._is_code = True
        # Its first word, as the parser's own HTML has it: only a blank ends that.
        word = kind["Fenced"].partition(" ")[0] if isinstance(kind, dict) else ""
        named = f' class="language-{html.escape(word)}"' if word else ""
        self._parts.append(f"<pre><code{named}>")

    def _end_code_block(self, _: Any) -> None:
        self._is_code = False
        self._parts.append("</code></pre>\n")

    def _heading(self, about: Any) -> None:
        level, start = int(about["level"][1]), len(self._parts)
        # Words in braces that are no attributes of HTML are words.
        words = " ".join(name for name, value in about["attrs"] if value is None)
        words = f" {{{words}}}" if words else ""
        self._headings.append(
            Heading(self._parts, start, start, level, about["id"] or "", about["classes"], words)
        )
        self._parts.append("")

    def _end_heading(self, _: Any) -> None:
        heading = self._headings[-1]
        if heading.words:
            self._parts.append(escaped(heading.words))
        heading.end = len(self._parts)
        self._parts.append("")

    def _html_block(self, _: Any) -> None:
        self._parts.append("<p>" if self._escape else "")

    def _end_html_block(self, _: Any) -> None:
        self._parts.append("</p>\n" if self._escape else "")

    def _image(self, about: Any) -> None:
        self._text.see(PICTURE)
        src, alt = self._address(about["dest_url"]), html.escape(text_of_image(self._remaining))
        self._parts.append(f'<img alt="{alt}" src="{src}"{_title(about)}>')

    def _link(self, about: Any) -> None:
        self._is_link = True
        scheme = "mailto:" if about["link_type"] == "Email" else ""
        self._parts.append(f'<a href="{self._address(scheme + about["dest_url"])}"{_title(about)}>')

    def _end_link(self, _: Any) -> None:
        self._is_link = False
        self._parts.append("</a>")

    def _list(self, first: int | None) -> None:
        numbered = "<ol>\n" if first == 1 else f'<ol start="{first}">\n'
        self._parts.append("<ul>\n" if first is None else numbered)

    def _end_list(self, is_numbered: Any) -> None:
        self._parts.append("</ol>\n" if is_numbered else "</ul>\n")

    def _list_item(self, _: Any) -> None:
        self._item = len(self._parts)
        self._parts.append("<li>")

    def _table(self, alignments: tuple[str, ...]) -> None:
        self._alignments = alignments
        self._parts.append('<div class="table" tabindex="0"><table>\n')

    def _head_of_table(self, _: Any) -> None:
        self._column, self._cell = 0, "th"
        self._parts.append("<thead>\n<tr>\n")

    def _end_head(self, _: Any) -> None:
        self._column, self._cell = 0, "td"
        self._parts.append("</tr>\n</thead>\n<tbody>\n")

    def _end_row(self, _: Any) -> None:
        self._column = 0
        self._parts.append("</tr>\n")

    def _cell_of_table(self, _: Any) -> None:
        alignment = self._alignments[self._column]
        aligned = "" if alignment == "None" else f' class="{alignment.lower()}"'
        self._parts.append(f"<{self._cell}{aligned}>")

    def _end_cell(self, _: Any) -> None:
        self._parts.append(f"</{self._cell}>\n")
        self._column += 1

    # Of the class, so that not each document binds all methods.
    _KINDS: ClassVar[dict[str, Callable[[Any, Any], None]]] = {
        "Code": _code,
        "End": _end,
        "FootnoteReference": _reference,
        "Html": _foreign,
        "InlineHtml": _foreign,
        "Literal": _literal,
        "Start": _start,
        "TaskListMarker": _task,
        "Text": _write,
    }
    _STARTS: ClassVar[dict[str, Callable[[Any, Any], None]]] = {
        "BlockQuote": _block_quote,
        "CodeBlock": _code_block,
        "Heading": _heading,
        "HtmlBlock": _html_block,
        "Image": _image,
        "Item": _list_item,
        "Link": _link,
        "List": _list,
        "Table": _table,
        "TableCell": _cell_of_table,
        "TableHead": _head_of_table,
    }
    _ENDS: ClassVar[dict[str, Callable[[Any, Any], None]]] = {
        "CodeBlock": _end_code_block,
        "Heading": _end_heading,
        "HtmlBlock": _end_html_block,
        "Link": _end_link,
        "List": _end_list,
        "TableCell": _end_cell,
        "TableHead": _end_head,
        "TableRow": _end_row,
    }


def is_harmless(url: str) -> bool:
    """Whether an address need not be looked at by the sanitiser."""
    return _HARMLESS.fullmatch(url) is not None


def _title(about: Any) -> str:
    return f' title="{html.escape(about["title"])}"' if about["title"] else ""
