"""Indexing: the articles of some years or of a month become the files of a search index.

The records are staged as files, one body at a time, and Pagefind indexes their folder. It makes the
same from the same records. Its own filters and sort orders are not reproducible, and could not be
compared between two indexes. So archivegen's own list beside the index says what each record is of
and which is newer.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.day_numbers import day_number
from archivegen.archive.months import articles_newest_first
from archivegen.builder.output.previous import digest_of_file
from archivegen.builder.render_worker import OutputFile, RenderContext
from archivegen.builder.search import pagefind
from archivegen.builder.search.records import record_of, record_of_document, record_of_issue
from archivegen.builder.site_reader import open_site
from archivegen.model.documents.issue import IssueDetails
from archivegen.pages.search.indexes import address_of_index, document_parts, months_of_index
from archivegen.pages.search.page import ENGINE, PAGES
from archivegen.renderer.filters import filters_for
from archivegen.system.files import backdate
from archivegen.system.versions import search_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archivegen.builder.output.current import CurrentOutput
    from archivegen.builder.site_reader import SiteReader
    from archivegen.model.article import Article
    from archivegen.system.progress import Progress

LIST = "articles.json"
"""The list of an index's records."""

_STUB = "<!doctype html>\n<html><body data-pagefind-body><p>archivegen</p></body></html>\n"
"""An index has to have a word; the script of the page leaves this one out."""


class IndexFile(NamedTuple):
    """A file of an index: its path in the output, and its name in the staging folder."""

    output: str
    staged: str


Facets = dict[str, tuple[str, ...]]
"""What a reader may choose of: the values that a record has of each."""


class Traits(NamedTuple):
    """What the list of an index says about a record."""

    day: int
    """The day (yyyymmdd), with 00 for what is not known of it; 0 for what is no article."""
    facets: Facets
    """Its section, topics, authors and kind, its language, and whether it stood on page one."""


class Record(NamedTuple):
    """What is indexed of a page of the site: its address, its traits, and the record itself."""

    url: str
    traits: Traits
    text: str


def index_search(
    context: RenderContext, indexes: Mapping[str, int], output: CurrentOutput, progress: Progress
) -> Iterator[OutputFile]:
    """Make search indexes, given with their numbers of articles, and stage files that changed.

    Returns what became of each file. Raises SiteError, StateDamagedError.
    """
    progress.phase("index", sum(indexes.values()))
    staging = context.staging.folder
    for name, articles in indexes.items():
        for path, staged in _Indexer(context).files(name):
            row, key = output.state.row(path), digest_of_file(os.fspath(staging / staged))
            backdate(staging / staged)
            yield OutputFile(
                name, path, key, key, "" if output.has(path, key, row) else staged,
                reason="", source="", is_listing=False,
                is_new=row is None or (row.slice, row.digest) != (name, key),
            )  # fmt: skip
        progress.advance(articles)


@dataclass(frozen=True, slots=True)
class _Indexer:
    """Makes indexes of the articles that a build sees, in its staging folder."""

    context: RenderContext

    def files(self, name: str) -> Iterator[IndexFile]:
        """The files of the index with that slice's name. Raises SiteError, StateDamagedError."""
        # A name that no other build has: what makes an index could outlive a build that is killed.
        folder = Path(tempfile.mkdtemp(prefix="index-", dir=self.context.staging.folder))
        source, target = folder / "records", folder / "index"
        config = self.context.config
        urls = config.urls
        if name == ENGINE:
            source.mkdir()
            (source / "index.html").write_text(_STUB, encoding="utf-8")
            pagefind.make_index(source, target, config.language)
            at = urls.output(urls.search_engine(search_version()) + LIST)
            found = pagefind.files_of_engine(target)
        else:
            at = urls.output(address_of_index(urls, name) + LIST)
            listed = dict(self._stage(source, Path(at).parent.name, name))
            pagefind.make_index(source, target, config.language)
            _write_list(target, listed)
            found = pagefind.files_of_index(target)
        shutil.rmtree(source)
        for path in found:
            staged = (target / path).relative_to(self.context.staging.folder).as_posix()
            yield IndexFile(at.removesuffix(LIST) + path, staged)

    def _stage(self, source: Path, index: str, name: str) -> Iterator[tuple[str, Traits]]:
        """Stage the records of the slice with that name, below the name of their index.

        Gives the path of each as Pagefind tells it, with its traits, newest first.
        """
        paths, config, view = self.context.paths, self.context.config, self.context.view
        with open_site(paths, config, view) as reader:
            months = months_of_index(name)
            records = (
                chain.from_iterable(self._records(reader, *month) for month in months)
                if months
                else self._records_of_documents(reader, name)
            )
            for url, traits, record in records:
                output = f"{index}/{reader.urls.output(url)}"
                target = source / output
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(record, encoding="utf-8")
                # As Pagefind has it: a folder for its index, and any other file by its name.
                address = re.sub(r"(^|/)index\.html$", r"\1", output)
                yield f"/{address}", traits

    def _records(self, reader: SiteReader, year: int, month: int) -> Iterator[Record]:
        """The articles of a year or a month, newest first."""
        as_date = filters_for(self.context.site)["date"]
        for article in articles_newest_first(reader.catalog, year, month):
            record = record_of(article, reader.body(article.body), as_date)
            yield Record(article.card.url, _traits(article), record)

    def _records_of_documents(self, reader: SiteReader, name: str) -> Iterator[Record]:
        """What is no article: pages, and notes of print issues."""
        site = self.context.site
        as_day = filters_for(site)["day"]
        parts = {part.name: part for part in document_parts(reader.catalog)}
        for document in parts[name].documents:
            body, details = reader.body(document.body), document.details
            if isinstance(details, IssueDetails):
                record = record_of_issue(document, details, body, site.title, as_day)
            else:
                record = record_of_document(document, body)
            facets = {"section": (PAGES,), "language": _if_any(document.language)}
            yield Record(document.url, Traits(0, facets), record)


def _traits(article: Article) -> Traits:
    card = article.card
    is_page_one = article.print is not None and article.print.is_page_one
    return Traits(
        day_number(card.date.year, card.date.month, card.date.day),
        {
            "section": (card.section.slug,),
            "topic": tuple(tag.name for tag in card.tags),
            "author": tuple(author.name for author in card.authors),
            "kind": _if_any(card.kind),
            # None is the site's own: most have that.
            "language": _if_any(card.language),
            "page": ("1",) if is_page_one else (),
        },
    )


def _if_any(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _write_list(index: Path, records: dict[str, Traits]) -> None:
    """Write the list of an index: its records, newest first, each with its traits.

    `records` gives those by the paths of the records, newest first.
    """
    names = {path: name for name, path in pagefind.fragments_of(index)}
    known = [(names[path], traits) for path, traits in records.items() if path in names]
    all_facets = [traits.facets for _, traits in known]
    facets = sorted({facet for own in all_facets for facet, values in own.items() if values})
    data = {
        "articles": [name for name, _ in known],
        "days": [traits.day for _, traits in known],
        "facets": {facet: _column([own.get(facet, ()) for own in all_facets]) for facet in facets},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    (index / LIST).write_text(f"{text}\n", encoding="utf-8")


def _column(values: list[tuple[str, ...]]) -> dict[str, list[str] | list[list[int]]]:
    """A facet of all records: its values, and which of them each record has."""
    known = {value: at for at, value in enumerate(sorted(set(chain.from_iterable(values))))}
    return {"values": [*known], "articles": [[known[value] for value in own] for own in values]}
