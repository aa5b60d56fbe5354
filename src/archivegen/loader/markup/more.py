"""The mark `<!-- more -->`, which ends what a listing shows of an article.

It works as in WordPress, Jekyll and Hugo. It may be anywhere: alone on a line, before a paragraph,
or within one.
"""

from __future__ import annotations

import re

from archivegen.loader.notes.code import without_code

_MORE = re.compile(r"<!--[ \t]*more[ \t]*-->", re.IGNORECASE)


def split_at_more(text: str) -> tuple[str, str]:
    """The text before the mark, empty without one; and the whole text without the mark.

    At the beginning of a line it ends a paragraph. In code it is no mark.
    """
    if "<!--" not in text or not _MORE.search(text):
        return "", text
    mark = _MORE.search(without_code(text, also_comments=False))
    if mark is None:
        return "", text
    before, after = text[: mark.start()], text[mark.end() :]
    if before.endswith("\n") or not before:
        return before, f"{before}\n{after.lstrip(' ')}"
    return before, before + after
