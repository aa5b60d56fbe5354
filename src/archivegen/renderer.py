"""The renderer: a page becomes bytes, under a key that says what they were made from.

`key(page)` has one digest for each thing that the bytes depend on; pages with equal keys have
equal bytes. Comparing the parts tells why a page has to be rendered again.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from archivegen.body import resolve
from archivegen.citations import cite
from archivegen.digests import fingerprint, libraries_digest
from archivegen.formats import filters_for, url_filters
from archivegen.page import Page
from archivegen.picture_markup import PicturesShown, with_pictures
from archivegen.problems import Problem, SiteError
from archivegen.reading import reading_filters
from archivegen.structured import structured_data
from archivegen.templating import THEME_PREFIX, TemplateDigests, make_environment, when_rendered
from archivegen.translations import read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from archivegen.body import Body
    from archivegen.page import Site
    from archivegen.urls import Urls

KEY_PARTS = ("generator", "site", "words", "template", "data", "body")
"""What a page is made from, in the order of the parts of its key."""

PART_SIZE = 8
"""Bytes of each part of a key."""

SHOWN = 300
"""Characters of an error's own words that a problem repeats, at most."""

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML cannot hold, however they are written (XML 1.0, 2.2)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The folders of templates, the site's own first, and one for what is compiled of them."""

    folders: tuple[Path, ...]
    cache: Path


class Renderer:
    """Renders the pages of one site. Raises SiteError for a catalog that cannot be read."""

    def __init__(
        self, theme: Theme, site: Site, urls: Urls, find_body: Callable[[bytes], Body]
    ) -> None:
        self._folders, self._urls = theme.folders, urls
        self._find_body = find_body
        words = read_words(theme.folders, site.language)
        if words.problems:
            raise SiteError(words.problems)
        self._environment = make_environment(theme.folders, theme.cache, words.catalog)
        filters = filters_for(site) | url_filters(urls) | reading_filters()
        self._environment.filters.update({n: when_rendered(f) for n, f in filters.items()})
        self._environment.globals.update(
            site=site,
            urls=urls,
            **structured_data(site, urls),
            cite=lambda card: cite(card, site.title, urls.absolute(card.url)),
        )
        self._digests = TemplateDigests(self._environment)
        self._generator = _part(libraries_digest())
        self._site = _part(fingerprint((site, urls)))
        self._words = _part(words.digest)

    def key(self, page: Page) -> bytes:
        """The parts of the page's key, joined. Raises SiteError for a broken template."""
        try:
            template = self._digests.of(page.template)
        except Exception as error:  # not only Jinja's: a file may not be UTF-8
            raise SiteError([self._problem(error, page)]) from error
        return (
            self._generator
            + self._site
            + self._words
            + _part(template)
            + _part(fingerprint((page.url, page.template, page.data, page.links, page.pictures)))
            + _part(fingerprint(page.bodies))
        )

    def render(self, page: Page) -> bytes:
        """The bytes of the page. Raises SiteError naming the template's line and the article."""
        pictures = PicturesShown(page.pictures, self._urls)
        resolved = (
            resolve(self._find_body(key).html, dict(links).__getitem__)
            for key, links in zip(page.bodies, page.links, strict=True)
        )
        bodies = [Markup(with_pictures(body, pictures)) for body in resolved]  # noqa: S704 -- sanitised
        try:
            template = self._environment.get_template(page.template)
            text = template.render(
                page=page, bodies=bodies, pictures=pictures, **_fields(page.data)
            )
            return (_NOT_IN_XML.sub("", text) if page.template.endswith(".xml") else text).encode()
        except Exception as error:  # templates can raise whatever their filters raise
            raise SiteError([self._problem(error, page)]) from error

    def compile(self, name: str) -> None:
        """Compile a template that no page may use. Raises SiteError naming its line."""
        try:
            self._digests.of(name)
            self._environment.get_template(name)
        except Exception as error:  # not only Jinja's: a file may not be UTF-8
            raise SiteError([self._problem(error, Page("", "", name, None))]) from error

    def _problem(self, error: Exception, page: Page) -> Problem:
        """The problem with a template, at the innermost line of a template that was running."""
        if isinstance(error, jinja2.TemplateSyntaxError):
            path, line = error.filename or _file(error.name or "", self._folders), error.lineno
        elif isinstance(error, SyntaxError):
            # Of the Python that a template becomes, the lines are others.
            path, line = error.filename or "", 1
        else:
            path, line = _innermost(error.__traceback__, self._folders)
        path = path or _file(page.template, self._folders)
        shown_by = page.source or page.url
        return Problem(
            _shown(path, self._folders),
            _reason(error) + (f" (in the page of {shown_by})" if shown_by else ""),
            line or 1,
            1,
            hint=_hint(error),
            excerpt=_line_of(path, line or 1),
            kind="template",
        )


def _reason(error: Exception) -> str:
    """What an error says, in words for who writes templates."""
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error.name!r}"
    if isinstance(error, RecursionError):
        return "this includes, extends or calls itself without end"
    text = str(error) or type(error).__name__
    if isinstance(error, jinja2.TemplateSyntaxError):
        text = error.message or text
    elif isinstance(error, SyntaxError):
        text = error.msg
    return text if len(text) <= SHOWN else text[:SHOWN] + "\u2026"


def _hint(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return (
            "to add to the theme's own template, extend it by the name it has in the theme: "
            f'{{% extends "{THEME_PREFIX}/base.html" %}}'
        )
    if isinstance(error, jinja2.TemplateNotFound):
        return "see the names with: archivegen theme list"
    return ""


def explain(old: bytes | None, new: bytes) -> str:
    """Why a page with the key `new` is rendered, given the key of the last time."""
    if old is None:
        return "new page"
    changed = [
        name
        for index, name in enumerate(KEY_PARTS)
        if old[index * PART_SIZE : (index + 1) * PART_SIZE]
        != new[index * PART_SIZE : (index + 1) * PART_SIZE]
    ]
    return f"{' and '.join(changed)} changed" if changed else "the file was changed or removed"


def _part(data: bytes) -> bytes:
    return data[:PART_SIZE]


def _fields(data: object) -> Mapping[str, object]:
    return {field.name: getattr(data, field.name) for field in fields(data)}  # type: ignore[arg-type]


def _innermost(traceback: TracebackType | None, folders: Sequence[Path]) -> tuple[str, int]:
    path, line = "", 0
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if any(name.startswith(f"{folder}{os.sep}") for folder in folders):
            path, line = name, traceback.tb_lineno
        traceback = traceback.tb_next
    return path, line


def _file(name: str, folders: Sequence[Path]) -> str:
    """The file of a template, the site's own before the theme's."""
    found = (str(folder / name) for folder in folders if (folder / name).is_file())
    return next(found, f"templates/{name}")


def _shown(path: str, folders: Sequence[Path]) -> str:
    """The path of a template as an editor knows it: below `templates/`."""
    for folder in folders:
        if path.startswith(f"{folder}{os.sep}"):
            return "templates" + path[len(str(folder)) :].replace("\\", "/")
    return path


def _line_of(path: str, line: int) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().split("\n")[line - 1]
    except (OSError, IndexError):
        return ""
