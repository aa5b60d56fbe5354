"""Conversion: the text of an item becomes Markdown, and is read back with the site's own engine.

A block that comes back as it was is Markdown; one that would not is HTML; and where even that is
not read as it was, it is told. So no word is lost on the way.
"""

from __future__ import annotations

import html
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from archivegen.importer.markdown.read_back import is_plain, tokens_of, tokens_of_html, words_of
from archivegen.importer.markdown.words import Words, words_in
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.notes.code import without_code
from archivegen.loader.notes.markdown_links import mentions_in, unescaped
from archivegen.renderer.markdown.blocks import block, groups_of
from archivegen.renderer.markdown.convert import joined, plain
from archivegen.renderer.markdown.raw import raw
from archivegen.renderer.markdown.tree import fit, parsed, words_of_html
from archivegen.system.timeouts import TimeoutReachedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.html import HtmlElement

    from archivegen.config.tables import MarkdownConfig
    from archivegen.importer.item import Body
    from archivegen.loader.markup.convert import Markup
    from archivegen.system.timeouts import Timekeeper


@dataclass(slots=True)
class Converted:
    """The Markdown of a text, what was counted on the way, and whether it says the same."""

    text: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    is_same: bool = True


class _Words(NamedTuple):
    """A paragraph of nothing but words, as Markdown that is read as it is for certain."""

    markdown: str


class _Block:
    """A block of the source, as Markdown and as HTML, and with its tokens."""

    def __init__(self, element: HtmlElement) -> None:
        self._own = element if element.tag == "p" else deepcopy(element)
        self.markdown = block(element)
        if not self.markdown and words_of(self.tokens):
            self.markdown = self.html
        self.is_plain = is_plain(self.markdown)

    @cached_property
    def tokens(self) -> str:
        """Its words and its structure."""
        return tokens_of(self._own)

    @cached_property
    def html(self) -> str:
        """The block as it is in the source."""
        return raw(self._own)


class Converter:
    """Converts texts for one site, of which it has the engine.

    What takes longer than `seconds`, or is nested too deeply, becomes its words alone.
    """

    def __init__(
        self, config: MarkdownConfig, boxes: Iterable[str], keeper: Timekeeper, seconds: float
    ) -> None:
        self._config, self._boxes = config, [*boxes]
        self._keeper, self._seconds = keeper, seconds
        self._markup = self._made()
        self.words_alone = False
        """Whether texts become their words and no more."""

    def _made(self) -> Markup:
        # A card stands for a link, whose words it has; so links are compared.
        return make_markup(replace(self._config, link_cards=False), self._boxes)

    def convert(self, body: Body, address: Callable[[str], str]) -> Converted:
        """The Markdown of a text; `address` gives that of the new site for one of the old."""
        if body.format == "markdown":
            return Converted(_with_addresses(body.text, address))
        if not self.words_alone:
            converted = Converted()
            try:
                with self._keeper.limit(self._seconds):
                    self._convert(body, address, converted)
            except (RecursionError, TimeoutReachedError):
                # What was interrupted cannot be trusted any more.
                self._markup = self._made()
            else:
                return converted
        text = words_of_html(body.text) if body.format == "html" else body.text
        return Converted(plain(text), is_same=False)

    def page(self, body: Body, markdown: str) -> str:
        """What stands on the page of a text that became this Markdown, as HTML.

        One that was written in Markdown is given as it is: so it is compared.
        """
        if body.format == "markdown":
            return markdown
        try:
            with self._keeper.limit(self._seconds):
                return self._markup.render(markdown).html
        except (RecursionError, TimeoutReachedError):
            self._markup = self._made()
            return html.escape(markdown)

    def _convert(self, body: Body, address: Callable[[str], str], converted: Converted) -> None:
        if body.format == "text":
            blocks: list[_Block | _Words] = [*map(_Block, groups_of(_paragraphs(body.text)))]
        else:
            words = words_in(body.text)
            blocks = _blocks_of(words, address, converted.counts)
            if sum(isinstance(one, _Words) for one in blocks) < sum(map(len, words.runs)):
                converted.counts.clear()
                blocks = _blocks_of(Words(body.text), address, converted.counts)
        self._read_back([one for one in blocks if one.markdown], converted)

    def _read_back(self, blocks: list[_Block | _Words], converted: Converted) -> None:
        """Set the text of these blocks, as far as they come back as Markdown."""
        others = [one for one in blocks if isinstance(one, _Block) and not one.is_plain]
        if self._says(joined(one.markdown for one in others)) != _tokens(others):
            for one in others:
                one.markdown = self._chosen(one, converted)
            chosen = [one.markdown for one in others]
            if self._says(joined(chosen)) != "".join(map(self._says, chosen)):
                converted.is_same = False
        converted.text = joined(one.markdown for one in blocks)

    def _chosen(self, one: _Block, converted: Converted) -> str:
        """A block as Markdown, if the engine reads that as the source or its HTML is; else HTML."""
        said = self._says(one.markdown)
        if said == one.tokens:
            return one.markdown
        as_html = self._says(one.html)
        if words_of(as_html) != words_of(one.tokens):
            converted.is_same = False
        if said == as_html:
            return one.markdown
        converted.counts["blocks that stay HTML"] += 1
        return one.html

    def _says(self, text: str) -> str:
        return tokens_of_html(self._markup.render(text).html) if text else ""


def _blocks_of(
    words: Words, address: Callable[[str], str], counts: Counter[str]
) -> list[_Block | _Words]:
    """The blocks of a text, in their order."""
    root, blocks = parsed(words.html), list[_Block | _Words]()
    fit(root, address, counts)
    for element in groups_of(root):
        run = words.run_of(element)
        blocks += [_Block(element)] if run is None else map(_Words, run)
    return blocks


def _tokens(blocks: Iterable[_Block]) -> str:
    return "".join(one.tokens for one in blocks)


def _paragraphs(text: str) -> HtmlElement:
    """A body with a paragraph for each of a plain text."""
    root = parsed("")
    root.text = None
    for paragraph in text.split("\n\n"):
        if words := " ".join(paragraph.split()):
            element = root.makeelement("p")
            element.text = words
            root.append(element)
    return root


def _with_addresses(text: str, address: Callable[[str], str]) -> str:
    """Markdown in which each link and picture has its address of the new site."""
    parts, end = list[str](), 0
    for mention in mentions_in(without_code(text)):
        written = unescaped(mention.target)
        if (new := address(written)) != written and mention.at >= end:
            parts += [text[end : mention.at], new.replace(" ", "%20")]
            end = mention.at + len(mention.target)
    return "".join((*parts, text[end:]))
