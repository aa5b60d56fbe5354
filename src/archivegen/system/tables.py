"""Tables of keys and values on disk: what would fill the memory, for as long as a command runs.

Nobody needs their file afterwards, so it need not survive a crash or a power failure. Values are
anything that can be pickled. Keys are texts, in the order of their characters, or numbers.
"""

from __future__ import annotations

import pickle
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from archivegen.system.database import open_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any, Self

Key = TypeVar("Key", str, int)
Value = TypeVar("Value")

_CACHE_KIB = 4096


class Table(Generic[Key, Value]):
    """A table of values by their keys, in a file of tables."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        # Names of tables are the code's own.
        self._get = f"SELECT value FROM {name} WHERE key = ?"  # noqa: S608
        self._put = f"REPLACE INTO {name} VALUES (?, ?)"  # noqa: S608
        self._add = f"INSERT OR IGNORE INTO {name} VALUES (?, ?)"  # noqa: S608
        self._all = f"SELECT key, value FROM {name} ORDER BY key"  # noqa: S608
        self._keys = f"SELECT key FROM {name} ORDER BY key"  # noqa: S608
        self._count = f"SELECT COUNT(*) FROM {name}"  # noqa: S608

    def get(self, key: Key) -> Value | None:
        """The value of a key; None, if it has none."""
        row = self._connection.execute(self._get, (_bound(key),)).fetchone()
        return None if row is None else pickle.loads(row[0])  # noqa: S301 -- what we wrote

    def __contains__(self, key: Key) -> bool:
        return self._connection.execute(self._get, (_bound(key),)).fetchone() is not None

    def __len__(self) -> int:
        return int(self._connection.execute(self._count).fetchone()[0])

    def __setitem__(self, key: Key, value: Value) -> None:
        self._connection.execute(self._put, (_bound(key), _packed(value)))

    def add(self, key: Key, value: Value) -> bool:
        """Give a key its value, if it has none; says whether it had none."""
        cursor = self._connection.execute(self._add, (_bound(key), _packed(value)))
        return cursor.rowcount > 0

    def keys(self) -> Iterator[Key]:
        """All keys in their order."""
        return (_key(key) for (key,) in self._connection.execute(self._keys))

    def items(self) -> Iterator[tuple[Key, Value]]:
        """All keys in their order, with their values; the table does not change meanwhile."""
        for key, value in self._connection.execute(self._all):
            yield _key(key), pickle.loads(value)  # noqa: S301 -- what we wrote

    def values(self) -> Iterator[Value]:
        """The values in the order of their keys."""
        return (value for _, value in self.items())


class Tables:
    """A file of tables that one process writes, or that others read when it is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def written(cls, path: Path | None, **names: type[str | int]) -> Iterator[Self]:
        """New tables of these names, each with the type of its keys; without a path, passing ones.

        They are whole for readers once the block is over.
        """
        connection = sqlite3.connect("" if path is None else path, isolation_level=None)
        try:
            for setting in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{_CACHE_KIB}"):
                connection.execute(f"PRAGMA {setting}")
            connection.execute("BEGIN")
            for name, kind in names.items():
                connection.execute(f"CREATE TABLE {name} {_COLUMNS[kind]}")
            yield cls(connection)
            connection.execute("COMMIT")
        finally:
            connection.close()

    @classmethod
    @contextmanager
    def read(cls, path: Path) -> Iterator[Self]:
        """The tables of a file that is written, as long as the block lasts."""
        connection = open_snapshot(path)
        try:
            yield cls(connection)
        finally:
            connection.close()

    def table(self, name: str) -> Table[Any, Any]:
        """The table of that name."""
        return Table(self._connection, name)


_COLUMNS: dict[type[str | int], str] = {
    int: "(key INTEGER PRIMARY KEY, value BLOB)",
    str: "(key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID",
}


def _bound(key: Any) -> Any:
    # What stands in a path need not be UTF-8, which texts of SQLite have to be.
    return key.encode("utf-8", "surrogatepass") if isinstance(key, str) else key


def _key(bound: Any) -> Any:
    return bound.decode("utf-8", "surrogatepass") if isinstance(bound, bytes) else bound


def _packed(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
