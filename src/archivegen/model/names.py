"""Names: whether two spellings are of one name, and what is no part of one.

A slug cannot tell, since it is made of what is left of a name in ASCII: two people may share one.
"""

from __future__ import annotations

import re
import unicodedata

_QUOTES = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"
_PUNCTUATION = re.compile(rf"[\s_.,{_QUOTES}\u02bc\u2010-\u2015-]+")
"""What one writer puts into a name and another does not."""


def are_one_name(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but case, normal form and punctuation."""
    return _same(one) == _same(other)


def is_in_quotes(text: str) -> bool:
    """Whether a text begins and ends with quotation marks of any kind."""
    return len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES  # noqa: PLR2004 -- more than both


def _same(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", folded).casefold())
