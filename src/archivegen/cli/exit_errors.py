"""Exit errors: what ends a command and is no fault of the site becomes one line and an exit code.

They are click's exceptions, so that click prints them and exits.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.model.problems import BuildError, UnfinishedError
from archivegen.system.signals import StoppedError, leave_when_told, stoppable

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}
"""What a system says of a folder in which nothing can be written, whoever tries, and how often."""


class Stopped(click.ClickException):
    """The process was told to stop, by a signal of that number."""

    def __init__(self, signal_number: int, then: str) -> None:
        super().__init__(f"stopped; {then}")
        # As a shell tells of a process that a signal ended.
        self.exit_code = 128 + signal_number  # type: ignore[misc]


@contextmanager
def stopping(then: str = "the next build goes on from here") -> Iterator[None]:
    """A command that can be told to stop, and that says what it cannot print to whom it can.

    `then` says what becomes of what was begun.
    """
    try:
        with stoppable():
            yield
    except StoppedError as error:
        leave_when_told()
        raise Stopped(error.signal_number, then) from error
    except BrokenPipeError:
        # Whoever read what is printed has heard enough; click knows what to do.
        raise
    except OSError as error:
        raise click.ClickException(reason(error)) from error


@contextmanager
def building(output: Path | None = None) -> Iterator[None]:
    """The part of a command that may publish: what ends it says whether it has.

    Of a command that can do with another `output` folder, it says so where that cannot be written.
    """
    try:
        yield
    except UnfinishedError as error:
        raise click.ClickException(str(error)) from error
    except BuildError as error:
        raise click.ClickException(f"{error}; nothing was published") from error
    except BrokenPipeError:
        raise
    except OSError as error:
        hint = ""
        if output and error.errno in _NOT_WRITABLE and _is_in(output, error.filename):
            hint = "; name another folder for the built site with --output"
        raise click.ClickException(f"{reason(error)}; nothing was published{hint}") from error
    except MemoryError as error:
        raise click.ClickException("there is not enough memory; try --workers 1") from error


def _is_in(folder: Path, name: object) -> bool:
    """Whether the file that the system speaks of is a folder or lies in it."""
    return isinstance(name, str) and Path(name).is_relative_to(folder)


def reason(error: OSError) -> str:
    """What the system refused, and for which file."""
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}"
