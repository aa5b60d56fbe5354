"""Sending: what `publish` and `build --publish` do alike, and what they say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from archivegen.cli.console import say
from archivegen.cli.wording import plural, shown
from archivegen.model.problems import BuildError, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archivegen.config.paths import SitePaths
    from archivegen.deployment.changes import Changes
    from archivegen.deployment.store import ObjectStore
    from archivegen.deployment.transfer import Deployment
    from archivegen.system.progress import Progress

CONNECTIONS = 10
"""Objects that are sent at a time, unless another number is asked for."""

_FEW = 256
"""Objects that are removed without a question, however many there are."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What is asked for, beside the address. `most_removed` is for more than a tenth of them."""

    dry_run: bool = False
    overwrite: bool = False
    again: bool = False
    most_removed: int | None = None


def store_at(address: str, connections: int = CONNECTIONS) -> ObjectStore:
    """The store at an address; nothing is asked of it yet. Raises click.UsageError."""
    from archivegen.deployment.store import ObjectStore, StoreError  # noqa: PLC0415

    try:
        return ObjectStore.at(address, connections)
    except StoreError as error:
        raise click.UsageError(str(error)) from error


def send_site(paths: SitePaths, store: ObjectStore, asked: Sending, progress: Progress) -> str:
    """Send the built site; gives the closing line. Raises click.ClickException."""
    from archivegen.builder.output.manifest import Manifest  # noqa: PLC0415
    from archivegen.deployment.site_files import site_files  # noqa: PLC0415
    from archivegen.deployment.transfer import (  # noqa: PLC0415
        ForeignObjectsError,
        compare,
        send,
    )

    try:
        with site_files(paths, progress) as files:
            _tell_of_others(Manifest(paths.output).others(), paths)
            deployment = compare(files, store, overwrites=asked.overwrite, again=asked.again)
            if asked.dry_run:
                _tell(deployment.changes)
                return f"{store.shown}: {_summary(deployment.changes, 'would be ')}"
            _require_few_removed(deployment, asked.most_removed)
            send(deployment, paths.output, store, progress)
            return f"{store.shown}: {_summary(deployment.changes, '')}"
    except ForeignObjectsError as error:
        if asked.dry_run:
            for path in error.paths:
                say(f"in the way: {visible(path)}")
        raise click.ClickException(str(error)) from error
    except BuildError as error:
        raise click.ClickException(str(error)) from error


def _tell_of_others(others: Sequence[str], paths: SitePaths) -> None:
    if others:
        click.echo(
            f"{shown(paths.output)} has {plural(len(others), 'file')} that no build wrote, and "
            f"that will not be sent; the first is {visible(others[0])}. Put them into static/",
            err=True,
        )


def _tell(changes: Changes) -> None:
    for name, files in (("new", changes.new), ("changed", changes.changed)):
        for file in files:
            say(f"{name}: {visible(file.path)} ({plural(file.size, 'byte')})")
    for path in changes.removed:
        say(f"removed: {visible(path)}")


def _summary(changes: Changes, mood: str) -> str:
    sent = f"{plural(len(changes.sent), 'file')} {mood}sent"
    if changes.sent:
        sent += f" ({changes.size:,} bytes; {len(changes.new)} new)"
    return f"{sent}, {len(changes.removed)} {mood}removed, {changes.unchanged} unchanged"


def _require_few_removed(deployment: Deployment, most: int | None) -> None:
    """Raise click.ClickException where so much would go that it may be another site's address."""
    count, held = len(deployment.changes.removed), len(deployment.held.files)
    if count > (max(_FEW, held // 10) if most is None else most):
        raise click.ClickException(
            f"{count} of {plural(held, 'object')} would be removed; nothing was sent. Look at "
            f"them with --dry-run, and if that is right, say --max-removals {count}"
        )
