"""JSON-LD: a page's structured data, in schema.org's terms.

https://schema.org/NewsArticle and https://developers.google.com/search/docs/appearance/structured-data
It uses only absolute addresses, so a site without `base_url` has none of it. What an article or the
site lacks is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from archivegen.model.taxonomies import AUTHORS
from archivegen.model.vocabulary.kinds import NEWS, TYPES
from archivegen.model.vocabulary.notices import STATUS
from archivegen.renderer.json_ld_terms import author_data, term_data
from archivegen.renderer.json_ld_things import (
    audio_of,
    corrections_of,
    filled,
    identifier_of,
    place_in_print,
    section_of,
    source_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from archivegen.model.article import Article, Card, PrintPlace, Term
    from archivegen.model.documents.document import Document
    from archivegen.model.taxonomies import Taxonomy
    from archivegen.model.urls import Urls
    from archivegen.pages.page import Site
    from archivegen.pages.profiles.profile import Profile
    from archivegen.pages.series import Series

_CONTEXT = {"@context": "https://schema.org"}


def structured_data(site: Site, urls: Urls) -> dict[str, Callable[..., dict[str, Any]]]:
    """The functions that make structured data of a site, by the names that templates use."""
    functions = _Structured(site, urls)
    return {
        "news_article": functions.news_article,
        "collection_page": functions.collection_page,
        "web_page": functions.web_page,
        "about_term": functions.about_term,
        "website": functions.website,
        "breadcrumb_list": functions.breadcrumb_list,
    }


class _Structured:
    """The functions for one site."""

    def __init__(self, site: Site, urls: Urls) -> None:
        self._site, self._urls = site, urls

    def news_article(
        self,
        article: Article,
        versions: Sequence[Card] = (),
        original: Card | None = None,
        series: Sequence[Series] = (),
        profiles: Sequence[Profile] = (),
    ) -> dict[str, Any]:
        """An article as a NewsArticle, or as its kind has it, with its versions and its series.

        `profiles` say of its authors who they are.
        """
        known = {profile.term.slug: profile for profile in profiles}
        card, address = article.card, self._urls.absolute(article.card.url)
        rights = article.rights
        has_authors = self._site.taxonomies[AUTHORS].pages and article.listed
        # In the order in which `tojson` writes them, so that it has little to sort.
        return filled({
            **_CONTEXT,
            "@id": address,
            "@type": self._type(card),
            "articleSection": section_of(card.section),
            "audio": card.audio and audio_of(card.audio, self._urls.absolute(card.audio.src)),
            "author": [
                self._author(author, known.get(author.slug), has_page=has_authors)
                for author in card.authors
            ],
            "copyrightNotice": rights.notice,
            "correction": corrections_of(article.notices),
            "creativeWorkStatus": STATUS.get(card.mark),
            "dateModified": (card.updated or card.date).iso,
            "datePublished": card.date.iso,
            "description": card.standfirst,
            "headline": card.headline,
            "identifier": [identifier_of(one) for one in article.identifiers],
            "image": [self._urls.absolute(card.image.src)] if card.image else [],
            "inLanguage": card.language or self._site.language,
            "isAccessibleForFree": rights.is_free,
            "isBasedOn": source_of(article.source) if article.source else None,
            "keywords": [tag.name for tag in article.tags],
            "license": rights.licence_url or rights.licence,
            "locationCreated": article.location and {"@type": "Place", "name": article.location},
            "mainEntityOfPage": address,
            "publisher": self._publisher(rights.publisher),
            "url": address,
            **self._translations(card, versions, original),
            **self._relations(article),
            **(place_in_print(article.print) if article.print else {}),
            "position": next((one.number for one in series if one.number), None),
        })  # fmt: skip

    def _type(self, card: Card) -> str:
        own = self._site.kinds.get(card.kind)
        return (own and own.type) or TYPES.get(card.kind, TYPES[NEWS])

    def _issue(self, place: PrintPlace, *, has_page: bool) -> dict[str, Any]:
        """The printed issue in which an article stood (schema.org/PublicationIssue)."""
        newspaper = {"@type": "Newspaper", "name": place.publication or self._site.title}
        volume = place.volume and {
            "@type": "PublicationVolume",
            "isPartOf": newspaper,
            "volumeNumber": place.volume,
        }
        url = self._urls.absolute(place.url) if has_page else ""
        return filled({
            "@id": url,
            "@type": "PublicationIssue",
            "datePublished": place.date.iso,
            "isPartOf": volume or newspaper,
            "issueNumber": place.number,
            "url": url,
        })  # fmt: skip

    def _relations(self, article: Article) -> dict[str, list[dict[str, Any]]]:
        """What an article is a part of, is about, and what else the site says of taxonomies."""
        # What is not listed may be all that there is of an issue or a term.
        place, has_issues = article.print, self._site.indexes.issues and article.listed
        related = {"isPartOf": [self._issue(place, has_page=has_issues)] if place else []}
        for taxonomy in self._site.taxonomies.values():
            if taxonomy.json_ld:
                terms = article.terms_in(taxonomy.name)
                has_page = taxonomy.pages and article.listed
                found = [self._thing(taxonomy, term, has_page=has_page) for term in terms]
                related.setdefault(taxonomy.json_ld, []).extend(found)
        return related

    def _author(self, author: Term, profile: Profile | None, *, has_page: bool) -> dict[str, Any]:
        # A byline may name an agency or a desk, which a reader can tell from a person, or a file.
        url = self._urls.absolute(author.url) if has_page else ""
        return author_data(author, profile, url, self._urls)

    def about_term(self, profile: Profile, kind: str) -> dict[str, Any]:
        """What a term's file says of it, as a thing of a type, such as `Person`."""
        return _CONTEXT | term_data(profile, kind, self._urls)

    def _thing(self, taxonomy: Taxonomy, term: Term, *, has_page: bool) -> dict[str, Any]:
        url = self._urls.absolute(term.url) if has_page else ""
        return filled({"@type": taxonomy.type, "name": term.name, "url": url})

    def _publisher(self, name: str = "") -> dict[str, Any]:
        if name:
            return {"@type": "Organization", "name": name}
        site = self._site
        logo = site.logo and {"@type": "ImageObject", "url": self._urls.absolute(site.logo)}
        return filled({
            "@type": "NewsMediaOrganization",
            "@id": f"{site.url}#publisher",
            "name": site.title,
            "url": site.url,
            "logo": logo,
        })  # fmt: skip

    def _translations(
        self, card: Card, versions: Sequence[Card], original: Card | None
    ) -> dict[str, Any]:
        if original and original.path != card.path:
            return {"translationOfWork": self._version(original)}
        others = [self._version(other) for other in versions if other.path != card.path]
        return {"workTranslation": others if original else []}

    def _version(self, card: Card) -> dict[str, Any]:
        return {
            "@type": self._type(card),
            "@id": self._urls.absolute(card.url),
            "inLanguage": card.language or self._site.language,
        }

    def collection_page(self, url: str, name: str, description: str = "") -> dict[str, Any]:
        """A page that lists articles, as a CollectionPage; `url` is its address."""
        address = self._urls.absolute(url)
        return _CONTEXT | filled({
            "@type": "CollectionPage",
            "@id": address,
            "url": address,
            "name": _plain(name),
            "description": _plain(description),
            "inLanguage": self._site.language,
            "isPartOf": {"@type": "WebSite", "@id": f"{self._site.url}#website"},
        })  # fmt: skip

    def web_page(self, document: Document) -> dict[str, Any]:
        """A page that is no article, as a WebPage."""
        address = self._urls.absolute(document.url)
        return _CONTEXT | filled({
            "@type": "WebPage",
            "@id": address,
            "url": address,
            "name": document.title,
            "description": document.summary,
            "image": [self._urls.absolute(document.image.src)] if document.image else [],
            "inLanguage": document.language or self._site.language,
            "isPartOf": {"@type": "WebSite", "@id": f"{self._site.url}#website"},
            "publisher": self._publisher(),
        })  # fmt: skip

    def website(self) -> dict[str, Any]:
        """The site as a WebSite, which can be searched where it has a search page."""
        site = self._site
        search = site.search_url and {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{self._urls.absolute(site.search_url)}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        }
        return _CONTEXT | filled({
            "@type": "WebSite",
            "@id": f"{site.url}#website",
            "url": site.url,
            "name": site.title,
            "description": site.description,
            "inLanguage": site.language,
            "publisher": self._publisher() | site.policies,
            "potentialAction": search,
        })  # fmt: skip

    def breadcrumb_list(self, trail: Iterable[tuple[object, str]], here: object) -> dict[str, Any]:
        """Where a page stands: the title and address of each page above it, and its own title."""
        above = [(self._site.title, self._urls.home()), *trail]
        items: list[dict[str, Any]] = [
            {"name": _plain(name), "item": self._urls.absolute(url)} for name, url in above
        ]
        items.append({"name": _plain(here)})
        return _CONTEXT | {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, **item}
                for position, item in enumerate(items, 1)
            ],
        }


def _plain(text: object) -> str:
    """The words of what a template made, where `&` is itself."""
    return text.unescape() if isinstance(text, Markup) else str(text)
