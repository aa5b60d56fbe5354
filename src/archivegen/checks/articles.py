"""Articles: all that can be wrong with one of them, seen with the rest of the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from archivegen.checks import images
from archivegen.checks.article_file import ArticleFile
from archivegen.checks.headlines import Headlines
from archivegen.checks.unpublished import without_summary
from archivegen.model.links import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.checks.body_links import Reference
    from archivegen.checks.internal_links import LinkCheck
    from archivegen.checks.link_targets import Addresses
    from archivegen.checks.terms import KnownSections
    from archivegen.loader.frontmatter.yaml_reader import KeyPath
    from archivegen.model.article import Article, Card
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
        yield from images.lead_image(self.addresses, file, article)
        in_body = chain(
            self.links.problems(file, card.path, card.date.instant, body, references),
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

    def files(self, article: Article, references: Sequence[Reference]) -> Iterator[str]:
        """The output paths that an article names anywhere, whether or not there are such files."""
        card = article.card
        if card.image:
            yield self.addresses.output_of(card.image.src)
        for reference in references:
            yield self.addresses.named(card.path, reference.target)
        for text in images.paths_in(article.extra):
            yield self.addresses.named(card.path, text)


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
    article: Article, references: Sequence[Reference], addresses: Addresses
) -> Iterator[tuple[str, Outgoing]]:
    """The addresses of other sites that an article leads to, without their fragments."""
    card = article.card
    written = [(reference.target, Outgoing(card.path, reference)) for reference in references]
    if article.source and article.source.url:
        written.append((article.source.url, Outgoing(card.path, None, (("source", "url"),))))
    if card.image:
        keys: tuple[KeyPath, ...] = (("image", "src"), ("image",))
        written.append((card.image.src, Outgoing(card.path, None, keys)))
    for target, outgoing in written:
        address = target.partition("#")[0]
        if address.startswith("//"):
            address = f"https:{address}"
        if is_web_address(address) and not addresses.is_own(address):
            yield address, outgoing
