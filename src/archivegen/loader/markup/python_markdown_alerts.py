"""Alerts for Python-Markdown: a quotation that begins with `[!NOTE]` alone on its line.

This is GitHub's reading: each alert is a quotation of its own, even beside another one.
`boxes/symbols` turns them into boxes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.blockprocessors import BlockQuoteProcessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MARK = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?P<end>\n|\Z)", re.IGNORECASE)
_BEGINS_ALERT = re.compile(rf"[ ]{{0,3}}>[ ]?{_MARK.pattern}", re.IGNORECASE).match


class Quotations(BlockQuoteProcessor):
    """Quotations, of which an alert goes on none and has none going on with it."""

    _is_alert = False

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the first of some blocks for a quotation, or for more of the one before it."""
        self._is_alert = _BEGINS_ALERT(blocks[0]) is not None
        super().run(parent, blocks)

    # The name is that of the class above.
    def lastChild(self, parent: Element) -> Element | None:  # noqa: N802
        """The quotation that another one goes on with, if there is one."""
        last = super().lastChild(parent)
        if self._is_alert or (last is not None and last.tag == "blockquote" and _mark_of(last)):
            return None
        return last


def make_alert(quotation: Element) -> None:
    """Give a quotation that is an alert the class of its kind, and take the mark away."""
    mark = _mark_of(quotation)
    if mark is None:
        return
    first = quotation[0]
    if mark.end() < len(mark.string) or mark["end"]:
        first.text = mark.string[mark.end() :]
    elif len(first):  # something else on the line
        return
    else:
        quotation.remove(first)
    quotation.set("class", f"alert {mark[1].lower()}")


def _mark_of(quotation: Element) -> re.Match[str] | None:
    """The mark of an alert at the beginning of a quotation."""
    first = quotation[0] if len(quotation) else None
    if first is None or first.tag != "p":
        return None
    return _MARK.match(first.text or "")
