"""The ledger: `urls.txt`, the list of all addresses that articles were ever published at.

It has a line for each address: the path from the site's root, encoded, and the article's file, with
`retired` between them if the address may vanish. So neither another host nor another base path
changes a line. The lines are sorted, so that git can merge those of two branches. Anyone may have
edited the file, so the reader assumes neither sorted nor well-formed lines.
"""

from __future__ import annotations

import os
import re
import stat as modes
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from archivegen.config.paths import LEDGER_NAME
from archivegen.model.problems import Problem
from archivegen.model.urls import canonical
from archivegen.system.files import hidden_beside, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

LONGEST_LINE = 8192
"""Bytes of a line, at most: paths of files and addresses are much shorter."""

MOST_PROBLEMS = 100
"""Lines that are wrong, or addresses that would vanish, that get a problem each, at most."""

_LINE = re.compile(r"(/\S*)( retired)?(?: (content/.+))?").fullmatch
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_BYTE_ORDER_MARK = "\ufeff"


class Entry(NamedTuple):
    """An address, with the file of the article that had it, or empty; and the line it stands in.

    The file is a path from the site's root.
    """

    address: str
    source: str = ""
    is_retired: bool = False
    line: int = 0

    @property
    def text(self) -> str:
        """The line, without its end."""
        retired = " retired" if self.is_retired else ""
        source = f" {self.source}" if self.source else ""
        return f"{self.address}{retired}{source}"


def read_ledger(path: Path) -> Iterator[Entry | Problem]:
    """The entries in the order of the file, and the problems of lines that are none."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not modes.S_ISREG(mode):
        yield Problem(LEDGER_NAME, "this is not a plain file", hint="put the list itself here")
        return
    try:
        with path.open("rb") as file:
            yield from _first_problems(_read(iter(partial(file.readline, LONGEST_LINE), b"")))
    except OSError as error:
        yield Problem(LEDGER_NAME, f"cannot be read: {error.strerror}")


def _first_problems(items: Iterable[Entry | Problem]) -> Iterator[Entry | Problem]:
    """The items up to the last problem that counts: a file of something else has too many."""
    count = 0
    for item in items:
        count += isinstance(item, Problem)
        if count > MOST_PROBLEMS:
            return
        yield item


def _read(lines: Iterable[bytes]) -> Iterator[Entry | Problem]:
    for number, data in enumerate(lines, 1):
        if len(data) == LONGEST_LINE:
            message = f"a line of more than {LONGEST_LINE} bytes"
            yield Problem(LEDGER_NAME, message, number, 1, "a line has an address and a file")
            return
        try:
            text = data.decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            message = f"byte 0x{data[error.start]:02x} is not UTF-8"
            yield Problem(LEDGER_NAME, message, number, error.start + 1, "save the file as UTF-8")
            continue
        if number == 1:
            text = text.removeprefix(_BYTE_ORDER_MARK)
        if match := _LINE(text):
            address, retired, source = match.groups("")
            yield Entry(canonical(address), source, bool(retired), number)
        elif text.strip():
            yield _broken(text, number)


def _broken(text: str, number: int) -> Problem:
    if text.startswith(_CONFLICT):
        return Problem(
            LEDGER_NAME,
            "a merge left its marks: two branches have different lines here",
            number,
            1,
            "keep the lines of both, and take those that begin with <<<<<<<, ======= and >>>>>>>"
            " out; their order does not matter",
            excerpt=text,
        )
    return Problem(
        LEDGER_NAME,
        "this line is not in the form of the list of addresses",
        number,
        1,
        "a line is an address that begins with a slash, a blank, and the article's file:"
        " /2024/05/01/a/ content/a.md",
        excerpt=text,
    )


def write_ledger(path: Path, entries: Mapping[str, Entry]) -> bool:
    """Write the entries, sorted; says whether the file had to be written. Raises OSError.

    A process that is killed leaves the file as it was.
    """
    data = "".join(f"{entries[address].text}\n" for address in sorted(entries)).encode()
    if path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") == data:
        return False
    # Hidden, as it stands beside the editors' own files.
    replace_file(path, data, hidden_beside(path), is_durable=True)
    return True
