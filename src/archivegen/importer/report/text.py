"""The report in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.importer.report.numbers import heading_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.importer.report.numbers import Reason, Section, Table

REPORT = "report.md"
"""The name of the file, in the folder of an import."""


def report_text(sections: Iterable[Section]) -> str:
    """The report with these sections; the first has its title."""
    parts: list[list[str]] = []
    for number, section in enumerate(sections):
        head = f"{'##' if number else '#'} {_plain(section.title)}"
        parts.append([head, "", _plain(section.told)] if section.told else [head])
        if section.table is not None:
            parts.append([*_table(section.table)])
        parts += [[*_reason(reason)] for reason in section.reasons]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _reason(reason: Reason) -> Iterator[str]:
    yield from (f"### {_plain(heading_of(reason))}", "")
    if reason.advice:
        yield from (_plain(reason.advice), "")
    yield from (f"- {_plain(one)}" for one in reason.examples)
    if (more := reason.count - len(reason.examples)) > 0:
        yield f"- ... and {more} more, in items.jsonl"


def _table(table: Table) -> Iterator[str]:
    for line in (table.heads, tuple("---" for _ in table.heads), *table.rows):
        yield f"| {' | '.join(_plain(cell) for cell in line)} |"


def _plain(text: str) -> str:
    """A text of a source as one line in which Markdown shows it as it is."""
    text = " ".join(text.split())
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "\\<").replace("`", "\\`")
