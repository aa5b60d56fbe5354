"""Leftovers: what another system would have replaced in a text, and readers now see as it is.

Shortcodes, template tags, embeds and attribute lists are counted by name: an imported archive may
have thousands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archivegen.loader.notes.code import without_code
from archivegen.model.body import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.tables import Engine

_SIGNS = ("{{", "{%", "{:", "{.", "{#")
_SHORTCODE = (
    r"\[(?P<shortcode>[a-z][a-z0-9_-]*(?=\s+[a-z0-9_-]+=[\"'\u201c&\w])"
    r"|(?:gallery|caption|embed|playlist|audio|video)(?=\]\S))[^\[\]\n]{0,500}\](?!\(|:|\[)"
)
_LEFTOVER = re.compile(
    r"(?<!\\)(?:\{\{[<%]-?\s*(?P<hugo>[A-Za-z][\w./-]*)"
    r"|\{%-?\s*(?!end)(?P<liquid>[A-Za-z]\w*)"
    r"|\{\{-?\s*(?P<output>[A-Za-z_][\w.]*)[^{}\n]{0,200}\}\}"
    r"|!\[\[(?P<embed>[^\[\]\n]{1,200})\]\]"
    r"|\{(?P<attributes>:[^{}\n]{1,200}|[.#][A-Za-z][\w -]{0,200})\}"
    rf"|{_SHORTCODE})"
)
_MAY_BE_SHORTCODE = re.compile(_SHORTCODE).search
_INDENTED = re.compile(r"^(?: {4}|\t)[^\n]*", re.MULTILINE)
_REMOVE = "write what it stood for in Markdown or HTML, or remove it"
_MEANT = "; if it is meant as it stands, write a backslash before it"
_SOURCES = {
    "hugo": ("{{{{< {} >}}}}", "a shortcode of Hugo", _REMOVE),
    "liquid": ("{{% {} %}}", "a tag of Liquid or Nunjucks", _REMOVE),
    "output": ("{{{{ {} }}}}", "a value of Liquid or Nunjucks", "write the value, or remove it"),
    "embed": ("![[ ]]", "an embed of Obsidian", "write `![what it shows](photo.jpg)`"),
    "shortcode": ("[{}]", "a shortcode of WordPress", _REMOVE),
    "attributes": ("{{: }}", "an attribute list, which was not applied", "remove it"),
}


def on_leftovers(text: str, html: str, engine: Engine) -> Iterator[Note]:
    """A note on the first leftover of each name in a body, which says how many there are.

    `html` is what became of the text: an attribute list that is not in it did its work.
    """
    if not _may_have_leftover(text):
        return
    found: dict[str, list[re.Match[str]]] = {}
    for match in _LEFTOVER.finditer(_INDENTED.sub(_blank, without_code(text, engine))):
        kind = str(match.lastgroup)
        # Up to its first quote, which may have been set.
        if kind == "attributes" and re.split("[\"']", match[0])[0] not in html:
            continue
        found.setdefault(_SOURCES[kind][0].format(match[kind]), []).append(match)
    for name, matches in found.items():
        _, what, hint = _SOURCES[str(matches[0].lastgroup)]
        times = f", {len(matches)} times in this article" if len(matches) > 1 else ""
        message = f"`{name}` is {what}: readers see it as text{times}"
        yield Note(matches[0].start(), message, hint + _MEANT, "warning", f"left over {name}")


def _may_have_leftover(text: str) -> bool:
    """Whether a text may have one: in most is no brace, and what looks like no shortcode."""
    if "{" in text and any(sign in text for sign in _SIGNS):
        return True
    return "![[" in text or ("[" in text and _MAY_BE_SHORTCODE(text) is not None)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
