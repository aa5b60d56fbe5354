"""Articles of scanned issues as items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.importer.item import Body, Field, Item, digest_of
from archivegen.importer.sources.pages.page import normal
from archivegen.importer.sources.scans.hyphens import Joined
from archivegen.importer.sources.scans.mets import NUMBER
from archivegen.importer.sources.shared.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from archivegen.importer.item import Value
    from archivegen.importer.sources.scans.alto import Page, Word
    from archivegen.importer.sources.scans.mets import Area, Issue, Part, Role, Unit

    Pages = Callable[[str], "Page | str"]
    """The page of a file by its id, or why there is none."""


def unit_item(unit: Unit, issue: Issue, name: str, pages: Pages, least: float) -> Item:
    """The item of a unit; of what is no article, nothing becomes.

    `name` is that of the file of METS; texts below the confidence of `least` want attention.
    """
    files = dict.fromkeys(area.file for part in unit.parts for area in part.areas)
    number = _numbers([issue.pages.get(file, "") for file in files])
    origin = f"{name}#{unit.id}" + (f", page {number}" if number else "")
    id_ = f"{name}#{unit.id}"
    if not unit.is_article:
        kind = unit.type or "part"
        skip, counts = f"a division of the type `{kind}`, no article", {f"divisions `{kind}`": 1}
        return Item(id_, origin, "", kind="other", skip=skip, counts=counts)
    read = _Text(pages)
    for part in unit.parts:
        read.part(part)
    fields = _fields(unit, number, read)
    body = Body(read.text(), "text", read.confidence)
    read.tell(least)
    said = repr((sorted(fields.items()), body))
    return Item(
        id=id_,
        origin=origin,
        digest=digest_of(said.encode("utf-8", "backslashreplace")),
        fields=fields,
        body=body,
        notes=read.findings.notes,
        counts=dict(read.findings.counts),
    )


class _Text:
    """The text of an article, read part by part."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._joined: dict[Role, Joined] = {}
        self._sum, self._count = 0.0, 0
        self.findings = Findings()

    def part(self, part: Part) -> None:
        """Read a part."""
        role = part.role
        if role == "illustration":
            # What stands below it is text; the picture is in the scan.
            self.findings.count("illustrations in scans")
            role = "text"
        joined = self._joined.setdefault(role, Joined())
        goes_on = False
        for area in part.areas:
            for words in self._blocks(area):
                if not goes_on:
                    joined.begin()
                goes_on = part.is_paragraph
                joined.add(words)
                self._measure(words)

    def _blocks(self, area: Area) -> list[list[Word]]:
        page = self._pages(area.file)
        if isinstance(page, str):
            self.findings.note(page, "held", kind="pages that are not there")
            return []
        span = page.span(area.begin, area.end)
        if span is None:
            text = f"its page has no block `{area.begin}`"
            self.findings.note(text, "held", kind="blocks that are not there")
            return []
        return page.paragraphs(*span)

    def _measure(self, words: list[Word]) -> None:
        for word in words:
            if word.confidence is not None and word.text:
                self._sum += word.confidence
                self._count += 1

    @property
    def confidence(self) -> float:
        """How certain the words are on the average; 0, if the files do not say."""
        return round(self._sum / self._count, 3) if self._count else 0.0

    def words(self, role: Role) -> str:
        """What was read of a role, on one line."""
        return " ".join(self._joined[role].paragraphs) if role in self._joined else ""

    def text(self) -> str:
        """The text, with an empty line between paragraphs."""
        joined = self._joined.get("text")
        return "" if joined is None else "\n\n".join(joined.paragraphs)

    def tell(self, least: float) -> None:
        """Note how certain the words are, and count what was joined."""
        for one in self._joined.values():
            self.findings.count("hyphenated words joined", one.by_file)
            self.findings.count("words joined by their hyphen alone", one.by_hyphen)
        if not self._count:
            self.findings.note("its scan does not say how certain the words are")
        elif self.confidence < least:
            text = f"its words are certain to {self.confidence:.2f}, and {least:g} was asked for"
            self.findings.note(text, "attention", kind="words that are not certain")
        if not self.text():
            self.findings.note("no text was read of it", "held")


def _fields(unit: Unit, number: str, read: _Text) -> dict[str, Field]:
    said, written = unit.description, read.words("headline")
    headline = said.title or unit.label or written
    if written and headline != written and normal(written) != normal(headline):
        read.findings.note(
            f"its heading reads `{written}` in the scan", kind="headings that differ"
        )
    authors = said.authors
    if byline := read.words("author"):
        name = byline.removeprefix("By ").removeprefix("by ").strip(" .")
        authors = authors or (name,)
    # The day of the issue is the article's own.
    printed: Mapping[str, str] = {
        "edition": said.edition, "volume": said.volume, "number": said.number,
        "section": unit.section, "page": number, "publication": said.publication,
    }  # fmt: skip
    found: dict[str, tuple[Value, str]] = {
        "headline": (headline, "MODS" if said.title else "LABEL" if unit.label else "the heading"),
        "date": (said.date, "MODS"),
        "authors": (authors, "MODS" if said.authors else "the byline"),
        "summary": (read.words("standfirst"), "the standfirst"),
        "print": ({key: value for key, value in printed.items() if value}, "METS"),
    }
    return {key: Field(*pair) for key, pair in found.items() if pair[0]}


def _numbers(labels: list[str]) -> str:
    """The pages of an article: `3`, `3-4`, `3, 7`."""
    found = [*dict.fromkeys(filter(None, labels))]
    if len(found) > 1 and all(map(NUMBER.fullmatch, found)):
        numbers = sorted(map(int, found))
        if numbers[-1] - numbers[0] == len(numbers) - 1:
            return f"{numbers[0]}-{numbers[-1]}"
    return ", ".join(found)
