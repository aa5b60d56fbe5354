"""Warnings about front matter: what readers would see, and nobody has meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest

from archivegen.archive.inventory import Inventory
from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.validate import check
from archivegen.loader.frontmatter.validators import Setting
from archivegen.model.times import zone_of
from story import Story


def told(*lines: str) -> list[tuple[str, str, str]]:
    """The place, the message and the hint of each warning about front matter without errors."""
    known = {line.partition(":")[0] for line in lines}
    whole = {"headline": "A", "section": "News", "date": "2024-05-01"}
    rest = [f"{key}: {value}" for key, value in whole.items() if key not in known]
    text = "\n".join(["---", *lines, *rest, "---", "Body.", ""])
    document, problems = read("a.md", text.encode(), 65536)
    assert not problems
    front, warnings = check(document, Setting(zone_of("UTC")))
    assert front is not None
    return [(f"{w.line}:{w.column}", w.message, w.hint) for w in warnings]


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "headline: 'Q&amp;A &#8211; it&#8217;s here'",
            "`headline`: `&amp;` is HTML, and readers would see it as it stands",
            "write Q&A \u2013 it\u2019s here",
        ),
        (
            "summary: It <em>is</em> here",
            "`summary`: `<em>` is HTML, and readers would see it as it stands",
            "write It is here",
        ),
        (
            "headline: It **is** *here*",
            "`headline`: `**is**` is Markdown, and readers would see it as it stands",
            "write It is here",
        ),
        (
            "summary: The [report](/a_b) of `x`",
            "`summary`: `[report](/a_b)` is Markdown, and readers would see it as it stands",
            "write The report of x",
        ),
        (
            "summary: <b>One</b> &amp; **two** <i>_three_</i>",
            "`summary`: `&amp;` is HTML, and readers would see it as it stands",
            "write One & two three",
        ),
        (
            "location: S&atilde;o Paulo",
            "`location`: `&atilde;` is HTML, and readers would see it as it stands",
            "write S\u00e3o Paulo",
        ),
        (
            "tags: [Law, AT&amp;T]",
            "`tags`: `&amp;` is HTML, and readers would see it as it stands",
            "write AT&T",
        ),
    ],
)
def test_markup_in_texts(line: str, message: str, hint: str) -> None:
    ((place, *said),) = told(line)
    assert place == ("2:13" if line.startswith("tags") else f"2:{line.index(': ') + 3}")
    assert said == [message, hint]


@pytest.mark.parametrize(
    "headline",
    [
        "AT&T; and more", "Q&A", "1 < 2 > 0", "M*A*S*H is back", "snake_case_name and x_y_z",
        "5 * 3 * 2", "f*** and s***", "Notes [1] (2)", "The &nonsense; of it", "<unknown> here",
    ],
)  # fmt: skip
def test_headlines_that_are_no_markup(headline: str) -> None:
    assert told(f"headline: '{headline}'") == []


def test_the_lead_image_and_the_source_lie_where_readers_get() -> None:
    text = "image: {src: 'http://localhost:1313/x.png', alt: X}\nsource: {name: A, url: '\\\\s\\y'}"
    which = "which means each reader's own computer"
    assert [(place, message) for place, message, _ in told(text)] == [
        ("2:14", f"the image leads to http://localhost:1313/x.png, {which}"),
        ("3:24", "the link leads to \\\\s\\y, which lies on your own computer"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Iris Calloway, Tom Reed", "Iris Calloway, Tom Reed"),
        ("Iris Calloway and Tom Reed", "Iris Calloway, Tom Reed"),
        ("Iris Calloway, Tom Reed, and Ann Lee", "Iris Calloway, Tom Reed, Ann Lee"),
        ("Jan Ullrich & Eva Braun", "Jan Ullrich, Eva Braun"),
        ("\u674e\u660e\u3001\u9ece\u660e", "\u674e\u660e, \u9ece\u660e"),
    ],
)
def test_several_authors_in_one_text(text: str, names: str) -> None:
    hint = f'if these are several, write a list: [{names}]; if it is one, write ["{text}"]'
    assert told(f"authors: {text}") == [("2:10", f"`{text}` is listed as one author", hint)]
    assert told(f'authors: ["{text}"]') == []


@pytest.mark.parametrize(
    "name",
    [
        "Sammy Davis, Jr.", "Ann Lee, M.D.", "Reed, Tom", "Reuters, AP", "Marks and Spencer",
        "Ministry of Health and Social Affairs", "Iris Calloway",
    ],
)  # fmt: skip
def test_one_author_with_a_comma(name: str) -> None:
    assert told(f"authors: {name}") == []


def test_quotes_that_yaml_does_not_know() -> None:
    assert told("tags: [Law, \u201cHarbour\u201d]") == [
        (
            "2:13",
            "the quotes are part of the name `\u201cHarbour\u201d`",
            'write it without, or between straight ones: "Harbour"',
        )
    ]


def test_an_article_without_quotes_is_not_to_blame_for_those_of_another(site: Story) -> None:
    site.article("a.md", tags=["\u201cHarbour\u201d"], date="2024-01-01")
    site.article("b.md", tags=["Harbour"]).build()
    assert [problem.path for problem in site.problems] == ["content/a.md"]


def test_spellings_are_told_at_their_items(site: Story) -> None:
    site.article("a.md", tags=["Law", "Harbour"], authors=["Iris Calloway"], date="2024-01-01")
    site.article("b.md", tags=["Law", "harbour"], authors="iris calloway").build()
    why = "as most articles, or the oldest of them, spell it"
    assert site.places() == [
        f"content/b.md:6:3: `harbour` is listed as `Harbour`, {why}",
        f"content/b.md:7:10: `iris calloway` is listed as `Iris Calloway`, {why}",
    ]


def test_nobody_is_asked_to_take_the_name_of_another(site: Story) -> None:
    site.article("a.md", authors="Jos\u00e9", tags=["A\u00f1o"], date="2024-01-01")
    site.article("b.md", authors="Jose", tags=["Ano"]).build()
    assert [(problem.message, problem.hint) for problem in site.problems] == [
        (
            f"`{own}` and `{oldest}` have one address, so both are listed as `{oldest}`",
            "if they are one, spell them alike",
        )
        for own, oldest in (("Jose", "Jos\u00e9"), ("Ano", "A\u00f1o"))
    ]
    assert told("tags: [A\u00f1o, Ano]") == [
        (
            "2:13",
            "`Ano` and `A\u00f1o` have one address: only `A\u00f1o` is listed",
            "if they are one, remove one",
        )
    ]


def test_spellings_are_looked_for_where_more_than_bodies_changed(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, topic in (("a", "Council"), ("b", "Council"), ("c", "council")):
        site.article(f"{name}.md", tags=[topic], summary="S")
    site.build()
    before, rounds = site.problems, list[object]()
    find = Inventory.spellings

    def watched(self: Inventory, kinds: Mapping[str, Collection[str]]) -> object:
        rounds.append(kinds)
        return find(self, kinds)

    monkeypatch.setattr(Inventory, "spellings", watched)
    site.article("a.md", "Another text.", tags=["Council"], summary="S").build()
    assert (rounds, site.problems) == ([], before)
    # In its own file, the name may have come to stand at another line.
    text = (site.root / "content/c.md").read_text(encoding="utf-8")
    site.write("content/c.md", text.replace("---\n", "---\n# A note.\n", 1) + "\nMore.\n").build()
    assert len(rounds) == 1
    moved = [replace(problem, line=problem.line + 1) for problem in before]
    assert site.problems == tuple(moved)
