"""Numbers: entries of an account, counted, as the tables and lists of a report."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.importer.article_file import LACKING, REFUSED
from archivegen.importer.entry import STATES
from archivegen.importer.item import PUBLIC, SURE
from archivegen.importer.report.advice import advice_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.importer.entry import Entry, State
    from archivegen.importer.item import Note

_EXAMPLES = 10
"""Items that are named for each reason; the account has all of them."""

_MEANINGS = {
    "imported": "the file is as the source has it",
    "attention": "somebody should look at it",
    "skipped": "it was left out, for the reason below",
    "kept": "the file stays as a person left it",
}


_TITLES = {
    "attention": "What needs attention",
    "skipped": "What was skipped",
    "kept": "What was left as people edited it",
    "imported": "Other notes",
}


_TODO = (
    "An item may stand below several reasons. To say that it is right as it is, by its id or its "
    "file: archivegen import --accept {0} ID... To look again, once the source or the pictures "
    "are better: archivegen import --retry {0}"
)
_BESIDE = (
    "items.jsonl accounts for every item on a line of its own: what became of it and why, its old "
    "and its new address, its file, and the digests (BLAKE2b, 128 bits) of what the source had and "
    "of what was written. import.json says what was asked for; redirects.csv and comments.jsonl, "
    "where they are, have the old addresses that no file answers and the comments. All of it is "
    "made to be committed."
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below what their columns are called."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """What several items have in common, with some of them."""

    name: str
    count: int
    examples: tuple[str, ...]
    advice: str = ""
    """What somebody can do about it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report."""

    title: str
    told: str = ""
    table: Table | None = None
    reasons: tuple[Reason, ...] = ()


def heading_of(reason: Reason) -> str:
    """What stands above the examples of a reason."""
    return f"{reason.name[:1].upper()}{reason.name[1:]} ({reason.count})"


class Report:
    """Counts entries, one by one."""

    def __init__(self) -> None:
        self._states: Counter[str] = Counter()
        self._kinds: Counter[tuple[str, str, str]] = Counter()
        self._reasons: dict[str, Counter[str]] = defaultdict(Counter)
        self._examples: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._origins: dict[str, Counter[str]] = defaultdict(Counter)
        self._uncertain: Counter[tuple[str, str]] = Counter()
        self._counted: Counter[str] = Counter()
        self._addresses: Counter[str] = Counter()
        self._held = 0
        self._drafts: Counter[bool] = Counter()
        self._confidence: Counter[int] = Counter()
        self._sum_of_confidence = 0.0

    def add(self, entry: Entry) -> None:
        """Count an entry."""
        self._states[entry.state] += 1
        self._kinds[entry.kind, entry.status, entry.state] += 1
        if entry.state in {"imported", "attention"}:
            # What became of a file that a person has edited or deleted is not known here.
            self._held += entry.is_held
            if entry.file and entry.kind == "article":
                self._drafts[_is_draft(entry)] += 1
        if entry.confidence:
            self._confidence[min(int(entry.confidence * 10), 9)] += 1
            self._sum_of_confidence += entry.confidence
        for part, name in _reasons(entry):
            self._reasons[part][name] += 1
            examples = self._examples[part, name]
            if len(examples) < _EXAMPLES:
                where = f"{entry.origin} ({entry.file})" if entry.file else entry.origin
                examples.append(f"{where}: {_detail(entry, name)}")
        for key, (origin, sure) in entry.fields.items():
            found = _without_numbers(origin)
            self._origins[key][found] += 1
            self._uncertain[key, found] += sure < SURE
        self._counted.update(entry.counts)
        for _, why in entry.redirects:
            self._addresses[why] += 1

    def sections(self, name: str, source: str) -> list[Section]:
        """The report of the import of that name, and of what it was of."""
        found = [
            Section(
                f"Import: {name}",
                f"From {source}. Items in it: {self._states.total()}. {self._publication()}",
                Table(("items", "state", ""), tuple(self._state_rows())),
            ),
            Section(
                "What they are",
                table=Table(
                    ("items", "kind", "status in the source", "state"),
                    tuple((str(count), *key) for key, count in sorted(self._kinds.items())),
                ),
            ),
            *self._reason_sections(name),
        ]
        if self._origins:
            table = Table(("field", "items", "origin", "uncertain"), tuple(self._origin_rows()))
            found.append(Section("Where the fields were found", table=table))
        if self._confidence:
            mean = self._sum_of_confidence / self._confidence.total()
            told = f"What the scans say of themselves: {mean:.2f} of 1 on average."
            table = Table(("texts", "certainty"), tuple(self._confidence_rows()))
            found.append(Section("How certain the scanned words are", told, table))
        if self._counted:
            table = Table(("times", "what"), _rows(self._counted))
            found.append(Section("What was counted", table=table))
        if self._addresses:
            table = Table(("addresses", "why"), _rows(self._addresses))
            title = "Old addresses that hosts have to redirect"
            found.append(Section(title, "All are in redirects.csv.", table))
        found.append(Section("Files beside this report", _BESIDE))
        return found

    def _state_rows(self) -> Iterator[tuple[str, ...]]:
        for state in STATES:
            if count := self._states[state]:
                held = f"; drafts until they are accepted: {self._held}"
                told = _MEANINGS[state] + (held if state == "attention" and self._held else "")
                yield str(count), state, told

        yield str(self._states.total()), "in all", ""

    def _publication(self) -> str:
        return (
            f"Articles that a build publishes, at their dates: {self._drafts[False]}; "
            f"articles that are drafts: {self._drafts[True]}."
        )

    def _reason_sections(self, name: str) -> Iterator[Section]:
        for state, title in _TITLES.items():
            if self._reasons[state]:
                wants = state == "attention"
                reasons = (
                    Reason(reason, count, tuple(self._examples[state, reason]),
                           advice_on(reason) if wants else "")
                    for reason, count in _by_count(self._reasons[state])
                )  # fmt: skip
                yield Section(title, _TODO.format(name) if wants else "", reasons=tuple(reasons))

    def _confidence_rows(self) -> Iterator[tuple[str, ...]]:
        for tenth in sorted(self._confidence, reverse=True):
            yield str(self._confidence[tenth]), f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"

    def _origin_rows(self) -> Iterator[tuple[str, ...]]:
        for key in sorted(self._origins):
            for origin, count in _by_count(self._origins[key]):
                yield key, str(count), origin, str(self._uncertain[key, origin] or "")


def _is_draft(entry: Entry) -> bool:
    """Whether the file of an item was written as a draft."""
    is_refused = any(note.kind.startswith((REFUSED, LACKING)) for note in entry.notes)
    return entry.is_held or entry.status not in PUBLIC or is_refused


def _reasons(entry: Entry) -> Iterable[tuple[State, str]]:
    """What an entry is counted under: the part of the report, as a state, and a reason."""
    if entry.state in {"skipped", "kept"}:
        yield entry.state, entry.reason.partition(";")[0]
    if entry.state != "kept":
        found = ((_part(note, entry.state), note.kind or note.text) for note in entry.notes)
        yield from dict.fromkeys(found)


def _part(note: Note, state: State) -> State:
    """Where a note is told: what somebody has accepted is told as what wants nobody is."""
    return "attention" if state == "attention" and note.weight != "told" else "imported"


def _detail(entry: Entry, name: str) -> str:
    for note in entry.notes:
        if (note.kind or note.text) == name:
            return f"{note.text} ({note.place})" if note.place else note.text
    return entry.reason


def _without_numbers(origin: str) -> str:
    """An origin without the number of a line, so that equal ones are counted as one."""
    words = origin.split()
    return " ".join("n" if word.isdecimal() else word for word in words)


def _by_count(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))


def _rows(counter: Counter[str]) -> tuple[tuple[str, ...], ...]:
    return tuple((str(count), what) for what, count in _by_count(counter))
