"""Words that Markdown itself hides: definitions, cells beyond the last column, fences.

Someone who writes `[Smith]: Yes` in an interview, a row longer than its table's head, or words
after three backticks, does not know that Markdown consumes these. Nor does someone who forgets the
end of code. Both engines agree almost entirely.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from archivegen.loader.notes.code import fences_of, without_code, without_fences
from archivegen.model.body import Note
from archivegen.model.html_tags import MARKUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.tables import Engine
    from archivegen.loader.notes.code import Fence

# What may stand before a block: quotations and lists, of which no part can begin where another can.
_INSIDE = r"^(?:[ \t]*+(?:>|:(?=[ ])|\[\^[^\]\n]{1,99}\]:|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*+[ \t]*+"
_FOOTNOTE = re.compile(
    r"^[ \t>]*+(?P<sign>)\[(?P<label>\^[^\[\]\n]{1,999})\]:[ \t]*\n?[ \t]*(?P<value>\S+)",
    re.MULTILINE,
)
_DEFINITION = re.compile(
    _INSIDE + r"(?P<sign>\*?)\[(?P<label>[^\[\]]{1,999})\]:[ \t]*\n?[ \t]*(?P<value>\S+)",
    re.MULTILINE,
)
_COMMENT = re.compile(r"#|<#?>")
"""The address in `[//]: # (...)`, which is how comments are written in Markdown."""

_END_TAG = re.compile(r"</[^<>]*>")
_BRACKETS = re.compile(r"\[([^\[\]]{1,999})\](?!:)")
_RULER = re.compile(_INSIDE + r"(?=[^\n]*\|)\|?+(?:[ \t]*:?-++:?[ \t]*\|?+)++$", re.MULTILINE)
_LINE_INSIDE = re.compile(_INSIDE)
_PARTING = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"[ \t]*#{1,6}[ ]")
_PROSE = re.compile(r"[^\W\d_][\w-]*(?:[ \t]+[^\s{}=:]+){2,}\s*\Z")


def on_unseen_words(text: str, made: str, engine: Engine) -> Iterator[Note]:
    """A note on what of a body is a part of its Markdown, and so in nothing that was made of it.

    `made` is the HTML.
    """
    if "]:" in text:
        yield from _on_definitions(text, made, engine)
    if "|" in text and "<table" in made:
        yield from _on_cells(text, made, engine)
    yield from _on_fences(text, engine)


class _Definition(NamedTuple):
    at: int
    sign: str
    label: str
    line: str


def _on_definitions(text: str, made: str, engine: Engine) -> Iterator[Note]:
    """What is defined twice, and what nothing refers to: an explained word, the address of links.

    Footnotes are shown also where nothing refers to them.
    """
    plain = without_code(text, engine)
    by_name: dict[tuple[str, str], list[_Definition]] = defaultdict(list)
    for found in _definitions(text, plain):
        by_name[found.sign, _name(found.label, found.sign, engine)].append(found)
    if not by_name:
        return
    words = _words_of(made)
    # Most pages show no bracket, and so none of these lines.
    shown = _letters(words) if "]" in words else ""
    referred = {
        _name(text[slice(*match.span(1))], "", engine) for match in _BRACKETS.finditer(plain)
    }
    for (_, name), same in by_name.items():
        defined = len(same)
        # Each line that is no definition after all stands on the page.
        same = [each for each in same if _letters(f"[{each.label}]:") not in shown]  # noqa: PLW2901
        counts = same[-1:] if engine == "markdown" else same[:1]
        for each in same:
            if each not in counts:
                message = f"`[{each.label}]` is defined twice: readers do not get this line"
                hint = "give it a name of its own, or remove it"
                yield Note(each.at, message, hint, "warning", "definition twice")
            elif _is_unused(each, defined, text, is_referred=name in referred):
                yield _unused(each)


def _definitions(text: str, plain: str) -> Iterator[_Definition]:
    footnotes = _FOOTNOTE.finditer(plain) if "[^" in plain else ()
    for match in (*_DEFINITION.finditer(plain), *footnotes):
        label = text[slice(*match.span("label"))]
        if not label.strip() or _COMMENT.fullmatch(match["value"]):
            continue
        at = match.start("sign")
        sign = "^" if label.startswith("^") else match["sign"]
        end = text.find("\n", at)
        yield _Definition(at, sign, label, text[at : end if end > 0 else None].strip())


def _name(label: str, sign: str, engine: Engine) -> str:
    """What two labels have in common that are one for the engine."""
    name = " ".join(label.split())
    return name if sign and engine == "markdown" else name.casefold()


def _is_unused(definition: _Definition, defined: int, text: str, *, is_referred: bool) -> bool:
    """Whether nothing in the text means a label, which is `defined` so many times."""
    if definition.sign == "*":
        return len(re.findall(rf"\b{re.escape(definition.label)}\b", text)) == defined
    return not definition.sign and not is_referred


def _unused(definition: _Definition) -> Note:
    line = definition.line
    if definition.sign:
        message = f"`*[{definition.label}]` explains what is nowhere in the text, and is not shown"
        hint = f"if it is text, write \\{line}; else remove it"
    else:
        message = (
            f"`[{definition.label}]:` is the address of a link that is not there, and not shown"
        )
        hint = (
            f"if it is text, write \\{line}; else write a link, [...][{line[1:].partition(']')[0]}]"
        )
    return Note(definition.at, message, hint, "warning", "unused definition")


def _words_of(made: str) -> str:
    """The text of HTML."""
    return html.unescape(_END_TAG.sub("", MARKUP.sub("", made)))


def _letters(text: str) -> str:
    """What typography and markup leave as it is."""
    return re.sub(r"[^\w\[\]:]|_", "", text)


def _on_cells(text: str, made: str, engine: Engine) -> Iterator[Note]:
    """The first cell of each row that is longer than the head of its table.

    What looks like code is none where HTML stands around it: there, what is not shown is told.
    """
    plain = without_code(text, engine) if engine == "markdown" else without_fences(text)
    told = dict(_cells_without_column(plain, text, engine))
    if plain != text:
        shown = _letters(_words_of(made))
        for at, words in _cells_without_column(text, text, engine):
            if _letters(words) not in shown:
                told.setdefault(at, words)
    for at in sorted(told):
        words = text[at : at + len(told[at])].strip()
        message = f"`{words}` is not shown: the head of the table has no cell for it"
        hint = "write a cell more in the first two lines of the table, or `\\|` for a sign"
        yield Note(at, message, hint, "warning", "cell without a column")


def _cells_without_column(plain: str, text: str, engine: Engine) -> Iterator[tuple[int, str]]:
    """Where the words of such cells begin, and these; tables are looked for in `plain`."""
    last = 0
    for ruler in _RULER.finditer(plain):
        if ruler.start() < last:
            continue
        start = plain.rfind("\n", 0, max(ruler.start() - 1, 0)) + 1
        columns = len(_cells(plain, start, ruler.start() - 1))
        if columns != len(_cells(plain, ruler.start(), ruler.end())):
            continue
        for begin, last in _rows_below(plain, ruler, engine):
            more = _cells(plain, begin, last)[columns:]
            if cell := next((cell for cell in more if text[slice(*cell)].strip()), None):
                words = text[slice(*cell)]
                yield cell[0] + len(words) - len(words.lstrip()), words.strip()


def _rows_below(text: str, ruler: re.Match[str], engine: Engine) -> Iterator[tuple[int, int]]:
    """Where each row of a table begins and ends: up to an empty line, or another block."""
    begin = ruler.end() + 1
    while begin < len(text):
        end = text.find("\n", begin) % (len(text) + 1)
        line = text[begin:end]
        inside = _inside(line)
        if not line[len(inside) :].strip():
            return
        is_other = inside.split() != _inside(ruler[0]).split() or _HEADING.match(line)
        if engine == "commonmark" and is_other:
            return
        yield begin, end
        begin = end + 1


def _inside(line: str) -> str:
    """What stands before the block in a line."""
    found = _LINE_INSIDE.match(line)
    return found[0] if found else ""


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end."""
    line = text[start:end].rstrip()
    first = len(_inside(line))
    partings = [match.start() for match in _PARTING.finditer(line)]
    if not partings or partings[0] != first:
        partings.insert(0, first - 1)
    if partings[-1] != len(line) - 1:
        partings.append(len(line))
    return [(start + one + 1, start + other) for one, other in pairwise(partings)]


def _on_fences(text: str, engine: Engine) -> Iterator[Note]:
    """Words on the line of a fence, which say in what language the code is; and one without an end.

    Python-Markdown shows these words.
    """
    for fence in fences_of(text):
        if engine == "commonmark" and _PROSE.match(fence.words):
            message = f"`{fence.words}` is not shown: it stands in the line of the fence"
            hint = "write it in a line of its own"
            yield Note(fence.at, message, hint, "warning", "words at a fence")
        if not fence.has_end:
            yield _endless(fence, engine)


def _endless(fence: Fence, engine: Engine) -> Note:
    is_code = engine == "commonmark"
    shown = "what follows is shown as code" if is_code else "its code is shown as text"
    message = f"the code that begins at `{fence.signs}` has no end: {shown}"
    hint = f"write {fence.signs} in a line of its own below the code; or above, if this is an end"
    return Note(fence.at, message, hint, "warning", "fence without an end")
