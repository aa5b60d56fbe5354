"""Databases are as they were sealed, or empty; a seal is renewed by what a transaction wrote."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from archivegen.system import database
from archivegen.system.database import commit, open_database, open_snapshot, seal_of

SCHEMA = "CREATE TABLE rows (number INTEGER PRIMARY KEY, text TEXT)"
ROWS = 2000


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A sealed database of half a megabyte."""
    path = tmp_path / "state.db"
    with closing(open_database(path, SCHEMA, b"")) as connection:
        connection.execute("BEGIN")
        rows = ((number, "x" * 250) for number in range(ROWS))
        connection.executemany("INSERT INTO rows VALUES (?, ?)", rows)
        commit(connection, path)
    return path


def _texts(path: Path, where: str = "TRUE") -> list[str]:
    with closing(open_database(path, SCHEMA, b"")) as connection:
        return [text for (text,) in connection.execute(f"SELECT text FROM rows WHERE {where}")]


def _change(path: Path, number: int) -> None:
    with closing(open_database(path, SCHEMA, b"")) as connection:
        connection.execute("BEGIN")
        connection.execute("UPDATE rows SET text = 'changed' WHERE number = ?", (number,))
        connection.execute("INSERT INTO rows (text) VALUES (?)", ("y" * 100_000,))
        commit(connection, path)


def test_a_seal_is_renewed_by_what_was_written(
    sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[int] = []

    def sha256(data: bytes) -> object:
        hashed.append(len(data))
        return hashlib.sha256(data)

    monkeypatch.setattr(database, "hashlib", SimpleNamespace(sha256=sha256))
    before = seal_of(sealed)
    hashed.clear()
    _change(sealed, 1000)
    # The first block, that of the row, and where 100,000 bytes were added.
    assert sum(hashed) < 5 * 65_536
    assert seal_of(sealed) != before
    # A file that was touched is hashed as a whole.
    os.utime(sealed)
    hashed.clear()
    assert len(_texts(sealed)) == ROWS + 1
    assert sum(hashed) == sealed.stat().st_size
    assert _texts(sealed, "number = 1000") == ["changed"]
    assert {path.name for path in sealed.parent.iterdir()} == {"state.db", "state.db.seal"}


def test_a_wrong_bit_in_any_block_is_noticed(sealed: Path) -> None:
    _change(sealed, 1000)
    data = sealed.read_bytes()
    for at in range(4096, len(data), 65_536):
        wrong = bytearray(data)
        wrong[at] ^= 1
        shutil.copy(f"{sealed}.seal", sealed.parent / "other.db.seal")
        other = sealed.parent / "other.db"
        other.write_bytes(wrong)
        assert not _texts(other)


def test_what_a_killed_build_logged_is_thrown_away(sealed: Path) -> None:
    connection = open_database(sealed, SCHEMA, b"")
    connection.execute("BEGIN")
    connection.execute("UPDATE rows SET text = 'changed'")
    connection.execute("COMMIT")
    killed = sealed.parent / "killed.db"
    for trailer in ("", ".seal", "-wal"):
        shutil.copy(f"{sealed}{trailer}", f"{killed}{trailer}")
    connection.close()
    with closing(open_snapshot(killed)) as reader:
        query = "SELECT count(*) FROM rows WHERE text = 'changed'"
        assert reader.execute(query).fetchone() == (0,)
    assert len(_texts(killed, "text <> 'changed'")) == ROWS
