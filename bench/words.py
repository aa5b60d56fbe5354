"""Words: the banks of `words.txt`, from which the corpus is made."""

from __future__ import annotations

from pathlib import Path


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    banks = {}
    for paragraph in path.read_text(encoding="utf-8").split("\n\n")[1:]:
        name, _, entries = paragraph.partition(":\n")
        banks[name] = tuple(" ".join(entry.split()) for entry in entries.split(","))
    return banks


_BANKS = _read(Path(__file__).with_name("words.txt"))

ADJECTIVES = _BANKS["adjectives"]
NOUNS = _BANKS["nouns"]
GROUPS = _BANKS["groups"]
VERBS = _BANKS["verbs"]
INTRANSITIVES = _BANKS["intransitives"]
PREPOSITIONS = _BANKS["prepositions"]
ADVERBS = _BANKS["adverbs"]
SPEECH = _BANKS["speech"]
PLACES = _BANKS["places"]
FIRST_NAMES = _BANKS["first_names"]
LAST_NAMES = _BANKS["last_names"]
CONTRACTIONS = tuple(entry.split("'") for entry in _BANKS["contractions"])
SECTIONS = _BANKS["sections"]
