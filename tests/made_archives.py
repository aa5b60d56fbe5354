"""Archives whose articles are rows that are made of one: there is no file to write or to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from archivegen.archive.rows import ArticleRow
from archivegen.archive.store import ArchiveStore
from archivegen.builder.inputs import read_inputs
from archivegen.builder.site_reader import SiteReader, open_site
from archivegen.config.paths import theme_folder
from archivegen.model.article import Article
from archivegen.pages.site import ThemeFiles, make_site
from archivegen.renderer.render import Renderer, Theme
from story import NOW, Story


@contextmanager
def archive_of(
    site: Story, make: Callable[[Article], Iterator[ArticleRow]]
) -> Iterator[SiteReader]:
    """A site whose articles are rows that are made of one."""
    site.article("one.md", authors=["Ann Lee"]).build(now=NOW)
    inputs = read_inputs(site.paths, site.options)
    with open_site(site.paths, inputs.config, inputs.view) as reader:
        one = reader.catalog.article("one.md")
    with closing(ArchiveStore(site.paths, inputs.config)) as store:
        store.begin()
        store.replace(make(one))
        store.commit()
    with open_site(site.paths, inputs.config, inputs.view) as reader:
        yield reader


def renderer_of(site: Story, reader: SiteReader) -> Renderer:
    theme = Theme((theme_folder(),), site.paths.compiled_templates)
    shown = make_site(reader.planning(), ThemeFiles("s.css", terms_script="t.js"))
    return Renderer(theme, shown, reader.urls, reader.body)
