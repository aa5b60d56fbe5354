"""HTML tags in a text: which pattern takes what for a tag."""

from __future__ import annotations

import re
import time

import pytest

from archivegen.model.html_tags import (
    ATTRIBUTE,
    ID,
    IMAGE,
    MARKUP,
    REFERENCE,
    START_TAG,
    attributes,
    without_tags,
)


def matches(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match[0] for match in pattern.finditer(text)]


def test_quoted_values_are_one_piece() -> None:
    tags = ["<a title=\"a > b\" href='<i>'>", "<i>"]
    text = f"{tags[0]}x{tags[1]}y</i>"
    assert matches(MARKUP, text) == tags
    assert matches(START_TAG, text) == tags
    assert matches(REFERENCE, text) == tags[:1]


def test_markup_passes_over_what_is_no_tag_for_a_browser() -> None:
    pieces = ['<!-- <a href="x"> -->', "<SCRIPT>'<b>'</script >", "<style>a</style>", "<b>"]
    assert matches(MARKUP, " ".join(pieces)) == pieces
    assert matches(MARKUP, "<script><b></style>") == ["<script><b></style>"]
    assert matches(MARKUP, "<!-- <b>") == ["<!-- <b>"]
    assert [match["raw"] for match in MARKUP.finditer("<!-- --><style></style><b>")] == [
        None, "style", None,
    ]  # fmt: skip


def test_a_start_tag_ends_where_another_begins() -> None:
    assert matches(START_TAG, "<a <b>") == ["<b>"]
    assert matches(MARKUP, "<a <b>") == ["<a <b>"]


def test_references_are_links_pictures_and_frames() -> None:
    text = '<A href="a"><abbr title="b"><img src=c><a><iframe src="d"></iframe>'
    assert [(match["name"], match["attributes"]) for match in REFERENCE.finditer(text)] == [
        ("A", 'href="a"'), ("img", "src=c"), ("iframe", 'src="d"'),
    ]  # fmt: skip


def test_only_double_quotes_count_in_a_picture() -> None:
    assert matches(IMAGE, '<img alt=it\'s src="a>b"><img alt=\'x\'>') == [
        '<img alt=it\'s src="a>b">', "<img alt='x'>",
    ]  # fmt: skip


def test_attributes_as_a_browser_reads_them() -> None:
    text = 'ALT alt="second" Src=b.jpg data-src = \'c&amp;d\' class=""'
    assert attributes(text) == {"alt": "", "src": "b.jpg", "data-src": "c&d", "class": ""}
    assert attributes("") == {}


def test_an_attribute_in_a_tag_begins_where_a_name_can() -> None:
    tag = "<a-b/href=\"x\" title='src=y' data-href=z>"
    found = [(match["name"], match[0].partition("=")[2]) for match in ATTRIBUTE.finditer(tag)]
    assert found == [("href", '"x"'), ("title", "'src=y'"), ("data-href", "z")]


def test_ids() -> None:
    assert ID.findall('<h2 id="a&amp;b"><p data-id="c"><p id=\'d\'>') == ["a&amp;b"]


def test_words_without_tags() -> None:
    assert without_tags("a<br>b &amp; <i>c</i>") == "ab &amp; c"
    assert without_tags("a<br>b", " ") == "a b"
    assert without_tags('<i title="a > b">c') == ' b">c'


HOSTILE = {
    "tags": "<a " * 20_000,
    "quotes": "<a b=\"c'" * 20_000,
    "brackets": "<" * 60_000,
    "names": "<a " + "b" * 60_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_costs_no_more_than_its_length(name: str) -> None:
    """What looks at HTML that is trusted, which nobody has put in order before."""
    start = time.process_time()
    for tag in START_TAG.finditer(HOSTILE[name]):
        assert list(ATTRIBUTE.finditer(tag[0])) is not None
    assert time.process_time() - start < 5
