"""One line of Markdown: a text of the configuration as HTML, made as bodies are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archivegen.loader.markup.convert import make_markup

if TYPE_CHECKING:
    from archivegen.config.settings import Config

_LINE = re.compile(r"<p>(.*)</p>\s*", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|h[1-6]|ul|ol|dl|table|pre|blockquote|div|hr|figure|details)\b")


class Line(NamedTuple):
    """A line as HTML, in which links to files are symbolic; `faults` say what is wrong with it.

    Each fault is a message and a hint. With `is_line` false, it is no line, and there is no HTML.
    """

    html: str
    targets: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    is_line: bool = True


def line_of(text: str, config: Config) -> Line:
    """A text as one line of HTML, made and sanitised as the bodies of a site of a configuration."""
    if not (text := text.strip()):
        return Line("", (), ())
    body = make_markup(config.markdown).render(text, config.language)
    found = _LINE.fullmatch(body.html)
    if "\n" in text or found is None or _BLOCK.search(found[1]):
        fault = "is more than one line of text", "write a line without headings, lists and tables"
        return Line("", (), (fault,), is_line=False)
    return Line(found[1], body.targets, tuple((note.message, note.hint) for note in body.notes))
