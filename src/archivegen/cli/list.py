"""`archivegen list`: which articles there are.

What is printed is made while no build changes the site, and printed when builds may go on: a pager
that waits for its reader keeps nobody waiting.
"""

from __future__ import annotations

import sys
from contextlib import closing
from functools import partial
from typing import IO, TYPE_CHECKING

import click

from archivegen.cli.completion import names_of
from archivegen.cli.console import progress, show
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import now_of, paths_of, site_option
from archivegen.cli.spooled_output import pour, say_aside, spool

if TYPE_CHECKING:
    from archivegen.archive.find import ArticleQuery, ArticleState, Bound
    from archivegen.builder.session import Session
    from archivegen.config.paths import SitePaths
    from archivegen.model.problems import Problem
    from archivegen.model.urls import TermKind

FORMS = ("table", "json", "csv")
"""How a listing can be printed."""

SHOWN = 12
"""Names that are told where one is not known."""


@click.command("list")
@site_option
@click.option("--section", metavar="NAME", shell_complete=names_of("section"), help="Of a section.")
@click.option(
    "--tag", "tags", multiple=True, metavar="NAME", shell_complete=names_of("topic"),
    help="Of a topic; repeat it for articles that have all of them.",
)  # fmt: skip
@click.option(
    "--author", "authors", multiple=True, metavar="NAME", shell_complete=names_of("author"),
    help="Of an author; repeat it for articles by all of them.",
)  # fmt: skip
@click.option("--since", metavar="TIME", help="From this time on, a year or a month or a day too.")
@click.option("--until", metavar="TIME", help="Up to the end of this time.")
@click.option("--drafts", is_flag=True, help="Drafts instead of published articles.")
@click.option("--scheduled", is_flag=True, help="Scheduled articles instead of published ones.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The newest N only.")
@click.option("--now", metavar="TIME", help="List as if it were this time.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="table", help="How to print it."
)
@stopping()
def command(
    site: str | None,
    section: str | None,
    tags: tuple[str, ...],
    authors: tuple[str, ...],
    since: str | None,
    until: str | None,
    limit: int | None,
    now: str | None,
    form: str,
    *,
    drafts: bool,
    scheduled: bool,
) -> None:
    """List the articles, newest first.

    Without --drafts or --scheduled these are the published ones; with both, drafts and scheduled
    articles together. Names are found however they are capitalised, and by the name that they have
    in addresses. Articles that cannot be read are named as problems, the others are still listed,
    and the exit code is 1.

    Example: archivegen list --section "Local News" --since 2022-07 --format csv
    """
    from archivegen.archive.find import ArticleQuery  # noqa: PLC0415
    from archivegen.builder import session  # noqa: PLC0415
    from archivegen.builder.inputs import Options  # noqa: PLC0415
    from archivegen.config.read import read_config  # noqa: PLC0415
    from archivegen.model.problems import BuildError, SiteError  # noqa: PLC0415
    from archivegen.model.slugs import slug_of  # noqa: PLC0415
    from archivegen.system.workers import default_workers  # noqa: PLC0415

    paths = paths_of(site)
    try:
        config = read_config(paths.config, paths.config_cache)
        wanted = ArticleQuery(
            now=now_of(now, paths),
            states=_states(drafts=drafts, scheduled=scheduled),
            section=slug_of(section) if section is not None else "",
            tags=tuple(map(slug_of, tags)),
            authors=tuple(map(slug_of, authors)),
            since=_bound("--since", since, config.timezone),
            until=_bound("--until", until, config.timezone),
            limit=limit or -1,
        )
        options = Options(now=wanted.now, workers=default_workers())
        with spool() as lines:
            with progress(say_aside) as told:
                work = partial(_write, wanted=wanted, form=form, lines=lines)
                problems = session.visit(paths, options, told, work)
            _print(lines, wanted, form)
    except SiteError as error:
        show(error.problems, "text", paths)
        sys.exit(1)
    except BuildError as error:
        raise click.ClickException(str(error)) from error
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        show(errors, "text", paths)
        say_aside("What has errors is not listed; mend it, then list again")
        sys.exit(1)


def _states(*, drafts: bool, scheduled: bool) -> tuple[ArticleState, ...]:
    asked: dict[ArticleState, bool] = {"draft": drafts, "scheduled": scheduled}
    return tuple(state for state, is_asked in asked.items() if is_asked) or ("published",)


def _bound(option: str, text: str | None, zone: str) -> Bound | None:
    from archivegen.archive.find import bound  # noqa: PLC0415
    from archivegen.model.times import FORMS as TIMES  # noqa: PLC0415
    from archivegen.model.times import zone_of  # noqa: PLC0415

    if text is None:
        return None
    try:
        return bound(text, zone_of(zone), is_end=option == "--until")
    except ValueError as error:
        message = f"{error}; write a time such as 2022, 2022-07, {TIMES}"
        raise click.BadParameter(message, param_hint=option) from error


def _write(
    visited: Session, *, wanted: ArticleQuery, form: str, lines: IO[str]
) -> tuple[Problem, ...]:
    """Write what is wanted, in its form; gives what could not be read."""
    from archivegen.archive.find import find, has_term  # noqa: PLC0415
    from archivegen.archive.store import read_only_articles  # noqa: PLC0415
    from archivegen.cli import listings  # noqa: PLC0415

    # What was written for a state that turned out to be damaged is void.
    lines.seek(0)
    lines.truncate()
    paths = visited.inputs.paths
    with closing(read_only_articles(paths)) as connection:
        for kind, slug in wanted.terms:
            if not has_term(connection, kind, slug):
                raise _unknown(kind, slug, paths)
        find_all = partial(find, connection, wanted, visited.inputs.config)
        lines.writelines(
            listings.as_json(find_all())
            if form == "json"
            else listings.as_csv(find_all())
            if form == "csv"
            else listings.as_table(find_all, states=wanted.states != ("published",))
        )
    return visited.problems


def _unknown(kind: TermKind, slug: str, paths: SitePaths) -> click.UsageError:
    from archivegen.archive.known_terms import known_terms  # noqa: PLC0415

    known = known_terms(paths, kind)
    what = f"no article has the {kind} `{slug}`"
    if near := known.near(slug):
        return click.UsageError(f"{what}; did you mean `{near}`?")
    if not known.names:
        return click.UsageError(f"{what}, or any {kind}")
    some = ", ".join(list(known.names.values())[:SHOWN])
    more = ", ..." if len(known.names) > SHOWN else ""
    return click.UsageError(f"{what}; there are: {some}{more}")


def _print(lines: IO[str], wanted: ArticleQuery, form: str) -> None:
    """Print the listing, as far as it is read."""
    if form == "table" and not lines.tell():
        say_aside(_nothing(wanted))
    pour(lines)


def _nothing(wanted: ArticleQuery) -> str:
    text = f"There are no such articles ({' or '.join(wanted.states)})"
    if wanted.states == ("published",):
        return f"{text}; see the others with --drafts and --scheduled"
    return f"{text}; see published ones without --drafts and --scheduled"
