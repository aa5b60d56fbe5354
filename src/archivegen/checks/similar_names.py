"""Similar names: topics, authors and sections that may be one under two names.

`Covid` and `covid-19`, `Election` and `Elections`, `Hillary Clinton` and `Hilary Clinton`. What
is told is advice, so it is better to miss a pair than to name many that are none. Names are
compared by their slugs, and none with all others: the time is that of a few look-ups for each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

_NUMBER = re.compile(r"-?(\d{2,})$")
_AMERICAN = (
    (re.compile(r"(?<=[a-z]{3})our\b"), "or"),
    (re.compile(r"(?<=[a-z])tre\b"), "ter"),
    (re.compile(r"(?<=[a-z])isation"), "ization"),
)
"""Endings of British English, and what they are in American English."""

_YEARS = range(1000, 2200)
_DROPPED = frozenset({"a", "an", "and", "of", "the"})
"""Words that one writer leaves out and another does not."""

SHORTEST_STEM = 4
"""Letters of a word before its plural's ending, at least: `new` and `news` are two words."""

LONG = 8
"""Letters of a name in which one letter may be a slip, at least."""

LONG_WORD = 5
"""Letters of the word with that slip, at least: `plan-a` and `plan-b` are two plans."""

BITS = 24
"""Bits of a checksum: so many that few forms have one in common by chance."""

RARE = 5
"""How many times fewer articles a misspelled name has than the right one, or this many at most."""


class Pair(NamedTuple):
    """Two slugs that may be one; the rarer first."""

    rare: str
    common: str


def similar(counts: Mapping[str, int]) -> list[Pair]:
    """The pairs among some slugs, given with the number of their articles; each slug is rare once.

    Ordered by the rare one.
    """
    common_of: dict[str, str] = {}
    for one, other in (*_same_words(counts), *_with_number(counts), *_slips(counts)):
        rare, common = sorted((one, other), key=lambda slug: (counts[slug], slug))
        common_of.setdefault(rare, common)
    return [Pair(rare, common_of[rare]) for rare in sorted(common_of)]


def _same_words(slugs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Slugs that differ in hyphens, in a plural or in words such as `the`."""
    groups: dict[str, list[str]] = defaultdict(list)
    for slug in slugs:
        groups[_bare(slug)].append(slug)
    for group in groups.values():
        first, *others = sorted(group)
        yield from ((first, other) for other in others)


def _bare(slug: str) -> str:
    for ending, american in _AMERICAN:
        slug = ending.sub(american, slug)
    words = [word for word in slug.split("-") if word not in _DROPPED] or slug.split("-")
    # A hyphen between numbers keeps them apart: 9-11 is not 91-1.
    return "".join(
        f"-{word}" if before[-1:].isdigit() and word[:1].isdigit() else word
        for before, word in zip(["", *words], [*words[:-1], _singular(words[-1])], strict=False)
    )


def _singular(word: str) -> str:
    """An English word without the ending of a plural, if it may have one."""
    if word.endswith(("ss", "us", "is", "ics", "news")):
        return word
    if word.endswith("ies") and len(word) > SHORTEST_STEM:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")) and len(word) > SHORTEST_STEM:
        return word[:-2]
    if word.endswith("s") and len(word) - 1 >= SHORTEST_STEM:
        return word[:-1]
    return word


def _with_number(slugs: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """A word, and the only slug that is this word and a number: `covid` and `covid-19`.

    Years tell things apart, and so do several numbers.
    """
    numbered: dict[str, list[str]] = defaultdict(list)
    for slug in slugs:
        number = _NUMBER.search(slug)
        if number and number.start():
            numbered[slug[: number.start()]].append(slug)
    for word, with_number in numbered.items():
        number = _NUMBER.search(with_number[0])
        is_year = number is not None and int(number[1]) in _YEARS
        is_word = word in slugs and "-" not in word and len(word) > SHORTEST_STEM
        if is_word and len(with_number) == 1 and not is_year:
            yield word, with_number[0]


def _slips(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Long names that differ by one letter, of which one is much rarer.

    One letter is too much, too few or another one, or two changed places: with one letter left
    out, such names share a form.
    """
    shared = _shared({slug for slug in counts if len(slug) >= LONG})
    groups: dict[str, list[str]] = defaultdict(list)
    for slug in counts:
        for key in shared(slug):
            groups[key].append(slug)
    seen: set[tuple[str, str]] = set()
    for group in groups.values():
        if len(group) < 2:  # noqa: PLR2004 -- nothing to compare
            continue
        # Only the most common of a group is the right one, so that no group takes long.
        right = max(group, key=lambda slug: (counts[slug], slug))
        for slug in group:
            pair = (slug, right)
            if slug == right or pair in seen:
                continue
            seen.add(pair)
            if _is_rare(counts[slug], counts[right]) and _is_slip(slug, right):
                yield pair


def _shared(slugs: Collection[str]) -> Callable[[str], Iterator[str]]:
    """The forms of a slug that another one may share: itself, and with a letter left out.

    All forms of all slugs would take much memory, so they are counted by a few bits of a checksum.
    """
    counts = bytearray(1 << BITS)
    for slug in slugs:
        for key in _forms(slug):
            at = crc32(key.encode()) >> (32 - BITS)
            counts[at] = min(counts[at] + 1, 2)

    def shared(slug: str) -> Iterator[str]:
        if slug in slugs:
            for key in _forms(slug):
                if counts[crc32(key.encode()) >> (32 - BITS)] > 1:
                    yield key

    return shared


def _forms(slug: str) -> set[str]:
    return {slug, *(slug[:at] + slug[at + 1 :] for at in range(1, len(slug)))}


def _is_rare(count: int, other: int) -> bool:
    return count * RARE <= other or count < other <= RARE or count == other == 1


def _is_slip(one: str, other: str) -> bool:
    words, others = one.split("-"), other.split("-")
    if len(words) != len(others):
        return False
    different = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and _is_slip_in_word(*different[0])


def _is_slip_in_word(one: str, other: str) -> bool:
    if min(len(one), len(other)) < LONG_WORD or one[0] != other[0]:
        return False
    if any(map(str.isdigit, one + other)):
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return abs(len(one) - len(other)) == 1
    rests: Sequence[tuple[str, str]] = (
        (one[start + 1 :], other[start + 1 :]),
        (one[start + 1 :], other[start:]),
        (one[start:], other[start + 1 :]),
    )
    if any(a == b for a, b in rests):
        return True
    return one[start : start + 2] == other[start : start + 2][::-1] and (
        one[start + 2 :] == other[start + 2 :]
    )
