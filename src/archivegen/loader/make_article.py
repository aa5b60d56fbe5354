"""Turns the values of a front matter and a body into an `Article`.

The addresses of the article, of its terms and of its lead image are made here, from the site's
configuration.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from archivegen.loader.article_parts import (
    address_of,
    notices_of,
    original_of,
    rights_in_a_line,
    rights_of,
    source_of,
    targets_of,
)
from archivegen.loader.print_place import print_place
from archivegen.model.article import Article, Card, Image, Membership, Term
from archivegen.model.body import box_names
from archivegen.model.languages import direction_of
from archivegen.model.taxonomies import AUTHORS, SECTIONS, TOPICS, levels_of
from archivegen.model.text import tidy
from archivegen.model.vocabulary.identifiers import Identifier
from archivegen.model.vocabulary.kinds import NEWS
from archivegen.model.vocabulary.notices import mark_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.config.read import Config
    from archivegen.loader.frontmatter.members import Member
    from archivegen.loader.frontmatter.plain_heads import ArticleFront
    from archivegen.model.body import Body
    from archivegen.model.documents.naming import Naming
    from archivegen.model.taxonomies import Taxonomy


class ArticleHead(NamedTuple):
    """The head of an article: its front matter, and what it is listed under besides."""

    front: ArticleFront
    members: Mapping[str, tuple[Member, ...]]


class ArticleMaker:
    """Makes articles of one site, with the naming of its files of terms."""

    def __init__(self, config: Config, names: Naming) -> None:
        self._config, self._names = config, names
        self._urls, self._slugger = config.urls, config.slugger
        # The same names come again and again.
        self._term = lru_cache(maxsize=8192)(self._make_term)

    def article(self, path: str, head: ArticleHead, body: Body, body_key: bytes) -> Article:
        """The article in a file, given by its path below the content folder."""
        front = head.front
        section = self._term(SECTIONS, front.section or "")
        language = front.language or self._config.language
        own = language != self._config.language
        noted, rights = tuple(notices_of(front)), rights_of(front)
        card = Card(
            path=path,
            url=address_of(self._urls, front) or self._permalink(path, front, section),
            headline=front.headline,
            section=section,
            date=front.date,
            updated=front.updated,
            standfirst=front.summary or tidy(body.excerpt),
            authors=tuple(self._term(AUTHORS, name) for name in front.authors),
            tags=tuple(self._term(TOPICS, name) for name in front.tags),
            image=self._image(path, front),
            language=language if own else "",
            direction=direction_of(language) if own else "",
            id=front.id or "",
            rights=rights_in_a_line(rights),
            kind=front.kind if front.kind != NEWS else "",
            mark=mark_of([notice.type for notice in noted]),
        )
        return Article(
            card=card,
            summary=front.summary or "",
            location=front.location or "",
            source=source_of(front),
            notices=noted,
            rights=rights,
            listed=front.listed,
            indexed=front.indexed,
            aliases=front.aliases,
            targets=targets_of(body, noted),
            translation_of=original_of(path, front.translation_of),
            body=body_key,
            terms=self._memberships(head.members),
            extra=front.extra,
            boxes=box_names(body.html),
            print=print_place(front, self._urls, self._slugger),
            template=front.template or "",
            identifiers=tuple(starmap(Identifier, front.identifiers)),
        )

    def _permalink(self, path: str, front: ArticleFront, section: Term) -> str:
        language, slugger = front.language or self._config.language, self._slugger
        return self._urls.article(
            self._config.permalink,
            front.date,
            slug=slugger.of_text(front.slug or front.headline, language),
            name=slugger.of_text(front.slug, language)
            if front.slug
            else slugger.of_file(path, language),
            section=section.slug,
            language=language,
        )

    def _memberships(
        self, members: Mapping[str, tuple[Member, ...]]
    ) -> dict[str, tuple[Membership, ...]]:
        return {
            name: tuple(Membership(self._term(name, each.name), each.part) for each in found)
            for name, found in members.items()
        }

    def _make_term(self, taxonomy: str, name: str) -> Term:
        kind = self._config.taxonomies[taxonomy]
        parts = levels_of(name) if kind.levels > 1 else (name,)
        above = self._term(taxonomy, "/".join(parts[:-1])) if parts[1:] else None
        own = self._slugger.of_name(parts[-1])
        named = self._names.of(taxonomy, f"{above.slug}/{own}" if above else own)
        slug, called = named.slug, named.name
        parent = self._parent(kind, slug, above)
        return Term(called or parts[-1], slug, self._urls.term(kind, slug), parent)

    def _parent(self, kind: Taxonomy, slug: str, named: Term | None) -> Term | None:
        """The term above one with this slug, which may be another than the article names."""
        above = slug.rpartition("/")[0]
        if not above or (named and named.slug == above):
            return named if above else None
        called = self._names.of(kind.name, above).name or above.replace("-", " ").capitalize()
        return Term(called, above, self._urls.term(kind, above))

    def _image(self, path: str, front: ArticleFront) -> Image | None:
        image = front.image
        if image is None:
            return None
        src = self._urls.beside(path, image.src)
        return Image(src, image.alt or "", image.caption or "", image.credit or "")
