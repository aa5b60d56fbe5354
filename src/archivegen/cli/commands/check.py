"""`archivegen check`: what is wrong with the content, without a build.

The checks themselves (Jinja, Babel) and what asks other hosts (httpx, an optional extra) are
imported when they run.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from importlib.util import find_spec
from typing import TYPE_CHECKING, Unpack

import click

from archivegen.builder.session import visit
from archivegen.checks.http_answers import HttpAnswers
from archivegen.cli.console import progress, say, say_nothing, show
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import (
    BuildChoices,
    all_option,
    build_options,
    format_option,
    paths_of,
    quiet_option,
    site_option,
    strict_option,
    workers_option,
)
from archivegen.cli.wording import plural
from archivegen.config.extras import install_command
from archivegen.config.read import read_config
from archivegen.model.problems import BuildError, SiteError, in_order, is_forbidden

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from archivegen.builder.inputs import Options
    from archivegen.checks.checker import CheckResult
    from archivegen.checks.http_answers import HttpAnswer
    from archivegen.config.paths import SitePaths
    from archivegen.model.problems import Problem

SHOWN = 5
"""Outside addresses that are named where nothing certain can be said of them."""


@click.command("check")
@site_option
@click.option("--drafts", is_flag=True, help="Check drafts, too, as if they were published.")
@click.option("--future", is_flag=True, help="Treat scheduled articles as published.")
@click.option("--now", metavar="TIME", help="Check as if it were this time.")
@strict_option
@all_option
@click.option("--external", is_flag=True, help="Check that links to other sites still work.")
@workers_option
@format_option
@quiet_option
@stopping()
def command(
    site: str | None,
    form: str,
    *,
    everything: bool,
    external: bool,
    quiet: bool,
    **choices: Unpack[BuildChoices],
) -> None:
    """Check the content without building the site.

    Errors would stop a build: front matter, addresses, templates. Warnings are mistakes that
    readers would see, such as broken links and missing images; --strict treats them as errors.
    Advice is for you to weigh. The first few problems of each kind are listed, and a table counts
    them all if there are more; --all and JSON list every one. Links to other sites are checked
    only with --external, a few at a time, and the answers are remembered for days.

    Example: archivegen check --strict --format github
    """
    if external:
        _check_installed()
    paths = paths_of(site)
    tell = say if not quiet and form == "text" else say_nothing
    try:
        done = _check(paths, build_options(paths, **choices), tell)
        answers = _ask(paths, done, tell) if external else {}
    except SiteError as error:
        show(error.problems, form, paths, everything=everything)
        tell(_counts(error.problems))
        sys.exit(1)
    except BuildError as error:
        raise click.ClickException(str(error)) from error
    except MemoryError as error:
        raise click.ClickException("there is not enough memory; try --workers 1") from error
    outside = _problems_outside(paths, done, answers)
    problems = in_order((*done.problems, *outside, *_problems_of_cms(paths)))
    # In text, who is not published is a line, and no problem among others.
    told = problems if form == "text" else in_order((*problems, *done.unpublished))
    show(told, form, paths, everything=everything)
    strict = choices["strict"]
    for line in (*_unpublished(done), *_unsure(answers), *_summary(done, problems, strict=strict)):
        tell(line)
    if is_forbidden(problems, strict=strict):
        sys.exit(1)


def _check_installed() -> None:
    if find_spec("httpx") is None:
        raise click.UsageError(
            f"--external needs httpx; install it with: {install_command('external')}"
        )


def _check(paths: SitePaths, options: Options, tell: Callable[[str], None]) -> CheckResult:
    from archivegen.checks.checker import check  # noqa: PLC0415 -- slow

    with progress(tell) as watch:
        return visit(paths, options, watch, check)


def _ask(
    paths: SitePaths, done: CheckResult, tell: Callable[[str], None]
) -> Mapping[str, HttpAnswer]:
    """What other sites answer. No build has to wait for that."""
    from archivegen.checks.external_links import ask_all, hosts_of  # noqa: PLC0415 -- slow
    from archivegen.checks.http_client import Asker  # noqa: PLC0415 -- needs httpx
    from archivegen.checks.public_network import PublicTransport  # noqa: PLC0415 -- needs httpx

    clock = int(time.time())
    kept_answers = HttpAnswers(paths.http_answers, clock)
    if hosts := hosts_of(done.outside, kept_answers):
        tell(f"Asking {plural(hosts, 'host')} whether links still lead there")
    return ask_all(done.outside, kept_answers, lambda: Asker(PublicTransport(), clock))


def _problems_outside(
    paths: SitePaths, done: CheckResult, answers: Mapping[str, HttpAnswer]
) -> Sequence[Problem]:
    if not answers:
        return ()
    from archivegen.checks.external_links import problems  # noqa: PLC0415 -- slow

    return tuple(problems(answers, done.outside, paths.root))


def _problems_of_cms(paths: SitePaths) -> Sequence[Problem]:
    """What is wrong with the CMS of a site that has one."""
    from archivegen.authoring.cms.problems import cms_problems  # noqa: PLC0415 -- slow

    return tuple(cms_problems(paths, read_config(paths.config, paths.config_cache)))


def _unpublished(done: CheckResult) -> Sequence[str]:
    return [f"{problem.path}:{problem.line}: {problem.message}" for problem in done.unpublished]


def _unsure(answers: Mapping[str, HttpAnswer]) -> Sequence[str]:
    unsure = [
        f"not certain: {address} ({answer.detail})"
        for address, answer in answers.items()
        if answer.kind in {"unsure", "no network"}
    ]
    lines = unsure[:SHOWN]
    if len(unsure) > SHOWN:
        lines.append(f"... and {len(unsure) - SHOWN} more outside links that cannot be judged now")
    return lines


def _summary(done: CheckResult, problems: Sequence[Problem], *, strict: bool) -> Sequence[str]:
    """The closing lines: how much was found, and what to do next."""
    counts = Counter(problem.severity for problem in problems)
    checked = f"{plural(done.articles, 'article')} checked"
    if not problems:
        return [f"{checked}: nothing is wrong"]
    lines = [f"{checked}: {_counts(problems)}"]
    if counts["error"]:
        lines.append("Mend the errors first: until then, a build publishes nothing.")
    elif counts["warning"] and strict:
        lines.append("With --strict, warnings count as errors.")
    elif counts["warning"]:
        lines.append("The site can be built; but readers would see what the warnings are about.")
    return lines


def _counts(problems: Sequence[Problem]) -> str:
    counts = Counter(problem.severity for problem in problems)
    return (
        f"{plural(counts['error'], 'error')}, {plural(counts['warning'], 'warning')}, "
        f"{plural(counts['advice'], 'piece')} of advice"
    )
