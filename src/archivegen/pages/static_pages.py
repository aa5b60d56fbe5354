"""Pages that are no articles, such as an imprint, and the redirects from their old addresses.

Each is a slice of its own: it shows itself, its versions in other languages, and nothing of the
archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.documents.find import document_keys, documents_at, language_versions
from archivegen.model.documents.page import KIND, page_details
from archivegen.model.links import alias_path
from archivegen.pages.articles import REDIRECT, RedirectData, links_from
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice, pictures_at
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.read import Config
    from archivegen.model.documents.document import Document


@dataclass(frozen=True, slots=True)
class StaticPageData:
    """A page that is no article."""

    document: Document
    """The page."""
    versions: tuple[Document, ...]
    """The page in all its languages, itself included; none where it has no translations."""
    original: Document | None
    """That of the versions which the others translate, if it is published."""


PAGE = PageTemplate(
    "page.html", StaticPageData, "A page that is no article, from a file in `content/_pages/`."
)


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each page."""
    pictures = planning.pictures.digests() if planning.pictures else {}
    for key in document_keys(planning.catalog, KIND):
        shown = [(output, pictures[output]) for output in key.shows if output in pictures]
        versions = [one.digest for one in language_versions(planning.catalog, key.path)]
        digest = fingerprint((key.digest, sorted(key.links.items()), shown, versions))
        yield Slice(f"pages/{key.path}", digest)


def pages(planning: Planning, *parts: str) -> Iterator[Page]:
    """The page in a file, whose path below the content folder has these parts; its redirects."""
    for document in documents_at(planning.catalog, ["/".join(parts)]):
        yield _page(planning, document)
        if planning.config.redirects.html:
            yield from _redirects(planning, document)


def _page(planning: Planning, document: Document) -> Page:
    versions = language_versions(planning.catalog, document.path)
    originals = [one for one in versions if not one.translation_of]
    links = links_from(planning, document.path, document.targets)
    shown = [document.image.src] if document.image else []
    return Page(
        url=document.url,
        output=planning.urls.output(document.url),
        template=page_details(document.details).template,
        data=StaticPageData(
            document,
            versions,
            originals[0] if len(originals) == 1 else None,
        ),
        bodies=(document.body,),
        links=(links,),
        pictures=pictures_at(planning, [*shown, *(url for _, url in links)]),
        boxes=document.boxes,
        source=f"content/{document.path}",
        is_listing=False,
    )


def _redirects(planning: Planning, document: Document) -> Iterator[Page]:
    for alias in document.aliases:
        output = alias_path(alias) or ""
        yield Page(
            url=planning.urls.at(output.removesuffix("index.html")),
            output=output,
            template=REDIRECT.name,
            data=RedirectData(document.url, document.title),
            source=f"content/{document.path}",
            is_listing=False,
        )


def _always(_: Config) -> bool:
    return True


FAMILY = Family("pages", slices, pages, (PAGE,), _always)
