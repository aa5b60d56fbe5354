"""Python-Markdown: the default engine, with the extensions that the configuration names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import markdown
from markdown.extensions.toc import slugify_unicode
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from archivegen.loader.markup import python_markdown_fast as shortcuts
from archivegen.loader.markup import python_markdown_own as own
from archivegen.loader.markup.engine import Converted
from archivegen.loader.markup.python_markdown_alerts import Quotations, make_alert
from archivegen.loader.markup.quotation_marks import ENGLISH

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from archivegen.config.tables import MarkdownConfig
    from archivegen.loader.markup.quotation_marks import Marks


class PythonMarkdown:
    """Python-Markdown with the configured extensions."""

    def __init__(self, config: MarkdownConfig) -> None:
        self._markdown = markdown.Markdown(
            extensions=[*config.extensions],
            extension_configs={"toc": {"slugify": slugify_unicode}}
            if "toc" in config.extensions
            else {},
            output_format="html",
        )
        self._markdown.treeprocessors.register(_Tidy(self._markdown), "archivegen", -10)
        # As in CommonMark; before "escape", which would take the backslash.
        ends = SubstituteTagInlineProcessor(r"\\\n", "br")
        self._markdown.inlinePatterns.register(ends, "backslash_break", 185)
        blocks = self._markdown.parser.blockprocessors
        blocks.register(Quotations(self._markdown.parser), "quote", 20)
        if config.html == "escape":
            self._markdown.preprocessors.deregister("html_block")
            self._markdown.inlinePatterns.deregister("html")
        self._typography = own.install(self._markdown)
        self._convert = shortcuts.install(self._markdown, config.extensions, self._typography)

    def convert(self, text: str, marks: Marks = ENGLISH) -> Converted:
        """The HTML of a text. Raises RecursionError for one that is nested too deeply."""
        if self._typography:
            self._typography.marks = marks
        return Converted(self._convert(text), is_own=False)


class _Tidy(Treeprocessor):
    """What the page around a body needs of it.

    Headings begin at the second level, since the headline is the first; a table's alignment is
    a class, since inline styles are forbidden by a strict content security policy; and a table
    stands in a box of its own, which scrolls where the screen is narrow.
    """

    def run(self, root: Element) -> None:
        headings = [node for node in root.iter() if re.fullmatch("h[1-6]", str(node.tag))]
        levels = {int(node.tag[1]) for node in headings}
        shift = 2 - min(levels, default=2)
        for node in headings:
            node.tag = f"h{min(int(node.tag[1]) + shift, 6)}"
        for parent in list(root.iter()):
            for index, node in enumerate(parent):
                if node.tag == "table":
                    parent[index] = _boxed(node)
                elif node.tag == "blockquote":
                    make_alert(node)


def _boxed(table: Element) -> Element:
    for cell in table.iter():
        if style := cell.attrib.pop("style", ""):
            cell.set("class", style.removeprefix("text-align:").strip(" ;"))
    # In the order of the keyboard, so that it can be scrolled without a mouse.
    box = table.makeelement("div", {"class": "table", "tabindex": "0"})
    box.tail, table.tail = table.tail, None
    box.append(table)
    return box
