"""Pages that are no articles, such as an imprint, and the redirects from their old addresses.

Each is a slice of its own: it shows itself, its versions in other languages, and nothing of the
archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.documents.find import documents_at, language_versions
from archivegen.model.documents.page import KIND, page_details
from archivegen.pages.documents.keys import keys_of
from archivegen.pages.documents.shown import redirects_to, with_text
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
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
    """The page in all its languages, including this one; empty if it has no translations."""
    original: Document | None
    """The version that the others translate, if it is published."""


PAGE = PageTemplate("page.html", StaticPageData, "A static page, from a file in `content/_pages/`.")


def slices(planning: Planning) -> Iterator[Slice]:
    """A slice for each page."""
    for key, digest in keys_of(planning, KIND):
        versions = [one.digest for one in language_versions(planning.catalog, key.path)]
        yield Slice(f"pages/{key.path}", fingerprint((digest, versions)))


def pages(planning: Planning, *parts: str) -> Iterator[Page]:
    """The page in a file, whose path below the content folder has these parts; its redirects."""
    for document in documents_at(planning.catalog, ["/".join(parts)]):
        yield _page(planning, document)
        yield from redirects_to(planning, document)


def _page(planning: Planning, document: Document) -> Page:
    versions = language_versions(planning.catalog, document.path)
    originals = [one for one in versions if not one.translation_of]
    page = Page(
        url=document.url,
        output=planning.urls.output(document.url),
        template=page_details(document.details).template,
        data=StaticPageData(
            document,
            versions,
            originals[0] if len(originals) == 1 else None,
        ),
        source=f"content/{document.path}",
        is_listing=False,
    )
    return with_text(planning, page, document)


def _always(_: Config) -> bool:
    return True


FAMILY = Family("pages", slices, pages, (PAGE,), _always)
