"""Nothing: what a CMS writes of fields that nobody filled in is as if it were not there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archivegen.loader.documents.issues import ISSUES
from archivegen.loader.documents.kind import AnyKind
from archivegen.loader.documents.pages import PAGES
from archivegen.loader.documents.terms import TERMS
from archivegen.loader.frontmatter.contract import Contract
from archivegen.loader.frontmatter.document import Document, read
from archivegen.loader.frontmatter.members import Member, members_of
from archivegen.loader.frontmatter.nothing import is_nothing
from archivegen.loader.frontmatter.plain_heads import PlainHead
from archivegen.loader.frontmatter.schema import Model
from archivegen.loader.frontmatter.validate import NOTHING, article_contract, check, check_head
from archivegen.loader.frontmatter.validators import Setting
from archivegen.model.slugs import ASCII
from archivegen.model.taxonomies import BUILT_IN
from archivegen.model.times import zone_of

SETTING = Setting(zone_of("UTC"))
NOTHINGS: tuple[Any, ...] = (
    "", " \n", None, [], {}, [""], [None, ""], [{}], {"name": "", "url": None},
    [{"date": "", "text": ""}, {"type": None}], {"src": "", "inner": {"list": []}},
)  # fmt: skip
PLAIN: tuple[Any, ...] = ("", None, [], {}, [""])
"""Those in which there is no key, which might be one that nobody knows."""
REQUIRED = {"headline": "A", "date": "2024-05-01", "section": "News"}
NESTED: dict[str, Any] = {
    "image": {"src": "a.jpg"},
    "audio": {"src": "a.mp3"},
    "source": {"name": "N"},
    "licence": {"name": "CC0"},
    "print": {"page": "3"},
    "corrections": [{"date": "2024-05-02", "text": "T"}],
    "notices": [{"type": "retraction", "date": "2024-05-02"}],
}
CONTRACTS: dict[str, tuple[Contract[Any], dict[str, Any]]] = {
    "article": (article_contract(), REQUIRED),
    "page": (PAGES.contract, {"headline": "A"}),
    "term": (TERMS.contract, {"name": "A"}),
    "issue": (ISSUES.contract, {"volume": "V"}),
}


def document_of(values: dict[str, Any]) -> Document:
    text = f"---\n{json.dumps(values)}\n---\n"
    document, problems = read("content/a.md", text.encode(), 10_000)
    assert not problems
    return document


def head_of(values: dict[str, Any], contract: Contract[Any]) -> Any:
    return check_head(document_of(values), NOTHING, contract, SETTING)


@pytest.mark.parametrize("noun", CONTRACTS)
def test_every_optional_key(noun: str) -> None:
    contract, written = CONTRACTS[noun]
    bare, problems = head_of(written, contract)
    assert bare
    assert problems == []
    keys = [key for key in contract.keys if key not in written and key != "extra"]
    for nothing in NOTHINGS:
        for key in keys:
            # What is told of is keys in it that nobody knows.
            assert head_of({**written, key: nothing}, contract)[0] == bare, (key, nothing)
    for nothing in PLAIN:
        # A form of which no more was filled in, as a CMS saves it.
        saved = {**dict.fromkeys(keys, nothing), **written}
        assert head_of(saved, contract) == (bare, [])


def test_a_plain_head_goes_by_the_same_rule() -> None:
    bare = check(document_of(REQUIRED), SETTING)
    assert isinstance(bare[0], PlainHead)
    keys = [key for key in PlainHead._fields if key not in {*REQUIRED, "extra"}]
    for nothing in PLAIN:
        assert check(document_of({**REQUIRED, **dict.fromkeys(keys, nothing)}), SETTING) == bare


@pytest.mark.parametrize("key", NESTED)
def test_every_optional_key_within_another(key: str) -> None:
    contract = article_contract()
    value = NESTED[key]
    first = value[0] if isinstance(value, list) else value
    bare = head_of({**REQUIRED, key: value}, contract)
    assert bare[0]
    for inner in contract.nested_keys[key]:
        if inner in first or (key, inner) == ("image", "alt"):
            continue
        for nothing in NOTHINGS:
            more = {**first, inner: nothing}
            told = head_of({**REQUIRED, key: [more] if isinstance(value, list) else more}, contract)
            assert told[0] == bare[0], (inner, nothing)


def test_required_keys_are_told_with_their_hint() -> None:
    for key, hint in (("headline", "write something"), ("date", "a time such as"), ("section", "")):
        for nothing in PLAIN[:4]:
            front, problems = head_of({**REQUIRED, key: nothing}, article_contract())
            assert front is None
            assert [problem.severity for problem in problems] == ["error"], (key, nothing)
            assert f"`{key}`" in problems[0].message
            assert nothing != "" or hint in problems[0].hint


def test_what_means_something_although_it_is_empty() -> None:
    """A picture that only decorates, and what is in `extra`, which nobody but the site knows."""
    front, _ = head_of({**REQUIRED, "image": {"src": "a", "alt": ""}}, article_contract())
    assert front.image.alt == ""
    front, _ = head_of({**REQUIRED, "extra": {"mood": ""}, "tone": ""}, article_contract())
    assert front.extra == {"mood": "", "tone": ""}
    for nothing in PLAIN[:3]:
        assert head_of({**REQUIRED, "extra": nothing}, article_contract())[0].extra == {}


def test_what_a_text_is_listed_under() -> None:
    series = BUILT_IN["series"]
    for nothing in NOTHINGS:
        assert members_of(document_of({"series": nothing}), [series], ASCII) == ({}, [])
    members, problems = members_of(
        document_of({"series": [{"name": "S", "part": ""}]}), [series], ASCII
    )
    assert (members, problems) == ({series.name: (Member("S"),)}, [])


def test_every_model_goes_by_the_rule() -> None:
    kinds: tuple[AnyKind, ...] = (PAGES, TERMS, ISSUES)
    for contract in (article_contract(), *(kind.contract for kind in kinds)):
        assert issubclass(contract.schema, Model)
    assert is_nothing([{"a": [None, " "]}])
    assert not is_nothing([{"a": [None, 0]}])
