"""Sites: a generator's site with its corpus, the edits that are made there, and their results."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from archivegen.config.paths import theme_folder
from bench.corpus import Corpus, article, generate
from bench.dialects import Article, render
from bench.generators import REPORT
from bench.measure import FailedError, Measurement, measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bench.generators import Generator

AFTER_ALL = datetime(2025, 12, 31, 23, 0, 0, tzinfo=timezone(timedelta(hours=1)))
"""Later than every article of a corpus, and on the day of the last."""

SETTLING = 3.0
"""Seconds after which a file's times tell whether it has changed since."""

_BLOCK = "{% block main %}\n"

_neighbour = re.compile(r'<a rel="(?:prev|next)" href="/([^"]*)"')


class Site:
    """A site in a folder. Every edit is a new one: its mark has not been there before.

    With `count`, instructions are counted, which takes twenty times as long or more.
    """

    def __init__(
        self, generator: Generator, folder: Path, corpus: Corpus, *, count: bool = False
    ) -> None:
        self.generator = generator
        self._count = count
        self._folder = folder
        self._output = folder / generator.output
        self._corpus = replace(corpus, dialect=generator.dialect)
        self._original = article(corpus.seed, corpus.size // 2, corpus.style)
        self._edited = self._original
        self._edits = 0
        self._built = 0.0

    def prepare(self) -> None:
        """Put the site's files and its corpus into the folder."""
        if isinstance(self.generator.site, str):
            self._folder.mkdir(parents=True)
            config = self._folder / "archivegen.toml"
            config.write_text(self.generator.site, encoding="utf-8")
            if self.generator.templates:
                shutil.copytree(self.generator.templates, self._folder / "templates")
        else:
            shutil.copytree(self.generator.site, self._folder)
        generate(self._corpus, self._folder / "content")

    def run(self, case: str) -> Measurement:
        """Make a case's edit, build, check the result. Raises FailedError."""
        if case == "version":
            return self._measure(self.generator.version)
        if case != "cold" and self.generator.remembers:
            self._settle()
        self._edits += 1
        mark = f"revision{self._edits}xyz"
        shown = self._edit(case, mark)
        measurement = self._measure(self.generator.command)
        self._built = time.monotonic()
        self._check(case, mark, shown)
        return measurement

    def count_written(self, since: float) -> int:
        """How many files of the output were written since a time of the clock."""
        return sum(
            os.stat(os.path.join(folder, name)).st_ctime >= since
            for folder, _, names in os.walk(self._output)
            for name in names
        )

    def _settle(self) -> None:
        """Build once more, so that no file is so new that its time tells nothing.

        An editor's next change comes minutes after the last build, the benchmark's at once.
        """
        time.sleep(max(0.0, self._built + SETTLING - time.monotonic()))
        self._measure(self.generator.command)

    def _measure(self, command: Sequence[str]) -> Measurement:
        measurement = measure(command, self._folder, self.generator.source, self._count)
        report = self._folder / REPORT
        if not report.is_file():
            return measurement
        phases = json.loads(report.read_text(encoding="utf-8"))["phases"]
        report.unlink()
        return replace(measurement, phases=phases)

    def _edit(self, case: str, mark: str) -> Article:
        """Change the sources; gives the article whose page shows the mark then."""
        if case == "cold":
            self._clean()
        elif case == "template":
            self._edit_template(mark)
        elif case == "new":
            return self._add(mark)
        elif case == "body":
            body = f"This is {mark} of the report.\n\n{self._original.body}"
            self._rewrite(replace(self._edited, body=body))
        elif case == "headline":
            headline = f"{self._original.headline} {mark}"
            self._rewrite(replace(self._edited, headline=headline))
        return self._edited

    def _clean(self) -> None:
        for name in (self.generator.output, *self.generator.caches):
            shutil.rmtree(self._folder / name, ignore_errors=True)

    def _rewrite(self, edited: Article) -> None:
        self._edited = edited
        self._write(edited)

    def _add(self, mark: str) -> Article:
        number = self._corpus.size + self._edits
        date = AFTER_ALL + timedelta(seconds=self._edits)
        new = article(self._corpus.seed, number, self._corpus.style)
        new = replace(new, date=date, updated=date, headline=f"{new.headline} {mark}")
        self._write(new)
        return new

    def _write(self, changed: Article) -> None:
        path, text = render(changed, self.generator.dialect)
        file = self._folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")

    def _edit_template(self, mark: str) -> None:
        """Add a comment, which every article's page then shows, to the site's own template."""
        before, block, after = self._template().partition(_BLOCK)
        if not block:
            raise FailedError(f"article.html has no {_BLOCK.strip()}")
        own = self._folder / "templates" / "article.html"
        own.parent.mkdir(exist_ok=True)
        own.write_text(f"{before}{block}<!-- {mark} -->\n{after}", encoding="utf-8")

    def _template(self) -> str:
        folder = self.generator.templates or theme_folder()
        return (folder / "article.html").read_text(encoding="utf-8")

    def _check(self, case: str, mark: str, shown: Article) -> None:
        """Hold the output against the edit."""
        folder = shown.date.strftime(self.generator.pages)
        page = self._output / folder / shown.slug / "index.html"
        if not page.is_file():
            raise FailedError(f"{self.generator.name}, {case}: there is no {page}")
        if case not in {"cold", "nothing"}:
            self._expect(mark, page, case)
        if case in {"headline", "new"}:
            for neighbour in self._neighbours(page):
                self._expect(mark, neighbour, case)
        if case == "new":
            self._expect(mark, self._output / "index.html", case)

    def _neighbours(self, page: Path) -> Iterator[Path]:
        addresses = _neighbour.findall(page.read_text(encoding="utf-8"))
        if not addresses:
            raise FailedError(f"{page} has no neighbours")
        return (self._output / address / "index.html" for address in addresses)

    def _expect(self, mark: str, page: Path, case: str) -> None:
        if mark not in page.read_text(encoding="utf-8"):
            raise FailedError(f"{self.generator.name}, {case}: {page} does not show {mark}")
