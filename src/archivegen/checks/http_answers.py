"""The answers of other hosts about addresses, kept so that nobody is asked again each time.

Kept in one file of JSON that may be lost or damaged at any time: then all are asked again.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from archivegen.system.files import make_folder, replace_file

if TYPE_CHECKING:
    from pathlib import Path

Verdict = Literal["fine", "moved", "gone", "no host", "private", "unsure", "no network"]
"""`no host` and `gone` are certain; the last two say that nothing can be said."""

_HOUR = 3600
_KEPT: dict[Verdict, int] = {
    "fine": 7 * 24 * _HOUR,
    "moved": 7 * 24 * _HOUR,
    "gone": 6 * _HOUR,
    "no host": 6 * _HOUR,
    "private": 6 * _HOUR,
    "unsure": _HOUR,
    "no network": 0,
}
"""Seconds for which an answer holds: good ones for days, bad ones for hours."""

MOST_WAIT = 24 * _HOUR
"""Seconds for which a host can ask to be left alone, at most."""


class HttpAnswer(NamedTuple):
    """What an address answers: the new address of what moved, or else why, in words.

    `wait` is how many seconds its host asked to be left alone.
    """

    kind: Verdict
    detail: str = ""
    wait: int = 0


class HttpAnswers:
    """The answers known at some time, `now`, in seconds since 1970."""

    def __init__(self, path: Path, now: int) -> None:
        self._path, self._now = path, now
        self._known: dict[str, tuple[HttpAnswer, int]] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
            rows = json.loads(path.read_text(encoding="utf-8"))
            self._known = {address: _read(row, now) for address, row in rows.items()}

    def find(self, address: str) -> HttpAnswer | None:
        """What an address answered, as long as that holds."""
        answer, until = self._known.get(address, (None, 0))
        return answer if self._now < until else None

    def put(self, address: str, answer: HttpAnswer) -> None:
        """Note what an address has answered now."""
        holds = max(_KEPT[answer.kind], min(answer.wait, MOST_WAIT))
        self._known[address] = answer, self._now + holds

    def save(self) -> None:
        """Keep the answers that hold; where nothing can be kept, go on without."""
        rows = {
            address: [answer.kind, answer.detail, until]
            for address, (answer, until) in self._known.items()
            if self._now < until
        }
        with contextlib.suppress(OSError):
            make_folder(self._path.parent)
            replace_file(self._path, json.dumps(rows, indent=0).encode())


def _read(row: list[Any], now: int) -> tuple[HttpAnswer, int]:
    """A row of the file. Raises ValueError for what is none."""
    kind, detail, until = row
    if kind not in _KEPT or not isinstance(detail, str) or not isinstance(until, int):
        raise ValueError("not an answer")
    # A clock that was wrong once keeps nothing for ever.
    return HttpAnswer(kind, detail), min(until, now + max(_KEPT.values()))
