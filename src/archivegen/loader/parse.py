"""The parser: the bytes of an article file, or of a document's, become rows, or problems.

The part of the loader that workers do: it reads files and the kept bodies, and writes nothing.
"""

from __future__ import annotations

import os
import re
from contextlib import closing, contextmanager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypedDict

from archivegen.archive import body_cache
from archivegen.archive.documents.rows import document_row
from archivegen.archive.rows import article_row, warnings_to_json
from archivegen.loader.article_parts import (
    address_of,
    notices_of,
    original_of,
    rights_in_a_line,
    rights_of,
    source_of,
    targets_of,
)
from archivegen.loader.documents.kind import DocumentSource
from archivegen.loader.documents.kinds import kind_of, misplaced_folder
from archivegen.loader.frontmatter.document import Document, read
from archivegen.loader.frontmatter.schema import FrontMatter
from archivegen.loader.frontmatter.validate import ARTICLE, check, check_head, long_lists
from archivegen.loader.frontmatter.validators import Setting
from archivegen.loader.jobs import ParsedFile
from archivegen.loader.markup.convert import make_markup
from archivegen.loader.notes.problems import body_problems
from archivegen.loader.parse_problems import failed, misplaced, too_large, too_slow
from archivegen.loader.print_place import print_place
from archivegen.model.article import (
    Article,
    Card,
    Image,
    Term,
)
from archivegen.model.body import box_names
from archivegen.model.languages import direction_of
from archivegen.model.problems import Problem
from archivegen.model.text import tidy
from archivegen.model.times import zone_of
from archivegen.model.vocabulary.kinds import NEWS
from archivegen.model.vocabulary.notices import mark_of
from archivegen.system.database import open_readonly
from archivegen.system.digests import digest
from archivegen.system.files import located
from archivegen.system.timeouts import TimeoutReachedError, keep_time

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.loader.documents.heads import DocumentHead
    from archivegen.loader.documents.kind import AnyKind
    from archivegen.loader.jobs import ParseJob
    from archivegen.loader.markup.convert import Markup
    from archivegen.model.body import Body
    from archivegen.model.slugs import Slugger
    from archivegen.model.urls import TermKind, Urls
    from archivegen.system.timeouts import Timekeeper


class Stored(TypedDict):
    """What is stored with a text besides what it is."""

    warnings: str
    is_draft: bool
    lead_image: str
    named: list[str]


@contextmanager
def open_parser(
    paths: SitePaths, config: Config
) -> Iterator[Callable[[ParseJob], list[ParsedFile]]]:
    """What reads and parses the files of a job, with what it needs open for the block."""
    with closing(open_readonly(paths.bodies_db)) as bodies:
        yield Parser(paths, config, bodies).parse


class Parser:
    """Parses articles of one site with one configuration."""

    def __init__(self, paths: SitePaths, config: Config, bodies: sqlite3.Connection) -> None:
        self._root, self._config, self._bodies = paths.root, config, bodies
        self._boxes = paths.boxes
        self._urls, self._slugger = config.urls, config.slugger
        self._zone = zone_of(config.timezone)
        self._markup: Markup | None = None

    def parse(self, job: ParseJob) -> list[ParsedFile]:
        """What becomes of each file of a job."""
        with keep_time() as keeper:
            return [self._file(path, known, keeper) for path, known in job.files]

    def _file(self, path: str, known_digest: bytes, keeper: Timekeeper) -> ParsedFile:
        limits = self._config.limits
        try:
            data = _read(located(self._root, path), limits.article_bytes)
        except OSError as error:
            problem = Problem(path, f"cannot be read: {error.strerror}")
            return ParsedFile(path, b"", problems=(problem,))
        if data is None:
            return ParsedFile(path, b"", problems=(too_large(path, limits.article_kilobytes),))
        key = digest(data)
        if key == known_digest:
            return ParsedFile(path, key)
        document = Document(path=path)
        try:
            with keeper.limit(limits.article_seconds):
                document, problems = read(path, data, limits.front_matter_bytes)
                if problems:
                    return ParsedFile(path, key, problems=tuple(problems))
                return self._document(key, document)
        except TimeoutReachedError:
            # What was interrupted cannot be trusted any more.
            self._markup = None
            problem = too_slow(document, limits.article_seconds)
            return ParsedFile(path, key, problems=(problem,))

    def _document(self, key: bytes, document: Document) -> ParsedFile:
        kind = kind_of(self._config, _below_content(document))
        front, problems = self._head(document, kind)
        if folder := misplaced_folder(self._config, _below_content(document)):
            problems.append(misplaced(document, folder))
        contract = kind.contract if kind else ARTICLE
        too_many = long_lists(document, contract, self._config.limits.article_items)
        if front is None or too_many:
            return ParsedFile(document.path, key, problems=(*problems, *too_many))
        return self._text(key, document, kind, front, problems)

    def _head(
        self, document: Document, kind: AnyKind | None
    ) -> tuple[FrontMatter | DocumentHead | None, list[Problem]]:
        """The front matter of an article or, with its kind, a document."""
        zone, paths, slugger = self._zone, self._config.paths, self._slugger
        if kind:
            setting = Setting(zone, paths, slugger)
            return check_head(document, document.values, kind.contract, setting)
        section = self._config.default_section
        kinds = self._config.kinds
        return check(
            document, zone=zone, default_section=section, paths=paths, slugger=slugger, kinds=kinds
        )

    def _text(
        self,
        key: bytes,
        document: Document,
        kind: AnyKind | None,
        front: FrontMatter | DocumentHead,
        warnings: list[Problem],
    ) -> ParsedFile:
        """What becomes of an article or, with its kind, a document whose front matter is right."""
        path = document.path
        if self._markup is None:
            self._markup = make_markup(self._config.markdown, self._boxes)
        markup = self._markup
        language = front.language or self._config.language
        body_key = markup.key(document.body, language)
        body = body_cache.find(self._bodies, body_key) if self._has_bodies else None
        row = None
        if body is None:
            try:
                body = markup.render(document.body, language)
            except (Exception, SystemExit) as error:  # noqa: BLE001 -- extensions raise anything
                self._markup = None
                return ParsedFile(path, key, problems=(failed(document, error),))
            row = body_cache.pack(body_key, body)
        lead_image = front.image.src if front.image else ""
        warnings = [*warnings, *body_problems(document, body, self._config.markdown.engine)]
        about: Stored = {
            "warnings": warnings_to_json(warnings),
            "is_draft": front.draft,
            "lead_image": lead_image,
            "named": _own_addresses(self._urls, f"{lead_image} {body.html}"),
        }
        below = _below_content(document)
        if isinstance(front, FrontMatter):
            article = self._make(below, front, body, body_key)
            return ParsedFile(path, key, article_row(article, **about), row)
        assert kind  # noqa: S101 -- whatever is no article is of a kind
        source = DocumentSource(self._config, self._urls, below, body, body_key)
        return ParsedFile(path, key, document_row(kind.make(source, front), **about), row)

    @cached_property
    def _has_bodies(self) -> bool:
        """Whether bodies were kept before this one parses any: in a first build, none is found."""
        return body_cache.has_any(self._bodies)

    def _make(self, path: str, front: FrontMatter, body: Body, body_key: bytes) -> Article:
        section = self._term("section", front.section or "")
        language, slugger = front.language or self._config.language, self._slugger
        own = language != self._config.language
        url = address_of(self._urls, front) or self._urls.article(
            self._config.permalink,
            front.date,
            slug=slugger.of_text(front.slug or front.headline, language),
            name=slugger.of_text(front.slug, language)
            if front.slug
            else slugger.of_file(path, language),
            section=section.slug,
            language=language,
        )
        noted, rights = tuple(notices_of(front)), rights_of(front)
        card = Card(
            path=path,
            url=url,
            headline=front.headline,
            section=section,
            date=front.date,
            updated=front.updated,
            standfirst=front.summary or tidy(body.excerpt),
            authors=tuple(self._term("author", name) for name in front.authors),
            tags=tuple(self._term("topic", name) for name in front.tags),
            image=self._image(path, front),
            language=language if own else "",
            direction=direction_of(language) if own else "",
            id=front.id or "",
            rights=rights_in_a_line(rights),
            kind=front.kind if front.kind != NEWS else "",
            mark=mark_of([notice.type for notice in noted]),
        )
        return Article(
            card=card,
            summary=front.summary or "",
            location=front.location or "",
            source=source_of(front),
            notices=noted,
            rights=rights,
            listed=front.listed,
            indexed=front.indexed,
            aliases=front.aliases,
            targets=targets_of(body, noted),
            translation_of=original_of(path, front.translation_of),
            body=body_key,
            extra=front.extra,
            boxes=box_names(body.html),
            print=print_place(front, self._urls, self._slugger),
        )

    def _term(self, kind: TermKind, name: str) -> Term:
        return _term(self._urls, self._slugger, kind, name)

    def _image(self, path: str, front: FrontMatter) -> Image | None:
        image = front.image
        if image is None:
            return None
        src = self._urls.beside(path, image.src)
        return Image(src, image.alt or "", image.caption or "", image.credit or "")


@lru_cache(maxsize=8192)
def _term(urls: Urls, slugger: Slugger, kind: TermKind, name: str) -> Term:
    slug = slugger.of_name(name)
    return Term(name, slug, urls.term(kind, slug))


def _below_content(document: Document) -> str:
    return document.path.partition("/")[2]


def _own_addresses(urls: Urls, text: str) -> list[str]:
    """The paths from the site's root that a text names by their whole addresses."""
    start = urls.absolute(urls.base)
    if not urls.origin or start not in text:
        return []
    paths = re.findall(re.escape(start) + r"([^\s\"'<>?#]+)", text)
    return [f"/{path}" for path in paths]


def _read(path: Path, limit: int) -> bytes | None:
    """The bytes of a file; None, if they are more than `limit`."""
    with path.open("rb") as file:
        return None if os.fstat(file.fileno()).st_size > limit else file.read()
