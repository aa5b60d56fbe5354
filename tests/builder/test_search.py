"""The search: an index for each period, of the articles' own words, made again if those change."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from archivegen.builder import site_problems
from archivegen.builder.search import pagefind
from archivegen.builder.search.records import record_of
from archivegen.config.settings import Config
from archivegen.config.tables import SearchConfig
from archivegen.model.article import Article, Card, Term
from archivegen.model.body import Body
from archivegen.model.times import parse_moment, zone_of
from archivegen.pages.search import indexes as search_indexes
from archivegen.pages.search import page as search_page
from archivegen.system.signals import StoppedError, stoppable
from story import CONFIG, Story

ON = "[search]\nenabled = true\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """A site with a search, and articles of two years, each of which is an index."""
    site = Story(tmp_path / "site", config=CONFIG + ON)
    site.article("ferry.md", "The ferry sails.", date="2023-04-01", authors=["Iris"], tags=["Sea"])
    monkeypatch.setattr(search_indexes, "FEW", 0)
    monkeypatch.setattr(search_indexes, "FEW_OLD", 0)
    return site.article("storm.md", "A storm came.", section="Weather")


@pytest.fixture
def no_pagefind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be indexed from now on."""
    monkeypatch.setattr(pagefind, "_program", lambda: pytest.fail("there was nothing to index"))


def fragments(site: Story, index: str) -> dict[str, dict[str, Any]]:
    """What an index knows of each of its articles, by address."""
    found = {}
    for path in (site.paths.output / "search" / index / "fragment").iterdir():
        data = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        fragment = json.loads(data)
        found[fragment["url"]] = fragment
    return found


def listed(site: Story, index: str) -> list[tuple[str, str]]:
    """The articles of an index in the order of its list: address and section."""
    data = json.loads(site.page(f"search/{index}/articles.json"))
    names = {}
    for path in (site.paths.output / "search" / index / "fragment").iterdir():
        text = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        names[path.stem] = json.loads(text)["url"]
    of_section = data["facets"]["section"]
    sections = [of_section["values"][number] for (number,) in of_section["articles"]]
    return list(zip([names[name] for name in data["articles"]], sections, strict=True))


def indexes(site: Story) -> set[str]:
    return {path.name for path in (site.paths.output / "search").iterdir() if path.is_dir()}


def years_written(site: Story) -> set[str]:
    return {path.split("/")[1] for path in site.written if path.startswith("search/")}


# What is published


def test_a_site_has_no_search_unless_it_says_so(site: Story, no_pagefind: None) -> None:
    site.write("archivegen.toml", CONFIG).build()
    assert not site.has("search")
    assert not list(site.paths.output.glob("assets/search.*"))
    assert 'role="search"' not in site.page("index.html")


def test_pages_that_are_no_articles_are_an_index(site: Story) -> None:
    site.document("_pages/about.md", "We sail.", summary="S.", language="de")
    site.document("_pages/thanks.md", listed=False).build().assert_clean()
    assert fragments(site, "pages")["/pages/about/"]["meta"] == {
        "title": "About", "language": "de", "direction": "ltr",
    }  # fmt: skip
    assert listed(site, "pages") == [("/pages/about/", "_pages")]
    assert 'data-pages="/search/pages/"' in site.page("search/index.html")
    assert '<option value="_pages">Other pages</option>' in site.page("search/index.html")
    site.article("storm.md", "Another storm.", section="Weather").build()
    assert years_written(site) == {"2024"}
    site.document("_pages/about.md", "We row.").build()
    assert years_written(site) == {"pages"}
    site.delete("content/_pages/about.md").build().assert_clean()
    assert "pages" not in indexes(site)
    assert "_pages" not in site.page("search/index.html")


def test_notes_of_print_issues_are_found(site: Story) -> None:
    site.write("content/_issues/1922-07-20.md", "---\nnumber: 3\n---\n").build()
    assert not {"pages", "issues-1920s"} & indexes(site)
    note = "---\nedition: late\nlanguage: de\n---\nBei Kerzenlicht."
    site.write("content/_issues/1922-07-21.md", note)
    site.write("content/_issues/1922-07-22.md", "---\npublication: Herald\nsummary: S\n---\n")
    site.build().assert_clean()
    found = {url: data["meta"] for url, data in fragments(site, "issues-1920s").items()}
    assert found == {
        "/issues-1920s/issues/1922/07/21/late/": {
            "title": "July 21, 1922 (late)", "language": "de", "direction": "ltr",
            "section": "The Test Gazette",
        },
        "/issues-1920s/issues/herald/1922/07/22/": {"title": "July 22, 1922", "section": "Herald"},
    }  # fmt: skip
    site.write("content/_issues/1931-07-22.md", "---\nsummary: S\n---\n").build()
    assert years_written(site) == {"index.html", "issues-1930s"}
    known = 'data-pages="/search/issues-1930s/ /search/issues-1920s/"'
    assert known in site.page("search/index.html")
    config = site.paths.config.read_text().replace("The Test Gazette", "The Test Post")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_indexes, "MOST", 1)
        site.write("archivegen.toml", config).build()
        assert {"issues-1922", "issues-1930s"} <= indexes(site)


def test_each_year_is_an_index(site: Story) -> None:
    site.build().assert_clean()
    (engine,) = indexes(site) - {"2023", "2024"}
    assert engine.startswith("pagefind-1.")
    assert fragments(site, "2024")["/2024/2024/05/01/storm/"]["meta"] == {
        "title": "Storm", "section": "Weather", "date": "May 1, 2024",
    }  # fmt: skip
    assert fragments(site, "2023")["/2023/2023/04/01/ferry/"]["meta"] == {
        "title": "Ferry", "section": "News", "date": "April 1, 2023", "authors": "Iris",
        "topics": "Sea",
    }  # fmt: skip


def test_nothing_is_published_that_is_not_needed(site: Story) -> None:
    site.build()
    (engine,) = indexes(site) - {"2023", "2024"}
    folder = site.paths.output / "search"
    assert {path.suffix for path in (folder / engine).iterdir()} == {
        "", ".js", ".json", ".pagefind", ".pf_meta",
    }  # fmt: skip
    assert sorted(path.name for path in (folder / engine).glob("*.js")) == ["pagefind.js"]
    assert sorted(path.name for path in (folder / engine).glob("wasm*")) == ["wasm.en.pagefind"]
    assert {path.suffix for path in (folder / "2024").iterdir()} == {"", ".json", ".pf_meta"}
    listed = site.page(".archivegen-files").split("\n")
    assert {f"search/2024/{path.name}" for path in (folder / "2024").glob("*.*")} <= {*listed}


def test_page_knows_the_years_and_the_sections(site: Story) -> None:
    site.write("archivegen.toml", 'base_url = "https://x.org/paper/"\ntitle = "T"\n' + ON).build()
    page = site.page("search/index.html")
    assert (
        '<datalist data-indexes="/paper/search/2024/">\n<option value="2024">2024</option>' in page
    )
    assert page.index('value="2024"') < page.index('value="2023"')
    assert '<option value="weather" data-url="/paper/weather/">Weather</option>' in page
    assert 'data-root="/paper/"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "search/" not in site.page("sitemaps/listings.xml")
    assert 'action="/paper/search/"' in site.page("index.html")


def test_search_page_of_an_empty_archive(tmp_path: Path, no_pagefind: None) -> None:
    site = Story(tmp_path / "site", config=CONFIG + ON).article("a.md", draft=True).build()
    assert site.has("search/index.html")
    assert indexes(site) == set()


def test_a_year_with_very_many_articles_is_indexed_by_month(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("flood.md", date="2024-06-02").build()
    assert "2024" in indexes(site)
    monkeypatch.setattr(search_indexes, "MOST", 1)
    site.article("quay.md", date="2024-06-03").build().assert_clean()
    assert indexes(site) >= {"2023", "2024-05", "2024-06"}
    assert "2024" not in indexes(site)
    assert '<datalist data-indexes="/search/2024-06/ /search/2024-05/">' in site.page(
        "search/index.html"
    )


def test_a_decade_with_few_articles_is_an_index(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_indexes, "FEW", 2)
    monkeypatch.setattr(search_indexes, "FEW_OLD", 3)
    site.article("war.md", date="1914-08-04").article("rail.md", date="1910").build()
    (engine,) = (name for name in indexes(site) if name.startswith("pagefind"))
    assert indexes(site) == {"2020s", "1910s", engine}
    assert listed(site, "1910s") == [
        ("/1910s/1914/08/04/war/", "news"), ("/1910s/1910/00/00/rail/", "news"),
    ]  # fmt: skip
    assert json.loads(site.page("search/1910s/articles.json"))["days"] == [19140804, 19100000]
    page = site.page("search/index.html")
    years = '<option value="1914">1914</option>\n<option value="1910">1910</option>'
    assert f'<datalist data-indexes="/search/1910s/">\n{years}\n</datalist>' in page
    site.article("peace.md", date="1914-12-24").build()
    assert years_written(site) == {"1910s"}
    # One more than few: the decade is cut, and no other index is made again.
    site.article("quay.md", date="1916-12-25").build().assert_clean()
    assert indexes(site) == {"2020s", "1915-1919", "1910-1914", engine}
    assert years_written(site) == {"1915-1919", "1910-1914", "index.html"}
    assert listed(site, "1910-1914")[-1] == ("/1910-1914/1910/00/00/rail/", "news")
    # And one more than few in the half of it.
    site.article("truce.md", date="1914-12-25").build().assert_clean()
    assert indexes(site) == {"2020s", "1915-1919", "1914", "1910", engine}
    assert years_written(site) == {"1914", "1910", "index.html"}
    site.delete("content/war.md").delete("content/truce.md").build().assert_clean()
    assert indexes(site) == {"2020s", "1910s", engine}


def test_less_is_few_in_the_newest_decade(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_indexes, "FEW", 1)
    monkeypatch.setattr(search_indexes, "FEW_OLD", 3)
    site.build()
    (engine,) = (name for name in indexes(site) if name.startswith("pagefind"))
    assert indexes(site) == {"2023", "2024", engine}
    # Hardly an article is added to it once there is a newer one.
    site.article("next.md", date="2030-01-01").using(now=1_900_000_000).build().assert_clean()
    assert indexes(site) == {"2030s", "2020s", engine}


def test_newest_years_are_searched_first(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    assert 'data-recent="2"' in site.page("search/index.html")
    monkeypatch.setattr(search_page, "RECENT", 1)
    site.article("storm.md", "Another storm.", section="Wind").build()
    assert 'data-recent="1"' in site.page("search/index.html")


def test_readers_see_the_digits_of_the_language(site: Story) -> None:
    """The script counts with the digits that the page tells it."""
    text = (site.root / "archivegen.toml").read_text(encoding="utf-8")
    site.write("archivegen.toml", f'language = "fa"\n{text}').build()
    page = site.page("search/index.html")
    assert 'data-digits="arabext"' in page
    assert 'data-number="11">۱۱ ' in page  # noqa: RUF001
    assert '<option value="2024">۲۰۲۴</option>' in page


def test_list_of_an_index_is_from_new_to_old(site: Story) -> None:
    site.article("a.md", date="2024-05-03", section="News")
    site.article("b.md", date="2024-02-03", section="News").build()
    assert listed(site, "2024") == [
        ("/2024/2024/05/03/a/", "news"),
        ("/2024/2024/05/01/storm/", "weather"),
        ("/2024/2024/02/03/b/", "news"),
    ]


def test_list_of_an_index_tells_what_an_article_is_of(site: Story) -> None:
    site.article(
        "month.md", date="2023-03", tags=["Sea", "Ice"], kind="opinion", section="News",
        language="de", print={"page": "A1", "date": "2023-03-04"},
    )  # fmt: skip
    data = json.loads(site.build().page("search/2023/articles.json"))
    assert data["days"] == [20230401, 20230300]
    assert data["facets"] == {
        "author": {"values": ["Iris"], "articles": [[0], []]},
        "kind": {"values": ["opinion"], "articles": [[], [0]]},
        "language": {"values": ["de"], "articles": [[], [0]]},
        "page": {"values": ["1"], "articles": [[], [0]]},
        "section": {"values": ["news"], "articles": [[0], [0]]},
        "topic": {"values": ["Ice", "Sea"], "articles": [[1], [1, 0]]},
    }
    assert json.loads(site.page("topics/index.json"))[0] == ["Ice", "/topics/ice/", 1]
    page = site.page("search/index.html")
    assert 'data-names="/topics/index.json"' in page
    assert '<option value="opinion">Opinion</option>' in page
    assert '<option value="de" lang="de">Deutsch</option>' in page
    assert '<option value="1">On page one</option>' in page
    site.article("month.md", date="2023-03", tags=["Snow"], section="News").build().assert_clean()
    page = site.page("search/index.html")
    assert 'name="language"' not in page
    assert 'name="page"' not in page


@pytest.mark.parametrize(
    "permalink", ["/архив/{slug}.html", "/a b/{section}/{slug}/", "/{slug}-index.html"]
)
def test_list_knows_articles_at_any_address(site: Story, permalink: str) -> None:
    site.configure(f'permalink = "{permalink}"\n{ON}').build().assert_clean()
    path = permalink.format(section="weather", slug="storm")
    assert listed(site, "2024") == [(f"/2024{path}", "weather")]


def test_what_is_not_published_is_not_found(site: Story) -> None:
    site.article("draft.md", draft=True).article("later.md", date="2025-07-01").build()
    assert set(fragments(site, "2024")) == {"/2024/2024/05/01/storm/"}
    assert "2025" not in indexes(site)
    site.build(drafts=True, future=True)
    assert set(fragments(site, "2024")) == {"/2024/2024/05/01/storm/", "/2024/2024/05/01/draft/"}
    assert "2025" in indexes(site)


# What is made again


def test_another_body_changes_the_index_of_its_year(site: Story) -> None:
    site.build().article("storm.md", "Another storm.", section="Weather").build().assert_clean()
    assert years_written(site) == {"2024"}
    assert "Another storm" in fragments(site, "2024")["/2024/2024/05/01/storm/"]["content"]


def test_another_article_of_a_year_leaves_the_search_page(site: Story) -> None:
    site.build().article("gale.md", section="Weather").build().assert_clean()
    assert years_written(site) == {"2024"}
    # What is the same in the new index is not written again.
    (storm,) = (
        path for path in site.paths.output.glob("search/2024/fragment/*")
        if b"storm came" in gzip.decompress(path.read_bytes())
    )  # fmt: skip
    assert storm.relative_to(site.paths.output).as_posix() not in site.written


def test_a_year_without_articles_goes_away(site: Story) -> None:
    site.build().delete("content/ferry.md").build().assert_clean()
    assert "2023" not in indexes(site)
    assert years_written(site) == {"index.html"}


def test_nothing_is_indexed_again_without_need(site: Story, request: pytest.FixtureRequest) -> None:
    site.build()
    request.getfixturevalue("no_pagefind")
    site.build().assert_written()
    site.write("templates/day.html", "{{ page.url }}").build()
    assert "2024/05/01/index.html" in site.written
    site.configure('front_limit = 1\n[theme]\naccent = "#123456"\n' + ON).build()
    assert years_written(site) == {"index.html"}


@pytest.mark.parametrize("damage", ["delete", "change"])
def test_a_damaged_index_is_made_again(site: Story, damage: str) -> None:
    site.build()
    path = next(site.paths.output.glob("search/2023/index/*"))
    if damage == "delete":
        path.unlink()
    else:
        path.write_bytes(b"x")
    site.build().assert_written(path.relative_to(site.paths.output).as_posix()).assert_clean()


def test_what_was_known_of_an_output_may_be_lost(site: Story) -> None:
    site.build()
    for path in (site.root / ".archivegen").rglob("outputs.db*"):
        path.unlink()
    site.build().assert_written().assert_clean()


def test_search_that_is_turned_off_goes_away(site: Story) -> None:
    site.build().write("archivegen.toml", CONFIG).build().assert_clean()
    assert not site.has("search")


def test_numbers_of_a_build_are_of_pages(site: Story) -> None:
    site.build()
    with_search = site.report.pages
    assert site.build().report.pages == with_search
    site.write("archivegen.toml", CONFIG).build()
    # The page, and the names of topics and of authors.
    assert site.report.pages == with_search - 3


def test_a_preview_can_go_on_with_an_index_that_is_old(
    site: Story, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    with monkeypatch.context() as patched:
        patched.setattr(pagefind, "_program", lambda: pytest.fail("not now"))
        site.article("storm.md", "Quiet.", section="Weather").build(reindex=False)
        assert "storm came" in fragments(site, "2024")["/2024/2024/05/01/storm/"]["content"]
        assert "Quiet" in site.page("2024/05/01/storm/index.html")
        site.build().assert_written()
    # A year without an index gets one, though.
    site.article("old.md", date="1999-01-01").build()
    assert "1999" in indexes(site)
    site.build(reindex=True).assert_clean()
    assert years_written(site) == {"2024"}
    request.getfixturevalue("no_pagefind")
    site.build().assert_written()


# What goes wrong


def test_pagefind_that_fails_is_a_problem_in_its_own_words(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build().article("storm.md", "Another storm.")
    monkeypatch.setattr(pagefind, "_program", lambda: sys.executable)
    site.fail()
    (problem,) = (problem for problem in site.problems if problem.severity == "error")
    assert problem.path == "archivegen.toml"
    assert problem.message.startswith("Pagefind made no search index: unknown option --silent")
    monkeypatch.undo()
    site.build().assert_clean()


def test_pagefind_that_cannot_be_run_is_a_problem(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = str(site.root / "missing")
    monkeypatch.setattr(pagefind, "_program", lambda: missing)
    site.fail()
    assert f"archivegen.toml:0:0: Pagefind made no search index: {missing}: No such file" in (
        site.places()[-1].replace(":1:1:", ":0:0:")
    )


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_pagefind_ends_with_the_build_that_is_told_to_stop(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, noted = site.root / "slow", site.root / "pid"
    program.write_text(f"#!/bin/sh\necho $$ > {noted}.new\nmv {noted}.new {noted}\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind, "_program", lambda: str(program))

    def stop() -> None:
        while not noted.exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    stopper = threading.Thread(target=stop)
    stopper.start()
    with pytest.raises(StoppedError), stoppable():
        site.build()
    stopper.join()
    with pytest.raises(ProcessLookupError):
        os.kill(int(noted.read_text()), 0)
    assert not (site.paths.output_state / "staging").exists()
    monkeypatch.undo()
    site.build().assert_clean()


def test_other_problems_are_told_before_anything_is_indexed(site: Story, no_pagefind: None) -> None:
    site.write("templates/day.html", "{{ nothing }}").fail()
    assert site.problems[0].path == "templates/day.html"


def test_environment_does_not_change_an_index(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "h6")
    monkeypatch.setenv("PAGEFIND_SITE", "nowhere")
    site.assert_clean()


def test_a_section_cannot_stand_where_the_search_is(site: Story) -> None:
    site.article("a.md", section="Search").fail()
    assert "content/a.md" in {problem.path for problem in site.problems}


@pytest.mark.parametrize(
    ("language", "version", "is_told"),
    [
        ("zh-Hans", "1.5.2", True),
        ("zh-Hans", "1.5.2-extended", False),
        ("ja", "1.5.2", True),
        ("en", "1.5.2", False),
    ],
)
def test_advice_for_a_language_without_spaces(
    monkeypatch: pytest.MonkeyPatch, language: str, version: str, is_told: bool
) -> None:
    monkeypatch.setattr(site_problems, "search_version", lambda: version)
    for enabled in (True, False):
        config = Config("T", language=language, search=SearchConfig(enabled=enabled))
        told = [problem.message for problem in site_problems._whole_sentences(config)]
        assert [text[:39] for text in told] == ["the search finds only whole sentences, "] * (
            is_told and enabled
        )


# Records


def record(body: str, headline: str = "The Ferry", summary: str = "", language: str = "") -> str:
    moment = parse_moment("2024-05-01", zone_of("UTC"))
    card = Card(
        "a.md", "/a/", headline, Term("News", "news", "/news/"), moment, None, "", (), (), None,
        language, "rtl" if language else "",
    )  # fmt: skip
    article = Article(card, summary, "", None, (), (), (), b"")
    return record_of(article, Body(body, "", ()), lambda moment: "1 May")


def test_record_escapes_values() -> None:
    text = record("", headline='"><script>x</script>', summary="<b>&")
    assert 'content="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"' in text
    assert "<p>&lt;b&gt;&amp;</p>" in text


def test_record_without_words_has_those_of_the_headline() -> None:
    assert "<p>The Ferry news</p>" in record("<p>… &amp;</p><img src='x'>")
    assert "<p>The Ferry news</p>" not in record("<p>…</p>", summary="Words")


def test_record_has_no_marks_of_links() -> None:
    assert 'href=""' in record('<p><a href="\x00b.md\x00">x</a></p>')


def test_bodies_that_break_out_do_no_harm(site: Story) -> None:
    site.configure('[markdown]\nhtml = "trusted"\n' + ON)
    site.article("a.md", "One</div></body></html> two <!-- three <p>four\n\nfive").build()
    content = fragments(site, "2024")["/2024/2024/05/01/a/"]["content"]
    assert content.startswith("One two")
    assert "storm came" in fragments(site, "2024")["/2024/2024/05/01/storm/"]["content"]


def test_an_article_of_pictures_is_found_by_its_headline(site: Story) -> None:
    site.article("a.md", "![](x.png)", headline="Twelve pictures", date="1999-01-01").build()
    assert fragments(site, "1999")["/1999/1999/01/01/twelve-pictures/"]["content"]


def test_words_of_another_language_say_so(site: Story) -> None:
    site.article("a.md", "كلمات", language="ar").build()
    meta = fragments(site, "2024")["/2024/2024/05/01/a/"]["meta"]
    assert (meta["language"], meta["direction"]) == ("ar", "rtl")
