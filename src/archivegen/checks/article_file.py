"""The file of an article, in which a link or a picture of its HTML is found again.

HTML does not say from which line it was made, so the text is searched for what leads somewhere.
Where something cannot be found, the body's beginning is named.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from archivegen.loader.frontmatter.document import Document, article_document
from archivegen.loader.notes.markdown_links import Mention, mentions_by_target, normalized

if TYPE_CHECKING:
    from pathlib import Path

    from archivegen.checks.body_links import Reference
    from archivegen.model.problems import Position


class ArticleFile:
    """The file of one article; it is read when something in it is asked for.

    `path` is the file's path below the content folder of the site in `root`.
    """

    def __init__(self, root: Path, path: str) -> None:
        self.path = path
        self._root = root

    @cached_property
    def document(self) -> Document:
        """The file's front matter and body; empty where the file is gone by now."""
        path = f"content/{self.path}"
        return article_document(self._root, path) or Document(path=path)

    def position_of(self, reference: Reference) -> Position:
        """Where a reference of the body stands."""
        if mentions := self.mentions(reference):
            index = mentions[min(reference.number, len(mentions) - 1)].at
        else:
            index = max(self.document.body.find(reference.target), 0)
        return self.document.position_in_body(index)

    def mentions(self, reference: Reference) -> list[Mention]:
        """Where the body has such a reference, with the same target."""
        kinds = {None, reference.is_image}
        same_target = self._mentions.get(normalized(reference.target), ())
        return [mention for mention in same_target if mention.is_image in kinds]

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        return mentions_by_target(self.document.body)
