"""`archivegen new`: an article that has its front matter and waits for its text.

What writes and checks front matter (pydantic, Babel) is imported when the command runs.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from archivegen.archive.known_terms import known_terms
from archivegen.cli.commands.completion import names_of
from archivegen.cli.console import show
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import now_of, paths_of, site_option
from archivegen.cli.wording import shown
from archivegen.config.read import read_config
from archivegen.model.problems import SiteError
from archivegen.model.taxonomies import AUTHORS, SECTIONS, TOPICS
from archivegen.model.times import zone_of
from archivegen.model.written_dates.forms import FORMS

if TYPE_CHECKING:
    from pathlib import Path

    from archivegen.archive.known_terms import KnownTerms
    from archivegen.authoring.new_article import Draft
    from archivegen.config.paths import SitePaths
    from archivegen.config.settings import Config


@click.command("new")
@click.argument("headline", nargs=-1, required=True, metavar="HEADLINE")
@site_option
@click.option(
    "--section",
    shell_complete=names_of(SECTIONS),
    help="Section (default: the site's default_section).",
)
@click.option("--date", metavar="TIME", help="Time of publication (default: now).")
@click.option(
    "--author",
    "authors",
    multiple=True,
    metavar="NAME",
    shell_complete=names_of(AUTHORS),
    help="Author; repeatable.",
)
@click.option(
    "--tag",
    "tags",
    multiple=True,
    metavar="NAME",
    shell_complete=names_of(TOPICS),
    help="Topic; repeatable.",
)
@click.option("--draft", is_flag=True, help="Mark the article as a draft.")
@click.option("--edit", is_flag=True, help="Open the file in your editor ($VISUAL or $EDITOR).")
@stopping()
def command(
    headline: tuple[str, ...],
    site: str | None,
    section: str | None,
    date: str | None,
    authors: tuple[str, ...],
    tags: tuple[str, ...],
    *,
    draft: bool,
    edit: bool,
) -> None:
    """Create the file of a new article and print its path.

    The file is written to content/YYYY/MM/ under a name made from the headline. An existing file is
    never overwritten. An article with a future date is scheduled for that date.

    Example: archivegen new "Harbour light lit again" --section "Local News" --edit
    """
    from archivegen.authoring.new_article import Draft, date_text  # noqa: PLC0415 -- slow

    if len(headline) > 1:
        words = " ".join(headline)
        raise click.UsageError(f'put the headline between quotes: archivegen new "{words}"')
    paths = paths_of(site)
    try:
        config = read_config(paths.config, paths.config_cache)
    except SiteError as error:
        show(error.problems, "text", paths)
        sys.exit(1)
    if date is None:
        date = date_text(now_of(None, paths), zone_of(config.timezone))
    article = Draft(_line(headline[0], "HEADLINE"), _line(date, "--date"), is_draft=draft)
    below = _place(article, config)
    article = replace(
        article,
        section=_section(section, below, config, paths),
        authors=_terms(authors, AUTHORS, "--author", config, paths),
        tags=_terms(tags, TOPICS, "--tag", config, paths),
    )
    path = _written(article, below, config, paths)
    click.echo(shown(path))
    if edit:
        click.edit(filename=os.fspath(path))


def _line(text: str, name: str) -> str:
    from archivegen.authoring.new_article import line_of  # noqa: PLC0415 -- slow

    try:
        return line_of(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=name) from error


def _place(draft: Draft, config: Config) -> str:
    """The path of the file, below the content folder. Raises click.BadParameter for a bad date."""
    from archivegen.authoring.new_article import article_path  # noqa: PLC0415 -- slow

    try:
        return article_path(draft, config)
    except ValueError as error:
        message = f"{error}; write a time such as {FORMS}"
        raise click.BadParameter(message, param_hint="--date") from error


def _section(section: str | None, below: str, config: Config, paths: SitePaths) -> str:
    """The section that is meant, as the archive spells it; empty, where its folder says it."""
    from archivegen.authoring.new_article import has_section  # noqa: PLC0415 -- slow

    taxonomy = config.taxonomies[SECTIONS]
    terms = known_terms(paths, taxonomy, config.sections, config.slugger)
    if section is not None:
        (spelled,) = _spelled((section,), terms, "--section")
        if near := terms.near(spelled):
            click.echo(f"`{spelled}` is a new section; did you mean `{near}`?", err=True)
        elif config.sections and terms.slug_of(spelled) not in map(terms.slug_of, config.sections):
            click.echo(f"`{spelled}` is not among the `sections` of archivegen.toml", err=True)
        return spelled
    if has_section(below, config):
        return ""
    if config.default_section:
        return config.default_section
    names = sorted(terms.names.values())
    if len(names) == 1:
        return names[0]
    listed = f" (there are: {', '.join(names)})" if names else ""
    raise click.UsageError(
        f"name the section with --section{listed}, or set default_section in archivegen.toml"
    )


def _terms(
    names: tuple[str, ...], taxonomy: str, option: str, config: Config, paths: SitePaths
) -> tuple[str, ...]:
    if not names:
        return ()
    terms = known_terms(paths, config.taxonomies[taxonomy], slugger=config.slugger)
    return _spelled(names, terms, option)


def _spelled(names: tuple[str, ...], terms: KnownTerms, option: str) -> tuple[str, ...]:
    """The names as the archive spells them, so that a build has nothing to warn of."""
    spelled = [terms.spelled(_line(name, option)) for name in names]
    for name, own in zip(spelled, names, strict=True):
        if name != " ".join(own.split()):
            click.echo(f"`{own}` is written `{name}`, as in the archive", err=True)
    return tuple(dict.fromkeys(spelled))


def _written(draft: Draft, below: str, config: Config, paths: SitePaths) -> Path:
    """The file, written. Raises click.UsageError for what a build would complain of."""
    from archivegen.authoring import new_article  # noqa: PLC0415 -- slow

    path = paths.content / below
    text = new_article.article_text(draft)
    for problem in new_article.problems_of(text, below, config):
        hint = f"; {problem.hint}" if problem.hint else ""
        raise click.UsageError(f"{problem.message}{hint}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Never a file that is there, even if it has come there this moment.
        file = open(path, "x", encoding="utf-8", newline="\n")  # noqa: SIM115
    except FileExistsError as error:
        raise click.ClickException(
            f"{shown(path)} exists already; edit it, or give the article another headline"
        ) from error
    try:
        with file:
            file.write(text)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return path
