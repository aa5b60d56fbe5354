"""Plain heads are what the contract makes of them, or are left to it."""

from __future__ import annotations

import os
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archivegen.loader.frontmatter.completion import completed
from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.plain_heads import PlainHead, plain_head
from archivegen.loader.frontmatter.schema import FrontMatter
from archivegen.loader.frontmatter.validate import article_contract, check, check_head
from archivegen.loader.frontmatter.validators import Setting

EXAMPLES = 20_000 if "ARCHIVEGEN_TORTURE" in os.environ else 300
SETTING = Setting(ZoneInfo("Europe/Berlin"), kinds=("recipe",))
LINES = [
    "headline: The harbour: closed", "headline: 'A'", "headline: no", "headline: ' '",
    "headline: [a]", "date: 2024-05-01 06:40", "date: 2024-05", "date: 1987", "date: soon",
    "updated: 2024-05-02", "updated: 2024", "updated:", "section: World", "section: Sport/Chess",
    "section: ../x", "section: search", "kind: review", "kind: recipe", "kind: novel", "kind:",
    "summary: In short & <b>", "summary: 5", "authors: Ann, Bo and Cy Lee", "authors: [Ann, ann]",
    "authors: {name: Ann}", "authors:", "tags: [Law, law, '*x*']", "tags: Law", "tags: [1]",
    "tags: [{a: b}]", "tags:\n- ", "slug: a/b", "slug: harbour", "slug: ' '", "location: Paris",
    "url: /old/1.html", "url: //x", "id: tag:x,2024:1", "id: x", "rights: © Ann", "licence: CC0",
    "published_by: The Gazette", "accessible: no", "accessible: maybe", "aliases: /a/",
    "aliases: [/a/, /a/, /b/]", "aliases: https://x.org/", "language: pt_BR", "language: ar",
    "translation_of: ../2023/a.md", "translation_of: https://x.org", "listed: false", "listed: ''",
    "indexed: yes", "draft: true", "draft: 'true'", "template: long.html", "template: /x",
    "title: T", "extra: {a: 1}", "identifiers: {doi: 10.1/x}", "identifiers:", "image: a.jpg",
    "mood: calm", "headline: twice", "tags: &x [a]", "summary: *x", "series: S", "Date: 2024-05-01",
]  # fmt: skip
RIGHT = ("headline: A", "date: 2024-05-01", "section: World")


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=6), st.booleans(), st.sampled_from(["", "News"]))
@example([], True, "")
def test_any_head(lines: list[str], is_right: bool, default_section: str) -> None:
    written = {line.partition(":")[0] for line in lines}
    added = [line for line in RIGHT if is_right and line.partition(":")[0] not in written]
    text = "\n".join(["---", *added, *lines, "---", ""])
    document, unreadable = read("content/a.md", text.encode(), 10_000)
    if unreadable:
        return
    given = {"section": default_section} if default_section else {}
    values = completed(document.values, given, given)
    contract = article_contract(SETTING.folders)
    told = check_head(document, given, contract, SETTING)
    head, problems = check(document, SETTING, given)
    assert problems == told[1]
    if isinstance(head, PlainHead):
        assert told[0]
        assert head._asdict() == dict(told[0])
    else:
        assert head == told[0]
        # Nothing but what is wrong, or what only the contract knows, is left to it.
        assert told[0] is None or not values.keys() <= _PLAIN


_PLAIN = {name for name in PlainHead._fields if name not in {
    "image", "audio", "source", "corrections", "print", "notices", "licence", "identifiers",
    "extra",
}}  # fmt: skip


def test_a_plain_head_has_the_keys_of_the_contract() -> None:
    """With the values that the contract has for what is not written."""
    fields = FrontMatter.model_fields
    assert {*PlainHead._fields} == fields.keys()
    assert {
        name: fields[name].get_default(call_default_factory=True)
        for name in PlainHead._field_defaults
    } == PlainHead._field_defaults


@pytest.mark.parametrize("key", sorted(_PLAIN))
def test_each_plain_key_can_be_plain(key: str) -> None:
    lines = [line for line in LINES if line.startswith(f"{key}: ")]
    assert any(_is_plain(line) for line in lines), key


def _is_plain(line: str) -> bool:
    others = [other for other in RIGHT if other.partition(":")[0] != line.partition(":")[0]]
    text = "\n".join(["---", *others, line, "---", ""])
    document, _ = read("content/a.md", text.encode(), 10_000)
    return plain_head(document, document.values, SETTING) is not None
