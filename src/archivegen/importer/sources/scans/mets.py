"""METS: which articles an issue has, and of which areas of which pages each is made.

https://www.loc.gov/standards/mets/. The logical structure has the articles in the order in which
they are read; the physical one, the pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

from archivegen.importer.sources.scans.mods import Description, descriptions_in
from archivegen.importer.sources.shared.xml_files import open_xml
from archivegen.importer.sources.table import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Role = Literal["headline", "standfirst", "author", "text", "illustration"]

_ARTICLES = frozenset(
    ("article", "newsarticle", "news", "editorial", "letter", "obituary", "review")
)
_ROLES: dict[str, Role] = {
    "title": "headline", "headline": "headline", "heading": "headline",
    "subtitle": "standfirst", "subheadline": "standfirst", "subheading": "standfirst",
    "abstract": "standfirst", "lead": "standfirst",
    "author": "author", "byline": "author",
    "illustration": "illustration", "picture": "illustration", "image": "illustration",
    "overline": "text", "motto": "text", "caption": "text", "body": "text", "paragraph": "text",
}  # fmt: skip
"""What a part of an article is, by the type of its innermost division that has one of these."""

_PARAGRAPHS = frozenset(("paragraph", "p", "textblock"))
_SCHEME = re.compile(r"\A(?:file:)?[/\\]*(?:\.[/\\]+)*")
NUMBER = re.compile(r"\d{1,9}", re.ASCII)
"""A number of a page, or of a division among others."""

_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class Area:
    """An area of a page, by the ids of its first and its last block; empty for the whole page."""

    file: str
    begin: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an article."""

    role: Role
    areas: tuple[Area, ...]
    is_paragraph: bool = False
    """Whether its areas are one paragraph, as over two columns; else, each begins its own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What an issue has in it: an article, an advertisement, a masthead."""

    id: str
    type: str
    label: str
    section: str
    description: Description
    parts: tuple[Part, ...]

    @property
    def is_article(self) -> bool:
        """Whether it is for reading."""
        return self.type in _ARTICLES


@dataclass(slots=True)
class Issue:
    """An issue."""

    units: list[Unit] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    """The files of pages by their ids, as they are named."""
    pages: dict[str, str] = field(default_factory=dict)
    """The numbers of pages by the ids of their files."""
    counts: dict[str, int] = field(default_factory=dict)


def issue_of(path: Path) -> Issue:
    """The issue of a file of METS. Raises OSError and SourceError."""
    issue, said, logical = Issue(), dict[str, Description](), list[Any]()
    with open_xml(path, "{*}dmdSec", "{*}file", "{*}structMap") as opened:
        for element in opened.elements:
            if element.tag.endswith("}dmdSec"):
                said |= descriptions_in(element)
                element.clear()
            elif element.tag.endswith("}file"):
                _enter_file(element, issue)
            elif (element.get("TYPE") or "").lower() == "logical":
                logical.append(element)
            else:
                _number_pages(element, issue)
        issue.counts = {name: count for name, count in opened.counts().items() if count}
    issue.pages |= _pages_by_position(issue)
    try:
        _enter_units(logical, said, issue)
    except RecursionError:
        raise SourceError(f"{path.name} has divisions that are nested without end") from None
    return issue


def _enter_file(element: Any, issue: Issue) -> None:
    place = next(element.iter("{*}FLocat"), None)
    if place is not None and place.get(_HREF):
        issue.files[element.get("ID", "")] = _path(place.get(_HREF))


def _enter_units(logical: list[Any], said: dict[str, Description], issue: Issue) -> None:
    """Enter the units of the logical structures; what is said of the issue holds for all."""
    dated = next((one for one in said.values() if one.date), Description())
    for structure in logical:
        for division in structure.iterchildren("{*}div"):
            _walk(division, dated, "", said, issue)


def _path(written: str) -> str:
    """The path of a file, as it is named from the folder of METS."""
    return unquote(_SCHEME.sub("", written.strip())).replace("\\", "/")


def _number_pages(structure: Any, issue: Issue) -> None:
    for division in structure.iter("{*}div"):
        if (division.get("TYPE") or "").lower() != "page":
            continue
        number = division.get("ORDERLABEL") or division.get("ORDER") or ""
        for pointer in division.iter("{*}fptr", "{*}area"):
            if number and pointer.get("FILEID"):
                issue.pages.setdefault(pointer.get("FILEID"), number)


def _pages_by_position(issue: Issue) -> dict[str, str]:
    """Numbers for the pages of an issue without a physical structure, in the order of files."""
    texts = [id_ for id_, path in issue.files.items() if path.lower().endswith(".xml")]
    return {} if issue.pages else {id_: str(number) for number, id_ in enumerate(texts, 1)}


def _walk(
    division: Any, above: Description, section: str, said: dict[str, Description], issue: Issue
) -> None:
    """Enter the units below a division. What is in an article is a part of it."""
    kind = _kind(division)
    description = above
    for id_ in (division.get("DMDID") or "").split():
        if own := said.get(id_):
            description = own.over(description)
            if kind not in _ARTICLES and own.title:
                description = _as_publication(description, own, above)
    inner = [*division.iterdescendants("{*}div")]
    if kind in _ARTICLES or not any(_kind(one) in _ARTICLES for one in inner):
        _enter(division, description, section, issue)
        return
    label = division.get("LABEL") or ""
    section = label if kind in {"section", "rubric", "chapter"} and label else section
    for child in _ordered(division):
        _walk(child, description, section, said, issue)


def _as_publication(made: Description, own: Description, above: Description) -> Description:
    """The description of an issue, whose title is that of the newspaper, if that has none."""
    publication = above.publication or own.publication or own.title
    return Description("", publication, made.date, made.volume, made.number, made.edition)


def _enter(division: Any, description: Description, section: str, issue: Issue) -> None:
    parts = [*_parts(division, "text", issue)]
    if parts:
        id_ = division.get("ID") or division.get("DMDID") or f"unit {len(issue.units) + 1}"
        label = division.get("LABEL") or ""
        unit = Unit(id_, _kind(division), label, section, description, tuple(parts))
        issue.units.append(unit)


def _parts(division: Any, role: Role, issue: Issue) -> Iterator[Part]:
    """The parts of a division in the order in which they are read."""
    role = _ROLES.get(_kind(division), role)
    areas = tuple(
        Area(one.get("FILEID"), one.get("BEGIN", ""), one.get("END", ""))
        for pointer in division.iterchildren("{*}fptr")
        for one in ([*pointer.iter("{*}area")] or [pointer])
        if issue.files.get(one.get("FILEID", ""), "").lower().endswith(".xml")
    )
    if areas:
        yield Part(role, areas, is_paragraph=_kind(division) in _PARAGRAPHS)
    for child in _ordered(division):
        yield from _parts(child, role, issue)


def _ordered(division: Any) -> list[Any]:
    """The divisions directly in another, by their numbers where all have one."""
    children = [*division.iterchildren("{*}div")]
    numbers = [one.get("ORDER", "") for one in children]
    if not all(map(NUMBER.fullmatch, numbers)):
        return children
    return [one for _, one in sorted(zip(map(int, numbers), children, strict=True), key=_number)]


def _number(pair: tuple[int, Any]) -> int:
    return pair[0]


def _kind(division: Any) -> str:
    return (division.get("TYPE") or "").lower().replace(" ", "").replace("_", "")
