"""`python -m bench.imports`: exports of WordPress move in, and what that costs.

An export has as many items as asked for: a post and a picture of the library, in turn, the posts in
the classic editor's HTML and in the block editor's. The texts are those of the corpus.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from archivegen.config.tables import MarkdownConfig
from archivegen.loader.markup.convert import make_markup
from bench.__main__ import _folder, _numbers, _print, _tell
from bench.corpus import article
from bench.machine import shape
from bench.measure import FailedError, measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bench.dialects import Article
    from bench.measure import Measurement

_BASE = "https://old.example"
_HEAD = f"""\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Old Gazette</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{_BASE}</wp:base_site_url><wp:base_blog_url>{_BASE}</wp:base_blog_url>
"""
_CONFIG = """\
title = "The Old Gazette"
base_url = "https://old.example/"
default_section = "News"
permalink = "/{year}/{month}/{slug}/"
timezone = "Europe/Berlin"
"""
_TABLE = (
    "| items | MB | case | CPU | CPU an item | wall | peak memory |\n|--:|--:|---|--:|--:|--:|--:|"
)


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    runs: list[Measurement]

    def row(self, size: int, mega: float) -> str:
        cpu, wall = (median(getattr(run, key) for run in self.runs) for key in ("cpu", "seconds"))
        memory = max(run.memory for run in self.runs) / 2**20
        return (
            f"| {size:,} | {mega:.0f} | {self.name} | {cpu:.1f} s | {cpu / size * 1000:.2f} ms "
            f"| {wall:.1f} s | {memory:.0f} MB |"
        )


def write_export(path: Path, size: int, seed: int = 1) -> None:
    """Write an export with so many items."""
    markup = make_markup(MarkdownConfig(), ())
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for number in range(1, size + 1):
            if number % 2:
                one = article(seed, number, "mixed")
                html = markup.render(one.body).html.replace("\x1a", "")
                # Neither editor breaks the lines of a paragraph.
                html = re.sub(r"(?<!>)\n(?!<)", " ", html)
                file.writelines(_post(number, one, html if number % 4 == 1 else _blocks(html)))
            else:
                file.writelines(_picture(number))
        file.write("</channel>\n</rss>\n")


def _blocks(html: str) -> str:
    """HTML in which each paragraph is a block of the block editor."""
    return html.replace("<p>", "<!-- wp:paragraph -->\n<p>").replace(
        "</p>", "</p>\n<!-- /wp:paragraph -->"
    )


def _post(number: int, one: Article, html: str) -> Iterator[str]:
    day, path = one.date, f"{one.date.year}/{one.date.month:02}"
    yield f"<item><title>{_cdata(one.headline)}</title>"
    yield f"<link>{_BASE}/{path}/{one.slug}/</link><dc:creator>{_cdata('iris')}</dc:creator>"
    yield f'<guid isPermaLink="false">{_BASE}/?p={number}</guid>'
    yield f"<content:encoded>{_cdata(html)}</content:encoded>"
    yield f"<excerpt:encoded>{_cdata(one.summary)}</excerpt:encoded>"
    yield from _common(number, day, one.slug, "publish", "post")
    yield f'<category domain="category" nicename="x">{_cdata(one.section)}</category>'
    for tag in one.tags:
        yield f'<category domain="post_tag" nicename="x">{_cdata(tag)}</category>'
    yield "</item>\n"


def _picture(number: int) -> Iterator[str]:
    address = f"{_BASE}/wp-content/uploads/{number}.jpg"
    yield f"<item><title>picture {number}</title><link>{_BASE}/picture-{number}/</link>"
    yield from _common(number, None, f"picture-{number}", "inherit", "attachment")
    yield f"<wp:attachment_url>{_cdata(address)}</wp:attachment_url></item>\n"


def _common(number: int, date: datetime | None, slug: str, status: str, kind: str) -> Iterator[str]:
    local = f"{date:%Y-%m-%d %H:%M:%S}" if date else "2019-05-04 10:00:00"
    yield f"<wp:post_id>{number}</wp:post_id><wp:post_date>{local}</wp:post_date>"
    yield f"<wp:post_name>{escape(slug)}</wp:post_name><wp:status>{status}</wp:status>"
    yield f"<wp:post_parent>0</wp:post_parent><wp:post_type>{kind}</wp:post_type>"
    yield "<wp:post_password></wp:post_password>"


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _measured(size: int, runs: int, folder: Path) -> tuple[list[_Case], float]:
    """The first import of an export and the next one, which finds nothing to do."""
    export = folder / "export.xml"
    write_export(export, size)
    cases = [_Case("first", []), _Case("again", [])]
    for number in range(runs):
        site = folder / f"site-{number}"
        site.mkdir()
        (site / "archivegen.toml").write_text(_CONFIG, encoding="utf-8")
        command = (sys.executable, "-m", "archivegen", "import", str(export), "--name", "old")
        for case in cases:
            case.runs.append(measure(command, site))
            _tell(f"{size:,} items, {case.name}: {case.runs[-1].cpu:.2f} s of CPU")
    return cases, export.stat().st_size / 2**20


def main() -> None:
    """Run the benchmark, as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, default="1000,10000", help="numbers of items")
    parser.add_argument("--runs", type=int, default=1, help="of each case; the median counts")
    parser.add_argument("--folder", default=_folder(), help="where the sites are")
    asked = parser.parse_args()
    _print(f"{shape(Path(asked.folder).resolve())}; {asked.runs} runs\n\n{_TABLE}")
    for size in asked.sizes:
        with tempfile.TemporaryDirectory(prefix="archivegen-bench-", dir=asked.folder) as folder:
            try:
                cases, mega = _measured(size, asked.runs, Path(folder))
            except FailedError as error:
                sys.exit(f"bench: {error}")
        _print("\n".join(case.row(size, mega) for case in cases))


if __name__ == "__main__":
    main()
