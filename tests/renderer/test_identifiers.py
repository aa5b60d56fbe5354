"""Identifiers: what registries call an article, where it is shown, and what is no identifier."""

from __future__ import annotations

import json

import pytest

from archivegen.model.vocabulary.identifiers import Identifier, plain_value
from checking import line
from story import Story

FORMS = [
    ("doi", "10.1234/abc", "10.1234/abc", "https://doi.org/10.1234/abc"),
    ("doi", "https://dx.doi.org/10.1002.9/a(b)<1>#x", "10.1002.9/a(b)<1>#x",
     "https://doi.org/10.1002.9/a(b)%3C1%3E%23x"),
    ("doi", "doi: 10.1234/abc", "10.1234/abc", "https://doi.org/10.1234/abc"),
    ("doi", "10.1234", None, ""),
    ("doi", "10.1234/a}b", None, ""),
    ("ark", "https://n2t.net/ark:/12345/x6", "ark:/12345/x6", "https://n2t.net/ark:/12345/x6"),
    ("ark", "12345/x6", None, ""),
    ("handle", "hdl:2027/mdp.39", "2027/mdp.39", "https://hdl.handle.net/2027/mdp.39"),
    ("urn", "urn:nbn:de:101:1", "urn:nbn:de:101:1", ""),
    ("trove", "nla.news-article18350432", "18350432",
     "https://nla.gov.au/nla.news-article18350432"),
    ("wikidata", "https://www.wikidata.org/wiki/Q42", "Q42", "https://www.wikidata.org/wiki/Q42"),
    ("own", "javascript:alert(1)", "javascript:alert(1)", ""),
    ("own", "https://x.org/ä", "https://x.org/ä", "https://x.org/%C3%A4"),
]  # fmt: skip


@pytest.mark.parametrize(("scheme", "written", "value", "url"), FORMS)
def test_forms_of_identifiers(scheme: str, written: str, value: str | None, url: str) -> None:
    assert plain_value(scheme, written) == value
    if value is not None:
        assert Identifier(scheme, value).url == url


def test_what_is_no_identifier_is_told_at_its_place(site: Story) -> None:
    wrong = "identifiers:\n  doi: 11.1/x\n  'a b': c\n  trove: [1]\n  ark:"
    site.article("a.md").write(
        "content/b.md", f"---\nheadline: B\ndate: 2024-05-01\nsection: N\n{wrong}\n---\n"
    )
    source = (
        "source:\n  name: S\n  versions:\n  - url: https://w.org/\n    captured: 2024\n    x: y"
    )
    site.write(
        "content/c.md",
        f"---\nheadline: C\ndate: 2024-05-01\nsection: N\nidentifiers: 10.1/x\n{source}\n---\n",
    ).fail()
    told = [line(one).removeprefix("error content/") for one in site.problems]
    assert told == [
        (
            "b.md:6:8: `identifiers`: `11.1/x` has not the form of DOI (write it as in `doi: "
            "10.1234/abc`)"
        ),
        "b.md:7:10: `identifiers`: `a b` is no name of a scheme (write it as in `doi: ...`)",
        (
            "b.md:8:10: `identifiers` is a list, not text (write it on one line, without bra"
            "ckets or dashes)"
        ),
        (
            "c.md:5:14: `identifiers` is text, not a mapping of schemes and identifiers (write "
            "below it, farther in, `doi: 10.1234/abc`)"
        ),
        "c.md:11:8: `source.versions`: a version has no `x` (it has `url` and `captured`)",
    ]


def test_an_article_is_cited_by_the_address_that_lasts(site: Story) -> None:
    identifiers = {"ark": "ark:12345/x6", "doi": "10.1234/a_b"}
    site.article("a.md", identifiers=identifiers).article("b.md", identifiers={"our": "7"}).build()
    page, other = site.page("2024/05/01/a/index.html"), site.page("2024/05/01/b/index.html")
    assert '<link rel="cite-as" href="https://doi.org/10.1234/a_b">' in page
    assert '<meta name="citation_doi" content="10.1234/a_b">' in page
    assert '<meta name="DC.identifier" content="https://n2t.net/ark:12345/x6">' in page
    assert "</i>. https://doi.org/10.1234/a_b</dd>" in page
    assert "  doi = {10.1234/a_b},\n  url = {https://gazette.example/2024/05/01/a/}" in page
    assert "DO%20%20-%2010.1234%2Fa_b%0D%0AUR" in page
    assert "%22DOI%22%3A%20%2210.1234%2Fa_b%22" in page
    assert '"value": "10.1234/a_b"' in page
    assert '<link rel="cite-as" href="https://gazette.example/2024/05/01/b/">' in other
    assert '<meta name="DC.identifier" content="our:7">' in other
    (one, two) = json.loads(site.page("2024/05/index.json"))["articles"]
    assert one["identifiers"]["ark"] == {
        "value": "ark:12345/x6", "url": "https://n2t.net/ark:12345/x6",
    }  # fmt: skip
    assert two["identifiers"] == {"our": {"value": "7", "url": None}}
    # Only the page and the month's data know of it.
    site.article("b.md").build().assert_written("2024/05/01/b/index.html", "2024/05/index.json")
    site.assert_clean()


def test_captures_of_a_source_have_a_timemap(site: Story) -> None:
    version = {"url": "https://web.example/>;x", "captured": "2018-01-31T00:00:00+02:00"}
    source = {"name": "S", "url": "https://s.example/1", "captured": "2019-03-02"}
    site.article("a.md", source={**source, "versions": [version]}, url="/a.html").build()
    page = site.page("a.html")
    assert '<link rel="original" href="https://s.example/1">' in page
    assert '<link rel="timemap" type="application/link-format" href="/a.link">' in page
    assert site.page("a.link").splitlines() == [
        '<https://s.example/1>; rel="original",',
        (
            '<https://gazette.example/a.link>; rel="self"; type="application/link-format"; '
            'from="Tue, 30 Jan 2018 22:00:00 GMT"; until="Sat, 02 Mar 2019 00:00:00 GMT",'
        ),
        (
            '<https://web.example/%3E;x>; rel="first memento"; '
            'datetime="Tue, 30 Jan 2018 22:00:00 GMT",'
        ),
        (
            '<https://gazette.example/a.html>; rel="last memento"; '
            'datetime="Sat, 02 Mar 2019 00:00:00 GMT"'
        ),
    ]
    without = [source, {"name": "S", "captured": "2019-03-02", "versions": [version]}]
    for said in without:
        site.article("a.md", source=said, url="/a.html").build()
        assert not site.has("a.link")
        assert "timemap" not in site.page("a.html")
    site.assert_clean()
