"""Citations: an article as people cite it, in the usual styles.

Pure functions. The styles are in English, whatever the article's language: APA (7th edition,
10.1, example 16), Chicago (17th edition, notes and bibliography, 14.191) and BibTeX.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from archivegen.model.names import given_and_surname, inverted
from archivegen.model.slugs import slug_of
from archivegen.model.vocabulary.identifiers import address_to_cite
from archivegen.model.vocabulary.notices import STATUS
from archivegen.renderer.references import (
    CSL_TYPE,
    RIS_TYPE,
    csl_json,
    download,
    reference_of,
    ris,
    title_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivegen.model.article import Card, PrintPlace
    from archivegen.model.times import Moment
    from archivegen.model.vocabulary.identifiers import Identifier
    from archivegen.renderer.references import Reference

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_MOST_AUTHORS = 10
"""Authors that Chicago names (14.76); of more it names the first seven."""
_LATEX = re.compile(r"[\\{}$&#^_~%]")
_ESCAPED = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


@dataclass(frozen=True, slots=True)
class Citations:
    """An article, cited."""

    apa: Markup
    """In the style of the American Psychological Association, with titles in italics."""
    chicago: Markup
    """In the style of the Chicago Manual of Style."""
    bibtex: str
    """As a BibTeX entry."""
    ris: str
    """An address from which a browser saves an RIS file."""
    csl_json: str
    """An address from which a browser saves a CSL-JSON file."""
    name: str
    """The name of such a file, without its extension."""


class _Authors(NamedTuple):
    """The authors of an article in each form, with what parts them from what follows."""

    apa: str
    chicago: str
    bibtex: str
    surname: str | None
    """That of the first, if there is one."""


def cite(  # noqa: PLR0913, PLR0917 -- what is cited
    card: Card,
    publication: str,
    url: str,
    language: str,
    printed: PrintPlace | None = None,
    identifiers: tuple[Identifier, ...] = (),
) -> Citations:
    """The citations of an article that stands at a whole address in a publication.

    Of one that was `printed`, they are those of the newspaper's issue, with its day and page.
    `language` is that of articles which have none of their own. Where one of its `identifiers` is
    made to last, that is the address that texts have (APA 9.34, Chicago 14.8).
    """
    reference = reference_of(card, publication, url, language, printed, identifiers)
    publication, date, title = reference.publication, reference.date, reference.title
    authors = _authors(reference.authors)
    ended = escape(title if title.endswith(("?", "!")) else f"{title}.")
    day = _day(date)
    of_apa = f"{date.year}, {day}" if day else str(date.year)
    separator = ", " if date.day else " " if day else ""
    edition, section, page = _place(printed)
    journal, address = escape(publication), escape(address_to_cite(identifiers) or url)
    apa = f"{authors.apa} ({of_apa}). {ended}" if authors.apa else f"{ended} ({of_apa})."
    return Citations(
        Markup(f"{apa} <i>{journal}</i>{page}. {address}"),  # noqa: S704 -- its parts are escaped
        Markup(  # noqa: S704
            f"{authors.chicago}\u201c{ended}\u201d <i>{journal}</i>, {day}{separator}{date.year}"
            f"{edition}{section}{page}. {address}."
        ),
        _bibtex(authors, card, reference, printed),
        download(ris(reference), RIS_TYPE),
        download(csl_json(reference), CSL_TYPE),
        reference.name,
    )


def _day(date: Moment) -> str:
    """The month with the day, as far as they are known."""
    if not date.month:
        return ""
    month = MONTHS[date.month - 1]
    return f"{month} {date.day}" if date.day else month


def _place(printed: PrintPlace | None) -> tuple[Markup, Markup, Markup]:
    """Edition, section and page, each behind a comma; empty where there is none."""
    if printed is None:
        return Markup(), Markup(), Markup()
    section = f"sec. {printed.section}" if printed.section else ""
    edition, section, page = (
        escape(f", {text}" if text else "") for text in (printed.edition, section, printed.page)
    )
    return edition, section, page


# Most of an archive is written by a few.
@lru_cache(maxsize=8192)
def _authors(names: tuple[str, ...]) -> _Authors:
    apa = _joined([_with_initials(name) for name in names], ", & ")
    shown = names if len(names) <= _MOST_AUTHORS else (*names[:7], "et al.")
    chicago = _joined([*map(inverted, shown[:1]), *shown[1:]], ", and ", of_two=", and ")
    return _Authors(
        str(escape(_stopped(apa))),
        str(escape(f"{_stopped(chicago)} " if chicago else "")),
        " and ".join(map(_bibtex_name, names)),
        _surname(names[0]) if names else None,
    )


def _stopped(text: str) -> str:
    return text if not text or text.endswith(".") else f"{text}."


def _bibtex(authors: _Authors, card: Card, reference: Reference, printed: PrintPlace | None) -> str:
    title, date, publication = title_of(card), reference.date, reference.publication
    first = publication if authors.surname is None else authors.surname
    key = slug_of(f"{first}-{date.year}-{' '.join(title.split(None, 2)[:2])}").replace("-", "")
    fields = {
        "author": authors.bibtex,
        "title": f"{{{_escaped(title)}}}",
        "journal": _escaped(publication),
        "year": f"{date.year:04}",
        "month": MONTHS[date.month - 1][:3].lower() if date.month else "",
        "day": str(date.day) if date.day else "",
        "volume": _escaped(printed.volume) if printed else "",
        "number": _escaped(printed.number) if printed else "",
        "pages": _escaped(printed.page) if printed else "",
        "doi": reference.doi,
        "url": reference.url,
        "note": STATUS.get(card.mark, ""),
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
    given, surname = given_and_surname(name)
    return f"{_escaped(surname)}, {_escaped(given)}" if given else f"{{{_escaped(name)}}}"


def _surname(name: str) -> str:
    return given_and_surname(name)[1]


def _with_initials(name: str) -> str:
    given, surname = given_and_surname(name)
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
