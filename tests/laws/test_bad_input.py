"""Bad input: each mistake of tests/bad_input is told as in its problems.txt, all in one run.

`make golden` rewrites problems.txt.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from archivegen.model.problems import as_text
from story import Story

FOLDER = Path(__file__).parents[1] / "bad_input"
GOLDEN = FOLDER / "problems.txt"


def test_every_mistake_is_told_and_the_old_site_stands(site: Story) -> None:
    site.article("good.md").build()
    shutil.copytree(FOLDER / "content", site.root / "content", dirs_exist_ok=True)
    site.fail()
    told = "\n\n".join(map(as_text, site.problems)) + "\n"
    if "ARCHIVEGEN_REWRITE_GOLDENS" in os.environ:
        GOLDEN.write_text(told, encoding="utf-8")
    assert told == GOLDEN.read_text(encoding="utf-8")


def test_every_mistake_is_an_error_by_itself(site: Story) -> None:
    site.article("good.md").build()
    shutil.copytree(FOLDER / "content", site.root / "content", dirs_exist_ok=True)
    site.fail()
    wrong = {problem.path for problem in site.problems if problem.severity == "error"}
    assert wrong == {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md")}


def test_addresses_that_clash_are_told_in_the_same_round(site: Story) -> None:
    site.article("a.md").article("b.md").build().write("content/bad.md", "")
    site.article("c.md", aliases=["/2024/05/01/b/"]).article("d.md", slug="a")
    site.article("e.md", aliases=["/old/"]).article("f.md", aliases=["/old/"])
    to = "this would be written to"
    told = [
        "content/bad.md:1:1: the file is empty",
        f"content/c.md:4:1: {to} /2024/05/01/b/index.html, where content/b.md stands",
        "content/d.md:4:1: this article and content/a.md have the same address /2024/05/01/a/",
        f"content/f.md:4:1: {to} /old/index.html, where content/e.md stands",
    ]
    assert not site.build_as_clean()
    assert site.fail().places() == told
