"""Whole sites for a browser: built, served over HTTP, and known by the kinds of their pages.

Kinds are taken from the plan itself, so that a family of pages that is new is looked at too.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from archivegen.archive import store
from archivegen.archive.catalog import Catalog
from archivegen.builder.session import Session, visit
from archivegen.model.urls import Urls
from archivegen.pages.families import pages_of, slices_of
from archivegen.pages.page import Planning
from sample_sites import REPOSITORY, of_nasty_articles, of_the_sample
from story import CONFIG, NOW, Silence, Story

SITES = ("sample", "hostile", "arabic")

FEATURES = {
    "lead image": '<figure class="lead-image">',
    "image in the text": '<div class="story-body">.*<img ',
    "table": "<table",
    "footnotes": '<div class="footnote">',
    "corrections": '<section class="corrections"',
    "quotation": "<blockquote",
    "code": "<pre",
    "from right to left": '<article class="story"[^>]* dir="rtl"',
    "Chinese": '<article class="story" lang="zh',
    "one author more": 'rel="author".*rel="author"',
    "source": '<p class="source">',
}
"""What an article may have that looks like nothing else, as expressions for its HTML."""


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """A site that was built: its output, and the paths in it of each template's pages."""

    name: str
    output: Path
    by_template: dict[str, list[str]]

    @property
    def is_hostile(self) -> bool:
        """Whether bodies and headlines are wrong on purpose."""
        return self.name == "hostile"

    def articles(self) -> list[str]:
        """The paths of all article pages."""
        return self.by_template["article.html"]

    def text(self, path: str) -> str:
        """The HTML of a page."""
        return (self.output / path).read_text(encoding="utf-8")

    def one_of_each_kind(self) -> list[str]:
        """The longest page of each template at each depth, and an article with each feature."""
        longest: dict[tuple[str, int], str] = {}
        for template, paths in self.by_template.items():
            for path in sorted(paths, key=lambda path: len(self.text(path))):
                longest[template, path.count("/")] = path
        articles = {path: self.text(path) for path in sorted(self.articles())}
        featured = (
            next(
                (path for path, text in articles.items() if re.search(feature, text, re.DOTALL)),
                None,
            )
            for feature in FEATURES.values()
        )
        return sorted({*longest.values(), *filter(None, featured)})


def make_site(name: str, root: Path) -> PublishedSite:
    """Build the site of that name, one of SITES, in an empty folder."""
    if name == "sample":
        site = of_the_sample(root, "https://courier.example/", "markdown")
    elif name == "hostile":
        site = of_nasty_articles(root, "https://x.example/", "commonmark")
    else:
        site = Story(root, config=CONFIG)
        shutil.copytree(
            REPOSITORY / "tests/sites" / name,
            root,
            dirs_exist_ok=True,
            # It is the theme as it comes that is looked at.
            ignore=shutil.ignore_patterns("expected", "templates"),
        )
    config = (root / "archivegen.toml").read_text(encoding="utf-8")
    site.write("archivegen.toml", f"{config}\n[search]\nenabled = true\n").build(now=NOW)
    return PublishedSite(name, site.paths.output, _by_template(site))


def _by_template(site: Story) -> dict[str, list[str]]:
    """The paths of all HTML pages but redirects, by the template that makes them."""
    found = defaultdict[str, list[str]](list)

    def look(session: Session) -> None:
        config, urls = session.inputs.config, Urls.of(session.inputs.config.base_url)
        articles = store.read_only_articles(session.inputs.paths)
        try:
            planning = Planning(config, urls, Catalog(articles, session.view, urls))
            for name in [part.name for part in slices_of(planning)]:
                for page in pages_of(planning, name):
                    if page.output.endswith(".html") and page.template != "redirect.html":
                        found[page.template].append(page.output)
        finally:
            articles.close()

    visit(site.paths, site.options, Silence(), look)
    return dict(found)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing of requests."""


@contextmanager
def serving(output: Path) -> Iterator[str]:
    """Serve an output as a static host does; gives its address, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(output)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
