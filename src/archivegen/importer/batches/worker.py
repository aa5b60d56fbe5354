"""A worker's part of an import: it reads the register, and makes files of the items of a batch."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from archivegen.importer.batches.batch import Done
from archivegen.importer.batches.register import Register
from archivegen.importer.entry import to_line
from archivegen.importer.markdown.convert import Converter
from archivegen.importer.pictures import Pictured
from archivegen.importer.site import ImportSite
from archivegen.importer.writer import Writer
from archivegen.system.timeouts import keep_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archivegen.config.paths import SitePaths
    from archivegen.config.settings import Config
    from archivegen.importer.batches.batch import Batch


@contextmanager
def open_writer(
    paths: SitePaths, config: Config, name: str, register: Path
) -> Iterator[Callable[[Batch], list[Done]]]:
    """What does a batch, with the register in a file; `name` is that of the import.

    It gives what became of each item, in their order, and raises OSError.
    """
    site = ImportSite(paths, config)
    with Register.read(register) as opened, keep_time() as keeper:
        seconds = config.limits.article_seconds
        converter = Converter(config.markdown, paths.boxes, keeper, seconds)
        writer = Writer(site, name, opened, converter)

        def work(batch: Batch) -> list[Done]:
            converter.words_alone = batch.words_alone
            return [done(number, batch) for number in batch.numbers]

        def done(number: int, batch: Batch) -> Done:
            laid_aside = opened.items.get(number)
            assert laid_aside is not None  # noqa: S101 -- a batch has numbers of the register
            pictured = batch.pictured.get(number) or Pictured()
            written = writer.write(*laid_aside, pictured, wants_texts=batch.wants_texts)
            entry = written.entry
            return Done(
                number,
                entry.id,
                entry.file,
                to_line(entry).encode(),
                written.outcome,
                written.move,
                written.answered,
                written.comparison,
            )

        yield work
