"""Articles: all that can be wrong with one of them, seen with the rest of the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.documents.table import ALWAYS
from archivegen.checks import images
from archivegen.checks.article_file import ArticleFile
from archivegen.checks.headlines import Headlines
from archivegen.checks.unpublished import without_summary
from archivegen.model.article import Article
from archivegen.model.documents.document import Document
from archivegen.model.links import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.checks.body_links import Reference
    from archivegen.checks.internal_links import LinkCheck
    from archivegen.checks.link_targets import Addresses
    from archivegen.checks.terms import KnownSections
    from archivegen.loader.frontmatter.yaml_reader import KeyPath
    from archivegen.model.article import Card
    from archivegen.model.problems import Position, Problem

MOST = 100
"""Problems with the references of one article that are shown, at most: more are a machine's."""


@dataclass(frozen=True)
class ArticleCheck:
    """Checks the articles of the site in `root`, one after the other; `now` is in seconds."""

    root: Path
    addresses: Addresses
    links: LinkCheck
    sections: KnownSections
    now: int
    _headlines: Headlines = field(default_factory=Headlines)

    def problems(
        self, article: Article, body: str, references: Sequence[Reference]
    ) -> Iterator[Problem]:
        """The problems of an article with this HTML and these references in it."""
        card = article.card
        file = ArticleFile(self.root, card.path)
        yield from self.sections.problems(file, card)
        yield from self._headlines.problems(file, card)
        yield from without_summary(article)
        yield from self._updated_later(file, card)
        yield from images.lead_image(self.addresses, file, card.image, card.date.instant)
        yield from images.recording(self.addresses, file, card.audio, card.date.instant)
        yield from self._in_body(file, card.date.instant, body, references)

    def problems_of_document(
        self, document: Document, body: str, references: Sequence[Reference]
    ) -> Iterator[Problem]:
        """The problems of a document that is no article, as of an article."""
        file = ArticleFile(self.root, document.path)
        yield from images.lead_image(self.addresses, file, document.image, ALWAYS)
        yield from self._in_body(file, ALWAYS, body, references)

    def _in_body(
        self, file: ArticleFile, instant: int, body: str, references: Sequence[Reference]
    ) -> Iterator[Problem]:
        in_body = chain(
            self.links.problems(file, file.path, instant, body, references),
            images.without_text(file, references),
        )
        yield from islice(in_body, MOST)

    def _updated_later(self, file: ArticleFile, card: Card) -> Iterator[Problem]:
        """A problem, if an article that is published says that it will change."""
        if card.updated and card.date.instant <= self.now < card.updated.instant:
            yield file.document.problem(
                file.document.position_of(("updated",)),
                "`updated` is in the future",
                "write when it last changed: readers, feeds and search engines are told",
                severity="warning",
                kind="updated in the future",
            )

    def files(self, one: Article | Document, references: Sequence[Reference]) -> Iterator[str]:
        """The output paths that a text names anywhere, whether or not there are such files."""
        about = one if isinstance(one, Document) else one.card
        if about.image:
            yield self.addresses.output_of(about.image.src)
        if not isinstance(one, Document) and one.card.audio:
            yield self.addresses.output_of(one.card.audio.src)
        for reference in references:
            yield self.addresses.named(about.path, reference.target)
        for text in images.paths_in(one.extra):
            yield self.addresses.named(about.path, text)


class Outgoing(NamedTuple):
    """Where an article leads to another site: by a reference of its body, or in its front matter.

    `path` is below the content folder.
    """

    path: str
    reference: Reference | None
    keys: tuple[KeyPath, ...] = ()

    def position_in(self, file: ArticleFile) -> Position:
        """Where that stands in the article's file."""
        if self.reference:
            return file.position_of(self.reference)
        return file.document.position_of(*self.keys)


def outside(
    one: Article | Document, references: Sequence[Reference], addresses: Addresses
) -> Iterator[tuple[str, Outgoing]]:
    """The addresses of other sites that a text leads to, without their fragments."""
    about = one if isinstance(one, Document) else one.card
    written = [(reference.target, Outgoing(about.path, reference)) for reference in references]
    if isinstance(one, Article) and one.source and one.source.url:
        written.append((one.source.url, Outgoing(about.path, None, (("source", "url"),))))
    if about.image:
        keys: tuple[KeyPath, ...] = (("image", "src"), ("image",))
        written.append((about.image.src, Outgoing(about.path, None, keys)))
    for target, outgoing in written:
        address = target.partition("#")[0]
        if address.startswith("//"):
            address = f"https:{address}"
        if is_web_address(address) and not addresses.is_own(address):
            yield address, outgoing
