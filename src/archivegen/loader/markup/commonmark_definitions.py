"""Definitions of a CommonMark document: the parser takes any line that begins with a colon for one.

The default engine requires a space after the colon, so that `:) thanks` and `:metal:` begin none.
"""

from __future__ import annotations

import re

from archivegen.loader.notes.code import without_code

# It begins with the colon, which a search goes to at once.
_NO_DEFINITION = re.compile(
    r":(?=\S)(?:(?<=^:)|(?<=^[ ]:)|(?<=^[ ]{2}:)|(?<=^[ ]{3}:))", re.MULTILINE
)


def without_false_definitions(text: str) -> str:
    """The text with a backslash before each colon that begins a line and no definition."""
    if not _NO_DEFINITION.search(text):
        return text
    colons = [match.end() - 1 for match in _NO_DEFINITION.finditer(without_code(text))]
    starts = [0, *colons]
    return "\\".join(text[start:end] for start, end in zip(starts, [*colons, None], strict=True))
