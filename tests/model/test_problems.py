"""Problems: the same list whoever found them, and three written forms that are exact."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from archivegen.model.problems import (
    ERRORS_PER_KIND,
    SHOWN_PER_KIND,
    Problem,
    SiteError,
    as_github,
    as_json,
    as_text,
    forbid_errors,
    in_order,
    select_for_display,
)

PROBLEM = Problem("content/a.md", "oops", 3, 7, "mend it", excerpt="date: soon")


def test_as_text() -> None:
    assert as_text(PROBLEM) == (
        "content/a.md:3:7: error: oops\n    date: soon\n          ^\n    hint: mend it"
    )


def test_as_text_of_a_whole_file() -> None:
    assert as_text(Problem("a.jpg", "oops", severity="warning")) == "a.jpg: warning: oops"


@pytest.mark.parametrize(
    ("excerpt", "column", "shown", "caret"),
    [
        ("a\tb: c", 3, "a b: c", 2),
        ("日本: x", 3, "日本: x", 4),
        ("ｗide: x", 2, "ｗide: x", 2),  # noqa: RUF001
        ("e\u0301a: x", 3, "e\u0301a: x", 1),
        ("a\x1b[31mb", 3, "a\ufffd[31mb", 2),
        ("a\u00a0b: c", 3, "a b: c", 2),
        ("a\u200bb", 3, "a<U+200B>b", 9),
        ("abc", 4, "abc", 3),
        ("", 1, None, 0),
    ],
)
def test_caret_stands_under_the_spot(
    excerpt: str, column: int, shown: str | None, caret: int
) -> None:
    lines = as_text(replace(PROBLEM, excerpt=excerpt, column=column)).split("\n")[1:-1]
    assert lines == ([] if shown is None else [f"    {shown}", f"    {' ' * caret}^"])


@pytest.mark.parametrize("column", [1, 60, 119, 121, 2500, 4999])
def test_long_lines_are_cut_around_the_spot(column: int) -> None:
    excerpt = "x" * (column - 1) + "!" + "x" * (5000 - column)
    _, line, caret, _ = as_text(replace(PROBLEM, excerpt=excerpt, column=column)).split("\n")
    assert line[len(caret) - 1] == "!"
    assert len(line) < 130
    assert line.count("!") == 1


def test_messages_cannot_write_to_the_terminal() -> None:
    hostile = Problem("content/\x1b]0;x.md", "a\x1b[2Jb\nc", hint="d\re")
    text = as_text(hostile)
    assert "\x1b" not in text
    assert "\r" not in text
    assert len(text.split("\n")) == 2


@pytest.mark.parametrize("line", ["::error::x", "  ::stop-commands::x", "a ##[add-mask]the"])
def test_lines_of_articles_are_no_commands_of_github(line: str) -> None:
    for column in (1, len(line)):
        text = as_text(Problem("a.md", f"`{line}` is wrong", 1, column, line, excerpt=line))
        assert "##[" not in text
        assert not any(shown.lstrip().startswith("::") for shown in text.split("\n"))
        _, shown, caret, _ = text.split("\n")
        assert len(caret) == shown.index(line[:4]) + column


def test_as_json() -> None:
    text = as_json([replace(PROBLEM, message="é")])
    assert json.loads(text) == [
        {
            "path": "content/a.md", "message": "é", "line": 3, "column": 7, "hint": "mend it",
            "severity": "error", "excerpt": "date: soon", "kind": "", "draft": False,
        }
    ]  # fmt: skip
    assert text.isascii()


def test_as_github() -> None:
    problem = Problem("content/a,b:c.md", "100%: one,\ntwo", 3, 7, "mend\r\nit", "warning")
    assert as_github(problem) == (
        "::warning file=content/a%2Cb%3Ac.md,title=100%25%3A one%2C%0Atwo,line=3,col=7"
        "::100%25: one,%0Atwo%0Amend%0D%0Ait"
    )
    assert as_github(problem, "sites/one").startswith("::warning file=sites/one/content/a")
    assert as_github(Problem("x", "y")) == "::error file=x,title=y::y"


def test_order_is_that_of_the_places() -> None:
    places = [("b", 1, 1), ("a", 2, 1), ("a", 10, 1), ("a", 2, 1), ("a", 2, 3)]
    problems = [Problem(path, "x", line, column) for path, line, column in places]
    assert [(p.path, p.line, p.column) for p in in_order(problems)] == [
        ("a", 2, 1), ("a", 2, 3), ("a", 10, 1), ("b", 1, 1),
    ]  # fmt: skip


def test_of_each_kind_the_first_few_are_shown_and_all_are_counted() -> None:
    warnings = [Problem(f"{n}", "x", severity="warning", kind="k") for n in range(9)]
    errors = [Problem(f"{n}", f"`date`: `{n}` is not a time") for n in range(30)]
    others = [Problem(f"{n}", "`date` is missing") for n in range(3)]
    shown, kinds = select_for_display([*warnings, *errors, *others])
    assert shown == [*warnings[:SHOWN_PER_KIND], *errors[:ERRORS_PER_KIND], *others]
    assert kinds == [
        ("error", "`date`: \u2026 is not a time", 30, 30 - ERRORS_PER_KIND),
        ("error", "`date` is missing", 3, 0),
        ("warning", "k", 9, 9 - SHOWN_PER_KIND),
    ]


def test_what_the_places_add_nothing_to_is_one_line_with_a_count() -> None:
    keys = [
        Problem(f"{n}", f"unknown key `{key}`", severity="warning", kind="unknown key")
        for n in range(4)
        for key in "abcdefg"
    ]
    only = Problem("x", "no `summary`", severity="advice", kind="no summary")
    shown, kinds = select_for_display([*keys, only])
    assert [(p.path, p.message) for p in shown] == [
        *(("0", f"unknown key `{key}` (and 3 more)") for key in "abcde"),
        ("x", "no `summary`"),
    ]
    assert kinds == [("warning", "unknown key", 28, 8), ("advice", "no summary", 1, 0)]


def test_forbid_errors() -> None:
    warning = replace(PROBLEM, severity="warning")
    forbid_errors([warning])
    with pytest.raises(SiteError, match="oops") as caught:
        forbid_errors([PROBLEM, warning])
    assert set(caught.value.problems) == {PROBLEM, warning}
    with pytest.raises(SiteError):
        forbid_errors([warning], strict=True)
