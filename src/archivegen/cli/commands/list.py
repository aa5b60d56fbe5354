"""`archivegen list`: which articles there are.

What is printed is made while no build changes the site, and printed when builds may go on: a pager
that waits for its reader keeps nobody waiting.
"""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import IO, TYPE_CHECKING, TypedDict, Unpack

import click

from archivegen.archive.documents.find import all_documents
from archivegen.archive.documents.naming import naming
from archivegen.archive.find import ArticleQuery, bound, find, has_term
from archivegen.archive.known_terms import known_terms
from archivegen.archive.store import read_only_articles
from archivegen.builder.inputs import Options
from archivegen.builder.session import visit
from archivegen.cli.article_listing import listing_of
from archivegen.cli.commands.completion import names_of
from archivegen.cli.console import progress, show
from archivegen.cli.document_listing import DOCUMENTS, ListedDocument
from archivegen.cli.exit_errors import stopping
from archivegen.cli.listings import listing_format
from archivegen.cli.options import now_of, paths_of, site_option
from archivegen.cli.spooled_output import clear, pour, say_aside, spool
from archivegen.cli.unknown_term import unknown_term
from archivegen.config.read import read_config
from archivegen.model.problems import BuildError, SiteError
from archivegen.model.taxonomies import AUTHORS, KINDS, SECTIONS, TOPICS, further
from archivegen.model.times import zone_of
from archivegen.model.written_dates.forms import FORMS
from archivegen.system.resources import default_workers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archivegen.archive.find import ArticleState, Bound
    from archivegen.builder.session import Session
    from archivegen.config.paths import SitePaths
    from archivegen.model.problems import Problem
    from archivegen.model.taxonomies import Taxonomy


class QueryChoices(TypedDict):
    """The values of the options that say which articles are meant."""

    section: str | None
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    kind: str | None
    others: tuple[str, ...]
    since: str | None
    until: str | None
    drafts: bool
    scheduled: bool
    limit: int | None
    now: str | None
    pages: bool


@click.command("list")
@site_option
@click.option(
    "--section", metavar="NAME", shell_complete=names_of(SECTIONS), help="In this section."
)
@click.option(
    "--tag", "tags", multiple=True, metavar="NAME", shell_complete=names_of(TOPICS),
    help="On this topic; repeatable, for articles on all of them.",
)  # fmt: skip
@click.option(
    "--author", "authors", multiple=True, metavar="NAME", shell_complete=names_of(AUTHORS),
    help="By this author; repeatable, for articles by all of them.",
)  # fmt: skip
@click.option("--kind", metavar="NAME", shell_complete=names_of(KINDS), help="Of this kind.")
@click.option(
    "--taxonomy", "others", multiple=True, metavar="NAME=TERM",
    help='In another taxonomy, such as "series=The long flood"; repeatable, as --tag is.',
)  # fmt: skip
@click.option("--since", metavar="TIME", help="Since this time; a year, month or day will do.")
@click.option("--until", metavar="TIME", help="Until the end of this time, year, month or day.")
@click.option("--drafts", is_flag=True, help="List drafts instead of published articles.")
@click.option(
    "--scheduled", is_flag=True, help="List scheduled articles instead of published ones."
)
@click.option(
    "--pages", is_flag=True, help="List pages, files of terms and the like instead, by path."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="List only the newest N.")
@click.option("--now", metavar="TIME", help="List as if it were this time.")
@listing_format("Format of the list.")
@stopping()
def command(site: str | None, form: str, **choices: Unpack[QueryChoices]) -> None:
    """List the articles, newest first.

    Only published articles are listed, unless --drafts or --scheduled or both ask for those
    instead. Names match in any capitalisation, as they are in addresses, and by the other
    names that a term's file gives. Files that cannot be read are reported as problems, the rest is
    still listed, and the exit code is 1.

    Example: archivegen list --section "Local News" --since 2022-07 --format csv
    """
    paths = paths_of(site)
    try:
        query = _query(paths, choices)
        states = query.states
        # What cannot be read is an error where it would be listed.
        options = Options(
            now=query.now,
            drafts="draft" in states,
            future="scheduled" in states,
            workers=default_workers(),
        )
        with spool() as lines:
            with progress(say_aside) as watch:
                write = _write_documents if choices["pages"] else _write
                work = partial(write, query=query, form=form, lines=lines)
                problems = visit(paths, options, watch, work)
            if form == "table" and not lines.tell():
                say_aside(_no_documents(query) if choices["pages"] else _nothing(query))
            pour(lines)
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


def _query(paths: SitePaths, choices: QueryChoices) -> ArticleQuery:
    """The articles that are meant. Raises click.UsageError, and SiteError for the configuration."""
    if choices["pages"]:
        _require_no_others(choices)
    config = read_config(paths.config, paths.config_cache)
    taxonomies, slugger = config.taxonomies, config.slugger
    terms = [
        *((SECTIONS, name) for name in (choices["section"],) if name is not None),
        *((TOPICS, name) for name in choices["tags"]),
        *((AUTHORS, name) for name in choices["authors"]),
        *((KINDS, name) for name in (choices["kind"],) if name is not None),
        *(_other(text, taxonomies) for text in choices["others"]),
    ]
    return ArticleQuery(
        now=now_of(choices["now"], paths),
        states=_states(drafts=choices["drafts"], scheduled=choices["scheduled"]),
        terms=tuple((kind, taxonomies[kind].slug_of(name, slugger)) for kind, name in terms),
        since=_bound("--since", choices["since"], config.timezone),
        until=_bound("--until", choices["until"], config.timezone),
        limit=choices["limit"] or -1,
    )


def _require_no_others(choices: QueryChoices) -> None:
    """Raises click.UsageError for what says which articles are meant, where none are."""
    others = ("section", "tags", "authors", "kind", "others", "since", "until", "scheduled")
    if any(choices[name] for name in others):  # type: ignore[literal-required]
        raise click.UsageError("--pages goes with --drafts, --limit and --format alone")


def _other(text: str, taxonomies: Mapping[str, Taxonomy]) -> tuple[str, str]:
    """The name of a taxonomy and that of a term in it. Raises click.BadParameter."""
    name, sign, term = (part.strip() for part in text.partition("="))
    option = "--taxonomy"
    if not (sign and term):
        message = f'`{text}` names no list and term; write one such as "series=The long flood"'
        raise click.BadParameter(message, param_hint=option)
    if name not in taxonomies:
        message = f"there is no taxonomy `{name}`; there are: {', '.join(taxonomies)}"
        raise click.BadParameter(message, param_hint=option)
    return name, term


def _states(*, drafts: bool, scheduled: bool) -> tuple[ArticleState, ...]:
    asked: dict[ArticleState, bool] = {"draft": drafts, "scheduled": scheduled}
    return tuple(state for state, is_asked in asked.items() if is_asked) or ("published",)


def _bound(option: str, text: str | None, zone: str) -> Bound | None:
    if text is None:
        return None
    try:
        return bound(text, zone_of(zone), is_end=option == "--until")
    except ValueError as error:
        message = f"{error}; write a time such as 2022, 2022-07, {FORMS}"
        raise click.BadParameter(message, param_hint=option) from error


def _write(
    session: Session, *, query: ArticleQuery, form: str, lines: IO[str]
) -> tuple[Problem, ...]:
    """Write the articles that are meant, in a form; gives the problems of what cannot be read."""
    # What was written for a state that turned out to be damaged is void.
    clear(lines)
    paths, config = session.inputs.paths, session.inputs.config
    with closing(read_only_articles(paths)) as connection:
        names = naming(connection)
        meant = tuple((kind, names.slug_of(kind, slug)) for kind, slug in query.terms)
        query = replace(query, terms=meant)
        for kind, slug in query.terms:
            if not has_term(connection, kind, slug):
                taxonomy = config.taxonomies[kind]
                raise unknown_term(slug, known_terms(paths, taxonomy, slugger=config.slugger))
        others = further(config.taxonomies.values())
        listing = listing_of(others, states=query.states != ("published",))
        find_all = partial(find, connection, query, config)
        lines.writelines(listing.lines(form, find_all))
    return session.problems


def _write_documents(
    session: Session, *, query: ArticleQuery, form: str, lines: IO[str]
) -> tuple[Problem, ...]:
    """Write the documents that are meant, in a form; gives the problems of what cannot be read."""
    clear(lines)
    config, most = session.inputs.config, query.limit if query.limit > 0 else None
    with closing(read_only_articles(session.inputs.paths)) as connection:

        def find_all() -> Iterator[ListedDocument]:
            for document, is_draft in all_documents(connection):
                state = "draft" if is_draft else "published"
                if state in query.states:
                    url = config.urls.absolute(document.url)
                    language = document.language or config.language
                    yield ListedDocument(document, state, url, language)

        lines.writelines(DOCUMENTS.lines(form, lambda: islice(find_all(), most)))
    return session.problems


def _nothing(query: ArticleQuery) -> str:
    text = f"There are no such articles ({' or '.join(query.states)})"
    if query.states == ("published",):
        return f"{text}; see the others with --drafts and --scheduled"
    return f"{text}; see published ones without --drafts and --scheduled"


def _no_documents(query: ArticleQuery) -> str:
    text = f"There are no such pages or other files ({' or '.join(query.states)})"
    return (
        f"{text}; see {'drafts with' if 'published' in query.states else 'others without'} --drafts"
    )
