"""The report: what an archivist signs, as Markdown. It follows from the account alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from archivegen.importer.entry import STATES
from archivegen.importer.item import SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.importer.entry import Entry

REPORT = "report.md"
_EXAMPLES = 10
"""Items that are named for each reason; the account has all of them."""

_MEANINGS = {
    "imported": "the file is as the source has it",
    "attention": "somebody should look at it",
    "skipped": "nothing becomes of it, for the reason below",
    "kept": "what a person did to the file stands",
}


_TITLES = {
    "attention": "What wants attention",
    "skipped": "What was skipped",
    "kept": "What was left as people have it",
    "imported": "What else is told",
}


class Report:
    """Counts entries, one by one."""

    def __init__(self) -> None:
        self._states: Counter[str] = Counter()
        self._kinds: Counter[tuple[str, str, str]] = Counter()
        self._reasons: dict[str, Counter[str]] = defaultdict(Counter)
        self._examples: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._origins: dict[str, Counter[str]] = defaultdict(Counter)
        self._uncertain: Counter[str] = Counter()
        self._counted: Counter[str] = Counter()
        self._addresses: Counter[str] = Counter()
        self._held = 0
        self._confidence: Counter[int] = Counter()
        self._sum_of_confidence = 0.0

    def add(self, entry: Entry) -> None:
        """Count an entry."""
        self._states[entry.state] += 1
        self._kinds[entry.kind, entry.status, entry.state] += 1
        self._held += entry.is_held
        if entry.confidence:
            self._confidence[min(int(entry.confidence * 10), 9)] += 1
            self._sum_of_confidence += entry.confidence
        for name in _reasons(entry):
            self._reasons[entry.state][name] += 1
            examples = self._examples[entry.state, name]
            if len(examples) < _EXAMPLES:
                examples.append(f"{entry.origin}: {_detail(entry, name)}")
        for key, (origin, sure) in entry.fields.items():
            self._origins[key][_without_numbers(origin)] += 1
            self._uncertain[key] += sure < SURE
        self._counted.update(entry.counts)
        for _, why in entry.redirects:
            self._addresses[why] += 1

    def text(self, name: str) -> str:
        """The report of the import of that name."""
        parts = [
            [f"# Import: {name}", "", f"Items in the source: {sum(self._states.values())}."],
            _table(("items", "state", ""), self._state_rows()),
            ["## What they are"],
            _table(
                ("items", "kind", "status in the source", "state"),
                ((str(count), *key) for key, count in sorted(self._kinds.items())),
            ),
            *self._reason_parts(),
        ]
        if self._origins:
            parts += [
                ["## Where the fields were found"],
                _table(("field", "items", "origin", "uncertain"), self._origin_rows()),
            ]
        if self._confidence:
            mean = self._sum_of_confidence / self._confidence.total()
            told = f"As the scans say, on the average of all texts {mean:.2f} of 1."
            parts += [
                ["## How certain the words of scanned texts are", "", told],
                _table(("texts", "certainty"), self._confidence_rows()),
            ]
        if self._counted:
            rows = ((str(count), what) for what, count in _by_count(self._counted))
            parts += [["## What was counted"], _table(("times", "what"), rows)]
        if self._addresses:
            rows = ((str(count), why) for why, count in _by_count(self._addresses))
            parts += [
                ["## Old addresses that hosts have to send on", "", "All are in redirects.csv."],
                _table(("addresses", "why"), rows),
            ]
        return "\n\n".join("\n".join(part) for part in parts) + "\n"

    def _state_rows(self) -> Iterator[tuple[str, ...]]:
        for state in STATES:
            if count := self._states[state]:
                held = f"; {self._held} of all are drafts until they are accepted"
                told = _MEANINGS[state] + (held if state == "attention" and self._held else "")
                yield str(count), state, told

    def _reason_parts(self) -> Iterator[list[str]]:
        for state, title in _TITLES.items():
            if not self._reasons[state]:
                continue
            yield [f"## {title}"]
            for reason, count in _by_count(self._reasons[state]):
                examples = [f"- {_plain(one)}" for one in self._examples[state, reason]]
                more = count - len(examples)
                if more > 0:
                    examples.append(f"- ... and {more} more, in items.jsonl")
                yield [f"### {_plain(reason)}: {count}", "", *examples]

    def _confidence_rows(self) -> Iterator[tuple[str, ...]]:
        for tenth in sorted(self._confidence, reverse=True):
            yield str(self._confidence[tenth]), f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"

    def _origin_rows(self) -> Iterator[tuple[str, ...]]:
        for key in sorted(self._origins):
            for origin, count in _by_count(self._origins[key]):
                yield key, str(count), origin, str(self._uncertain[key] or "")


def _reasons(entry: Entry) -> Iterable[str]:
    """What an entry is counted under."""
    if entry.state in {"skipped", "kept"}:
        yield entry.reason.partition(";")[0]
    weights = {"attention": {"held", "attention"}, "imported": {"told", "held", "attention"}}
    wanted = weights.get(entry.state, set())
    yield from dict.fromkeys(
        note.kind or note.text for note in entry.notes if note.weight in wanted
    )


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


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return [f"| {' | '.join(_plain(cell) for cell in line)} |" for line in lines]


def _plain(text: str) -> str:
    """A text of a source as one line in which Markdown shows it as it is."""
    text = " ".join(text.split())
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "\\<").replace("`", "\\`")
