"""What is written as front matter is read as it was."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.yaml_writer import Plain, front_matter
from archivegen.model.text import CONTROL

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda text: not CONTROL.search(text)
)
KEYS = st.sampled_from(["from", "no", "id", "a: b", "1", '"'])
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["headline", "extra", "tags"]), VALUES, min_size=1))
@example({"headline": "A "})
def test_every_value_is_read_as_it_was(values: dict[str, Any]) -> None:
    document, problems = read("a.md", f"{front_matter(values)}Text.\n".encode(), 1 << 20)
    assert not problems
    assert document.values == values
    assert document.body == "Text.\n"


def test_times_stand_without_quotes_and_what_is_empty_is_left_out() -> None:
    values: dict[str, Any] = {
        "date": Plain("2024-05-01 06:40"),
        "tags": (),
        "extra": {"a": {"b": {}}, "c": [[], [{}, {"d": None}]]},
        "summary": None,
    }
    assert front_matter(values) == "---\ndate: 2024-05-01 06:40\n---\n"
