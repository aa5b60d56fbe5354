"""Markup: Markdown becomes safe HTML in which links between files are still symbolic.

A body's HTML depends only on its text and the markup settings, so it can be stored under the
digest of both. It holds links to other files as the author wrote them, between marks, since
the addresses may change while the body does not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from archivegen.config.paths import names_of_boxes, theme_folder
from archivegen.loader.boxes.lines import find_boxes
from archivegen.loader.boxes.symbols import (
    outside,
    with_alerts,
    with_symbols,
    without_words,
)
from archivegen.loader.markup import bare_addresses
from archivegen.loader.markup.excerpt import shortened
from archivegen.loader.markup.more import split_at_more
from archivegen.loader.markup.quotation_marks import marks_of
from archivegen.loader.markup.symbolic_links import with_symbolic_links
from archivegen.loader.notes.addresses import unreachable
from archivegen.loader.notes.left_out import notes_on
from archivegen.loader.safe_html.author_html import with_unknown_escaped
from archivegen.loader.safe_html.figures import with_figures
from archivegen.loader.safe_html.link_cards import with_cards
from archivegen.loader.safe_html.sanitizer import Sanitizer
from archivegen.model.body import Body
from archivegen.model.html_tags import ID, MARKUP
from archivegen.model.text import NOT_IN_MARKUP, from_windows_1252
from archivegen.system.digests import digest, fingerprint
from archivegen.system.versions import extensions_digest, libraries_digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from archivegen.config.tables import MarkdownConfig
    from archivegen.loader.boxes.lines import Boxes
    from archivegen.loader.markup.engine import Engine
    from archivegen.loader.safe_html.author_html import LeftOut

# Quicker than to look for a character that may not stand there.
_HAS_NO_CONTROL = re.compile("[\t\n\r -~\xa0-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]*").fullmatch
_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
_FOOTNOTE = re.compile(r"<sup\b[^>]*>\s*<a\b[^>]*footnote-ref.*?</sup>", re.DOTALL)
# What stands in a player is for browsers that cannot play.
_PLAYER = re.compile(r"<(?P<player>audio|video)\b.*?</(?P=player)>", re.DOTALL)


Files = Mapping[str, bytes | None]
"""Files of data by their paths, as a text has them; None for what is no file."""

NO_FILES: Files = {}


class Markup:
    """The configured engine and the processing of its HTML; `digest` identifies both.

    The digest changes whenever the same text could become other HTML.
    """

    def __init__(self, config: MarkdownConfig, engine: Engine, box_names: Collection[str]) -> None:
        self._engine = engine
        self._name = config.engine
        self._box_names = frozenset(box_names)
        self._trusted = config.html == "trusted"
        self._link_cards = config.link_cards
        self._sanitizer = Sanitizer(config.embed_hosts)
        extensions = extensions_digest(config.engine, config.extensions)
        self.digest = fingerprint((libraries_digest(), extensions, config, sorted(box_names)))

    def key(self, text: str, language: str, files: Files = NO_FILES) -> bytes:
        """What the body of an article is kept under: the same only for what makes the same."""
        marks = "".join(marks_of(language)).encode()
        data = fingerprint([*files.items()]) if files else b""
        return digest(self.digest + marks + b"\0" + data + text.encode())

    def render(self, text: str, language: str = "en", files: Files = NO_FILES) -> Body:
        """The body of an article in a language, with the files of data that it names.

        Raises RecursionError when it is nested too deeply.
        """
        text = from_windows_1252(text)
        boxes = find_boxes(text, self._box_names, files)
        before, shown = split_at_more(boxes.text)
        converted, is_own = self._engine.convert(shown, marks_of(language))
        is_trusted = self._trusted and not is_own
        left_out: list[LeftOut] = []
        if is_trusted:
            converted = with_unknown_escaped(converted)
        doubtful = [*unreachable(converted, is_trusted=is_trusted)]
        if not is_own and not is_trusted:
            converted, left_out = self._sanitizer.clean(converted)
        converted = with_figures(converted)
        if self._link_cards:
            converted = with_cards(converted)
        if not is_trusted:
            converted = bare_addresses.with_class(_with_each_id_once(converted))
        if not _HAS_NO_CONTROL(converted):
            # Some of them are the marks around what is symbolic. They become blanks: without them,
            # what stands around one could be an address with a scheme.
            converted = NOT_IN_MARKUP.sub(" ", converted)
        converted, boxes = with_alerts(converted, boxes)
        is_marked = bool(before.strip())
        excerpt = (
            self._excerpt_of(before, language, boxes) if is_marked else _excerpt(converted, boxes)
        )
        made, targets = with_symbolic_links(converted, is_own=is_own, is_trusted=is_trusted)
        made, links, on_boxes = with_symbols(made, boxes)
        notes = (*notes_on(text, left_out, doubtful, self._name), *boxes.notes, *on_boxes)
        targets = tuple(dict.fromkeys((*targets, *links)))
        return Body(made, excerpt, targets, tuple(sorted(notes)))

    def _excerpt_of(self, before: str, language: str, boxes: Boxes) -> str:
        """What a listing shows of an article whose author says where that ends."""
        converted, is_own = self._engine.convert(before, marks_of(language))
        if not is_own and not self._trusted:
            converted = self._sanitizer.clean(converted)[0]
        converted = outside(*with_alerts(NOT_IN_MARKUP.sub(" ", converted), boxes))
        return shortened(" ".join(_paragraphs(converted)))


def make_markup(config: MarkdownConfig, box_names: Collection[str] | None = None) -> Markup:
    """The markup of a configuration, with the boxes that have templates; else, the theme's.

    Raises ImportError for what is not installed.
    """
    return Markup(config, _engine(config), box_names or names_of_boxes([theme_folder()]))


def _engine(config: MarkdownConfig) -> Engine:
    # Only the one that is used is imported: they are slow to import, and one is an extra.
    if config.engine == "commonmark":
        from archivegen.loader.markup.commonmark import CommonMark  # noqa: PLC0415

        return CommonMark(config)
    from archivegen.loader.markup.python_markdown import PythonMarkdown  # noqa: PLC0415

    return PythonMarkdown(config)


def _with_each_id_once(converted: str) -> str:
    """The HTML, in which the second element with an id has lost it: links lead to the first."""
    if ' id="' not in converted:
        return converted
    ids = ID.findall(converted)
    if len(set(ids)) == len(ids):
        return converted
    used: set[str] = set()

    def once(match: re.Match[str]) -> str:
        if match[1] in used:
            return ""
        used.add(match[1])
        return match[0]

    return MARKUP.sub(lambda tag: ID.sub(once, tag[0]), converted)


def _excerpt(converted: str, boxes: Boxes) -> str:
    """The first paragraph; one of a box where there is no other."""
    first = next(_paragraphs(outside(converted, boxes)), "")
    return shortened(first or next(_paragraphs(without_words(converted, boxes)), ""))


def _paragraphs(converted: str) -> Iterator[str]:
    """The words of each paragraph that has some."""
    for match in _PARAGRAPH.finditer(converted):
        text = MARKUP.sub("", _PLAYER.sub("", _FOOTNOTE.sub("", match[1])))
        text = " ".join(html.unescape(re.sub(r"</[^>]*>", "", text)).split())
        if text:
            yield text
