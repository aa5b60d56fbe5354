"""Citations: an article as others cite it, in the forms that they are asked for.

Pure functions. The forms are those of English, whatever the article's language: APA (7th edition,
10.1, example 16), Chicago (17th edition, notes and bibliography, 14.191) and BibTeX.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from archivegen.model.slugs import slug_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivegen.model.article import Card
    from archivegen.model.times import Moment

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_CORPORATE = {
    "agency", "associated", "board", "bureau", "committee", "correspondent", "correspondents",
    "council", "desk", "editor", "editors", "editorial", "group", "magazine", "network", "news",
    "newspaper", "office", "post", "press", "reporter", "reporters", "service", "staff", "team",
    "times", "wire",
}  # fmt: skip
"""Words of a byline that is no person's name."""

_NAME = re.compile(r"[A-Z\u00c0-\u00de\u0100-\u024f][\w'\u2019.-]*")
_PARTICLE = re.compile(r"(?:al|da|de|del|della|den|der|di|dos|du|el|la|le|ten|ter|van|von|zu)")
_MOST_NAMES = 5
_MOST_AUTHORS = 10
"""Authors that Chicago names (14.76); of more it names the first seven."""
_LATEX = re.compile(r"[\\{}$&#^_~%]")
_ESCAPED = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


@dataclass(frozen=True, slots=True)
class Citations:
    """An article, cited."""

    apa: Markup
    """As the American Psychological Association has it, with titles in italics."""
    chicago: Markup
    """As the Chicago Manual of Style has it."""
    bibtex: str
    """As an entry of a BibTeX file."""


def cite(card: Card, publication: str, url: str) -> Citations:
    """The citations of an article that stands at a whole address in a publication."""
    names = [author.name for author in card.authors]
    title = card.headline.rstrip(".")
    return Citations(
        _apa(names, title, card.date, publication, url),
        _chicago(names, title, card.date, publication, url),
        _bibtex(names, title, card, publication, url),
    )


def _apa(names: Sequence[str], title: str, date: Moment, publication: str, url: str) -> Markup:
    day = f"({date.year}, {MONTHS[date.month - 1]} {date.day})"
    authors = _joined([_with_initials(name) for name in names], ", & ")
    ended = "" if title.endswith(("?", "!")) else "."
    if not authors:
        return Markup("{}{} {}. <i>{}</i>. {}").format(title, ended, day, publication, url)
    stop = "" if authors.endswith(".") else "."
    return Markup("{}{} {}. {}{} <i>{}</i>. {}").format(
        authors, stop, day, title, ended, publication, url
    )


def _chicago(names: Sequence[str], title: str, date: Moment, publication: str, url: str) -> Markup:
    day = f"{MONTHS[date.month - 1]} {date.day}, {date.year}"
    shown = list(names) if len(names) <= _MOST_AUTHORS else [*names[:7], "et al."]
    first = [_inverted(name) for name in shown[:1]]
    authors = _joined([*first, *shown[1:]], ", and ", of_two=", and ")
    stop = "" if not authors or authors.endswith(".") else "."
    ended = "" if title.endswith(("?", "!")) else "."
    return Markup("{}\u201c{}{}\u201d <i>{}</i>, {}. {}.").format(
        f"{authors}{stop} " if authors else "", title, ended, publication, day, url
    )


def _bibtex(names: Sequence[str], title: str, card: Card, publication: str, url: str) -> str:
    date = card.date
    first = _surname(names[0]) if names else publication
    key = slug_of(f"{first}-{date.year}-{' '.join(title.split()[:2])}").replace("-", "")
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in names),
        "title": f"{{{_escaped(title)}}}",
        "journal": _escaped(publication),
        "year": f"{date.year:04}",
        "month": MONTHS[date.month - 1][:3].lower(),
        "day": str(date.day),
        "url": url,
    }
    lines = [
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    ]
    return f"@article{{{key},\n" + ",\n".join(lines) + "\n}"


def _escaped(text: str) -> str:
    return _LATEX.sub(lambda match: _ESCAPED.get(match[0], f"\\{match[0]}"), text)


def _bibtex_name(name: str) -> str:
    """A name that BibTeX takes apart as we do; what is none stays one piece, in braces."""
    given, surname = _parts(name)
    return f"{_escaped(surname)}, {_escaped(given)}" if given else f"{{{_escaped(name)}}}"


def _parts(name: str) -> tuple[str, str]:
    """Given names and surname of a person; an empty given name for anything else.

    Only what looks like a person's name in Latin letters is taken apart.
    """
    words = name.split()
    if not 1 < len(words) <= _MOST_NAMES or {word.lower() for word in words} & _CORPORATE:
        return "", name
    at = len(words) - 1
    while at > 1 and _PARTICLE.fullmatch(words[at - 1]):
        at -= 1
    if not all(map(_NAME.fullmatch, [*words[:at], words[-1]])):
        return "", name
    return " ".join(words[:at]), " ".join(words[at:])


def _surname(name: str) -> str:
    return _parts(name)[1]


def _inverted(name: str) -> str:
    given, surname = _parts(name)
    return f"{surname}, {given}" if given else name


def _with_initials(name: str) -> str:
    given, surname = _parts(name)
    if not given:
        return name
    initials = (
        "-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split()
    )
    return f"{surname}, {' '.join(initials)}"


def _joined(names: Sequence[str], last: str, *, of_two: str = "") -> str:
    if len(names) < 2:  # noqa: PLR2004 -- nothing to join
        return "".join(names)
    if names[-1] == "et al.":
        return ", ".join(names)
    before = of_two if of_two and len(names) == 2 else last  # noqa: PLR2004
    return ", ".join(names[:-1]) + before + names[-1]
