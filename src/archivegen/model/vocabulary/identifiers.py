"""Identifiers: persistent names that registries give to articles, and where they are resolved.

- DOI: https://www.doi.org/doi-handbook/HTML/
- ARK: https://www.ietf.org/archive/id/draft-kunze-ark-39.html
- Handle: RFC 3651
- URN: RFC 8141
- Trove: https://trove.nla.gov.au/about/create-something/using-api
- Wikidata: https://www.wikidata.org/wiki/Wikidata:Identifiers
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from archivegen.model.links import is_web_address
from archivegen.model.urls import encoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Scheme(NamedTuple):
    """A scheme that is known: what readers call it, and the form of its identifiers.

    `form` has the identifier as its first group, without the words and hosts that may stand before
    it; `resolver` is the address that it is put behind, or empty.
    """

    label: str
    form: re.Pattern[str]
    resolver: str
    example: str


def _scheme(label: str, form: str, resolver: str, example: str) -> Scheme:
    return Scheme(label, re.compile(form, re.IGNORECASE | re.ASCII), resolver, example)


SCHEMES: Mapping[str, Scheme] = {
    "doi": _scheme(
        "DOI",
        r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}(?:\.\d+)*/[^\s\\{}]+)",
        "https://doi.org/",
        "10.1234/abc",
    ),
    "ark": _scheme(
        "ARK",
        r"(?:https?://[^/\s]+/)?(ark:/?[0-9bcdfghjkmnpqrstvwxz]{5,16}/[\w=~*+@$./%-]+)",
        "https://n2t.net/",
        "ark:12345/x6np1wh8k",
    ),
    "handle": _scheme(
        "Handle",
        r"(?:https?://hdl\.handle\.net/|hdl:)?(\d[\w.-]*/[^\s\\{}]+)",
        "https://hdl.handle.net/",
        "2027/mdp.39015012345678",
    ),
    "urn": _scheme("URN", r"(urn:[a-z\d][a-z\d-]{1,30}:[^\s\\{}]+)", "", "urn:nbn:de:101:1-2019"),
    "trove": _scheme(
        "Trove",
        r"(?:https?://)?(?:nla\.gov\.au/)?(?:nla\.news-article)?(\d{1,12})",
        "https://nla.gov.au/nla.news-article",
        "18350432",
    ),
    "wikidata": _scheme(
        "Wikidata",
        r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q\d{1,12})",
        "https://www.wikidata.org/wiki/",
        "Q42",
    ),
}
"""The schemes that are known, by their names."""

PERSISTENT = ("doi", "ark", "handle")
"""Schemes whose resolvers promise to last, so that it is their address which is cited."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of an article in a registry."""

    scheme: str
    """The name of its scheme: `doi`, `ark`, or one of the site's own."""
    value: str
    """The identifier alone, without its resolver: `10.1234/abc`."""

    @property
    def label(self) -> str:
        """The label of its scheme: `DOI`."""
        known = SCHEMES.get(self.scheme)
        return known.label if known else self.scheme

    @property
    def url(self) -> str:
        """The address that resolves it, or empty."""
        known = SCHEMES.get(self.scheme)
        if known is None:
            return encoded(self.value) if is_web_address(self.value) else ""
        return known.resolver and encoded(f"{known.resolver}{self.value}").replace("#", "%23")

    @property
    def name(self) -> str:
        """The identifier with its scheme, for lists of several: `doi:10.1234/abc`."""
        is_named = self.value.lower().startswith(f"{self.scheme}:")
        return self.value if is_named else f"{self.scheme}:{self.value}"


def plain_value(scheme: str, written: str) -> str | None:
    """The identifier that is written, without what only leads to it; None if it has another form.

    Of a scheme that is not known, whatever is written is one.
    """
    known = SCHEMES.get(scheme)
    if known is None:
        return written
    match = known.form.fullmatch(written)
    return match[1] if match else None


def value_in(identifiers: Iterable[Identifier], scheme: str) -> str:
    """The identifier of a scheme among some, or nothing."""
    return next((one.value for one in identifiers if one.scheme == scheme), "")


def address_to_cite(identifiers: Iterable[Identifier]) -> str:
    """The address at which an article will be found even should its site move; or nothing."""
    found = {one.scheme: one.url for one in identifiers}
    return next((found[scheme] for scheme in PERSISTENT if scheme in found), "")
