"""The addresses of what a text links to, and of what stands in the place of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.documents.find import linked_addresses
from archivegen.model.links import fragment_of, linked_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivegen.model.article import Article
    from archivegen.pages.page import Links, Planning


def links_of(planning: Planning, article: Article) -> Links:
    """The addresses of the files that the body of an article links to."""
    return links_from(planning, article.card.path, article.targets)


def links_from(planning: Planning, path: str, targets: Sequence[str]) -> Links:
    """The addresses of what a text in the file at a path links to.

    That of an article or a document follows it.
    """
    urls = planning.urls
    addresses = linked_addresses(planning.catalog, path) if targets else {}
    links = []
    for target in targets:
        linked = linked_article(path, target)
        if linked in addresses:
            links.append((target, addresses[linked] + fragment_of(target)))
        else:
            links.append((target, urls.beside(path, target)))
    return tuple(links)


def replacements_of(planning: Planning, article: Article) -> dict[str, str]:
    """The addresses of what stands in the place of an article, by what it writes of that.

    As far as these are published.
    """
    written = [notice.by for notice in article.notices if notice.by]
    if not written:
        return {}
    path = article.card.path
    addresses = linked_addresses(planning.catalog, path)
    linked = ((by, linked_article(path, by)) for by in written)
    return {by: addresses[file] for by, file in linked if file in addresses}
