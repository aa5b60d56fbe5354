"""What is wrong with pictures, told at the articles that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from archivegen.model.picture import UNCLEAN_SUFFIXES
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.archive.inventory import Survey


def faulty(survey: Survey, root: Path, faults: Mapping[str, str]) -> Iterator[Problem]:
    """Problems with pictures: errors where articles show them, and else warnings."""
    for path, fault in sorted(faults.items()):
        hint = "save it once more, smaller or as JPEG or PNG; the limits are under [images]"
        articles = survey.showing(path.partition("/")[2])
        if not articles:
            yield Problem(path, f"the picture is not published: {fault}", 1, 1, hint, "warning")
        for article in articles:
            yield _at_article(root, f"content/{article}", path, fault, hint)


def unclean(paths: Iterable[str]) -> Iterator[Problem]:
    """Problems with pictures of kinds that browsers do not show, and whose metadata would stay."""
    for path in sorted(paths):
        if path.lower().endswith(UNCLEAN_SUFFIXES):
            yield Problem(
                path,
                "this kind of picture is not published: it may say where it was taken",
                1,
                1,
                "save it as JPEG, PNG or WebP",
            )


def _at_article(root: Path, article: str, path: str, fault: str, hint: str) -> Problem:
    """The problem at the first line of an article that names the picture's file."""
    line, column, excerpt = _place(root / article, path.rpartition("/")[2])
    return Problem(article, f"the picture {path}: {fault}", line, column, hint, excerpt=excerpt)


def _place(article: Path, name: str) -> tuple[int, int, str]:
    try:
        lines = article.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return 1, 1, ""
    for number, line in enumerate(lines, 1):
        for written in (name, quote(name)):
            if (at := line.find(written)) >= 0:
                return number, at + 1, line
    return 1, 1, lines[0]
