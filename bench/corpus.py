# ruff: noqa: PLR2004, S311 -- numbers are the shares of the shapes; chance is no secret here
"""The corpus: N news articles as Markdown files, the same in every run and for every peer.

    python -m bench.corpus N FOLDER [--style prose|mixed] [--seed S] [--dialect D]

Article number K depends on seed, K and style only, never on N or on the dialect, and is
made again at any time by `article(seed, K, style)`.
"""

from __future__ import annotations

import argparse
import os
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

from bench.dialects import DIALECTS, Article, render
from bench.dressing import Dressing, hard_wrapped
from bench.phrases import slugify
from bench.prose import Prose
from bench.words import SECTIONS

STYLES = ("mixed", "prose")
BATCH = 2500
FIRST_DAY = datetime(2011, 1, 1, tzinfo=UTC)
SECONDS = (15 * 365 + 3) * 24 * 60 * 60
"""From the first day to the last of 2025."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Which articles, and in which front matter."""

    size: int
    style: str = "mixed"
    seed: int = 1
    dialect: str = "archivegen"


def article(seed: int, number: int, style: str) -> Article:
    """The article of a number."""
    rng = random.Random((seed * 2_000_003 + number) * 2 + (style == "mixed"))
    prose = Prose(rng)
    bank = prose.bank
    date = _date(prose)
    updated = _updated(prose, date)
    headline = prose.headline()
    (section,) = rng.choices(SECTIONS, cum_weights=bank.section_shares)
    (count,) = rng.choices((1, 2, 3), (75, 20, 5))
    authors = rng.choices(bank.authors, cum_weights=bank.author_shares, k=count)
    tags = rng.choices(bank.tags, cum_weights=bank.tag_shares, k=rng.randint(2, 6))
    return Article(
        headline=headline,
        slug=f"{slugify(headline)[:70].strip('-')}-{_base36(number)}",
        date=date,
        updated=updated,
        section=section,
        authors=tuple(dict.fromkeys(authors)),
        tags=tuple(dict.fromkeys(tags)),
        summary=_summary(prose),
        body=_body(prose, date.year, dressed=style == "mixed"),
    )


def _date(prose: Prose) -> datetime:
    """A time in newsroom hours, with the summer time of Europe, roughly."""
    moment = FIRST_DAY + timedelta(seconds=int(prose.chance() * SECONDS))
    hour = int(6 + (prose.chance() + prose.chance() + prose.chance()) / 3 * 17)
    offset = timezone(timedelta(hours=2 if 4 <= moment.month <= 10 else 1))
    return moment.replace(hour=min(hour, 22), tzinfo=offset)


def _updated(prose: Prose, date: datetime) -> datetime:
    if prose.chance() < 0.35:
        return date + timedelta(seconds=int(60 + prose.chance() ** 4 * 40 * 86400))
    return date


def _summary(prose: Prose) -> str:
    summary = prose.sentence()
    if prose.chance() < 0.4:
        summary += " " + prose.sentence()
    return summary


def _body(prose: Prose, year: int, *, dressed: bool) -> str:
    blocks = prose.paragraphs()
    ends: list[str] = []
    if dressed and prose.chance() < 0.60:
        dressing = Dressing(prose, blocks, year)
        dressing.apply()
        ends = [*dressing.footnotes, "\n".join(dressing.references)]
    if prose.chance() < 0.2:
        blocks = hard_wrapped(blocks)
    return "\n\n".join([*blocks, *filter(None, ends)]) + "\n"


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits.rjust(4, "0")


def generate(corpus: Corpus, folder: Path) -> None:
    """Write a corpus below a folder, as `YYYY/MM/slug.md`."""
    starts = range(0, corpus.size, BATCH)
    write = partial(_write_batch, corpus, folder)
    if len(starts) > 1:
        with ProcessPoolExecutor() as pool:
            written = list(pool.map(write, starts))
    else:
        written = list(map(write, starts))
    if corpus.dialect == "hugo":
        _write_hugo_sections(folder, set().union(*written))


def _write_batch(corpus: Corpus, folder: Path, start: int) -> set[str]:
    """Write the articles from a number on; gives the months that they are in."""
    months = set()
    for number in range(start, min(start + BATCH, corpus.size)):
        path, text = render(article(corpus.seed, number, corpus.style), corpus.dialect)
        month = os.path.dirname(path)
        if month not in months:
            os.makedirs(folder / month, exist_ok=True)
            months.add(month)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    return months


def _write_hugo_sections(folder: Path, months: set[str]) -> None:
    """Hugo's year and month indexes are directories with a title and a layout."""
    pages = [(month, month.replace("/", "-"), "month") for month in months]
    pages += [(year, year, "year") for year in {month[:4] for month in months}]
    for path, title, layout in pages:
        text = f'---\ntitle: "{title}"\nlayout: {layout}\n---\n'
        (folder / path / "_index.md").write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Write a corpus, as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=__doc__)
    parser.add_argument("size", metavar="N", type=int)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--style", choices=STYLES, default="mixed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dialect", choices=DIALECTS, default="archivegen")
    asked = parser.parse_args()
    generate(Corpus(asked.size, asked.style, asked.seed, asked.dialect), asked.folder)


if __name__ == "__main__":
    main()
