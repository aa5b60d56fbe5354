"""What is told of an article around its text: contents, length, related articles, citations."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivegen.archive.catalog import Catalog
from archivegen.archive.further_reading.related import MOST, WINDOW
from archivegen.archive.queries import View
from archivegen.archive.store import read_only_articles
from archivegen.model.article import Card, Term
from archivegen.model.times import parse_moment, zone_of
from archivegen.model.urls import Urls
from archivegen.renderer.citations import cite
from archivegen.renderer.reading import Heading, as_contents, as_minutes
from story import NOW, Story

TORTURE = "ARCHIVEGEN_TORTURE" in os.environ
LONG = "<p>" + "word " * 700 + "</p>"
PAGE = "2024/05/01/a/index.html"


# Contents and length


def headings(*levels: int) -> str:
    return "".join(f'<h{n} id="h{at}">Part <em>{at}</em></h{n}>' for at, n in enumerate(levels))


def test_a_long_text_has_contents_in_two_levels() -> None:
    assert as_contents(headings(2, 3, 3, 4, 2) + LONG) == (
        Heading("h0", "Part 0", (Heading("h1", "Part 1"), Heading("h2", "Part 2"))),
        Heading("h4", "Part 4"),
    )


@pytest.mark.parametrize("body", [headings(2, 2) + LONG, headings(2, 2, 2) + "<p>Short.</p>", LONG])
def test_a_short_text_has_none(body: str) -> None:
    assert as_contents(body) == ()


def test_titles_are_words_alone() -> None:
    note = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    text = f'<h2 id="a">Bread &amp; &lt;b&gt; <a href="/x">butter</a>{note}</h2>' + headings(2, 2)
    assert as_contents(text + LONG)[0] == Heading("a", "Bread & <b> butter")


def test_contents_lead_to_the_headings(site: Story) -> None:
    text = "\n\n".join(f"## Über {name}\n\n{'word ' * 250}" for name in ("Öl", "Eis", "Tee"))
    site.article("a.md", text).build()
    page = site.page(PAGE)
    (contents,) = re.findall('<nav class="contents".*?</nav>', page, re.DOTALL)
    links = re.findall('href="#([^"]+)"', contents)
    assert len(links) == 3
    for link in links:
        assert f'<h2 id="{unquote(link)}"' in page
    site.configure("[reading]\ncontents = false").build()
    assert 'class="contents"' not in site.page(PAGE)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 0), ("<p>word " * 100, 0), ("<p>word " * 200, 1), ("<b class='a b c'>w</b> " * 460, 2),
        ("潮" * 400, 1), ("<p>潮水 word</p>" * 230, 2),
    ],
)  # fmt: skip
def test_minutes(text: str, minutes: int) -> None:
    assert as_minutes(text) == minutes


# Related articles


TOPICS = st.lists(st.sampled_from("PQRS"), max_size=3, unique=True)


def by_the_book(earlier: list[tuple[str, list[str]]], tags: list[str]) -> list[str]:
    """The names that are related, from all articles before, oldest first."""
    common: Counter[str] = Counter()
    for tag in tags:
        # The n-th article is of the n-th day.
        days = [day for day, (_, own) in enumerate(earlier) if tag in own][-WINDOW:]
        rarity = 8
        if len(days) == WINDOW:
            rarity = ((len(earlier) - days[0]) // WINDOW).bit_length()
        for day in days:
            common[earlier[day][0]] += 2 + rarity
    order = [name for name, _ in earlier]
    ranked = sorted(common, key=lambda name: (common[name], order.index(name)), reverse=True)
    return ranked[:MOST]


@settings(max_examples=100 if TORTURE else 8, deadline=None)
@given(topics=st.lists(TOPICS, min_size=1, max_size=12))
def test_related_articles_are_those_of_a_slow_search(
    topics: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = Story(tmp_path_factory.mktemp("related") / "site")
    for number, tags in enumerate(topics):
        # Each in a section of its own: no neighbour is shown besides.
        site.article(
            f"n{number:02}.md", tags=tags, date=f"2024-05-{number + 1:02}", section=f"S{number}"
        )
    site.build()
    earlier: list[tuple[str, list[str]]] = []
    for number, tags in enumerate(topics):
        page = site.page(f"2024/05/{number + 1:02}/n{number:02}/index.html")
        (shown,) = re.findall('<section class="related".*?</section>', page, re.DOTALL) or [""]
        found = re.findall(r'card-title"><a href="/2024/05/../(n\d\d)/', shown)
        assert found == by_the_book(earlier, tags)
        earlier.append((f"n{number:02}", tags))


def test_a_new_article_changes_no_related_list_of_older_ones(site: Story) -> None:
    # All sections stand in the header, so that none comes there because it has grown.
    site.configure("[theme]\nnav_main = 12\n")
    for number in range(1, 10):
        site.article(f"{number}.md", tags=["Sea"], date=f"2024-05-0{number}", section=f"S{number}")
    site.build()
    site.article("10.md", tags=["Sea"], date="2024-06-01", section="S1").build().assert_clean()
    articles = {path for path in site.written if re.match(r"2024/\d\d/\d\d/\w+/index", path)}
    # And the article before it in its section, which names it as the next.
    assert articles == {"2024/06/01/10/index.html", "2024/05/01/1/index.html"}
    site.article("0.md", tags=["Sea"], date="2024-01-01", section="S9").build().assert_clean()
    articles = {path for path in site.written if re.match(r"2024/\d\d/\d\d/\w+/index", path)}
    assert articles == {
        "2024/01/01/0/index.html",
        *(f"2024/05/0{number}/{number}/index.html" for number in (1, 2, 3, 9)),
    }


def test_related_articles_follow_headlines_topics_and_what_is_published(site: Story) -> None:
    site.article("a.md", tags=["Sea"], date="2024-05-02", section="A", slug="a")
    site.article("b.md", tags=["Sea"], date="2024-05-01", section="B").build()
    page = "2024/05/02/a/index.html"
    assert 'class="related"' in site.page(page)
    site.article("b.md", tags=["Sea"], date="2024-05-01", section="B", headline="Other").build()
    assert ">Other</a></h3>" in site.assert_clean().page(page)
    site.article("b.md", tags=["Sky"], date="2024-05-01", section="B").build().assert_clean()
    assert 'class="related"' not in site.page(page)
    site.article("b.md", tags=["Sea"], date="2024-05-01", section="B", draft=True).build()
    assert 'class="related"' not in site.assert_clean().page(page)
    site.build(drafts=True).assert_clean()
    assert 'class="related"' in site.page(page)
    site.configure("[reading]\nrelated = false").build().assert_clean()
    assert 'class="related"' not in site.page(page)


def test_neighbours_in_the_section_are_not_related_as_well(site: Story) -> None:
    site.article("a.md", tags=["Sea"], date="2024-05-02").article("b.md", tags=["Sea"]).build()
    assert 'class="related"' not in site.page("2024/05/02/a/index.html")


def test_another_body_plans_no_related_article(site: Story) -> None:
    site.article("a.md", tags=["Sea"], date="2024-05-02", section="A")
    site.article("b.md", "One.\n\nTwo.", tags=["Sea"], section="B").build()
    site.article("b.md", "One.\n\nThree.", tags=["Sea"], section="B").build()
    site.assert_written("2024/05/01/b/index.html").assert_clean()


# Citations


def card(headline: str, *authors: str, date: str = "2022-07-21 06:40") -> Card:
    moment, section = parse_moment(date, zone_of("UTC")), Term("News", "news", "/news/")
    terms = tuple(Term(name, name, "") for name in authors)
    return Card("a.md", "/a/", headline, section, moment, None, "", terms, (), None, "", "")


URL = "https://courier.example/a/"


def cited(headline: str, *authors: str) -> list[str]:
    made = cite(card(headline, *authors), "The Courier", URL, "en")
    return [str(made.apa), str(made.chicago)]


@pytest.mark.parametrize(
    ("authors", "apa", "chicago"),
    [
        (
            (),
            "Low tide. (2022, July 21). <i>The Courier</i>. " + URL,
            f"\u201cLow tide.\u201d <i>The Courier</i>, July 21, 2022. {URL}.",
        ),
        (
            ("Iris Mary Calloway",),
            "Calloway, I. M. (2022, July 21). Low tide. <i>The Courier</i>. " + URL,
            f"Calloway, Iris Mary. \u201cLow tide.\u201d <i>The Courier</i>, July 21, 2022. {URL}.",
        ),
        (
            ("Ann Lee", "Jean-Luc de la Cruz"),
            "Lee, A., & de la Cruz, J.-L. (2022, July 21). Low tide. <i>The Courier</i>. " + URL,
            (
                "Lee, Ann, and Jean-Luc de la Cruz. \u201cLow tide.\u201d <i>The Courier</i>, "
                f"July 21, 2022. {URL}."
            ),
        ),
        (
            ("Ann Lee", "Bo Ek", "Åse Vik"),
            "Lee, A., Ek, B., & Vik, Å. (2022, July 21). Low tide. <i>The Courier</i>. " + URL,
            (
                "Lee, Ann, Bo Ek, and Åse Vik. \u201cLow tide.\u201d <i>The Courier</i>, "
                f"July 21, 2022. {URL}."
            ),
        ),
        (
            ("Courier wire desk",),
            "Courier wire desk. (2022, July 21). Low tide. <i>The Courier</i>. " + URL,
            f"Courier wire desk. \u201cLow tide.\u201d <i>The Courier</i>, July 21, 2022. {URL}.",
        ),
        (
            ("Associated Press", "زوي براندرث"),
            "Associated Press, & زوي براندرث. (2022, July 21). Low tide. <i>The Courier</i>. "
            + URL,
            (
                "Associated Press, and زوي براندرث. \u201cLow tide.\u201d <i>The Courier</i>, "
                f"July 21, 2022. {URL}."
            ),
        ),
    ],
)
def test_citations(authors: tuple[str, ...], apa: str, chicago: str) -> None:
    found = [text.replace("&amp;", "&") for text in cited("Low tide", *authors)]
    assert found == [apa, chicago]


def test_a_headline_ends_as_it_does_and_is_no_markup() -> None:
    apa, chicago = cited("Who moved the <b>sea</b>?")
    assert apa.startswith("Who moved the &lt;b&gt;sea&lt;/b&gt;? (2022")
    assert chicago.startswith("\u201cWho moved the &lt;b&gt;sea&lt;/b&gt;?\u201d")


def test_bibtex_is_escaped() -> None:
    one = card("50 % of {all} R&D_costs: #1 ~ \\x ^", "Ann Lee", "AFP News")
    assert cite(one, "A & B", URL, "en").bibtex == (
        "@article{lee202250,\n"
        "  author = {Lee, Ann and {AFP News}},\n"
        "  title = {{50 \\% of \\{all\\} R\\&D\\_costs: \\#1 \\~{} \\textbackslash{}x \\^{}}},\n"
        "  journal = {A \\& B},\n"
        "  year = {2022},\n"
        "  month = jul,\n"
        "  day = {21},\n"
        f"  url = {{{URL}}}\n"
        "}"
    )


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=20), max_size=4))
def test_any_name_and_headline_can_be_cited(headline: str, authors: list[str]) -> None:
    made = cite(card(headline, *authors), "P", URL, "en")
    assert "<" not in re.sub("</?i>", "", made.apa + made.chicago)
    plain = re.sub(r"\\textbackslash\{\}|\\[{}$&#_%]|\\[\^~]\{\}", "", made.bibtex)
    assert plain.count("{") == plain.count("}")


def test_articles_are_cited_where_they_have_an_address(site: Story) -> None:
    site.article("a.md", authors=["Ann Lee"]).build()
    assert "Lee, A. (2024, May 1). A. <i>The Test Gazette</i>" in site.page(PAGE)
    site.write("archivegen.toml", 'title = "T"').build()
    assert "BibTeX" not in site.page(PAGE)
    site.configure("[reading]\ncite = false").build()
    assert "BibTeX" not in site.page(PAGE)


def test_cards_tell_when_an_article_changed(site: Story) -> None:
    site.article("a.md", date="2024-05-01 09:00", updated="2024-05-01 10:30")
    site.article("b.md", date="2024-05-01", updated="2024-05-03 10:00").build()
    day = site.page("2024/05/01/index.html")
    assert re.search(r"Updated: <time [^>]*>10:30 AM<", day)
    assert re.search(r"Updated: <time [^>]*>May 3, 2024<", day)


def test_positions_name_their_articles(site: Story) -> None:
    site.article("deep/a b.md").build()
    with read_only_articles(site.paths) as connection:
        catalog = Catalog(connection, View(NOW), Urls.of(""))
        (one,) = catalog.latest(1)
        assert catalog.path_of(catalog.position(one)) == "deep/a b.md"
        assert catalog.cards(["deep/a b.md", "none.md"]) == {"deep/a b.md": one}
    connection.close()


def test_a_printed_article_is_cited_by_its_issue(site: Story) -> None:
    place = {
        "date": "1922-07-21", "page": "B3", "edition": "late", "section": "Sport_1", "volume": 67,
        "number": 311, "publication": "The <i>Herald</i>",
    }  # fmt: skip
    site.article("a.md", date="1922-07-22", print=place).build()
    page = site.page("1922/07/22/a/index.html")
    herald = "<i>The &lt;i&gt;Herald&lt;/i&gt;</i>"
    assert f"A. (1922, July 21). {herald}, B3. https://gazette.example/1922/07/22/a/" in page
    assert f"{herald}, July 21, 1922, late, sec. Sport_1, B3. https://" in page
    for line in ("day = {21}", "volume = {67}", "number = {311}", "pages = {B3}"):
        assert line in page
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    (data,) = (one for one in map(json.loads, scripts) if one["@type"] == "NewsArticle")
    newspaper = {"@type": "Newspaper", "name": "The <i>Herald</i>"}
    url = "https://gazette.example/issues/the-i-herald-i/1922/07/21/late/"
    assert data["isPartOf"] == [{
        "@id": url, "@type": "PublicationIssue", "datePublished": "1922-07-21", "url": url,
        "issueNumber": "311",
        "isPartOf": {"@type": "PublicationVolume", "volumeNumber": "67", "isPartOf": newspaper},
    }]  # fmt: skip
    assert (data["printEdition"], data["printSection"]) == ("late", "Sport_1")
    assert data["printPage"] == "B3"
    assert "printColumn" not in data
