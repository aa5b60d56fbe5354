"""References: the citation data of an article, for reference managers.

Pure functions. The meta elements follow what Zotero's translator "Embedded Metadata" reads
(https://github.com/zotero/translators): the names of Highwire Press, which Google Scholar knows
as well, and Dublin Core (https://www.dublincore.org/specifications/dublin-core/dcmi-terms/). The
files are RIS and CSL-JSON (https://github.com/citation-style-language/schema).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from archivegen.model.names import given_and_surname, inverted
from archivegen.model.vocabulary.identifiers import value_in
from archivegen.model.vocabulary.notices import STATUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.article import Card, PrintPlace
    from archivegen.model.times import Moment
    from archivegen.model.vocabulary.identifiers import Identifier

RIS_TYPE = "application/x-research-info-systems"
CSL_TYPE = "application/vnd.citationstyles.csl+json"

_ENCODER = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited of an article; texts may be empty.

    Of one that was printed, it is that of the newspaper's issue, with its day and page.
    """

    title: str
    """The headline, with what became of the article: `[Retracted]`."""
    authors: tuple[str, ...]
    """The names of the authors."""
    publication: str
    """The newspaper."""
    date: Moment
    """When it appeared, or as much of it as is known."""
    language: str
    """The tag of its language."""
    url: str
    """Its whole address."""
    volume: str = ""
    """The volume of the issue."""
    number: str = ""
    """The number of the issue."""
    edition: str = ""
    """The edition, if the day had several."""
    section: str = ""
    """The section of the issue."""
    page: str = ""
    """The page or pages."""
    identifiers: tuple[Identifier, ...] = ()
    """The names that it has in registries."""

    @property
    def doi(self) -> str:
        """Its DOI, or empty."""
        return value_in(self.identifiers, "doi")

    @property
    def name(self) -> str:
        """The name of a file with it, without an ending: that of the article in its address."""
        last = unquote(self.url).rstrip("/").rpartition("/")[2]
        return last.removesuffix(".html") or "article"


def title_of(card: Card) -> str:
    """The headline of an article as it is cited: a full stop follows, whatever stands there."""
    return card.headline.rstrip(".")


def reference_of(  # noqa: PLR0913, PLR0917 -- what is cited
    card: Card,
    publication: str,
    url: str,
    language: str,
    printed: PrintPlace | None = None,
    identifiers: tuple[Identifier, ...] = (),
) -> Reference:
    """The reference of an article that stands at a whole address in a publication.

    `language` is that of articles which have none of their own, and `identifiers` are the names
    that it has in registries.
    """
    status = STATUS.get(card.mark)
    title = f"{title_of(card)} [{status}]" if status else title_of(card)
    authors = tuple(author.name for author in card.authors)
    if printed is None:
        return Reference(
            title,
            authors,
            publication,
            card.date,
            card.language or language,
            url,
            identifiers=identifiers,
        )
    return Reference(
        title,
        authors,
        printed.publication or publication,
        printed.date,
        card.language or language,
        url,
        printed.volume,
        printed.number,
        printed.edition,
        printed.section,
        printed.page,
        identifiers,
    )


def citation_metadata(one: Reference, rights: str = "") -> list[tuple[str, str]]:
    """The names and contents of meta elements; `rights` says who has the rights in the article.

    Highwire Press has names for journals alone, so it is `DC.type` by which Zotero takes it for an
    article of a newspaper.
    """
    day = _day(one.date, "/")
    authors = [inverted(name) for name in one.authors]
    found = [
        ("citation_title", one.title),
        *(("citation_author", author) for author in authors),
        ("citation_publication_date", day),
        ("citation_journal_title", one.publication),
        ("citation_volume", one.volume),
        ("citation_issue", one.number),
        ("citation_firstpage", one.page),
        ("citation_language", one.language),
        ("citation_public_url", one.url),
        ("citation_doi", one.doi),
        ("DC.title", one.title),
        *(("DC.creator", author) for author in authors),
        ("DC.date", day.replace("/", "-")),
        ("DC.type", "newspaperArticle"),
        ("DC.source", one.publication),
        ("DC.language", one.language),
        ("DC.identifier", one.url),
        *(("DC.identifier", other.url or other.name) for other in one.identifiers),
        ("DC.rights", rights),
    ]
    return [(name, content) for name, content in found if content]


def ris(one: Reference) -> str:
    """A file of RIS: a line for each field, in the order in which Zotero writes them."""
    fields = [
        ("TY", "NEWS"),
        ("TI", one.title),
        *(("AU", inverted(name)) for name in one.authors),
        ("T2", one.publication),
        ("DA", _day(one.date, "/")),
        ("PY", f"{one.date.year:04}"),
        ("VL", one.volume),
        ("IS", one.number),
        ("ET", one.edition),
        ("SE", one.section),
        ("SP", one.page),
        ("LA", one.language),
        ("DO", one.doi),
        ("UR", one.url),
    ]
    lines = (f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in fields if text)
    return "".join(lines) + "ER  - \r\n"


def csl_json(one: Reference) -> str:
    """A file of CSL-JSON: a list of this one reference."""
    date = [part for part in (one.date.year, one.date.month, one.date.day) if part]
    fields: dict[str, Any] = {
        "id": one.url,
        "type": "article-newspaper",
        "title": one.title,
        "author": list(_csl_authors(one.authors)),
        "container-title": one.publication,
        "issued": {"date-parts": [date]},
        "volume": one.volume,
        "issue": one.number,
        "edition": one.edition,
        "section": one.section,
        "page": one.page,
        "language": one.language,
        "DOI": one.doi,
        "URL": one.url,
    }
    return _ENCODER.encode([{key: value for key, value in fields.items() if value}])


def download(text: str, media_type: str) -> str:
    """The address of a file that is nowhere but in the address itself (RFC 2397).

    So an archive has no more files than pages, and what a page offers changes with the page.
    """
    return f"data:{media_type};charset=utf-8,{quote(text, safe='')}"


# Most of an archive is written by a few.
@lru_cache(maxsize=8192)
def _csl_author(name: str) -> dict[str, str]:
    given, surname = given_and_surname(name)
    return {"family": surname, "given": given} if given else {"literal": name}


def _csl_authors(names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    return map(_csl_author, names)


def _day(date: Moment, separator: str) -> str:
    """Year, month and day, as far as they are known."""
    parts = [f"{date.year:04}", *(f"{part:02}" for part in (date.month, date.day) if part)]
    return separator.join(parts)
