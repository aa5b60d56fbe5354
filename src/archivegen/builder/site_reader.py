"""The databases of a loaded site, open for reading, for planning and rendering.

There is one way to open them, so that a check, a plan and a worker see the same site.
"""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archivegen.archive import body_cache, store
from archivegen.archive.catalog import Catalog
from archivegen.builder.images.index import ImageIndex
from archivegen.pages.page import Planning
from archivegen.system.database import StateDamagedError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from archivegen.archive.queries import View
    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.model.body import Body
    from archivegen.model.urls import Urls


@dataclass(frozen=True, slots=True)
class SiteReader:
    """A site as its databases have it, seen as `view` says.

    `articles` is the database of the rows, for queries that go beyond the catalog.
    """

    config: Config
    urls: Urls
    view: View
    articles: sqlite3.Connection
    images: ImageIndex
    _bodies: sqlite3.Connection = field(repr=False)

    @property
    def catalog(self) -> Catalog:
        """The articles that are published, as queries."""
        return Catalog(self.articles, self.view, self.urls)

    def planning(self, known: Mapping[str, bytes] | None = None) -> Planning:
        """What slices and pages are made from; `known` are the slices that stood before."""
        images = self.images if self.config.images.enabled else None
        return Planning(self.config, self.urls, self.catalog, known or {}, images)

    def body(self, key: bytes) -> Body:
        """The body with this digest. Raises StateDamagedError where it is lost."""
        body = body_cache.find(self._bodies, key)
        if body is None:
            raise StateDamagedError("a body is missing")
        return body


@contextmanager
def open_site(
    paths: SitePaths, config: Config, view: View, *, with_pictures: bool = True
) -> Iterator[SiteReader]:
    """Open the databases of a site for the block.

    The database of pictures exists once a build or a check has looked at them.
    Raises sqlite3.DatabaseError where one is not there or is none.
    """
    with ExitStack() as stack:
        articles = stack.enter_context(closing(store.read_only_articles(paths)))
        bodies = stack.enter_context(closing(store.read_only_bodies(paths)))
        index = ImageIndex(paths.images_db if config.images.enabled and with_pictures else None)
        images = stack.enter_context(closing(index))
        yield SiteReader(config, config.urls, view, articles, images, bodies)
