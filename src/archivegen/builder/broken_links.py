"""Broken links: what the rows tell of links and pictures of articles that lead to no file.

Cheap enough for every build, and never wrong: only files of the site's folders are looked for. What
may be the address of a page is for `checks` to judge, which plans all pages.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, partial
from posixpath import dirname, relpath, splitext
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from archivegen.builder.likely_targets import likely_target
from archivegen.builder.output.claims import folded
from archivegen.loader.frontmatter.document import Document, article_document
from archivegen.loader.notes.markdown_links import mentions_by_target, normalized
from archivegen.model.links import linked_article, output_named
from archivegen.model.picture import is_familiar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from archivegen.archive.documents.find import LinkingFile
    from archivegen.archive.inventory import Inventory
    from archivegen.model.problems import Position, Problem
    from archivegen.model.urls import Urls

MOST = 1000
"""Articles that are read again for the places of such links, at most: more are a machine's."""

_PAGE_SUFFIXES = {"", ".htm", ".html", ".json", ".txt", ".xml"}
"""The endings of what may be a page of the site, made by a template."""


class _Lost(NamedTuple):
    """A link or an image (`what`) whose target, as it is written, names an output that is none."""

    position: Position
    what: str
    target: str
    output: str


@dataclass(frozen=True)
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
            yield from self._of_file(inventory.linking(path), document, lost, lost_articles)

    def _of_file(
        self,
        file: LinkingFile,
        document: Document,
        lost: Collection[str],
        articles: Collection[str],
    ) -> Iterator[Problem]:
        path, image, targets = file
        if image and (written := _lead_image(document) or image):
            position = document.position_of(("image", "src"), ("image",))
            # Without the file, there is the address that the page has.
            output = output_named(path, written) or self._output(image)
            if output in lost:
                yield self._problem(document, path, _Lost(position, "image", written, output))
        mentions = mentions_by_target(document.body) if targets else {}
        for target in targets:
            linked, output = linked_article(path, target), output_named(path, target) or ""
            if not (linked in articles or output in lost):
                continue
            mention = next(iter(mentions.get(normalized(target), ())), None)
            if mention:
                position = document.position_in_body(mention.at)
                is_image = bool(mention.is_image)
            else:
                position = document.position_of_text(target, quote(target))
                is_image = is_familiar(output)
            what = "image" if is_image else "link"
            yield self._problem(document, path, _Lost(position, what, target, linked or output))

    def _output(self, address: str) -> str:
        url = address.removeprefix(self.urls.origin)
        return self.urls.file_of(url) if url.startswith(self.urls.base) else ""

    def _problem(self, document: Document, path: str, lost: _Lost) -> Problem:
        if lost.output.startswith("../"):
            where = "out of content/"
        elif lost.target.startswith("/"):
            where = f"to /{lost.output}, where the site has nothing"
        else:
            where = f"to content/{lost.output}, which is not there"
        return document.problem(
            lost.position,
            f"the {lost.what} leads {where}",
            self._hint(path, lost.target, lost.output),
            severity="warning",
            kind=f"broken {lost.what}",
        )

    def _hint(self, path: str, target: str, lost: str) -> str:
        """The file that may have been meant, or else how a path is read."""
        if meant := likely_target(path, target, partial(self._leads, path), self.inventory):
            return f"write {meant}"
        beside = self._beside.get(dirname(lost), ())
        same = [output for output in beside if folded(output) == folded(lost)]
        if target.startswith("/"):
            return f"did you mean /{same[0]}?" if same else ""
        likely = (*self.inventory.paths_like(lost), *(beside if len(beside) <= MOST else ()))
        near = same or get_close_matches(lost, likely, 1, 0.8)
        if near and near[0] != path:
            return f"did you mean {relpath(near[0], dirname(path) or '.')}?"
        return "a path is relative to the article's file"

    def _leads(self, path: str, target: str) -> bool:
        """Whether a target in the article of this path names an article or a file."""
        linked = linked_article(path, target)
        if linked is not None:
            return self.inventory.by_path(linked) is not None
        return output_named(path, target) in self.outputs

    @cached_property
    def _beside(self) -> dict[str, list[str]]:
        """The files of each folder."""
        files: dict[str, list[str]] = defaultdict(list)
        for output in sorted(self.outputs):
            files[dirname(output)].append(output)
        return files


def _lead_image(document: Document) -> str:
    """The lead image's target as the front matter has it."""
    image = document.values.get("image")
    source = image.get("src") if isinstance(image, dict) else image
    return source if isinstance(source, str) else ""


def _is_file(output: str) -> bool:
    return splitext(output)[1].lower() not in _PAGE_SUFFIXES
