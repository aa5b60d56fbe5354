"""The content contract: every key in every form, from the front matter to the page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from archivegen.model.problems import Problem
from story import NOW, Story

PAGE = "2024/05/01/a/index.html"


def warnings(site: Story) -> list[Problem]:
    assert {problem.severity for problem in site.problems} <= {"warning"}
    return list(site.problems)


KEYS = [
    ("headline: Plain", "<h1>Plain</h1>"),
    ("headline: 'It''s: quoted'", "<h1>It&#39;s: quoted</h1>"),
    ("headline: >\n  Over two\n  lines", "<h1>Over two lines</h1>"),
    ("updated: 2024-05-02", 'Updated: <time datetime="2024-05-02">May 2, 2024</time>'),
    ("updated: May 2, 2024 6:40am", '<time datetime="2024-05-02T06:40:00+00:00">'),
    ("identifiers: {trove: 18350432}", 'Trove <a href="https://nla.gov.au/nla.news-article18350'),
    ("section: Human rights", '<a href="/human-rights/">Human rights</a>'),
    ("template: theme/article.html", "<h1>A"),
    ("kind: photo-essay", '</a> <a class="kind" href="/kinds/photo-essay/">Photo essay</a></li>'),
    ("rights: © Bo", '<p class="rights">© Bo</p>'),
    ("licence: Own", '<p class="rights">Licence: Own</p>'),
    ("licence: CC BY-SA 4.0", '="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0<'),
    ("licence: {name: L, url: 'https://l.org/'}", '<a rel="license" href="https://l.org/">L</a>'),
    ("licence: https://l.org/", '<a rel="license" href="https://l.org/">https://l.org/</a>'),
    ("summary: In short", '<p class="standfirst">In short</p>'),
    ("authors: Ann Lee", '<a rel="author" href="/authors/ann-lee/">Ann Lee</a>'),
    ("authors: [Ann, Bo]", '<a rel="author" href="/authors/bo/">Bo</a>'),
    ("authors:\n- Ann\n- Bo", '<a rel="author" href="/authors/ann/">Ann</a>'),
    ("tags: [Climate, Law]", '<a rel="tag" href="/topics/law/">Law</a>'),
    ("tags:\n- '2024'", '<a rel="tag" href="/topics/2024/">2024</a>'),
    ("location: São Paulo", '<p class="dateline">São Paulo</p>'),
    ("image: pics/b c.jpg", 'src="/pics/b%20c.jpg" alt=""'),
    ("image: https://x.org/i.jpg", 'src="https://x.org/i.jpg"'),
    ("image: {src: /i.jpg, alt: A view}", 'src="/i.jpg" alt="A view"'),
    ('image: {src: i.jpg, alt: ""}', 'src="/i.jpg" alt=""'),
    ("image: {src: i.jpg, alt: x, caption: The view}", "<figcaption>The view"),
    ("image: {src: i.jpg, alt: x, credit: Bo/Wire}", '<span class="credit">Bo/Wire</span>'),
    ("source: Reuters", "Source: <cite>Reuters</cite>"),
    ("source: {name: Wire}", "Source: <cite>Wire</cite>"),
    ("source: {name: Wire, url: 'https://w.org/1'}", '<a href="https://w.org/1"><cite>Wire'),
    ("source: {name: W, captured: 2024-06-01}", 'captured <time datetime="2024-06-01">'),
    ("corrections:\n- {date: 2024-05-03, text: Not so}", "Not so"),
    ("notices:\n- {type: withdrawn, date: 2024-05-03}", 'Withdrawn, <time datetime="2024-05-03">'),
    (
        "print: {date: 2024-05-03, edition: Late, section: B, page: 017, column: 2}",
        "(<bdi>Late</bdi>), section <bdi>B</bdi>, page <bdi>017</bdi>, column <bdi>2</bdi></p>",
    ),
    (
        "print: {publication: The Herald, headline: <b>}",
        'Printed in <bdi>The Herald</bdi> of <a href="/issues/the-herald/2024/05/01/">',
    ),
    ("print: {headline: 'A & <b>'}", "Headline in print: <bdi>A &amp; &lt;b&gt;</bdi></p>"),
    ("language: ar", '<article class="story" lang="ar" dir="rtl">'),
    ("language: pt-BR", 'lang="pt-BR" dir="ltr"'),
    ("language: grc", 'lang="grc" dir="ltr"'),
]  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A site with an article for each of the keys."""
    site = Story(tmp_path_factory.mktemp("keys") / "site")
    for number, (lines, _) in enumerate(KEYS):
        head = {"headline": "A", "section": "News", "date": "2024-05-01", "slug": f"a{number}"}
        head.pop(lines.partition(":")[0], None)
        text = "".join(f"{key}: {value}\n" for key, value in head.items())
        site.write(f"content/{number}.md", f"---\n{text}{lines}\n---\nBody.\n")
    return site.build()


@pytest.mark.parametrize("number", range(len(KEYS)), ids=[lines for lines, _ in KEYS])
def test_keys_on_the_page(shown: Story, number: int) -> None:
    assert KEYS[number][1] in shown.page(f"2024/05/01/a{number}/index.html")


def test_keys_without_a_value_are_as_if_they_were_not_there(site: Story) -> None:
    site.article("a.md").build()
    bare = "".join(
        f"{key}:\n"
        for key in (
            "updated", "summary", "authors", "tags", "location", "image", "source", "corrections",
            "notices", "print", "aliases", "language", "draft", "extra", "slug", "kind",
            "translation_of", "url", "id", "licence", "rights", "published_by", "accessible",
            "listed", "indexed", "identifiers",
        )
    )  # fmt: skip
    head = "headline: A\nsection: News\ndate: 2024-05-01\n"
    site.write("content/a.md", f"---\n{head}{bare}---\nText.\n").build().assert_written()
    quoted = bare.replace(":\n", ": ''\n")
    site.write("content/a.md", f"---\n{head}{quoted}---\nText.\n").build().assert_written()
    mappings = "image: {src: '', alt: ''}\nsource:\n  name:\n  url: ''\ncorrections:\n- date:\n"
    site.write("content/a.md", f"---\n{head}{mappings}---\nText.\n").build().assert_written()
    assert not warnings(site)


def test_default_section(site: Story) -> None:
    site.configure('default_section = "World"')
    site.write("content/a.md", "---\nheadline: A\ndate: 2024-05-01\n---\nText.\n").build()
    assert '<a href="/world/">World</a>' in site.page(PAGE)


def test_summary_of_listings_is_the_first_paragraph(site: Story) -> None:
    site.article("a.md", "# Title\n\n![x](i.jpg)\n\nThe *first* words.\n\nMore.").build()
    assert "The first words." in site.page("index.html")
    assert "standfirst" not in site.page(PAGE)


def test_extra_and_unknown_keys_reach_the_templates(site: Story) -> None:
    site.write(
        "templates/article.html",
        "{% for key, value in article.extra | dictsort %}{{ key }}={{ value }};{% endfor %}",
    )
    extra = {"n": 5, "f": 1.5, "yes": True, "list": [1, "x"], "deep": {"a": "1"}}
    site.article("a.md", extra=extra, mood="dark", since=1999).build()
    page = site.page(PAGE).replace("&#39;", "'")
    assert page == "deep={'a': '1'};f=1.5;list=[1, 'x'];mood=dark;n=5;since=1999;yes=True;"
    site.write(
        "content/a.md",
        "---\nheadline: A\ndate: 2024-05-01\nsection: N\n"
        "extra: {d: 2024-05-01, o: 017, x: 0x1F, i: 12345678901234567890, t: 12:30}\n---\n",
    ).build()
    assert site.page(PAGE) == "d=2024-05-01;i=12345678901234567890;o=017;t=12:30;x=0x1F;"


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("healine", "did you mean `headline`?"),
        ("Headline", "did you mean `headline`?"),
        ("SUMMARY", "did you mean `summary`?"),
        ("tag", "did you mean `tags`?"),
        ("imge", "did you mean `image`?"),
        ("title", "did you mean `headline`?"),
        ("description", "did you mean `summary`?"),
        ("category", "did you mean `section`?"),
        ("lastmod", "did you mean `updated`?"),
        ("redirect_from", "did you mean `aliases`?"),
        ("featured-image", "did you mean `image`?"),
        ("author", "did you mean `authors`?"),
        ("status", "an article is published unless it has `draft: true`"),
        ("page", "a site's own keys go under `extra`"),
        ("mood", "a site's own keys go under `extra`"),
    ],
)
def test_unknown_key_is_a_warning(site: Story, key: str, hint: str) -> None:
    site.article("a.md", **{key: "x"}).build()
    (warning,) = warnings(site)
    assert (warning.path, warning.line, warning.column) == ("content/a.md", 4, 1)
    assert (warning.message, warning.hint) == (f"unknown key `{key}`", hint)


def test_every_wrong_item_of_a_list_is_told(site: Story) -> None:
    head = "headline: A\nsection: N\ndate: 2024-05-01\n"
    lists = "tags: [2020, fine, NO, 12:30]\naliases: ['?p=1', /old/, '#x']\n"
    extra = "extra: {a: 1e999, b: [1e999]}\n"
    site.write("content/a.md", f"---\n{head}{lists}{extra}---\n").fail()
    assert [place.partition(": ")[0] for place in site.places()] == [
        f"content/a.md:{place}" for place in ("5:8", "5:20", "5:24", "6:11", "6:26", "7:12", "7:23")
    ]


KEPT_BACK = [
    "published: false", "status: draft", "hidden: true", "Status: Private", "published: 'false'",
]  # fmt: skip


@pytest.mark.parametrize("line", KEPT_BACK)
def test_what_other_generators_keep_back_is_not_published(site: Story, line: str) -> None:
    head = f"---\nheadline: A\nsection: N\ndate: 2024-05-01\n{line}\n"
    site.write("content/a.md", f"{head}---\n").fail()
    (problem,) = site.problems
    name = line.partition(":")[0]
    message = f"unknown key `{name}`: with it alone, the article would be published"
    assert (problem.line, problem.column, problem.message) == (5, 1, message)
    site.write("content/a.md", f"{head}draft: true\n---\n").build()
    assert [warning.message for warning in warnings(site)] == [f"unknown key `{name}`"]


def test_required_keys_under_other_names_are_one_problem(site: Story) -> None:
    site.write("content/a.md", "---\ntitle: A\nDate: 2024-05-01\ncategory: N\n---\n").fail()
    assert site.places() == [
        "content/a.md:2:1: `headline` is missing, but there is `title`",
        "content/a.md:3:1: `date` is missing, but there is `Date`",
        "content/a.md:4:1: `section` is missing, but there is `category`",
    ]


def test_unknown_nested_key_is_a_warning(site: Story) -> None:
    site.write("content/i.jpg", b"x")
    site.article("a.md", image={"src": "i.jpg", "alt": "x", "captoin": "y"}).build()
    (warning,) = warnings(site)
    assert (warning.message, warning.hint) == ("unknown key `captoin`", "did you mean `caption`?")


@pytest.mark.parametrize(
    ("date", "updated", "warned"),
    [
        ("2024-05-01", "2024-04-30", True),
        ("2024-05-01 10:00", "2024-05-01 09:59", True),
        ("2024-05-01 10:00", "2024-05-01", False),
        ("2024-05-01", "2024-05-01", False),
        ("2024-05-01T10:00+02:00", "2024-05-01T08:30Z", False),
    ],
)
def test_updated_before_date_is_a_warning(
    site: Story, date: str, updated: str, warned: bool
) -> None:
    site.write(
        "content/a.md",
        f"---\nheadline: A\nsection: N\ndate: {date}\nupdated: {updated}\n---\nText.\n",
    ).build()
    assert [(w.line, w.column, w.message) for w in warnings(site)] == (
        [(5, 10, "`updated` is earlier than `date`")] if warned else []
    )


@pytest.mark.parametrize("image", ["i.jpg", {"src": "i.jpg"}, {"src": "i.jpg", "alt": None}])
def test_image_without_alt_is_a_warning(site: Story, image: object) -> None:
    site.write("content/i.jpg", b"x").article("a.md", image=image).build()
    (warning,) = warnings(site)
    assert warning.message == "the image has no `alt` text"
    assert 'alt: ""' in warning.hint


def test_comment_in_a_text_is_a_warning(site: Story) -> None:
    head = "date: 2024-05-01\nsection: News # as ever\n"
    site.write("content/a.md", f"---\nheadline: City is #1 again\n{head}---\n").build()
    (warning,) = warnings(site)
    assert (warning.line, warning.column) == (2, 19)
    assert warning.message == "what follows ` #` is a comment, and no part of the text"


def test_drafts(site: Story) -> None:
    site.article("a.md", draft=True).article("b.md", draft=False).build()
    assert (site.report.articles, site.report.drafts) == (1, 1)
    assert not site.has(PAGE)
    site.build(drafts=True).assert_clean()
    assert (site.report.articles, site.report.drafts) == (2, 0)
    assert site.has(PAGE)
    site.build(drafts=False).assert_clean()
    assert not site.has(PAGE)


def test_scheduled_articles(site: Story) -> None:
    site.article("a.md", date="2025-06-15T15:06:41Z").article("b.md", date="2025-06-15T15:06:40Z")
    site.build(now=NOW)
    assert (site.report.articles, site.report.scheduled) == (1, 1)
    assert site.report.waiting == (("a.md", NOW + 1),)
    assert not site.has("2025/06/15/a")
    site.build(future=True).assert_clean()
    assert (site.report.articles, site.report.scheduled) == (2, 0)
    site.build(future=False).assert_clean()
    assert not site.has("2025/06/15/a")
    site.build(now=NOW + 1).assert_clean()
    assert site.has("2025/06/15/a/index.html")
    site.build(now=NOW).assert_clean()
    assert not site.has("2025/06/15/a")


def test_times_with_and_without_an_offset_have_one_order(site: Story) -> None:
    site.configure('timezone = "America/New_York"')
    times = [
        "2024-05-01", "2024-05-01T05:00Z", "2024-05-01 01:30", "2024-05-01T08:00:00+02:00",
        "May 1, 2024 3:00am", "2024-05-01T08:00", "2024-05-01T12:30-00:00",
        "2024-05-01T22:00+09:00",
    ]  # fmt: skip
    for number, time in enumerate(times):
        site.article(f"{number}.md", date=f"'{time}'", headline=f"Story {number}")
    site.build().assert_clean()
    expected = [f"Story {number}" for number in reversed(range(len(times)))]
    for page in ("index.html", "news/2024/index.html", "feed.xml"):
        found = re.findall(r"(?:card-title\"><a [^>]*>|<title>)(Story \d)<", site.page(page))
        assert found == expected


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Asia/Kolkata"])
def test_dates_far_back(site: Story, zone: str) -> None:
    site.configure(f'timezone = "{zone}"')
    site.article("a.md", date="1850-03-01 12:00").article("b.md", date="0850-03-01").build()
    page = site.page("1850/03/01/a/index.html")
    assert "March 1, 1850 at 12:00" in page
    assert "March 1, 850" in site.page("0850/03/01/b/index.html")
    assert site.has("1850/03/index.html")
    assert site.has("news/0850/index.html")
    site.article("c.md").build().assert_clean()


def test_languages_of_the_site(site: Story) -> None:
    site.configure('language = "ar"').article("a.md").article("b.md", language="en").build()
    assert '<html lang="ar" dir="rtl">' in site.page(PAGE)
    assert '<article class="story">' in site.page(PAGE)
    assert '<article class="story" lang="en" dir="ltr">' in site.page("2024/05/01/b/index.html")


def test_warnings_of_unchanged_articles_are_told_again(site: Story) -> None:
    site.article("a.md", mood="x").build()
    told = site.problems
    site.article("b.md").build()
    assert site.problems == told
    site.build()
    assert site.problems == told
    site.options = replace(site.options, strict=True)
    site.fail()


def test_addresses_by_the_names_of_files(site: Story) -> None:
    """As archives have them that come from other generators."""
    site.configure('permalink = "/{year}/{name}/"\n')
    site.article("2024/2024-05-01-harbour-light.md", headline="The harbour light is lit")
    site.article("2024-05-01_Über uns.md", headline="Two")
    site.article("2024-05-01-the-ferry/index.md", headline="Three")
    site.article("2024-05-01.md", headline="Four")
    site.article("other.md", headline="Five", slug="kept").build()
    for name in ("harbour-light", "uber-uns", "the-ferry", "2024-05-01", "kept"):
        assert site.has(f"2024/{name}/index.html"), name
