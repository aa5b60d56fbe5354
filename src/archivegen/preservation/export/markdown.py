"""Markdown: a ZIP archive of the article files, which say all that went without saying.

A file stays as its author wrote it, with comments, but for its line ends. Only where it is mute,
keys are added: what the configuration said for it (defaults of its folder, the section, the
language), and its address and its id in feeds, which follow from the site's configuration and would
be lost with that. So the files mean the same in any site of the same time zone. A mapping in
braces, to which no line can be added, stays as it is.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from archivegen.loader.frontmatter.completion import completed
from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.yaml_reader import Untyped
from archivegen.loader.frontmatter.yaml_writer import Plain, front_matter
from archivegen.model.problems import SiteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.loader.frontmatter.document import Document
    from archivegen.preservation.export.item import ExportItem, ExportSite

_FILE = 0o100644 << 16
"""The rights of each file, as ZIP has them."""


class _Sink:
    """Takes what a ZIP archive writes, which cannot go back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> bytes:
        """All since the last time."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def parts(site: ExportSite, items: Iterable[ExportItem]) -> Iterator[bytes]:
    """The archive, a file at a time. Raises as `completed_file` does."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for item in items:
            # Without a time of its own, since the same articles are the same bytes.
            entry = zipfile.ZipInfo(f"content/{item.article.card.path}")
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _FILE
            entry.create_system = 3
            archive.writestr(entry, completed_file(site, item))
            yield sink.taken()
    yield sink.taken()


def completed_file(site: ExportSite, item: ExportItem) -> str:
    """The text of an article's file, with what went without saying in its front matter.

    Raises OSError and SiteError for a file that can no longer be read.
    """
    path = item.article.card.path
    data = site.source(path)
    document, problems = read(f"content/{path}", data, len(data))
    if problems:
        # Its author has written on since it was read.
        raise SiteError(problems)
    values = document.values
    given: dict[str, Any] = {"language": item.language, **site.given(path), "id": item.id}
    if not values.get("url"):
        given["url"] = site.config.urls.path_of(item.article.card.url)
    full = completed(values, given, given.keys())
    more = {key: _written(value) for key, value in full.items() if value != values.get(key)}
    return _with(document, more)


def _with(document: Document, more: dict[str, Any]) -> str:
    """The file with these keys at the end of its front matter, and not where they stood."""
    lines = document.text.split("\n")
    starts = sorted(at.line for key, at in document.key_positions.items() if len(key) == 1)
    if lines[1].lstrip().startswith("{"):
        return document.text
    end = next(n for n, line in enumerate(lines, 1) if n > 1 and line.rstrip(" \t") == "---")
    gone: set[int] = set()
    for key in more:
        if at := document.key_positions.get((key,)):
            gone.update(range(at.line, next((n for n in starts if n > at.line), end)))
    kept = [
        line
        for n, line in enumerate(lines[: end - 1], 1)
        if n not in gone or line.lstrip().startswith("#")
    ]
    return "\n".join([*kept, *front_matter(more).splitlines()[1:-1], *lines[end - 1 :]])


def _written(value: Any) -> Any:
    """A value as front matter is written: what YAML took for a number or a time, as it stood."""
    if isinstance(value, Untyped):
        return Plain(value.text)
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items()}
    return [_written(one) for one in value] if isinstance(value, list | tuple) else value
