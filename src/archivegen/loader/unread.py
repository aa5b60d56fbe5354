"""Files that cannot be read: what is known of them all the same, so that they block no others.

This is between the parser, which reports what is wrong with an article file, and the planning of a
site without it. A line `draft: true` or `date: ...` of the front matter says when the file is to
be published, however little else can be read. Files that its text may name are not published
before then.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archivegen.model.documents.folders import folder_of
from archivegen.model.links import composed
from archivegen.model.times import parse_moment
from archivegen.system.files import located

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from archivegen.archive.queries import View
    from archivegen.model.problems import Problem

_HEAD = re.compile(
    r"---[ \t]*\n(?:(.*?)^---[ \t]*$|(.*?)(?:^[ \t]*$|\Z))", re.DOTALL | re.MULTILINE
)
"""The front matter; where that does not end, the lines up to the first blank one."""

_LINE = re.compile(r"^(draft|date):[ \t](.*)$", re.MULTILINE)

_LONGEST_TIME = 100
"""Characters of what may be a time."""

_YES = {"true", "yes", "on"}

_WORD = re.compile(r"[^\s\"'()<>\[\]{}|`*#?&=,;:/\\]+")
"""What a path in a text is made of, however it is marked there."""


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """An article file that cannot be read, by its path from the site's root.

    `instant` is when it is to be published, in seconds since 1970, if its date can be read. `words`
    are the words of its text, among them the last of each file's name that it shows or links to;
    None, if the system does not let it be read.
    """

    path: str
    problems: tuple[Problem, ...]
    is_draft: bool = False
    instant: int | None = None
    words: frozenset[str] | None = None

    def is_waiting(self, view: View) -> bool:
        """Whether it would not be published, could it be read: then nothing has to wait for it."""
        return self._is_left_out(view) or (self.instant is not None and self.instant > view.now)

    def _is_left_out(self, view: View) -> bool:
        return self.is_draft and not view.drafts

    def told(self, view: View) -> tuple[Problem, ...]:
        """Its problems: warnings, if it would not be published anyway."""
        if not self.is_waiting(view):
            return self.problems
        is_draft = self._is_left_out(view)
        return tuple(replace(one, severity="warning", draft=is_draft) for one in self.problems)


def look_at(
    root: Path, path: str, problems: tuple[Problem, ...], limit: int, zone: ZoneInfo
) -> UnreadFile:
    """What the first `limit` bytes of a file tell, which has these problems."""
    try:
        with located(root, path).open("rb") as file:
            data = file.read(limit).removeprefix(BOM_UTF8)
    except OSError:
        return UnreadFile(path, problems)
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    head = _HEAD.match(text)
    lines = _LINE.findall((head[1] or head[2] or "") if head else "")
    values = [(key, value.partition(" #")[0].strip()) for key, value in lines]
    drafts = [value.lower() for key, value in values if key == "draft"]
    dates = [value.strip("\"'") for key, value in values if key == "date"]
    if folder_of(path.partition("/")[2]):
        # What is no article waits for no time.
        dates = []
    return UnreadFile(
        path,
        problems,
        # Of a key that is there twice, nobody knows which is meant.
        is_draft=len(drafts) == 1 and drafts[0] in _YES,
        instant=_instant(dates[0], zone) if len(dates) == 1 else None,
        words=words_of(text),
    )


def words_of(text: str) -> frozenset[str]:
    """The words of a text, whichever way addresses in it are encoded."""
    # A reference of thousands of digits is no character.
    with suppress(ValueError):
        text = unescape(text)
    return frozenset(_WORD.findall(composed(unquote(text))))


def named_among(outputs: Iterable[str], words: frozenset[str]) -> set[str]:
    """The files of the output that a text of these words may name, by the ends of their names."""
    return {one for one in outputs if _last_word(one) in words} if words else set()


def _last_word(output: str) -> str:
    words = _WORD.findall(output)
    return words[-1] if words else output


def _instant(text: str, zone: ZoneInfo) -> int | None:
    try:
        return parse_moment(text[:_LONGEST_TIME], zone, is_partial=True).instant
    except ValueError:
        return None
