"""HTML tags in a text: the patterns and functions for searching a body's HTML.

This is no parser: a body is searched for each page that shows it, and parsing would take most of a
build. Which pattern is right depends on the HTML's origin. HTML from an engine or the sanitizer
has attributes in double quotes and no `>` outside of them. Trusted HTML may be anything,
so a search of it must end soon, whatever it finds.
"""

from __future__ import annotations

import html
import re

_QUOTED = r"\"[^\"]*\"|'[^']*'"
"""A quoted value is one piece: a `>` in it ends no tag, and what looks like a tag in it is none."""

MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b.*?(?:</(?P=raw)\s*>|\Z)"
    rf"|<[A-Za-z](?:[^\"'>]|{_QUOTED})*>",
    re.DOTALL | re.IGNORECASE,
)
"""A comment; a script or a style (`raw`) with all that is in it; or the start of an element.

For changing tags: what a browser does not take for a tag is passed over as a whole.
"""

START_TAG = re.compile(rf"<[A-Za-z](?:[^\"'<>]|{_QUOTED})*+>")
"""The start of an element, for HTML of any origin.

Unlike in `MARKUP`, a `<` ends it and nothing is tried twice, so that ten thousand tags that are
never closed cost no more than their length.
"""

REFERENCE = re.compile(
    rf"<(?P<name>a|audio|iframe|img|source|track|video)\s(?P<attributes>(?:[^>\"']|{_QUOTED})*)>",
    re.IGNORECASE,
)
"""The start of an element that leads somewhere, and the text of its attributes."""

ADDRESSES = {"a": ("href",), "video": ("src", "poster")}
"""The attributes of such an element that lead somewhere; of the others, `SOURCE`."""

SOURCE = ("src",)

IMAGE = re.compile(r"<img\b(?:[^>\"]|\"[^\"]*\")*>")
"""A picture. Only double quotes count: an apostrophe in a value without quotes opens none."""

ATTRIBUTE = re.compile(
    r"(?<![^\s\"'<>/=])(?P<name>[^\s\"'<>/=]++)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))"
)
"""An attribute with a value, for changing it within a whole tag.

It begins where a name can begin, so that no part of a tag's own name or of a value is taken for
one. `attributes` reads those without a value, too.
"""

CANDIDATE = re.compile(r"(?P<before>[\s,]*)(?P<address>\S*[^\s,])(?P<rest>[^,]*)")
"""A picture of a `srcset`: an address that ends in no comma, and for which screens it is."""

ID = re.compile(r" id=\"([^\"]*)\"")
"""An id, as engines and the sanitizer write it."""

_NAME_AND_VALUE = re.compile(r"([^\s\"'<>=/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ANY = re.compile(r"<[^>]*>")


def attributes(text: str) -> dict[str, str]:
    """The attributes in the text of a tag, each the first of its name, as a browser reads them.

    Names are in small letters, and entities of values are resolved; without a value, it is empty.
    """
    values: dict[str, str] = {}
    for name, double, single, bare in _NAME_AND_VALUE.findall(text):
        values.setdefault(name.lower(), html.unescape(double or single or bare))
    return values


def without_tags(text: str, instead: str = "") -> str:
    """The words of some HTML, in which entities stay as they are; `instead` stands for each tag.

    For counting and naming alone, never for what has to be safe: a tag ends at the first `>`, also
    in a quoted value, the rest of which counts as words.
    """
    return _ANY.sub(instead, text)
