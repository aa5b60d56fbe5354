"""The archive for programs: what is in its files, by their schema, and what changes them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from story import Story

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = json.loads((DOCS / "data.schema.json").read_text(encoding="utf-8"))
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
CHECKER = FormatChecker(())
CHECKER.checkers["date-time"] = (lambda text: text is None or bool(TIME.fullmatch(text)), ())


def valid(text: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(text)
    Draft202012Validator(SCHEMA, format_checker=CHECKER).validate(value)
    return value


def read(site: Story, path: str) -> dict[str, Any]:
    return valid(site.page(path))


def files(site: Story) -> set[str]:
    return {path for path in site.written if path.endswith("index.json")}


@pytest.fixture
def archive(site: Story) -> Story:
    site.configure('timezone = "America/New_York"\n')
    site.article(
        "2024/rich.md", date="2024-05-02 07:15", updated="2024-05-03", headline="Light & <b>",
        section="Local News", tags=["Harbour", "海"], authors=["Iris Calloway"], location="GULL",
        image={"src": "lamp.jpg", "alt": "A lamp", "credit": "I. C."}, summary="It is lit.",
        source={"name": "Wire", "url": "https://wire.example/1", "captured": "2024-05-02"},
        corrections=[{"date": "2024-05-03", "text": "Four, not five."}],
    )  # fmt: skip
    site.write("content/2024/lamp.jpg", "jpg").article("plain.md", date="2024-05-01")
    return site.article("ar.md", date="2024-07-01", language="ar", translation_of="2024/rich.md")


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_month(archive: Story) -> None:
    month = read(archive.build(), "2024/05/index.json")
    plain, rich = month.pop("articles")
    at = "https://gazette.example"
    assert month == {
        "version": 1, "site": "The Test Gazette", "language": "en", "year": 2024, "month": 5,
        "url": f"{at}/2024/05/index.json", "html": f"{at}/2024/05/", "count": 2, "previous": None,
        "archive": f"{at}/archive/index.json", "next": f"{at}/2024/07/index.json",
    }  # fmt: skip
    assert rich == {
        "url": f"{at}/2024/05/02/light-b/", "id": None, "headline": "Light & <b>",
        "published": "2024-05-02T07:15:00-04:00", "updated": "2024-05-03T00:00:00-04:00",
        "language": "en", "section": {"name": "Local News", "url": f"{at}/local-news/"},
        "authors": [{"name": "Iris Calloway", "url": f"{at}/authors/iris-calloway/"}],
        "topics": [{"name": "Harbour", "url": f"{at}/topics/harbour/"},
                   {"name": "海", "url": f"{at}/topics/hai-607502/"}],
        "standfirst": "It is lit.", "dateline": "GULL",
        "image": {"url": f"{at}/2024/lamp.jpg", "alt": "A lamp", "caption": None,
                  "credit": "I. C."},
        "audio": None,
        "source": {"name": "Wire", "url": "https://wire.example/1",
                   "captured": "2024-05-02T00:00:00-04:00"},
        "kind": "news", "print": None, "mark": None,
        "notices": [{"type": "correction", "date": "2024-05-03T00:00:00-04:00",
                     "text": "Four, not five.", "by": None}],
        "licence": None, "rights": None, "published_by": None, "accessible": True,
        "indexed": True, "translation_of": None,
    }  # fmt: skip
    assert plain == {
        **plain, "authors": [], "topics": [], "dateline": None, "image": None, "source": None,
        "notices": [], "updated": None, "published": "2024-05-01T00:00:00-04:00",
    }  # fmt: skip
    (arabic,) = read(archive, "2024/07/index.json")["articles"]
    assert (arabic["language"], arabic["translation_of"]) == ("ar", rich["url"])


def test_the_months(archive: Story) -> None:
    index = read(archive.build(), "archive/index.json")
    assert index["count"] == 3
    for month in index["months"]:
        path = month["url"].removeprefix("https://gazette.example/")
        own = read(archive, path)
        assert month == {name: own[name] for name in ("year", "month", "count", "url")}
    assert [month["month"] for month in index["months"]] == [5, 7]


def test_an_empty_archive(site: Story) -> None:
    site.write("content/x.txt", "")
    assert read(site.build(), "archive/index.json")["months"] == []


def test_without_base_url(archive: Story) -> None:
    archive.write("archivegen.toml", 'title = "T"\n').build()
    month = read(archive, "2024/07/index.json")
    assert (month["url"], month["previous"]) == ("/2024/07/index.json", "/2024/05/index.json")
    assert month["articles"][0]["translation_of"] == "/2024/05/02/light-b/"
    read(archive, "archive/index.json")


def test_what_has_no_page_has_no_address(archive: Story) -> None:
    taxonomies = "[taxonomies]\nauthors.pages = false\ntopics.pages = false\n"
    archive.configure(f"[indexes]\nmonths = false\n{taxonomies}").build()
    month = read(archive, "2024/05/index.json")
    rich = month["articles"][1]
    assert month["html"] is None
    assert {term["url"] for term in rich["authors"] + rich["topics"]} == {None}


def test_it_can_be_left_out(archive: Story) -> None:
    assert 'type="application/json"' in archive.build().page("2024/05/index.html")
    archive.configure("[indexes]\njson = false\n").build().assert_clean()
    assert not list(archive.paths.output.rglob("index.json"))
    assert "application/json" not in archive.page("2024/05/index.html")
    assert "application/json" not in archive.page("archive/index.html")


def test_the_files_are_ascii_with_an_article_a_line(archive: Story) -> None:
    text = archive.build().page("2024/05/index.json")
    assert text.isascii()
    assert sum('"headline"' in line for line in text.splitlines()) == 2


def test_a_body_changes_nothing(archive: Story) -> None:
    archive.build()
    archive.article("plain.md", "Other text.", date="2024-05-01", summary="S").build()
    archive.article("plain.md", "New text.", date="2024-05-01", summary="S").build()
    assert archive.report.rendered == 1
    archive.assert_written("2024/05/01/plain/index.html").assert_clean()


@pytest.mark.parametrize(
    "change",
    [{"tags": ["X"]}, {"location": "X"}, {"corrections": [{"date": "2024-06-01", "text": "C."}]},
     {"source": {"name": "S"}}, {"print": {"page": "B3"}}, {"audio": "/x.mp3"},
     {"image": {"src": "/x.png", "alt": ""}}, {"section": "Other"}],
)  # fmt: skip
def test_whatever_is_told_changes_its_month_alone(archive: Story, change: dict[str, Any]) -> None:
    archive.build().article("plain.md", date="2024-05-01", **change).build().assert_clean()
    assert files(archive) == {"2024/05/index.json"}


def test_a_new_article_writes_its_month_and_the_index(archive: Story) -> None:
    archive.build().article("new.md", date="2024-05-09").build().assert_clean()
    assert files(archive) == {"2024/05/index.json", "archive/index.json"}
    archive.article("june.md", date="2024-06-01").build().assert_clean()
    assert files(archive) == {
        "2024/05/index.json", "2024/06/index.json", "2024/07/index.json", "archive/index.json",
    }  # fmt: skip


def test_another_address_of_the_original_is_followed(archive: Story) -> None:
    archive.build()
    path = archive.root / "content/2024/rich.md"
    text = path.read_text(encoding="utf-8")
    archive.write("content/2024/rich.md", text.replace("\ndate:", "\nslug: z\ndate:")).build()
    archive.assert_clean()
    assert files(archive) == {"2024/05/index.json", "2024/07/index.json"}
    archive.write("content/2024/rich.md", text.replace("\ndate:", "\ndraft: true\ndate:")).build()
    archive.assert_clean()
    assert read(archive, "2024/07/index.json")["articles"][0]["translation_of"] is None


def test_what_stands_in_the_place_of_an_article_is_followed(archive: Story) -> None:
    notices = [{"type": "superseded", "date": "2024-05-04", "by": "../plain.md"}]
    archive.article(
        "2024/old.md", date="2024-05-03", notices=notices, id="tag:a", indexed=False
    ).build()
    old = read(archive, "2024/05/index.json")["articles"][2]
    at = "https://gazette.example"
    assert old["notices"][0]["by"] == f"{at}/2024/05/01/plain/"
    assert (old["id"], old["indexed"]) == ("tag:a", False)
    archive.article("plain.md", date="2024-06-01").build().assert_clean()
    old = read(archive, "2024/05/index.json")["articles"][1]
    assert old["notices"][0]["by"] == f"{at}/2024/06/01/plain/"
    archive.article("plain.md", date="2024-06-01", draft=True).build().assert_clean()


def test_a_site_can_say_more(archive: Story) -> None:
    archive.write(
        "templates/month.json",
        '[{% for article in articles %}{{ dict(article, licence="X") | tojson }}'
        '{{ "" if loop.last else "," }}{% endfor %}]',
    ).build().assert_clean()
    assert [item["licence"] for item in json.loads(archive.page("2024/05/index.json"))] == ["X"] * 2


def test_a_file_of_the_sites_own_is_in_the_way(archive: Story) -> None:
    archive.write("static/archive/index.json", "{}").fail()
    (problem,) = [problem for problem in archive.problems if problem.severity == "error"]
    assert (problem.path, "json = false" in problem.hint) == ("static/archive/index.json", True)


def test_the_examples_of_the_page_are_true_to_the_schema() -> None:
    text = (DOCS / "data.md").read_text(encoding="utf-8")
    month, archive, alone = re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert valid(alone)["url"] == valid(month)["articles"][0]["url"]
    assert [*valid(archive)["months"][1].values()] == [2024, 11, 1, valid(month)["url"]]
