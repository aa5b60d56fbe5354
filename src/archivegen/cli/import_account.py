"""The account of an import, as the command line prints it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import click

from archivegen.cli.listings import cut
from archivegen.model.problems import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archivegen.importer.account import Outcome
    from archivegen.importer.entry import Entry
    from archivegen.importer.settings import Request
    from archivegen.importer.site import ImportSite

_SHOWN = 20
"""Items that want attention that a table shows."""
_LONGEST_ID, _LONGEST_REASON = 60, 100


def say_outcome(request: Request, outcome: Outcome, form: str) -> None:
    """Print what an import did, as `table` or `json`."""
    attention = [(entry.id, entry.reason, entry.file) for entry in outcome.attention]
    if form == "json":
        _say_json(
            {
                "name": request.name,
                "from": request.source,
                "dry_run": request.is_dry,
                "layout": outcome.layout,
                "items": dict(sorted(outcome.states.items())),
                "files": dict(sorted(outcome.files.items())),
                "incomplete": outcome.incomplete,
                "counts": dict(sorted(outcome.counts.items())),
                "attention": [
                    dict(zip(("id", "reason", "file"), one, strict=True)) for one in attention
                ],
            }
        )
        return
    if outcome.layout:
        click.echo(f"layout: {outcome.layout}")
    _say_counts(request.name, outcome.states)
    _say_files(outcome)
    _say_attention(attention, outcome.states["attention"])
    _say_incomplete(outcome.incomplete)
    if request.is_dry:
        click.echo("nothing was written (--dry-run)")
        return
    click.echo(f"imports/{request.name}/report.html has the details, as does report.md")
    if attention:
        click.echo(f"to accept items as they are: archivegen import --accept {request.name} ID...")


def _say_files(outcome: Outcome) -> None:
    """Print what became of files, and what was left out of texts."""
    from archivegen.importer.sources.text import LEFT_OUT  # noqa: PLC0415 -- slow

    if files := sorted(outcome.files.items()):
        click.echo(f"files: {', '.join(f'{count} {key}' for key, count in files)}")
    if count := outcome.counts[LEFT_OUT]:
        click.echo(f"{LEFT_OUT}: {count}")


def _say_incomplete(count: int) -> None:
    if count:
        drafts = "1 draft lacks" if count == 1 else f"{count} drafts lack"
        click.echo(f"{drafts} what an article must have; build --strict stops at that")


def say_status(site: ImportSite, name: str, form: str) -> None:
    """Print what an account says. Raises click.BadParameter, if there is none; LineError."""
    from archivegen.importer.entry import ACCOUNT, read_entries  # noqa: PLC0415 -- slow

    path = site.folder_of(name) / ACCOUNT
    if not path.is_file():
        raise click.BadParameter(f"there is no import {name}", param_hint="--status")
    states: Counter[str] = Counter()
    attention: list[Entry] = []
    for entry in read_entries(path):
        states[entry.state] += 1
        if entry.state in {"attention", "kept"}:
            attention.append(entry)
    rows = [(entry.id, entry.reason, entry.file) for entry in attention]
    if form == "json":
        listed = [
            {"id": one.id, "state": one.state, "reason": one.reason, "file": one.file}
            for one in attention
        ]
        _say_json({"name": name, "items": dict(sorted(states.items())), "attention": listed})
        return
    _say_counts(name, states)
    _say_attention(rows, len(rows))


def _say_counts(name: str, states: Mapping[str, int]) -> None:
    total = sum(states.values())
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    click.echo(f"{name}: {total} item{'' if total == 1 else 's'} ({told or 'nothing'})")


def _say_attention(rows: Iterable[tuple[str, str, str]], count: int) -> None:
    for id_, reason, file in [*rows][:_SHOWN]:
        shown = cut(visible(id_), _LONGEST_ID)
        if file and not set(id_) & {"/", "."}:
            # A number of a database says nothing to people; the path of a file does.
            shown = f"{shown} ({visible(file)})"
        click.echo(f"  {shown}: {cut(visible(reason), _LONGEST_REASON)}")
    if count > _SHOWN:
        click.echo(f"  ... and {count - _SHOWN} more")


def _say_json(values: Mapping[str, object]) -> None:
    click.echo(json.dumps(values))
