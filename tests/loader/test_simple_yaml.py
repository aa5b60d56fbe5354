"""Simple front matter is read as the reader of all YAML reads it, or left to that."""

from __future__ import annotations

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archivegen.loader.frontmatter.simple_yaml import read_simply
from archivegen.loader.frontmatter.yaml_reader import Values, read_yaml
from archivegen.model.text import CONTROL

EXAMPLES = 30_000 if "ARCHIVEGEN_TORTURE" in os.environ else 500
PIECES = st.sampled_from([
    "headline", "tags", "date", "x", ":", ": ", "\n", "\n", "\n", "\n  - ", "\n- ", "  - ", "- ",
    "-", " ", "  ", "word", "A title", "no", "true", "null", "~", "1", "0x1f", "1e3", "1:30",
    "2022-07-21", "2022-07-21 06:40", "T06:40:00+02:00", '"', "'", '"a b"', "'a b'", '\\"',
    "\\\\", "\\n", "''", "#", " #", "# ", "&a", "*a", "!", "|", ">", "%", "@", "`", "[", "]", "{",
    "}", ",", "?", "? ", "<<", "=", ".5", ".inf", "é", "\u201c", "\u00a0", "\u3000", "\ufeff",
    "\t", "\u0661", "...", "---",
])  # fmt: skip
LINES = st.one_of(
    st.tuples(st.sampled_from(["headline", "tags", "a_b", "date"]), PIECES, PIECES, PIECES).map(
        lambda parts: f"{parts[0]}: {parts[1]}{parts[2]}{parts[3]}\n"
    ),
    st.tuples(PIECES, PIECES).map(lambda parts: f"  - {parts[0]}{parts[1]}\n"),
    st.sampled_from(["tags:\n", "authors:\n", "\n", "# note\n"]),
)
HEADS = st.one_of(
    st.lists(LINES, max_size=8).map("".join),
    st.lists(PIECES, max_size=20).map(lambda pieces: "".join(pieces) + "\n"),
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(HEADS.filter(lambda head: not CONTROL.search(head)))
@example('a: "x\\\\"\n')
@example("a: b\n  - c\n")
@example("a:\n  - b\nc:\n")
def test_any_front_matter(head: str) -> None:
    simple, whole = Values(), Values()
    if read_simply(head, simple):
        read_yaml(head, whole, ["---", *head.split("\n")])
        assert simple == whole
    else:
        assert simple == Values()


@pytest.mark.parametrize(
    "head",
    [
        "headline: A title: not\n",
        "headline: [a]\n",
        "a: b\na: c\n",
        "a:\n",
        "a: |\n  b\n",
        "a: b # c\n",
        "a: b\n\nc: d\n",
        'a: "b\n',
        "",
    ],
)
def test_what_is_not_simple(head: str) -> None:
    assert not read_simply(head, Values())


def test_what_is_simple() -> None:
    into = Values()
    head = 'headline: The bolt\'s 1:1 copy\ndate: 2022-07-21\ntags:\n  - One\n  - "T\\"wo"\n'
    assert read_simply(head, into)
    assert into.values["headline"] == "The bolt's 1:1 copy"
    assert into.values["date"].kind == "a date"
    assert into.values["tags"] == ["One", 'T"wo']
    assert into.positions["tags", 1] == (6, 5)
    assert not read_yaml("a: b: c\n", Values(), ["---", "a: b: c"])
