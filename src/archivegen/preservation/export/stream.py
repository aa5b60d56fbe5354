"""The stream: the published articles of a loaded site as items of an export.

Bodies are read one at a time. Drafts and scheduled articles are never among them, whatever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.find import ArticleQuery, find
from archivegen.archive.translations import versions_of
from archivegen.config.paths import theme_folder
from archivegen.loader.frontmatter.completion import FolderValues
from archivegen.pages.article_links import links_of, replacements_of
from archivegen.pages.machines.records import RecordMaker, own_id, url_of_original
from archivegen.pages.site import ThemeFiles, make_site
from archivegen.preservation.export.item import ExportItem, ExportSite
from archivegen.renderer.absolute_links import absolute_links
from archivegen.renderer.render import Renderer, Theme
from archivegen.system.files import located

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.archive.find import Listed
    from archivegen.builder.site_reader import SiteReader
    from archivegen.config.paths import SitePaths
    from archivegen.model.article import Article


def export_site(paths: SitePaths, reader: SiteReader) -> ExportSite:
    """What formats have to know of the site."""
    given = FolderValues(reader.config.defaults, reader.config.default_section)

    def source(path: str) -> bytes:
        return located(paths.root, f"content/{path}").read_bytes()

    return ExportSite(reader.config, given.of, source)


def export_items(
    paths: SitePaths, reader: SiteReader, section: str | None = None, *, with_bodies: bool = True
) -> Iterator[ExportItem]:
    """The published articles, of a section (a slug) or all, oldest first; with their HTML or not.

    Raises SiteError for templates of boxes that fail, and StateDamagedError.
    """
    maker = _ItemMaker(paths, reader, with_bodies=with_bodies)
    terms = (("sections", section),) if section else ()
    query = ArticleQuery(reader.view.now, terms=terms, oldest_first=True)
    return map(maker.item, find(reader.articles, query, reader.config))


class _ItemMaker:
    """Makes items of the articles of one site."""

    def __init__(self, paths: SitePaths, reader: SiteReader, *, with_bodies: bool) -> None:
        self._reader, self._urls, self._with_bodies = reader, reader.urls, with_bodies
        self._planning = reader.planning()
        self._record = RecordMaker(self._planning)
        theme = Theme((paths.templates, theme_folder()), paths.compiled_templates)
        site = make_site(self._planning, ThemeFiles())
        self._renderer = Renderer(theme, site, self._urls, reader.body)

    def item(self, listed: Listed) -> ExportItem:
        """An article with its text."""
        article, replacements = listed.article, replacements_of(self._planning, listed.article)
        return ExportItem(
            article=article,
            id=own_id(self._urls, article.card),
            url=listed.url,
            language=listed.language,
            html=self._html(listed) if self._with_bodies else "",
            record=self._record.alone(article, self._original(article), replacements),
        )

    def _html(self, listed: Listed) -> str:
        article = listed.article
        links = links_of(self._planning, article)
        body = self._renderer.body(article.body, links, f"content/{article.card.path}")
        return absolute_links(body, listed.url)

    def _original(self, article: Article) -> str:
        """The address of the article that one translates, if it is published; or empty."""
        if not article.translation_of:
            return ""
        path = article.card.path
        versions, _ = versions_of(self._reader.catalog, [path]).get(path, ((), None))
        return url_of_original(article, versions)
