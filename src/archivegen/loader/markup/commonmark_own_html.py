"""The parser's own HTML, changed to what the writer would write for the same text.

For most texts, this takes a few tags and the ids of headings, which is faster than processing all
events. It gives up where the two might differ. A property test checks that they agree.
"""

from __future__ import annotations

import html
import re
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from archivegen.loader.markup.bare_addresses import may_have_address
from archivegen.loader.markup.commonmark_headings import with_ids
from archivegen.loader.markup.commonmark_text import has_literals
from archivegen.loader.markup.commonmark_writer import is_harmless
from archivegen.loader.markup.typography import STAND_IN, may_change, typeset_plainly

if TYPE_CHECKING:
    from pyromark import Markdown

    from archivegen.loader.markup.quotation_marks import Marks

_TAG_ASIDE = f"<{STAND_IN}>"
"""What stands for a tag that was put aside; the parser writes no `<` of a text so."""

_TAG = re.compile(r"<[a-z]+[1-6]? [^>]*>").sub
_ADDRESS = r"\"((?:[\w!#$()*+,\-./:;=?@~]|&amp;|&#x27;)*)\""
"""An address that the parser and the writer write alike."""

_TITLE = r"( title=\"[^\"]*\")?"
_LINK = re.compile(f"<a href={_ADDRESS}{_TITLE}>", re.ASCII).fullmatch
_IMAGE = re.compile(f'<img src={_ADDRESS} alt="([^"]*)"{_TITLE} />', re.ASCII).fullmatch
_LIST = re.compile(r"<ol start=\"\d+\">").fullmatch
_UNKNOWN = re.compile(
    r"<(?!/?(?:p|a|em|strong|del|h[1-6]|[uo]l|li|blockquote)>|[bh]r>|\ufdd1>)"
).search
_BLOCK_AFTER_TEXT = re.compile(r"\n(?=<(?:p|[uo]l|h[1-6r]|blockquote|\ufdd1)>)(?<!>\n)").search
_INLINE = r"/?(?:a|em|strong|del|\ufdd1)>"
# It begins with the character that a search goes to at once.
_RUN_WITH_TAG = re.compile(rf"<(?<=([-.])<){_INLINE}(?:<{_INLINE})*\1").search


def as_written(parser: Markdown, text: str, marks: Marks | None) -> str | None:
    """What the writer would write of a text, from the HTML that the parser makes of it.

    None, if that cannot be said: then it has to be written. With `marks`, quotes are set.
    """
    if "<" in text:
        return None
    made = parser.html(text)
    aside: list[str] = []

    def put_aside(tag: re.Match[str]) -> str:
        if tag[0] in {"<br />", "<hr />"}:
            return f"{tag[0][:3]}>"
        aside.append(_written(tag[0]))
        return _TAG_ASIDE

    made = _TAG(put_aside, made).replace("<li>\n", "<li>")
    if "" in aside or _UNKNOWN(made) or may_have_address(made):
        return None
    if "<li>" in made and _BLOCK_AFTER_TEXT(made):
        return None
    if marks is not None and may_change(made):
        set_ = None if _is_hard_to_set(made, text) else typeset_plainly(made, marks)
        if set_ is None:
            return None
        made = set_
    if aside:
        between = made.split(_TAG_ASIDE)
        made = "".join(chain.from_iterable(zip_longest(between, aside, fillvalue="")))
    if "</h" not in made:
        return made
    # Braces may name what a heading has.
    return None if "{" in text else with_ids(made)


def _written(tag: str) -> str:
    """A tag with attributes as the writer has it; empty, if it may have it otherwise."""
    if (link := _LINK(tag)) and is_harmless(html.unescape(link[1])):
        return tag.replace("&#39;", "&#x27;")
    if (image := _IMAGE(tag)) and is_harmless(html.unescape(image[1])):
        src, alt, title = image.groups(default="")
        return f'<img alt="{alt}" src="{src}"{title}>'.replace("&#39;", "&#x27;")
    return tag if _LIST(tag) else ""


def _is_hard_to_set(made: str, text: str) -> bool:
    """Whether something was written as it shall stay, or is a sign only by what follows a tag."""
    has_run = "--" in made or "..." in made
    return has_literals(text) or (has_run and _RUN_WITH_TAG(made) is not None)
