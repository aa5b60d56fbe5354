"""The renderer: a page becomes bytes, under a key that says what they were made from.

`key(page)` has one digest for each thing that the bytes depend on; pages with equal keys have
equal bytes. Comparing the parts shows why a page has to be rendered again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from archivegen.model.body import BOX_FOLDER, resolve, template_of, with_boxes
from archivegen.model.problems import SiteError
from archivegen.renderer.citations import cite
from archivegen.renderer.compiler.site_templates import SiteTemplates
from archivegen.renderer.environment import TemplateDigests, make_environment, when_rendered
from archivegen.renderer.filters import filters_for, url_filters
from archivegen.renderer.i18n import read_words
from archivegen.renderer.json_ld import structured_data
from archivegen.renderer.markdown.filters import markdown_filters
from archivegen.renderer.page_key import data_part, field_names, key_of_lines
from archivegen.renderer.reading import reading_filters
from archivegen.renderer.references import citation_metadata, reference_of
from archivegen.renderer.responsive_images import PageImages, with_pictures
from archivegen.renderer.template_errors import problem_of
from archivegen.system.digests import digest, fingerprint
from archivegen.system.gzip_parts import ZLIB, gzipped
from archivegen.system.versions import libraries_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from archivegen.model.body import Body, Box
    from archivegen.model.urls import Urls
    from archivegen.pages.page import Links, Page, Site

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML cannot hold, however they are written (XML 1.0, 2.2)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The folders of templates, the site's own first, and one for their compiled forms."""

    folders: tuple[Path, ...]
    cache: Path


class Renderer:
    """Renders the pages of one site, many of them with the `common` templates.

    Raises SiteError for a catalog that cannot be read.
    """

    def __init__(
        self,
        theme: Theme,
        site: Site,
        urls: Urls,
        find_body: Callable[[bytes], Body],
        common: frozenset[str] = frozenset(),
    ) -> None:
        self._folders, self._urls = theme.folders, urls
        self._find_body = find_body
        words = read_words(theme.folders, site.language)
        if words.problems:
            raise SiteError(words.problems)
        self._environment = make_environment(theme.folders, theme.cache, words.catalog)
        filters = filters_for(site) | url_filters(urls) | reading_filters() | markdown_filters()
        self._environment.filters.update({n: when_rendered(f) for n, f in filters.items()})
        self._environment.globals.update(
            site=site,
            urls=urls,
            **structured_data(site, urls),
            cite=lambda card, printed=None, identifiers=(): cite(
                card, site.title, urls.absolute(card.url), site.language, printed, identifiers
            ),
            citation_metadata=lambda article: citation_metadata(
                reference_of(
                    article.card,
                    site.title,
                    urls.absolute(article.card.url),
                    site.language,
                    article.print,
                    article.identifiers,
                ),
                article.rights.notice,
            ),
        )
        self._digests = TemplateDigests(self._environment)
        self._generator = libraries_digest()
        self._site = fingerprint((site, urls))
        self._words = words.digest
        self._templates = SiteTemplates(
            self._environment,
            filters,
            words.catalog.gettext,
            common,
            lambda name: digest(self._site + self._words + self._digests.of(name)),
        )

    def key(self, page: Page) -> bytes:
        """The parts of the page's key, joined. Raises SiteError for a broken template."""
        if page.lines:
            return key_of_lines(page, ZLIB, map(self.key, page.lines))
        try:
            template = self._digests.of(page.template)
            if page.boxes:
                boxes = (self._digests.of(template_of(name)) for name in page.boxes)
                template = digest(b"".join((template, *boxes)))
        except Exception as error:  # not only Jinja's: a file may not be UTF-8
            raise SiteError(
                [problem_of(error, self._folders, page.template, page.source or page.url)]
            ) from error
        return (
            self._generator
            + self._site
            + self._words
            + template
            + fingerprint(page.bodies)
            + data_part(page)
        )

    def render(self, page: Page) -> bytes:
        """The bytes of the page. Raises SiteError naming the template's line and the article."""
        pictures = PageImages(page.pictures, self._urls)
        # What is missing here is no fault of a template.
        resolved = [
            resolve(self._find_body(key).html, dict(links).__getitem__)
            for key, links in zip(page.bodies, page.links, strict=True)
        ]
        try:
            made = (with_boxes(body, self._box) for body in resolved)
            bodies = [Markup(with_pictures(body, pictures)) for body in made]  # noqa: S704 -- sanitised
            given = {"page": page, "bodies": bodies, "pictures": pictures, **_fields(page.data)}
            text = self._templates.render(page.template, given)
            return (_NOT_IN_XML.sub("", text) if page.template.endswith(".xml") else text).encode()
        except Exception as error:  # templates can raise whatever their filters raise
            raise SiteError(
                [problem_of(error, self._folders, page.template, page.source or page.url)]
            ) from error

    def packed_lines(self, page: Page) -> Iterator[bytes]:
        """The bytes of a page that has lines, packed, in parts. Raises as `render` does."""
        # In JSON, a line break stands between values and never in one.
        lines = (b" ".join(self.render(line).splitlines()) for line in page.lines)
        return gzipped(line + b"\n" for line in lines)

    def body(self, key: bytes, links: Links, source: str) -> str:
        """The HTML of a body away from any page: its links are resolved, its boxes made.

        Raises SiteError naming the line of a box's template and the `source`, an article's file.
        """
        resolved = resolve(self._find_body(key).html, dict(links).__getitem__)
        try:
            return with_boxes(resolved, self._box)
        except Exception as error:  # templates can raise whatever their filters raise
            raise SiteError([problem_of(error, self._folders, BOX_FOLDER, source)]) from error

    def _box(self, box: Box) -> str:
        """The HTML of a box. Raises whatever its template raises."""
        texts = {"title": box.title, "content": box.content, "link": box.link}
        made = {name: Markup(text) for name, text in texts.items()}  # noqa: S704 -- sanitised
        return self._templates.render(template_of(box.name), {**_fields(box), **made})

    def compile(self, name: str) -> None:
        """Compile a template that no page may use. Raises SiteError naming its line."""
        try:
            self._digests.of(name)
            self._environment.get_template(name)
        except Exception as error:  # not only Jinja's: a file may not be UTF-8
            raise SiteError([problem_of(error, self._folders, name)]) from error


def _fields(data: object) -> Mapping[str, object]:
    return {name: getattr(data, name) for name in field_names(data)}
