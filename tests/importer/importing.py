"""Imports in tests: a site in a folder, a source made of a few lines, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest

from archivegen.config.read import read_config
from archivegen.importer.account import Outcome
from archivegen.importer.entry import ACCOUNT, Entry, read_entries
from archivegen.importer.item import Body, Field, Item, digest_of
from archivegen.importer.options import Options
from archivegen.importer.run import run_import
from archivegen.importer.settings import Request
from archivegen.importer.site import ImportSite
from archivegen.importer.sources import table
from story import CONFIG, Snapshot, Story

SECTION = 'default_section = "News"\n'


class ImportStory(Story):
    """A site and a source beside it; what is imported is read from `source/`."""

    def __init__(self, root: Path, *, config: str = CONFIG + SECTION) -> None:
        super().__init__(root / "site", config=config)
        self.source = root / "source"
        self.source.mkdir(exist_ok=True)
        self.outcome = Outcome()

    def put(self, name: str, data: str | bytes) -> Self:
        """Write a file of the source."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return self

    def run(self, source: str = "text", **options: Any) -> Self:
        """Import the source."""
        chosen = {key: options.pop(key) for key in ("into", "only", "is_dry") if key in options}
        site = ImportSite(self.paths, read_config(self.paths.config, self.paths.config_cache))
        workers = options.pop("workers", 1)
        options = {"timezone": site.config.timezone, **options}
        request = Request("old", source, (self.source,), Options(**options), **chosen)
        self.outcome = run_import(site, request, workers)
        return self

    @property
    def entries(self) -> dict[str, Entry]:
        """What the account says, by the ids of the items."""
        return {one.id: one for one in read_entries(self.root / "imports/old" / ACCOUNT)}

    def text(self, path: str) -> str:
        """A file of the site."""
        return (self.root / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """All files of the site that an import may write."""
        found = Snapshot.of(self.root).files
        return {path: data for path, data in found.items() if not path.startswith(".archivegen")}


class Made:
    """A source of items that a test made."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = [*items]

    def recognises(self, path: Path) -> bool:
        return False

    def read(self, paths: Sequence[Path], options: Options) -> Iterator[Item]:
        yield from self.items


@contextmanager
def source_of(items: Iterable[Item]) -> Iterator[str]:
    """The name of a source with these items, as long as the block lasts."""
    with pytest.MonkeyPatch.context() as patch:
        made, own = Made(items), table.source_of
        patch.setattr(
            "archivegen.importer.run.source_of", lambda name: made if name == "made" else own(name)
        )
        yield "made"


def item(id_: str, text: str = "<p>Two boats went out.</p>", **more: Any) -> Item:
    """An item; keys of front matter are `fields`, and its date is a day of 2019 without one."""
    own = {key: more.pop(key) for key in [*more] if key in Item.__slots__ and key != "fields"}
    fields = {"headline": f"Item {id_}", "date": "2019-05-01", **more}
    made = {key: Field(value, "made") for key, value in fields.items() if value}
    body = own.pop("body", Body(text))
    digest = own.pop("digest", digest_of(repr((fields, body)).encode()))
    return Item(id_, f"made:{id_}", digest, fields=made, body=body, **own)
