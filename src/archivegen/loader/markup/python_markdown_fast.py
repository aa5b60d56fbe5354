"""Shortcuts through Python-Markdown that leave its output unchanged, byte for byte.

Nearly all of Python-Markdown's time goes into trying every inline pattern at every position of
every text. A pattern cannot match a text that lacks a substring which it needs, so it need not
be tried there. And a document in which no character can mean anything to Markdown consists of
paragraphs. Patterns and extensions that are not known here are never skipped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from archivegen.loader.markup.typography import Piece, typeset, typeset_plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from archivegen.loader.markup.python_markdown_own import Typography

# What a pattern needs to stand in a text to match there, by the pattern's name.
_NEEDS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "backslash_break": ("\\\n",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
    "not_strong": ("*", "_"),
    "footnote": ("[^",),
    "bare_address": ("://", "www."),
}

_KNOWN_EXTENSIONS = frozenset({"extra", "sane_lists", "smarty", "toc"})
"""Extensions to which a plain document means no more than to Markdown itself."""

_KNOWN_BLOCKS = frozenset({
    "abbr", "code", "defindent", "deflist", "empty", "footnote", "hashheader", "hr", "indent",
    "markdown_block", "olist", "paragraph", "quote", "reference", "setextheader", "table", "ulist",
})  # fmt: skip
"""Block processors that leave alone a single line which begins with a letter."""

_PARAGRAPH = re.compile(r"[\"'\u2018\u201cA-Za-z\u00c0-\u024f][^\n\x02]*")
"""A single line that begins with a letter or a quotation mark."""

# What Markdown or a known extension may react to, each sought by one character that begins it: an
# expression that begins with several has to be tried everywhere.
_SIGNS = (
    "\\", "`", "*", "_", "<", ">", "{", "|", "~", "^", "=",  # inline markup, tables, fences, HTML
    "](", "]:", "[^", "[TOC]", "![",  # links, definitions, footnotes, the contents list, images
    "://", "www.",  # an address
)  # fmt: skip
_ENTITY = re.compile(r"&[#a-zA-Z0-9]").search
# The start of a block other than a paragraph; blanks before the end of a line.
_LINE_SIGN = re.compile(r"\n(?:[^\S\n]|[-+#:]|\d+\.|(?<=[^\S\n]\n))").search
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x85\u2028\u2029]").search
_Need = tuple[Any, tuple[str, ...] | None]
"""An inline pattern, and what it needs; None if that is not known."""


def install(
    markdown: Markdown, extensions: Iterable[str], typography: Typography | None
) -> Callable[[str], str]:
    """Give an instance the shortcuts; returns the function that converts a text to HTML with them.

    `extensions` are those of the instance. Only where all of them are in `_KNOWN_EXTENSIONS`, a
    document without markup is not given to Python-Markdown at all. `typography` is what sets the
    texts of the instance, if anything does.
    """
    _install_plain_blocks(markdown)
    processors = markdown.treeprocessors
    processors.register(_FastInline(markdown, markdown.inlinePatterns), "inline", 20)
    may_be_plain = _KNOWN_EXTENSIONS.issuperset(extensions)

    def convert(text: str) -> str:
        plain = _plain(text, typography) if may_be_plain else None
        return markdown.reset().convert(text) if plain is None else plain

    return convert


def _install_plain_blocks(markdown: Markdown) -> None:
    """Let blocks that can only be paragraphs go past the other block processors."""
    parser = markdown.parser
    named = {item.name for item in parser.blockprocessors._priority}  # type: ignore[attr-defined]  # noqa: SLF001
    if not named <= _KNOWN_BLOCKS:
        return
    processors = list(parser.blockprocessors)
    paragraph = parser.blockprocessors["paragraph"]

    def parse(parent: Element, blocks: list[str]) -> None:
        while blocks:
            if _PARAGRAPH.fullmatch(blocks[0]):
                paragraph.run(parent, blocks)
                continue
            for processor in processors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    parser.parseBlocks = parse  # type: ignore[method-assign]


def _with_needs(patterns: Any) -> list[_Need]:
    """The patterns of a registry in their order."""
    in_order = list(patterns)
    names = sorted(
        (patterns.get_index_for_name(item.name), item.name)
        for item in patterns._priority  # noqa: SLF001
    )
    return [(in_order[index], _NEEDS.get(name)) for index, name in names]


def _has_one(text: str, needs: tuple[str, ...], start: int) -> bool:
    # A loop, since `any` with a generator takes twice as long for one or two of them.
    for need in needs:  # noqa: SIM110
        if text.find(need, start) >= 0:
            return True
    return False


def _plain(text: str, typography: Typography | None) -> str | None:
    """The HTML of a document that consists of paragraphs; None if it may be anything else."""
    text = text.strip("\n")
    if not text or _may_mean_more(text):
        return None
    made = typeset_plainly(text, typography.marks) if typography else text
    blocks = re.split(r"\n{2,}", made or text)
    if typography and made is None:
        blocks = [typeset([Piece(block)], typography.marks)[0] for block in blocks]
    return "<p>" + "</p>\n<p>".join(blocks).replace("&", "&amp;") + "</p>"


def _may_mean_more(text: str) -> bool:
    """Whether a text may be more than paragraphs of words."""
    if any(sign in text for sign in _SIGNS) or _LINE_SIGN(f"\n{text}\n") or _ENTITY(text):
        return True
    # What can be printed is no control character, which is seen sooner.
    return not text.replace("\n", "").isprintable() and _CONTROL(text) is not None


class _FastInline(InlineProcessor):
    """The inline processor, passing over patterns that cannot match."""

    def __init__(self, markdown: Markdown, patterns: Any) -> None:
        super().__init__(markdown)
        self.inlinePatterns = patterns
        self._needs = _with_needs(patterns)
        needs = {need for _, wanted in self._needs for need in wanted or ("",)}
        self._may_match = re.compile("|".join(map(re.escape, sorted(needs, key=len)))).search

    # The names are those of the private methods of the class above, which it calls itself.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString) or not self._may_match(data):
            return data
        start = 0
        while patternIndex < len(self._needs):
            pattern, needs = self._needs[patternIndex]
            if needs is None or _has_one(data, needs, start):
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, patternIndex, start
                )
                if matched:
                    continue
            else:
                start = 0
            patternIndex += 1  # noqa: N806
        return data

    def _InlineProcessor__processPlaceholders(  # noqa: N802
        self,
        data: str | None,
        parent: Element,
        isText: bool = True,  # noqa: FBT001, FBT002, N803
    ) -> list[tuple[Element, list[str]]]:
        if not data or self._InlineProcessor__placeholder_prefix in data:  # type: ignore[attr-defined]
            nodes: list[tuple[Element, list[str]]] = (
                InlineProcessor._InlineProcessor__processPlaceholders(  # type: ignore[attr-defined]  # noqa: SLF001
                    self, data, parent, isText
                )
            )
            return nodes
        if isText:
            parent.text = parent.text + data if parent.text else data
        else:
            parent.tail = parent.tail + data if parent.tail else data
        return []
