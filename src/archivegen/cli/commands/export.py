"""`archivegen export`: the articles, with their texts, for other systems.

What is written is made while no build changes the site, and printed when builds may go on.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

import click

from archivegen.archive.documents.naming import naming
from archivegen.archive.find import has_term
from archivegen.archive.known_terms import known_terms
from archivegen.builder.inputs import Options
from archivegen.builder.session import visit
from archivegen.builder.site_reader import open_site
from archivegen.cli.commands.completion import names_of
from archivegen.cli.console import progress, show
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import check_new, now_of, paths_of, site_option
from archivegen.cli.spooled_output import say_aside
from archivegen.cli.unknown_term import unknown_term
from archivegen.cli.wording import plural, shown
from archivegen.config.read import read_config
from archivegen.model.problems import BuildError, SiteError
from archivegen.model.taxonomies import SECTIONS
from archivegen.system.files import hidden_beside, staged_file
from archivegen.system.resources import default_workers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.builder.session import Session
    from archivegen.builder.site_reader import SiteReader
    from archivegen.config.paths import SitePaths

FORMS = ("jsonl", "csv", "wxr", "ninjs", "markdown")
_IN_MEMORY = 8 << 20
"""Bytes beyond which what is to be printed waits on the disk."""


@click.command("export")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@site_option
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="Format to write.")
@click.option(
    "--section", metavar="NAME", shell_complete=names_of(SECTIONS),
    help="Export only this section.",
)  # fmt: skip
@click.option("--now", metavar="TIME", help="Export as if it were this time.")
@stopping()
def command(
    file: Path | None, site: str | None, form: str, section: str | None, now: str | None
) -> None:
    """Export the articles, with their texts, in a format that other systems read.

    The export has all published articles, or those of a section, oldest first; never drafts or
    scheduled ones. FILE must not exist yet, and is written whole or not at all; without it, the
    export goes to standard output. jsonl holds the most, one object a line; csv is a table; wxr is
    for WordPress; ninjs is for news agencies; markdown is a ZIP archive of the article files. If an
    article cannot be read, nothing is written. Exporting the same articles with the same --now
    gives the same bytes.

    Example: archivegen export gazette.jsonl --format jsonl
    """
    paths = paths_of(site)
    if file:
        check_new(file)
    try:
        options = Options(now=now_of(now, paths), workers=default_workers())
        _check(paths, form, to_terminal=file is None and sys.stdout.isatty())
        with _target(file) as target:
            work = partial(_write, form=form, section=section, target=target)
            with progress(say_aside) as watch:
                articles = visit(paths, options, watch, work)
    except SiteError as error:
        show(error.problems, "text", paths)
        say_aside("Nothing was exported; mend this, then export again")
        sys.exit(1)
    except BuildError as error:
        raise click.ClickException(str(error)) from error
    where = f" to {shown(file.absolute())}" if file else ""
    say_aside(f"Exported {plural(articles, 'article')}{where}")


def _check(paths: SitePaths, form: str, *, to_terminal: bool) -> None:
    """Raise click.UsageError for a format that has no use here."""
    from archivegen.preservation.export.formats import FORMATS  # noqa: PLC0415 -- slow

    if FORMATS[form].needs_host and not read_config(paths.config, paths.config_cache).base_url:
        raise click.UsageError(f"in {form}, articles have their whole addresses: set base_url")
    if to_terminal and not FORMATS[form].is_text:
        raise click.UsageError(f"{form} is a ZIP archive: name a FILE")


@contextmanager
def _target(file: Path | None) -> Iterator[IO[bytes]]:
    """Where to write: what becomes the file, or is printed, when the block is done."""
    if file is None:
        with SpooledTemporaryFile(_IN_MEMORY) as spooled:
            yield spooled
            spooled.seek(0)
            shutil.copyfileobj(spooled, sys.stdout.buffer)
            sys.stdout.flush()
        return
    with staged_file(file, hidden_beside(file)) as target:
        yield target


def _write(session: Session, *, form: str, section: str | None, target: IO[bytes]) -> int:
    """Write the articles; gives how many. Raises SiteError where one cannot be read."""
    from archivegen.preservation.export.formats import FORMATS  # noqa: PLC0415 -- slow
    from archivegen.preservation.export.stream import (  # noqa: PLC0415 -- slow
        export_items,
        export_site,
    )

    if errors := [problem for problem in session.problems if problem.severity == "error"]:
        raise SiteError(errors)
    # What was written for a state that turned out to be damaged is void.
    target.seek(0)
    target.truncate()
    inputs, number = session.inputs, count()
    with open_site(inputs.paths, inputs.config, session.view, with_pictures=False) as reader:
        slug = _slug(session, reader, section) if section is not None else None
        of_form = FORMATS[form]
        items = export_items(inputs.paths, reader, slug, with_bodies=of_form.shows_bodies)
        counted = (item for item, _ in zip(items, number, strict=False))
        for part in of_form.parts(export_site(inputs.paths, reader), counted):
            target.write(part)
    return next(number)


def _slug(session: Session, reader: SiteReader, name: str) -> str:
    """The slug of a section that is named. Raises click.UsageError where there is none such."""
    config = session.inputs.config
    taxonomy = config.taxonomies[SECTIONS]
    slug = taxonomy.slug_of(name, config.slugger)
    slug = naming(reader.articles).slug_of(SECTIONS, slug)
    if not has_term(reader.articles, SECTIONS, slug):
        raise unknown_term(
            slug, known_terms(session.inputs.paths, taxonomy, slugger=config.slugger)
        )
    return slug
