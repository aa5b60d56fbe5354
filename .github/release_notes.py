"""Print the release notes of a version: its part of CHANGELOG.md.

    python .github/release_notes.py 1.2.0

A version without a part is an error, so nothing is released without a word; so is one whose number
is not the package's.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def notes_of(changelog: str, version: str) -> str:
    """The part of a changelog about a version. Raises ValueError if there is none."""
    parts = re.split(r"^## \[([^\]]+)\].*\n", changelog, flags=re.MULTILINE)
    found = dict(zip(parts[1::2], parts[2::2], strict=True)).get(version, "")
    # Links of the list of versions stand at the end.
    text = re.sub(r"^\[[^\]]+\]: .*\n?", "", found, flags=re.MULTILINE).strip()
    if not text:
        raise ValueError(f"CHANGELOG.md says nothing of {version}")
    return f"{text}\n"


def version_of(source: str) -> str:
    """The version that the package says it has."""
    match = re.search(r'^__version__ = "([^"]+)"', source, re.MULTILINE)
    return match[1] if match else ""


def main(arguments: list[str]) -> int:
    """Print the notes of the version that is asked for, or say why there are none."""
    (version,) = arguments
    own = version_of((ROOT / "src/archivegen/__init__.py").read_text("utf-8"))
    if version not in {own, "Unreleased"}:
        print(f"the version of archivegen is {own}, not {version}", file=sys.stderr)
        return 1
    try:
        print(notes_of((ROOT / "CHANGELOG.md").read_text("utf-8"), version), end="")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
