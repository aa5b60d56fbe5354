"""Structured data: what a page says to machines, as JSON-LD with schema.org's words.

https://schema.org/NewsArticle and https://developers.google.com/search/docs/appearance/structured-data/article
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archivegen.article import Article
    from archivegen.page import Site
    from archivegen.urls import Urls


def news_article(article: Article, site: Site, urls: Urls) -> dict[str, Any]:
    """An article as a schema.org NewsArticle; what the article lacks is left out."""
    card = article.card
    address = urls.absolute(card.url)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": card.headline,
        "description": card.standfirst,
        "datePublished": card.date.iso,
        "dateModified": (card.updated or card.date).iso,
        "inLanguage": card.language or site.language,
        "articleSection": card.section.name,
        "keywords": [tag.name for tag in article.tags],
        "author": [
            {"@type": "Person", "name": author.name, "url": urls.absolute(author.url)}
            if site.indexes.authors
            else {"@type": "Person", "name": author.name}
            for author in card.authors
        ],
        "image": [urls.absolute(card.image.src)] if card.image else [],
        "locationCreated": article.location and {"@type": "Place", "name": article.location},
        "correction": [made.text for made in article.corrections],
        "isBasedOn": article.source.url if article.source else "",
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": site.title,
            "url": site.url,
            "logo": site.logo and urls.absolute(site.logo),
        },
    }
    data["publisher"] = _filled(data["publisher"])
    return _filled(data)


def _filled(data: Any) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
