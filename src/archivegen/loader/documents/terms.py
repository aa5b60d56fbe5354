"""Files of terms: `content/_authors/iris-calloway.md` says who Iris Calloway is.

The folder decides the taxonomy of the term. The name of the file is the term's slug, unless the
file gives another.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import Field

from archivegen.loader.documents.heads import DocumentHead
from archivegen.loader.documents.kind import DocumentKind, Identity
from archivegen.loader.documents.texts import head_advice, without_effect
from archivegen.loader.documents.values import (
    Email,
    Links,
    Nature,
    OldNames,
    PartOfTime,
    is_handle,
)
from archivegen.loader.frontmatter.contract import Contract
from archivegen.loader.frontmatter.fields import (  # noqa: TC001 -- pydantic evaluates them
    OptionalText,
    Slug,
)
from archivegen.model.documents.folders import MARK, folder_of
from archivegen.model.documents.term import KIND, TermDetails, profile_address
from archivegen.model.urls import encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.read import Config
    from archivegen.loader.documents.kind import DocumentSource
    from archivegen.loader.frontmatter.document import Document as FileDocument
    from archivegen.loader.frontmatter.validators import Setting
    from archivegen.model.documents.document import Document
    from archivegen.model.problems import Problem
    from archivegen.model.slugs import Slugger
    from archivegen.model.taxonomies import Taxonomy


class TermHead(DocumentHead):
    """The head of a term's file, as the contract has it."""

    name: OptionalText = None
    """Its name; by default, as its articles spell it."""
    slug: Slug = None
    """Its name in addresses; by default, the name of the file."""
    aliases: OldNames = ()
    """Other names for it, such as a former name or a common misspelling, and old addresses of its
    listing, such as `/old-name/`: one, or a list. All of them redirect to it."""
    kind: Nature = None
    """`person` or `organisation`; for authors, `person` by default."""
    role: OptionalText = None
    """The person's role at the paper, shown below the name."""
    email: Email = None
    """An email address for readers; it is public."""
    links: Links = ()
    """Where else it is on the web: addresses, or a handle in the fediverse such as
    `@iris@example.social`; one, or a list."""
    born: PartOfTime = None
    """Date of birth: a year, a month or a day."""
    died: PartOfTime = None
    """Date of death: a year, a month or a day."""
    from_: PartOfTime = Field(default=None, alias="from")
    """When an organisation, section or series began: a year, a month or a day."""
    until: PartOfTime = None
    """When it ended: a year, a month or a day."""
    sort_name: OptionalText = None
    """The name by which lists sort it, such as `Calloway, Iris`."""


WITHOUT_EFFECT = ("indexed", "listed", "translation_of")
"""Keys that other documents have, and that say nothing of a term."""


def _advice(document: FileDocument, front: TermHead, _: Setting) -> Iterator[Problem]:
    yield from head_advice(document, front, {"name": front.name or "", "role": front.role or ""})
    why = "a term is listed where its articles are"
    yield from without_effect(document, WITHOUT_EFFECT, why)


def _make(source: DocumentSource, front: TermHead) -> Document:
    """The file's term; its old addresses are those of all other names by which it goes."""
    config, urls = source.config, source.urls
    taxonomy = config.taxonomies[folder_of(source.path).removeprefix(MARK)]
    slug, names = _names(taxonomy, config.slugger, source.below, front)
    others = [name for name in names if name != slug]
    details = TermDetails(
        taxonomy=taxonomy.name,
        slug=slug,
        name=front.name or "",
        names=tuple(names),
        nature=front.kind,
        role=front.role or "",
        email=front.email or "",
        links=tuple(map(_address, front.links)),
        handle=next(filter(is_handle, front.links), ""),
        begin=front.born or front.from_ or "",
        end=front.died or front.until or "",
        sort_name=front.sort_name or "",
    )
    title = front.name or source.below.rpartition(".")[0].rpartition("/")[2]
    identity = Identity(KIND, f"{taxonomy.name}/{slug}", title, urls.term(taxonomy, slug), details)
    old = [urls.path_of(urls.term(taxonomy, name)) for name in others]
    written = [alias for alias in front.aliases if alias.startswith("/")]
    return replace(source.document(identity, front), aliases=tuple(dict.fromkeys([*old, *written])))


def _names(
    taxonomy: Taxonomy, slugger: Slugger, below: str, front: TermHead
) -> tuple[str, list[str]]:
    """The slug of a term, and those that the names have by which it goes."""
    path = below.rpartition(".")[0].removesuffix("/index")
    *above, own = map(slugger.of_name, path.split("/")[-taxonomy.levels :])
    written = [own, *([slugger.of_name(front.name)] if front.name else [])]
    slugs = ["/".join([*above, name]) for name in written]
    slug = "/".join([*above, slugger.of_name(front.slug)]) if front.slug else slugs[0]
    others = (
        taxonomy.slug_of(alias, slugger) for alias in front.aliases if not alias.startswith("/")
    )
    return slug, [*dict.fromkeys([*slugs, *others])]


def _address(link: str) -> str:
    """The address behind a link: of a name in the fediverse, that of its profile."""
    return profile_address(link) if is_handle(link) else encoded(link)


def _folders(config: Config) -> Iterator[str]:
    return (f"{MARK}{name}" for name in config.taxonomies)


TERMS = DocumentKind(
    _folders,
    Contract(
        TermHead,
        "term",
        _advice,
        lists=("aliases", "links"),
        without_effect=WITHOUT_EFFECT,
        synonyms={
            "title": "name",
            "headline": "name",
            "job": "role",
            "jobtitle": "role",
            "job_title": "role",
            "position": "role",
            "mail": "email",
            "website": "links",
            "url": "links",
            "social": "links",
            "same_as": "links",
            "sameas": "links",
            "also_known_as": "aliases",
            "alias": "aliases",
            "founded": "from",
            "since": "from",
            "photo": "image",
            "portrait": "image",
            "avatar": "image",
            "bio": "summary",
        },
    ),
    _make,
)
"""The kind of documents that files of terms are."""
