"""Unknown keys: what a key that the contract lacks was meant to be, and what to write instead.

Other generators have other names for the same things. Where one of them holds an article back, as
`published: false` does, it is an error until it is rewritten as an archivegen key. Otherwise, texts
not meant for readers would be published.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.loader.frontmatter.yaml_reader import Untyped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.loader.frontmatter.contract import Contract
    from archivegen.loader.frontmatter.document import Document
    from archivegen.model.problems import Position, Problem

MAX_NESTED = 3
"""Steps to a key that the contract knows, at most: `corrections`, its number, `date`."""

NEAR = 0.7
"""How alike a slip and the key that was meant are, at least: difflib's ratio."""

_ELSEWHERE = {
    "headline": "title heading name",
    "date": "pubdate publishdate publish_date published_at date_published created created_at "
    "published_on publishedat",
    "updated": "lastmod modified last_modified last_modified_at lastmodified updated_at "
    "updatedate date_modified update_date",
    "section": "category categories channel",
    "kind": "type genre article_type articletype format",
    "summary": "description excerpt abstract subtitle subheadline standfirst dek deck lead lede "
    "teaser intro",
    "authors": "author byline writer creator contributors",
    "tags": "keywords topics labels subjects",
    "slug": "basename path",
    "url": "permalink",
    "id": "guid uuid",
    "licence": "license",
    "rights": "copyright copyright_notice",
    "published_by": "agency",
    "accessible": "free paywall isaccessibleforfree",
    "location": "dateline place city",
    "image": "cover cover_image coverimage featured_image feature_image featuredimage thumbnail "
    "banner hero og_image photo picture",
    "audio": "podcast recording enclosure sound mp3 audio_file audio_url",
    "source": "origin publisher original_source",
    "corrections": "corrigenda errata",
    "notices": "notice editors_note editors_notes retraction retracted",
    "aliases": "redirect_from redirects old_urls old_url redirect",
    "language": "lang locale",
    "translation_of": "translation original",
    "indexed": "noindex index robots",
    "template": "layout",
}
_MEANT = {name: key for key, names in _ELSEWHERE.items() for name in names.split()}
_MORE = {
    "categories": " Whatever else it is about goes under `tags`",
}
_KEPT_BACK = {
    "published": "no",
    "publish": "no",
    "hidden": "yes",
    "private": "yes",
    "unlisted": "yes",
    "unpublished": "yes",
    "status": "draft private pending hidden trash unpublished idea inactive future",
    "visibility": "private hidden",
    "state": "draft private pending hidden trash unpublished",
}
"""Keys that keep an article back elsewhere, and their values that do."""

_KEPT_BACK_BY = {"unlisted": "listed: false"}
"""What is meant by keys that do not keep everybody from an article."""


class UnknownKey(NamedTuple):
    """A key that the contract lacks, its position, and the key that was probably meant, if any."""

    name: str
    position: Position
    meant: str
    is_nested: bool


def unknown_keys(document: Document, contract: Contract[Any]) -> Iterator[UnknownKey]:
    """The unknown keys of a document, as far inside as the contract has keys."""
    for where, position in document.key_positions.items():
        key = str(where[-1])
        names = contract.keys if len(where) == 1 else contract.nested_keys.get(where[0])
        if names is None or key in names or len(where) > MAX_NESTED:
            continue
        meant = ""
        if len(where) == 1:
            name = key.lower().replace("-", "_")
            meant = contract.synonyms.get(name, meant_elsewhere(name))
        if meant not in names:
            meant = next(iter(get_close_matches(key.lower(), names, 1, NEAR)), "")
        yield UnknownKey(key, position, meant, is_nested=len(where) > 1)


def meant_elsewhere(name: str) -> str:
    """The key that another generator's key means, such as `headline` for `title`, or nothing."""
    return _MEANT.get(name.lower().replace("-", "_"), "")


def keeps_back(name: str, text: str) -> bool:
    """Whether a key of another generator with this value keeps an article from its readers."""
    text = text.strip().lower()
    text = {"true": "yes", "on": "yes", "false": "no", "off": "no"}.get(text, text)
    return text in _KEPT_BACK.get(name.lower(), "").split()


def problem_of(document: Document, key: UnknownKey, noun: str) -> Problem:
    """The problem of an unknown key: a warning, or an error if it holds the article back."""
    # Whoever knows the keys of a contract has imported this, too.
    from archivegen.loader.frontmatter.schema import FrontMatter  # noqa: PLC0415

    message = f"unknown key `{key.name}`"
    if not key.is_nested and "draft" not in document.values and _is_kept_back(document, key.name):
        return document.problem(
            key.position,
            f"{message}: with it alone, the {noun} would be published",
            f"write `{_KEPT_BACK_BY.get(key.name.lower(), 'draft: true')}` instead, "
            f"or take it out to publish the {noun}",
        )
    hint = "a site's own keys go under `extra`"
    if key.name.lower() in _KEPT_BACK and not key.is_nested:
        hint = f"{_with_article(noun)} is published unless it has `draft: true`"
    elif key.meant:
        more = _MORE.get(key.name, "") if key.meant in {"section", "slug"} else ""
        hint = f"did you mean `{key.meant}`?{more}"
    elif key.name in FrontMatter.model_fields and not key.is_nested:
        hint = f"articles have it, and {_with_article(noun)} does not: take it out"
    return document.problem(key.position, message, hint, severity="warning", kind="unknown key")


def instead_of(missing: str, unknown: list[UnknownKey]) -> UnknownKey | None:
    """The unknown key that was meant as one that is missing."""
    return next((key for key in unknown if key.meant == missing and not key.is_nested), None)


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _is_kept_back(document: Document, name: str) -> bool:
    value: Any = document.values.get(name)
    return keeps_back(name, value.text if isinstance(value, Untyped) else str(value))
