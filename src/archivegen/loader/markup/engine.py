"""What a Markdown engine is: it makes HTML of a text, and says whether all of it is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from archivegen.loader.markup.quotation_marks import ENGLISH

if TYPE_CHECKING:
    from archivegen.loader.markup.quotation_marks import Marks


class Converted(NamedTuple):
    """What an engine makes of a text.

    `is_own` says that every tag and address is of the engine's own making and harmless, in
    attributes with double quotes and without `<`: HTML that need not be sanitised.
    """

    html: str
    is_own: bool


class Engine(Protocol):
    """What makes HTML of Markdown."""

    def convert(self, text: str, marks: Marks = ENGLISH) -> Converted:
        """The HTML of a text, in which straight quotes become these marks, if it is to set them.

        Raises RecursionError for a text that is nested too deeply.
        """
