"""The guide to the theme: what each template makes and receives, from the code's own types.

Which templates make pages is declared by the families of pages (`pages/`). What is said of a type,
a field, a filter or a method is its docstring, and of a block the comment before it. So the guide
cannot tell of what is not there.
"""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from archivegen.authoring.theme_templates import PARTS, TEMPLATES
from archivegen.config.machines import FeedsConfig, MetadataConfig
from archivegen.config.tables import IndexesConfig, ReadingConfig
from archivegen.model.article import (
    Article,
    Card,
    Image,
    Membership,
    Notice,
    PrintPlace,
    Recording,
    Rights,
    Source,
    Term,
    Version,
)
from archivegen.model.body import Box
from archivegen.model.documents.document import Document
from archivegen.model.documents.page import PageDetails
from archivegen.model.own_paths import OwnPaths
from archivegen.model.picture import Picture, Rendition
from archivegen.model.taxonomies import Taxonomy
from archivegen.model.times import Moment
from archivegen.model.urls import Urls
from archivegen.model.vocabulary.identifiers import Identifier
from archivegen.pages.calendar.family import Day
from archivegen.pages.calendar.month_grid import MonthGrid
from archivegen.pages.calendar.on_this_day import Anniversary, DayOfYear
from archivegen.pages.calendar.periods import YearRow
from archivegen.pages.corrections import ListedNotice
from archivegen.pages.feeds.overview import TermFeed, TermFeeds
from archivegen.pages.front_page import SectionPreview
from archivegen.pages.json_archive import MonthCount, YearFile
from archivegen.pages.machines.redirects_file import Redirect
from archivegen.pages.machines.robots import MiningData
from archivegen.pages.page import Link, Page, Period, Site
from archivegen.pages.print_issues.values import (
    Issue,
    IssueMonth,
    IssueSection,
    PrintedArticle,
    Publication,
)
from archivegen.pages.profiles.profile import Profile
from archivegen.pages.search.page import SearchPeriod
from archivegen.pages.series import Series, SeriesPart
from archivegen.pages.sitemaps import SitemapEntry
from archivegen.pages.terms.counts import TermCount
from archivegen.pages.terms.index import TermLetter
from archivegen.renderer.citations import Citations
from archivegen.renderer.reading import Heading

if TYPE_CHECKING:
    from pathlib import Path


TYPES = (
    Article, Card, Document, PageDetails, Profile, Box, Recording, Term, Taxonomy, Membership,
    Series, SeriesPart, Image, Picture, Rendition, Source, Rights, Notice, PrintPlace, Issue,
    Identifier, Version, IssueSection, PrintedArticle, Publication, IssueMonth, Moment, Period,
    YearRow, Day, MonthGrid, Anniversary, DayOfYear, ListedNotice, Heading, Citations,
    SectionPreview, TermCount, TermLetter, TermFeed, TermFeeds, MonthCount, YearFile, Redirect,
    SearchPeriod, SitemapEntry, Site, Link, IndexesConfig, FeedsConfig, ReadingConfig,
    MetadataConfig, Page, Urls, OwnPaths,
    MiningData,
)  # fmt: skip
"""The values that templates receive, or that are in those."""

_SIMPLE = {
    "str": "text", "int": "number", "bool": "yes or no", "None": "none", "object": "the data",
    "Any": "anything", "ListingLength": "number", "datetime": "Python's datetime", "Markup": "HTML",
    "FeedContent": "`summary` or `full`", "SchemaRelation": "text", "Precision": "text",
    "Layout": "`grid` or `list`",
    "Links": "list of pair of text and text",
    "Details": "PageDetails", "TermNature": "`person` or `organisation`",
    "Menu": "`header`, `footer` or `none`",
}  # fmt: skip
_FOR_THE_MACHINE = "bytes"
_BLOCK = re.compile(r"(?:\{#-? ?([^#]*?) ?-?#\}\s*)?\{%-? block (\w+)")
_MACRO = re.compile(r"\{#-? ?([^#]*?) ?-?#\}\s*\{%-? macro (\w+)(\([^)]*\))")
_EXTENDS = re.compile(r"""\{%-? extends ["']([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a name: what it is (a type, or how it is called), and what it means."""

    name: str
    kind: str
    meaning: str


def summary_of(thing: Any) -> str:
    """The first sentence or paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def details_of(thing: Any) -> str:
    """What a docstring says after its first paragraph, on one line."""
    _, _, rest = (inspect.getdoc(thing) or "").partition("\n\n")
    return " ".join(rest.split())


def entries_of(type_: type) -> list[Entry]:
    """The fields and properties of a type that are for templates."""
    from archivegen.authoring.docstrings import descriptions  # noqa: PLC0415 -- it needs pydantic

    meanings = descriptions(type_)
    entries = []
    for field in fields(type_):
        annotation = str(field.type)
        if _FOR_THE_MACHINE not in annotation:
            entries.append(Entry(field.name, in_words(annotation), meanings.get(field.name, "")))
    for name, value in vars(type_).items():
        if isinstance(value, property) and not name.startswith("_"):
            annotation = str(value.fget.__annotations__["return"])
            entries.append(Entry(name, in_words(annotation), summary_of(value)))
    return entries


def in_words(annotation: str) -> str:
    """A type as someone says it who writes templates: `tuple[Card, ...]` is a list of Card."""
    return _words(ast.parse(annotation, mode="eval").body)


def _words(node: ast.expr) -> str:
    if isinstance(node, ast.BinOp):
        return f"{_words(node.left)} or {_words(node.right)}"
    if isinstance(node, ast.Subscript):
        if ast.unparse(node.value) == "dict":
            return "mapping"
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if ast.unparse(items[-1]) == "..." or ast.unparse(node.value) == "Iterable":
            return f"list of {_words(items[0])}"
        return f"pair of {' and '.join(map(_words, items))}"
    name = ast.unparse(node)
    return _SIMPLE.get(name, name)


def methods_of_urls() -> list[Entry]:
    """What `urls` makes addresses of."""
    methods = []
    for name, value in vars(Urls).items():
        if inspect.isfunction(value) and not name.startswith("_"):
            parameters = list(inspect.signature(value).parameters.values())[1:]
            call = ", ".join(map(parameter, parameters))
            methods.append(Entry(name, f"{name}({call})", summary_of(value)))
    return methods


def parameter(item: inspect.Parameter) -> str:
    """A parameter as a call shows it, with its default."""
    is_required = item.default is inspect.Parameter.empty
    return item.name if is_required else f"{item.name}={item.default!r}"


def blocks_in(source: str) -> list[Entry]:
    """The blocks of a template that say what they are for; `kind` is empty."""
    return [Entry(name, "", words) for words, name in _BLOCK.findall(source) if words]


def macros_in(source: str) -> list[Entry]:
    """The macros of a template that say what they are for; `kind` is how each is called."""
    return [
        Entry(name, name + arguments, words) for words, name, arguments in _MACRO.findall(source)
    ]


def extended_by(source: str) -> str:
    """The template that a template extends, or nothing."""
    match = _EXTENDS.search(source)
    return match[1] if match else ""


def purpose_of(name: str) -> str:
    """What a file of the theme is for, or nothing for one that the theme does not have."""
    return next(
        (template.makes for template in TEMPLATES if template.name == name), PARTS.get(name, "")
    )


def received_by(name: str) -> type | None:
    """The data of a template that makes pages."""
    return next((template.data for template in TEMPLATES if template.name == name), None)


def types_in(data: type) -> list[type]:
    """The types of the values in a type's fields, and in theirs, in the order of `TYPES`."""
    types: set[type] = set()
    waiting = [data]
    while waiting:
        annotations = " ".join(str(field.type) for field in fields(waiting.pop()))
        named = set(re.findall(r"\w+", annotations))
        new = {type_ for type_ in TYPES if type_.__name__ in named} - types
        types |= new
        waiting += new
    return [type_ for type_ in TYPES if type_ in types]


_WITHOUT_SUFFIX = {"_redirects", "_headers", "article.md"}
"""Templates whose names do not tell: other files that end with `.md` are notes."""


def files_in(folder: Path) -> list[str]:
    """The files of a folder of templates that sites are made of, by their names."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if path.startswith("assets/") or _is_template(path))


def _is_template(path: str) -> bool:
    return path.endswith((".html", ".xml", ".txt", ".json")) or path in _WITHOUT_SUFFIX


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A template or asset: its name, and whether the theme and the site have one."""

    name: str
    in_theme: bool
    in_site: bool

    @property
    def origin(self) -> str:
        """Whose is used, and whether it is in the place of another."""
        if not self.in_site:
            return "theme"
        return "site" if self.in_theme else "site only"


def files_of(theme: Path, own: Path) -> list[ThemeFile]:
    """The files of the theme and of the site's own folder, those that make pages first."""
    of_theme = set(files_in(theme))
    of_site = set() if is_same(theme, own) else set(files_in(own))
    names = [
        name
        for name in (*(template.name for template in TEMPLATES), *PARTS)
        if name in of_theme | of_site
    ]
    names += sorted((of_theme | of_site) - set(names))
    return [ThemeFile(name, name in of_theme, name in of_site) for name in names]


def is_same(theme: Path, own: Path) -> bool:
    """Whether a site's own templates are the theme, as in the repository of the theme."""
    return own.is_dir() and own.samefile(theme)
