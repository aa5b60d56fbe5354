"""Plain heads: simple front matter of texts, names and dates, validated without pydantic.

The contract (`schema`) is authoritative, and reports errors. It needs pydantic, which is slow to
import. So front matter that has only the keys below, each with a valid value, is checked here, by
the contract's own validators. Everything else goes to the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from archivegen.loader.frontmatter import scalars, validators
from archivegen.loader.frontmatter.dates import date_of, moment_of
from archivegen.loader.frontmatter.nothing import said
from archivegen.loader.frontmatter.scalars import WrongValueError, text_of
from archivegen.model.vocabulary.kinds import NEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from archivegen.loader.frontmatter.document import Document
    from archivegen.loader.frontmatter.schema import FrontMatter
    from archivegen.loader.frontmatter.validators import Setting
    from archivegen.model.times import Moment


class PlainHead(NamedTuple):
    """The head of an article, as the contract has it; the last of these have no value here."""

    headline: str
    date: Moment
    section: str
    updated: Moment | None = None
    kind: str = NEWS
    summary: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    slug: str | None = None
    location: str | None = None
    url: str | None = None
    id: str | None = None
    rights: str | None = None
    published_by: str | None = None
    accessible: bool = True
    aliases: tuple[str, ...] = ()
    language: str | None = None
    translation_of: str | None = None
    listed: bool = True
    indexed: bool = True
    template: str | None = None
    draft: bool = False
    image: None = None
    audio: None = None
    source: None = None
    corrections: tuple[()] = ()
    print: None = None
    notices: tuple[()] = ()
    licence: None = None
    identifiers: tuple[()] = ()
    extra: dict[str, Any] = {}  # noqa: RUF012 -- of a tuple; nothing is put in


ArticleFront: TypeAlias = "FrontMatter | PlainHead"
"""The front matter of an article, whoever has checked it."""


class _Validation(NamedTuple):
    """What a validator is told besides the value, as pydantic tells it."""

    context: Setting


_ALONE: Mapping[str, Callable[[object], Any]] = {
    "headline": text_of,
    "summary": text_of,
    "slug": validators.slug_part,
    "location": text_of,
    "url": validators.own_address_of,
    "id": validators.feed_id_of,
    "rights": text_of,
    "published_by": text_of,
    "accessible": scalars.flag_of,
    "aliases": validators.aliases_of,
    "language": validators.language_tag,
    "translation_of": validators.original_of,
    "listed": scalars.flag_of,
    "indexed": scalars.flag_of,
    "template": validators.template_name_of,
    "draft": scalars.flag_of,
}
"""What checks a value that has to be known for that."""

_ON_SITE: Mapping[str, Callable[[object, _Validation], Any]] = {
    "date": date_of,
    "updated": moment_of,
    "section": validators.section_of,
    "kind": validators.kind_of,
    "authors": validators.names_of,
    "tags": validators.terms_of,
}
"""What checks a value by what the site is like."""

_KEYS = _ALONE.keys() | _ON_SITE.keys()
_REQUIRED = ("headline", "date", "section")
_OPTIONAL = PlainHead._field_defaults.keys() - {"extra"}


def plain_head(document: Document, values: Mapping[str, Any], setting: Setting) -> PlainHead | None:
    """The head of an article, if it is plain and has nothing wrong; else None.

    `values` are those of the document, completed with defaults.
    """
    # A key within another, or one that is there twice, has a position of its own.
    is_flat = len(document.key_positions) == len(document.values)
    if document.faults or not is_flat:
        return None
    values = said(values, _OPTIONAL)
    if not values.keys() <= _KEYS or any(values.get(key) is None for key in _REQUIRED):
        return None
    validation = _Validation(setting)
    try:
        return PlainHead(
            **{
                key: check(value)
                if (check := _ALONE.get(key))
                else _ON_SITE[key](value, validation)
                for key, value in values.items()
            }
        )
    except WrongValueError:
        return None
