"""Files of terms: who an author is, what a section is called, and where its old addresses lead."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from archivegen.cli.main import main
from checking import line, told
from story import Story

IRIS = "content/_authors/iris-calloway.md"


def iris(site: Story, body: str = "She was born in a lighthouse.", **head: object) -> Story:
    """A site with the file of an author."""
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items())
    return site.write(IRIS, f"---\n{lines}---\n{body}\n")


@pytest.fixture
def paper(site: Story) -> Story:
    """Three articles: two by one author under two names, one by another."""
    site.article("a.md", authors="Iris Calloway", section="Town", date="2023-05-01")
    site.article("b.md", authors=["I. Calloway", "Bo Ek"], section="Local News")
    return site.article("c.md", authors="Bo Ek", section="World")


def structured(site: Story, page: str) -> list[dict[str, object]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', site.page(page))
    return [json.loads(text) for text in found]


def test_an_author_has_a_biography_and_several_names(paper: Story) -> None:
    paper.build()
    iris(
        paper, name="Iris M. Calloway", role="Harbour correspondent", born=1871, died="1934-05-03",
        aliases=["Iris Calloway", "I. Calloway", "/writers/iris/"], email="iris@gazette.example",
        links=["@iris@estuary.example", "https://www.iris.example/me/"],
    ).build().assert_clean()  # fmt: skip
    assert not paper.problems
    page = paper.page("authors/iris-calloway/index.html")
    for text in (
        "<h1>Iris M. Calloway</h1>", "Harbour correspondent", "1871\u20131934",
        "<p>She was born in a lighthouse.</p>", "/2023/05/01/a/", "/2024/05/01/b/",
        '<a rel="me" dir="ltr" href="https://estuary.example/@iris">@iris@estuary.example</a>',
        '<a rel="me" dir="ltr" href="https://www.iris.example/me/">iris.example/me</a>',
        '<a dir="ltr" href="mailto:iris@gazette.example">', ">All articles</h2>",
    ):  # fmt: skip
        assert text in page
    assert "All articles" not in paper.page("authors/bo-ek/index.html")
    assert not paper.has("authors/i-calloway/feed.xml") or paper.page("authors/i-calloway/feed.xml")
    article = paper.page("2024/05/01/b/index.html")
    assert '<meta name="fediverse:creator" content="@iris@estuary.example">' in article
    assert ">Iris M. Calloway</a>" in article
    assert "I. Calloway" not in article
    assert article.count('class="profile"') == 1
    assert 'class="profile"' not in paper.page("2024/05/01/c/index.html")
    for old in ("authors/i-calloway", "writers/iris"):
        assert "url=/authors/iris-calloway/" in paper.page(f"{old}/index.html")
    person = structured(paper, "2024/05/01/b/index.html")[0]["author"]
    assert person == [
        {
            "@type": "Person",
            "jobTitle": "Harbour correspondent",
            "name": "Iris M. Calloway",
            "sameAs": ["https://estuary.example/@iris", "https://www.iris.example/me/"],
            "url": "https://gazette.example/authors/iris-calloway/",
        },
        {"@type": "Person", "name": "Bo Ek", "url": "https://gazette.example/authors/bo-ek/"},
    ]
    about = structured(paper, "authors/iris-calloway/index.html")
    assert any(one.get("birthDate") == "1871" and one["@type"] == "Person" for one in about)
    paper.delete(IRIS).build().assert_clean()
    assert paper.has("authors/i-calloway/index.html")


def test_another_text_changes_as_little_as_can_be(paper: Story) -> None:
    iris(paper, name="Iris Calloway", role="Editor", aliases="I. Calloway").build()
    own = "authors/iris-calloway/index.html"
    iris(paper, "She died.", name="Iris Calloway", role="Editor", aliases="I. Calloway")
    paper.build().assert_clean().assert_written(own)
    iris(paper, "She died.", name="Iris Calloway", role="Reporter", aliases="I. Calloway")
    articles = ("2023/05/01/a/index.html", "2024/05/01/b/index.html")
    paper.build().assert_clean().assert_written(own, *articles)
    iris(
        paper, "She died.", name="Iris Calloway", role="Reporter", aliases="I. Calloway", draft=True
    )
    paper.build().assert_clean()
    assert "Reporter" not in paper.page(own)
    assert paper.has("authors/i-calloway/index.html")


def test_a_renamed_section_keeps_its_addresses(paper: Story) -> None:
    paper.configure("listing_limit = 1\n").article("d.md", section="Town").build()
    old = {path for path in paper.written if path.startswith("town/")}
    assert old == {
        "town/index.html", "town/2023/index.html", "town/2024/index.html", "town/feed.xml",
    }  # fmt: skip
    paper.write("content/_sections/local.md", "---\nname: Local News\naliases: Town\n---\n")
    paper.article("e.md", section="Local News", date="2024-04-01").build().assert_clean()
    assert not paper.problems
    for path in ("", "2023/", "2024/", "2024/05/"):
        assert f"url=/local/{path}" in paper.page(f"town/{path}index.html")
        assert f"url=/local/{path}" in paper.page(f"local-news/{path}index.html")
    assert paper.page("town/feed.xml") == paper.page("local/feed.xml")
    assert "Local News" in paper.page("2023/05/01/a/index.html")


WRONG = [
    ("born: soon", ("error 2:7: `born`: `soon` is not a date (write a year, a month or a day: "
     "1871, 1871-05 or 1871-05-03)")),
    ("died: 1871-02-30", ("error 2:7: `died`: `1871-02-30` is not a date (write a year, a month "
     "or a day: 1871, 1871-05 or 1871-05-03)")),
    ("email: iris", ("error 2:8: `email`: `iris` is not an e-mail address (write it as "
     "desk@example.org)")),
    ("kind: persn", "error 2:7: `kind`: `persn` is not known here (did you mean `person`?)"),
    ("links: javascript:alert(1)", ("error 2:8: `links`: `javascript:alert(1)` is not a web "
     "address (write https://example.org/..., or a name in the fediverse: @iris@example.social)")),
    ("aliases: /../x/", ("error 2:10: `aliases`: `/../x/` is not the old address of a listing "
     "(write it as /old/path/, or another name without slashes before it)")),
    ("listed: false", ("warning 2:9: `listed` does nothing here: a term is listed where its "
     "articles are (take it out)")),
    ("headline: Iris", "warning 2:1: unknown key `headline` (did you mean `name`?)"),
]  # fmt: skip


def test_what_is_wrong_is_told_at_its_place(paper: Story) -> None:
    for number, (wrong, _) in enumerate(WRONG):
        paper.article(f"{number}.md", authors=f"Author {number}")
        paper.write(f"content/_authors/author-{number}.md", f"---\n{wrong}\n---\n")
    told = [line(problem) for problem in paper.fail().problems]
    for number, (_, expected) in enumerate(WRONG):
        path = f"content/_authors/author-{number}.md"
        if expected.startswith("error "):
            assert f"error {path}:{expected.removeprefix('error ')}" in told
            paper.delete(path)
    told = [line(problem) for problem in paper.build().problems]
    for number, (_, expected) in enumerate(WRONG):
        path = f"content/_authors/author-{number}.md"
        if expected.startswith("warning "):
            assert f"warning {path}:{expected.removeprefix('warning ')}" in told


def test_names_that_two_files_claim_and_files_that_nobody_needs(paper: Story) -> None:
    iris(paper, aliases=["Bo Ek", "I. Calloway"])
    paper.write("content/_authors/bo-ek.md", "---\nrole: Cook\n---\n")
    paper.write("content/_authors/z.md", "---\naliases: [X, Bo Ek]\n---\n")
    told = [line(problem) for problem in paper.fail().problems]
    for place in (f"{IRIS}:2:11", "content/_authors/z.md:2:14"):
        assert (
            f"error {place}: content/_authors/bo-ek.md is already the file of the author `bo-ek` "
            "(put everything into one file, or take the name out of one of them)"
        ) in told
    paper.delete("content/_authors/z.md").delete(IRIS)
    paper.write("content/_authors/irs-calloway.md", "---\nrole: Cook\n---\n").build()
    assert [line(problem) for problem in paper.problems] == [
        "warning content/_authors/irs-calloway.md:1:1: no article has the author `irs-calloway`, "  # noqa: ISC004
        "so nobody sees this file (did you mean `Iris Calloway`? the file of that is "
        "content/_authors/iris-calloway.md)"
    ]


def test_a_build_that_goes_on_does_not_go_on_without_the_names_of_terms(paper: Story) -> None:
    iris(paper, aliases="I. Calloway").build()
    assert not paper.problems
    before = paper.written
    iris(paper, aliases={"a": "b"}).fail(keep_going=True)
    assert before
    iris(paper, aliases="I. Calloway", role="Cook").build().assert_clean()
    assert "Cook" in paper.page("2024/05/01/b/index.html")


def test_the_list_of_addresses_has_terms(paper: Story) -> None:
    recorded = CliRunner().invoke(main, ["urls", "--record", "--site", str(paper.root)])
    assert recorded.exit_code == 0, recorded.output
    lines = paper.paths.ledger.read_text(encoding="utf-8").splitlines()
    assert "/town/ content/_sections/" in lines
    assert "/authors/bo-ek/ content/_authors/" in lines
    paper.build()
    assert not paper.problems
    paper.article("a.md", authors="Iris Calloway", section="City", date="2023-05-01").fail()
    (problem,) = paper.problems
    assert problem.message == "/town/ of content/_sections/ would vanish"
    assert problem.hint == (
        "if the section has another name now, add `/town/` to the `aliases` of its file in "
        "content/_sections/; or, if it is meant: archivegen urls --retire /town/"
    )
    paper.write("content/_sections/city.md", "---\naliases: Town\n---\n").build().assert_clean()
    assert "url=/city/" in paper.page("town/index.html")


def test_a_section_that_is_called_otherwise_takes_those_below_it_with_it(paper: Story) -> None:
    paper.configure("[redirects]\nfile = true\n")
    paper.article("a.md", section="Town/Pubs", date="2023-05-01").article("b.md", section="Town")
    paper.article("c.md", section="Town")
    ledger = ["/town/", "/town/pubs/"]
    paper.write("urls.txt", "".join(f"{url} content/_sections/\n" for url in ledger)).build()
    paper.article("a.md", section="City/Pubs", date="2023-05-01").article("b.md", section="City")
    paper.article("c.md", section="City").fail()
    assert [problem.line for problem in paper.problems] == [1, 2]
    paper.write("content/_sections/city.md", "---\naliases: Town\n---\n").build().assert_clean()
    for below in ("", "2023/", "pubs/", "pubs/2023/"):
        assert f"url=/city/{below}" in paper.page(f"town/{below}index.html")
    assert paper.page("town/pubs/feed.xml") == paper.page("city/pubs/feed.xml")
    assert "\n/town/pubs/2023/ /city/pubs/2023/ 301\n" in paper.page("_redirects")
    # Another file's alias is no address of this one.
    paper.write("content/_sections/city.md", "---\naliases: Ville\n---\n").fail()
    assert [problem.line for problem in paper.problems] == [1, 2]


def test_authors_without_a_file_are_told_where_a_site_wants_it(paper: Story) -> None:
    iris(paper, aliases="I. Calloway").write("content/_sections/t.md", "---\nname: Town\n---\n")
    paper.configure('sections = ["Town", "Local News", "World"]\n[check]\nknown_authors = true\n')
    (text,) = [text for text in told(paper) if "author" in text or "section" in text]
    assert text == (
        "warning content/b.md:6:3: there is no file of the author `Bo Ek` (write "
        "content/_authors/bo-ek.md, or put the name among another's `aliases`)"
    )
    assert paper.build().assert_clean().has("t/index.html")


def test_a_section_in_the_place_of_the_sites_own_pages_is_told_at_its_file(paper: Story) -> None:
    for slug, name in (("archive", "town"), ("2024", "world")):
        paper.write(f"content/_sections/{name}.md", f"---\nname: {name}\nslug: '{slug}'\n---\n")
    paper.fail()
    assert paper.places() == [
        f"content/_sections/{name}.md:3:1: `{slug}` would stand where the site's own pages are "
        f"(/{slug}/)"
        for name, slug in (("town", "archive"), ("world", "2024"))
    ]


def test_a_slug_that_is_the_name_of_another_is_told(paper: Story) -> None:
    town = "---\nname: Town\nslug: world\n{}---\n"
    paper.write("content/_sections/town.md", town.format(""))
    paper.write("content/_authors/bo.md", "---\nname: Bo Ek\nslug: ek\n---\n").build()
    assert told(paper) == [
        (
            "warning content/c.md:3:10: `World` is listed as `Town`, whose file has the slug "
            "`world` (if they are one, add `World` to the `aliases` of that file in "
            "content/_sections/; if not, give it another `slug`)"
        )
    ]
    assert paper.has("town/index.html")
    paper.write("content/_sections/town.md", town.format("aliases: World\n"))
    paper.build().assert_clean()
    assert told(paper) == []
