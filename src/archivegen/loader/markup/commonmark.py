"""CommonMark: the engine for articles that GitHub, Hugo or Jekyll showed before.

pulldown-cmark tells what stands in a text as a stream of events. They become HTML here, of the
structure that the default engine gives: headings with ids, footnotes at the end, alignment as a
class. An event is a name, or a mapping of one name to what it is about (`pyromark.event`).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from pyromark import Markdown, Options

from archivegen.loader.markup.commonmark_definitions import without_false_definitions
from archivegen.loader.markup.commonmark_footnotes import Footnotes, listed
from archivegen.loader.markup.engine import Converted
from archivegen.model.html_tags import without_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archivegen.config.tables import MarkdownConfig

_EXTENSIONS = {
    "definition_lists": Options.ENABLE_DEFINITION_LIST,
    "footnotes": Options.ENABLE_FOOTNOTES,
    "heading_attributes": Options.ENABLE_HEADING_ATTRIBUTES,
    "smart_punctuation": Options.ENABLE_SMART_PUNCTUATION,
    "strikethrough": Options.ENABLE_STRIKETHROUGH,
    "tables": Options.ENABLE_TABLES,
}
_SIGNS = {"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>\n"}
_OPEN = {
    "HtmlBlock": "",
    "Item": "<li>",
    "DefinitionList": "<dl>\n",
    "DefinitionListTitle": "<dt>",
    "DefinitionListDefinition": "<dd>",
    "TableRow": "<tr>\n",
    "Emphasis": "<em>",
    "Strong": "<strong>",
    "Strikethrough": "<del>",
}
_CLOSE = {
    "CodeBlock": "</code></pre>\n",
    "HtmlBlock": "",
    "Item": "</li>\n",
    "DefinitionList": "</dl>\n",
    "DefinitionListTitle": "</dt>\n",
    "DefinitionListDefinition": "</dd>\n",
    "TableHead": "</tr>\n</thead>\n<tbody>\n",
    "TableRow": "</tr>\n",
    "Emphasis": "</em>",
    "Strong": "</strong>",
    "Strikethrough": "</del>",
    "Link": "</a>",
}
# An address without a scheme, or with one that only leads somewhere.
_HARMLESS = re.compile(
    r"(?:https?://|mailto:|tel:)[^\x00-\x20]*|[^\x00-\x20:/?#]*(?:[/?#][^\x00-\x20]*)?"
)
# What the parser's own HTML may not be right for: headings, links, tables, code, HTML.
_TO_BE_WRITTEN = re.compile(r"[\[<#|`]|~~~|^[ \t>]*[-=:]", re.MULTILINE).search
_NOT_IN_IDS = re.compile(r"[^\w\- ]")


class CommonMark:
    """pulldown-cmark with the configured extensions."""

    def __init__(self, config: MarkdownConfig) -> None:
        options = (_EXTENSIONS[name] for name in config.extensions)
        self._markdown = Markdown(options=reduce(or_, options, Options(0)))
        self._escape = config.html == "escape"
        self._has_definitions = "definition_lists" in config.extensions

    def convert(self, text: str) -> Converted:
        """The HTML of a text."""
        if self._has_definitions:
            text = without_false_definitions(text)
        if not _TO_BE_WRITTEN(text):
            converted = self._markdown.html(text)
            if " />" not in converted:
                return Converted(converted, is_own=True)
        writer = _Writer(escape=self._escape)
        converted = writer.document(self._markdown.events(text), has_footnotes="[^" in text)
        return Converted(converted, writer.is_own)


@dataclass(slots=True)
class _Heading:
    """A heading, the tags of which stand at two places of `parts`."""

    parts: list[str]
    start: int
    end: int
    level: int
    id: str
    classes: tuple[str, ...]


class _Writer:
    """Writes one document: a method for each kind of event that needs more than a word."""

    def __init__(self, *, escape: bool) -> None:
        self.is_own = True
        self._escape = escape
        self._parts: list[str] = []
        self._headings: list[_Heading] = []
        self._footnotes = Footnotes()
        self._alignments: tuple[str, ...] = ()
        self._column = 0
        self._cell = "td"
        self._starts: dict[str, Callable[[Any, Iterator[Any]], None]] = {
            "BlockQuote": lambda _, __: self._parts.append("<blockquote>\n"),
            "CodeBlock": self._code_block,
            "Heading": self._heading,
            "Image": self._image,
            "Link": self._link,
            "List": self._list,
            "Table": self._table,
        }

    def document(self, events: Iterable[Any], *, has_footnotes: bool) -> str:
        """The HTML of the whole document, with the footnotes at its end."""
        if has_footnotes:
            events = self._footnotes.apart_from(events)
        body = self._written(events)
        notes = [(note, self._written(note.events)) for note in self._footnotes.in_order()]
        self._finish_headings()
        return "".join(body) + listed((note, "".join(parts)) for note, parts in notes)

    def _written(self, events: Iterable[Any]) -> list[str]:
        """The HTML of the events in pieces, in which the tags of headings are still missing."""
        self._parts = parts = []
        remaining = iter(events)
        for event in remaining:
            if isinstance(event, str):
                parts.append(_SIGNS[event])
                continue
            ((kind, value),) = event.items()
            if kind == "Text":
                parts.append(_escaped(value))
            elif kind == "Start":
                self._start(value, remaining)
            elif kind == "End":
                self._end(value)
            elif kind == "Code":
                parts.append(f"<code>{_escaped(value)}</code>")
            elif kind == "FootnoteReference":
                parts.append(self._footnotes.reference(value))
            else:
                parts.append(self._foreign(value))
        return parts

    def _foreign(self, raw: str) -> str:
        """HTML of the author's own."""
        if self._escape:
            return _escaped(raw)
        self.is_own = False
        return raw

    def _address(self, url: str) -> str:
        self.is_own = self.is_own and _HARMLESS.fullmatch(url) is not None
        return html.escape(url)

    def _start(self, tag: Any, remaining: Iterator[Any]) -> None:
        if tag == "Paragraph":  # by far the most frequent
            self._parts.append("<p>")
        elif tag == "TableHead":
            self._column, self._cell = 0, "th"
            self._parts.append("<thead>\n<tr>\n")
        elif tag == "TableCell":
            alignment = self._alignments[self._column]
            aligned = "" if alignment == "None" else f' class="{alignment.lower()}"'
            self._parts.append(f"<{self._cell}{aligned}>")
        elif tag == "HtmlBlock" and self._escape:
            self._parts.append("<p>")
        elif isinstance(tag, str):
            self._parts.append(_OPEN[tag])
        else:
            ((name, about),) = tag.items()
            self._starts[name](about, remaining)

    def _end(self, tag: Any) -> None:
        if tag == "Paragraph":
            self._parts.append("</p>\n")
        elif tag == "TableCell":
            self._parts.append(f"</{self._cell}>\n")
            self._column += 1
        elif tag == "Table":
            self._parts.append("</tbody>\n</table></div>\n")
        elif tag == "HtmlBlock" and self._escape:
            self._parts.append("</p>\n")
        elif isinstance(tag, str):
            if tag in {"TableHead", "TableRow"}:
                self._column, self._cell = 0, "td"
            self._parts.append(_CLOSE[tag])
        elif "Heading" in tag:
            self._headings[-1].end = len(self._parts)
            self._parts.append("")
        elif "List" in tag:
            self._parts.append("</ol>\n" if tag["List"] else "</ul>\n")
        else:
            self._parts.append("</blockquote>\n")

    def _code_block(self, kind: Any, _: Iterator[Any]) -> None:
        # Its first word, as the parser's own HTML has it: only a blank ends that.
        word = kind["Fenced"].partition(" ")[0] if isinstance(kind, dict) else ""
        named = f' class="language-{html.escape(word)}"' if word else ""
        self._parts.append(f"<pre><code{named}>")

    def _heading(self, about: Any, _: Iterator[Any]) -> None:
        level, start = int(about["level"][1]), len(self._parts)
        self._headings.append(
            _Heading(self._parts, start, start, level, about["id"] or "", about["classes"])
        )
        self._parts.append("")

    def _image(self, about: Any, remaining: Iterator[Any]) -> None:
        src, alt = self._address(about["dest_url"]), html.escape(_text_of_image(remaining))
        self._parts.append(f'<img alt="{alt}" src="{src}"{_title(about)}>')

    def _link(self, about: Any, _: Iterator[Any]) -> None:
        scheme = "mailto:" if about["link_type"] == "Email" else ""
        self._parts.append(f'<a href="{self._address(scheme + about["dest_url"])}"{_title(about)}>')

    def _list(self, first: int | None, _: Iterator[Any]) -> None:
        numbered = "<ol>\n" if first == 1 else f'<ol start="{first}">\n'
        self._parts.append("<ul>\n" if first is None else numbered)

    def _table(self, alignments: tuple[str, ...], _: Iterator[Any]) -> None:
        self._alignments = alignments
        self._parts.append('<div class="table" tabindex="0"><table>\n')

    def _finish_headings(self) -> None:
        """Put the tags in: the first level is that of the headline, and no id comes twice."""
        shift = 2 - min((heading.level for heading in self._headings), default=2)
        used: dict[str, int] = {}
        for heading in self._headings:
            level = min(heading.level + shift, 6)
            inner = "".join(heading.parts[heading.start : heading.end])
            name = _unused(heading.id or _heading_id(inner), used)
            named = f' id="{html.escape(name)}"' if name else ""
            styled = f' class="{html.escape(" ".join(heading.classes))}"' if heading.classes else ""
            heading.parts[heading.start] = f"<h{level}{named}{styled}>"
            heading.parts[heading.end] = f"</h{level}>\n"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _heading_id(inner: str) -> str:
    """The id that GitHub gives to a heading of that HTML, so that old links lead to it."""
    text = html.unescape(without_tags(inner)).strip().lower()
    return _NOT_IN_IDS.sub("", text).replace(" ", "-")


def _unused(name: str, used: dict[str, int]) -> str:
    """A name that is not used, with a number if need be; the last number of each is in `used`."""
    candidate = name
    while candidate in used:
        used[name] += 1
        candidate = f"{name}-{used[name]}"
    if name:
        used[candidate] = 0
    return candidate


def _text_of_image(remaining: Iterator[Any]) -> str:
    """The text up to the end of an image that has begun: what it shows, in words."""
    words = []
    depth = 1
    for event in remaining:
        if isinstance(event, str):
            words.append(" ")
        elif "Text" in event or "Code" in event:
            words += event.values()
        elif event == {"End": "Image"}:
            depth -= 1
        elif isinstance(event.get("Start"), dict) and "Image" in event["Start"]:
            depth += 1
        if not depth:
            break
    return "".join(words)


def _title(about: Any) -> str:
    return f' title="{html.escape(about["title"])}"' if about["title"] else ""
