"""Output of commands that list: made while no build changes the site, printed when builds may.

So a pager that waits for its reader keeps nobody waiting.
"""

from __future__ import annotations

import errno
import os
import sys
from tempfile import SpooledTemporaryFile
from typing import IO

import click

_IN_MEMORY = 8 << 20
"""Bytes of a listing beyond which it waits on the disk."""

_GONE = {errno.EPIPE, errno.EINVAL}
"""What a system says where nobody reads any more; the second is Windows'."""


def say_aside(text: str) -> None:
    """Say what is no part of the listing."""
    click.echo(text, err=True)


def spool() -> IO[str]:
    """A place for the lines of a listing."""
    # What a path holds that is no text comes out as it went in.
    return SpooledTemporaryFile(
        _IN_MEMORY, "w+", encoding="utf-8", errors="surrogateescape", newline="\n"
    )


def clear(lines: IO[str]) -> None:
    """Take back what was put there."""
    lines.seek(0)
    lines.truncate()


def pour(lines: IO[str]) -> None:
    """Print what was put there, as far as it is read."""
    lines.seek(0)
    try:
        while text := lines.read(1 << 16):
            click.echo(text, nl=False)
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in _GONE:
            raise
        # Nor is there anyone for what Python would write when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
