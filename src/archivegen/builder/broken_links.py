"""Broken links: what the rows tell of links and pictures of articles that lead to no file.

Cheap enough for every build, and never wrong: only files of the site's folders are looked for. What
may be the address of a page is for `checks` to judge, which plans all pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from posixpath import dirname, relpath, splitext
from typing import TYPE_CHECKING
from urllib.parse import quote

from archivegen.loader.frontmatter.document import Document, article_document
from archivegen.model.links import linked_article, output_named
from archivegen.model.picture import is_familiar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from archivegen.archive.inventory import Inventory
    from archivegen.model.article import Article
    from archivegen.model.problems import Position, Problem
    from archivegen.model.urls import Urls

MOST = 1000
"""Articles that are read again for the places of such links, at most: more are a machine's."""

_PAGE_SUFFIXES = {"", ".htm", ".html", ".json", ".txt", ".xml"}
"""The endings of what may be a page of the site, made by a template."""


@dataclass(frozen=True, slots=True)
class ArticleLinks:
    """The links and pictures of the articles of the site in `root`.

    `outputs` are the output paths of all its files that are no articles, and `unread` the paths
    from its root of files that could not be read.
    """

    root: Path
    urls: Urls
    inventory: Inventory
    outputs: Collection[str]
    unread: Collection[str]

    def problems(self, linked: Collection[str]) -> Iterator[Problem]:
        """Warnings for links and pictures of published articles that lead to no file.

        `linked` are the paths of the output that these lead to.
        """
        inventory = self.inventory
        lost = {one for one in linked if _is_file(one)}.difference(self.outputs)
        lost_links = [
            (path, target)
            for path, target in inventory.lost_targets()
            if f"content/{target}" not in self.unread
        ]
        paths = {path for path, _ in lost_links}
        paths.update(path for output in lost for path in inventory.showing(output))
        lost_articles = {target for _, target in lost_links}
        for number, path in enumerate(sorted(paths)):
            document = Document(path=f"content/{path}")
            if number < MOST:
                document = article_document(self.root, document.path) or document
            yield from self._of_article(inventory.article(path), document, lost, lost_articles)

    def _of_article(
        self, article: Article, document: Document, lost: Collection[str], articles: Collection[str]
    ) -> Iterator[Problem]:
        path, image = article.card.path, article.card.image
        shown = self._output(image.src) if image else ""
        if shown in lost:
            position = document.position_of(("image", "src"), ("image",))
            yield self._problem(document, position, path, shown, _lead_image(document))
        for target in article.targets:
            linked, output = linked_article(path, target), output_named(path, target) or ""
            if linked in articles or output in lost:
                position = document.position_of_text(target, quote(target))
                yield self._problem(document, position, path, linked or output, target)

    def _output(self, address: str) -> str:
        url = address.removeprefix(self.urls.origin)
        return self.urls.file_of(url) if url.startswith(self.urls.base) else ""

    def _problem(
        self, document: Document, position: Position, path: str, lost: str, written: str
    ) -> Problem:
        what = "image" if is_familiar(lost) else "link"
        is_from_root = written.startswith("/")
        where = f"/{lost}, where the site has" if is_from_root else f"content/{lost}, which is"
        return document.problem(
            position,
            f"the {what} leads to {where} {'nothing' if is_from_root else 'not there'}",
            "" if is_from_root else self._hint(path, lost),
            severity="warning",
            kind=f"broken {what}",
        )

    def _hint(self, path: str, lost: str) -> str:
        """The file that may have been meant, or else how a path is read."""
        near = get_close_matches(lost, self.inventory.paths_like(lost), 1, 0.8)
        if near and near[0] != path:
            return f"did you mean {relpath(near[0], dirname(path) or '.')}?"
        return "a path is relative to the article's file"


def _lead_image(document: Document) -> str:
    """The lead image's target as the front matter has it."""
    image = document.values.get("image")
    source = image.get("src") if isinstance(image, dict) else image
    return source if isinstance(source, str) else ""


def _is_file(output: str) -> bool:
    return splitext(output)[1].lower() not in _PAGE_SUFFIXES
