"""The JSON Schemas: whatever the contract accepts, they accept; typical mistakes both refuse."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from archivegen.authoring.docstrings import descriptions
from archivegen.authoring.json_schema import article_schema, config_schema, document_schema
from archivegen.cli.main import main
from archivegen.config.settings import Config
from archivegen.config.validate import validate
from archivegen.loader.documents.issues import ISSUES
from archivegen.loader.documents.pages import PAGES
from archivegen.loader.documents.terms import TERMS
from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.nothing import is_nothing
from archivegen.loader.frontmatter.schema import FrontMatter
from archivegen.loader.frontmatter.validate import check, check_head
from archivegen.loader.frontmatter.validators import Setting
from archivegen.model.own_paths import DEFAULT_FOLDERS
from archivegen.model.problems import SiteError
from archivegen.model.slugs import ASCII
from archivegen.model.times import zone_of
from story import Story

MINIMAL = {"headline": "A", "date": "2024-05-01", "section": "News"}
REPOSITORY = Path(__file__).parents[2]


def accepts(schema: dict[str, Any], value: Any) -> bool:
    return bool(Draft7Validator(schema).is_valid(value))


ARTICLE, ARTICLE_WITH_DEFAULT, CONFIG = article_schema(), article_schema("News"), config_schema()
PAGE = document_schema(PAGES)


def contract_of_pages_accepts(values: dict[str, Any]) -> bool:
    """Whether archivegen does."""
    text = f"---\n{json.dumps(values, ensure_ascii=False)}\n---\n"
    document, problems = read("a.md", text.encode(), 100_000)
    if problems:
        return False
    setting = Setting(zone_of("UTC"), DEFAULT_FOLDERS, ASCII)
    return check_head(document, document.values, PAGES.contract, setting)[0] is not None


def contract_accepts(values: dict[str, Any], default_section: str = "") -> bool:
    """Whether archivegen does, that reads JSON as the YAML that it is."""
    text = f"---\n{json.dumps(values, ensure_ascii=False)}\n---\n"
    document, problems = read("a.md", text.encode(), 100_000)
    if problems:
        return False
    zone = zone_of("UTC")
    return check(document, Setting(zone), {"section": default_section})[0] is not None


@pytest.mark.parametrize("schema", [ARTICLE, ARTICLE_WITH_DEFAULT, CONFIG, PAGE])
def test_they_are_schemas(schema: dict[str, Any]) -> None:
    Draft7Validator.check_schema(schema)
    assert "$ref" not in json.dumps(schema)


def test_every_key_is_described() -> None:
    def undescribed(form: Any) -> list[str]:
        if isinstance(form, list):
            return [name for item in form for name in undescribed(item)]
        if not isinstance(form, dict):
            return []
        keys = form.get("properties", {})
        return [
            *(name for name, inner in keys.items() if not inner.get("description")),
            *(name for inner in form.values() for name in undescribed(inner)),
        ]

    assert undescribed(ARTICLE) == []
    assert undescribed(CONFIG) == []
    assert undescribed(PAGE) == []
    assert descriptions(FrontMatter).keys() == FrontMatter.model_fields.keys()
    assert CONFIG["properties"].keys() == set(descriptions(Config))


texts = st.sampled_from(
    ["", " ", "a", "News", "a b", "a/b", "..", "%2e", "\u200b", "no", "2024-05-01", "en", "pt-BR",
     "2024-05-01T06:40:00+02:00", "July 21, 2022 6:40am", "sept. 1 2024", "12:30", "soon",
     "https://example.org/a", "HTTP://X.example", "mailto:a@b.example", "javascript:x", "/old/",
     " 2024-5-1 ", "archive", "a.jpg", " ftp://x.example/", "\u2067a"]
) | st.text(st.characters(codec="utf-8"), max_size=8)  # fmt: skip
scalars = st.none() | st.booleans() | st.integers() | texts
times = st.sampled_from(["2024-05-01", "2024-05-01 6:40", "July 21, 2022 6:40am", "x", None])
inner = st.dictionaries(
    st.sampled_from(
        ["src", "alt", "caption", "credit", "name", "url", "captured", "date", "text", "page", "x"]
    ),
    scalars | times,
    max_size=5,
)
values = scalars | times | st.lists(scalars | inner, max_size=3) | inner
heads = st.fixed_dictionaries(
    {}, optional=dict.fromkeys((*FrontMatter.model_fields, "mood"), values)
)


def as_people_write(values: Any) -> Any:
    """Without lists and mappings of nothing in the place of anything, which programs alone write.

    Editors that know the schema are to tell a person of them.
    """
    if isinstance(values, list):
        return [as_people_write(item) for item in values]
    if not isinstance(values, dict):
        return values
    return {
        key: as_people_write(value)
        for key, value in values.items()
        if not (isinstance(value, (list, dict)) and is_nothing(value))
    }


@given(heads, st.booleans())
def test_what_the_contract_accepts_the_schema_accepts(
    head: dict[str, Any], has_default: bool
) -> None:
    head = as_people_write({**MINIMAL, **head})
    default, schema = ("News", ARTICLE_WITH_DEFAULT) if has_default else ("", ARTICLE)
    if contract_accepts(head, default):
        assert accepts(schema, head)


@given(st.sampled_from(sorted(FrontMatter.model_fields)), values)
def test_a_key_of_which_the_contract_accepts_the_value(name: str, value: Any) -> None:
    head = as_people_write({**MINIMAL, name: value})
    if contract_accepts(head):
        assert accepts(ARTICLE, head)


FULL = {
    **MINIMAL,
    "updated": "May 2, 2024 6:40am",
    "kind": "opinion",
    "url": "/news/1.html",
    "id": "https://old.example/?p=1",
    "licence": {"name": "CC0", "url": None},
    "rights": "R",
    "published_by": None,
    "accessible": False,
    "listed": False,
    "indexed": True,
    "summary": None,
    "authors": ["A", "B"],
    "tags": ["x"],
    "slug": "a-slug",
    "location": "HERE",
    "image": {"src": "a.jpg", "alt": "", "caption": "c", "credit": None},
    "audio": {"src": "a.mp3", "title": "T", "seconds": 12},
    "source": {"name": "S", "url": "https://s.example/a", "captured": "2024-05-01"},
    "corrections": [{"date": "2024-05-02", "text": "t"}],
    "print": {"date": "2024-05-01", "page": 3, "edition": "late", "publication": "The Herald"},
    "notices": [
        {"type": "update", "date": "2024-05-02", "text": "t", "place": "top"},
        {"type": "superseded", "date": "May 2, 2024", "text": None, "by": "b.md", "place": " "},
    ],
    "aliases": "/old/",
    "language": "pt-BR",
    "draft": False,
    "extra": {"a": {"b": [1]}},
    "mood": "calm",
}


EMPTY = {
    **dict.fromkeys(("updated", "summary", "authors", "tags", "slug", "location", "draft"), ""),
    **dict.fromkeys(
        (
            "kind",
            "url",
            "id",
            "licence",
            "rights",
            "published_by",
            "accessible",
            "listed",
            "indexed",
        ),
        " ",
    ),
    **dict.fromkeys(("aliases", "language", "translation_of", "extra"), " "),
    "image": {"src": "", "alt": None},
    "audio": {"src": "", "seconds": None},
    "source": {"name": None, "url": ""},
    "corrections": [{"date": "", "text": None}, None],
    "print": {"page": "", "date": None},
    "notices": [{"type": "", "place": None}],
}


@pytest.mark.parametrize(
    "head",
    [
        MINIMAL,
        FULL,
        {**MINIMAL, "date": 1923},
        {**MINIMAL, "date": "1923-07"},
        {**MINIMAL, "image": "a.jpg", "authors": "A", "source": "The Wire"},
        {**MINIMAL, **EMPTY},
        {**MINIMAL, "image": "", "source": "", "corrections": "", "tags": [""], "authors": [None]},
    ],
)
def test_good_articles(head: dict[str, Any]) -> None:
    assert contract_accepts(head)
    assert accepts(ARTICLE, head)


@pytest.mark.parametrize(
    "mistake",
    [
        {"headline": None}, {"headline": 5}, {"headline": True}, {"headline": " "},
        {"headline": ["a"]}, {"date": None}, {"date": "soon"}, {"date": 20240721},
        {"date": "12:30"},
        {"updated": "yesterday"}, {"section": "a/b/c"}, {"section": 5}, {"section": None},
        {"section": ""}, {"authors": 5}, {"authors": [{"name": "A"}]}, {"tags": "one"},
        {"tags": [1]}, {"slug": "a/b"}, {"slug": 5}, {"image": {"alt": "x"}}, {"image": ["a"]},
        {"kind": "Opinion"}, {"url": "//x"}, {"id": "123"}, {"licence": 5}, {"listed": 0},
        {"accessible": "maybe"}, {"audio": {"title": "x"}},
        {"audio": {"src": "a", "seconds": "1:30"}}, {"image": "javascript:x"},
        {"source": ["A paper"]}, {"source": {"url": "https://a.example"}},
        {"source": {"name": "A", "url": "ftp://a.example"}}, {"corrections": "One"},
        {"corrections": [{"text": "x"}]}, {"corrections": [{"date": "x", "text": "x"}]},
        {"notices": "x"}, {"notices": [{"type": "retracted", "date": "2024-05-02"}]},
        {"notices": [{"date": "2024-05-02"}]},
        {"notices": [{"type": "withdrawn", "date": "2024-05-02", "place": "side"}]},
        {"aliases": 5}, {"language": "no language"}, {"draft": "maybe"}, {"draft": 1},
        {"extra": "x"},
        {"print": "B3"}, {"print": {"date": "x"}}, {"print": {"page": True}},
    ],
)  # fmt: skip
def test_typical_mistakes_are_refused_by_both(mistake: dict[str, Any]) -> None:
    assert not contract_accepts({**MINIMAL, **mistake})
    assert not accepts(ARTICLE, {**MINIMAL, **mistake})


@pytest.mark.parametrize("name", MINIMAL)
def test_required_keys(name: str) -> None:
    head = {key: value for key, value in MINIMAL.items() if key != name}
    assert not contract_accepts(head)
    assert not accepts(ARTICLE, head)
    assert contract_accepts(head, "News") is accepts(ARTICLE_WITH_DEFAULT, head)


def config_accepts(text: str) -> bool:
    try:
        validate(text.encode())
    except SiteError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title = 5",
        'title = " "',
        'title = "T"\ntitel = "T"',
        'title = "T"\nbase_url = "example.org"',
        'title = "T"\npermalink = "/{year}/"',
        'title = "T"\nfront_limit = 0',
        'title = "T"\nfront_limit = "5"',
        'title = "T"\n[feeds]\nlimit = 20000',
        'title = "T"\n[theme]\naccent = "red"',
        'title = "T"\n[theme]\nnavigation = [{ title = "A" }]',
        'title = "T"\n[theme]\ncolour = "#112233"',
        'title = "T"\n[markdown]\nengine = "other"',
        'title = "T"\n[markdown]\nembed_hosts = "a.example"',
        'title = "T"\n[indexes]\nyears = "no"',
        'title = "T"\n[limits]\narticle_seconds = 0',
    ],
)
def test_typical_mistakes_in_the_configuration(text: str) -> None:
    assert not config_accepts(text)
    assert not accepts(CONFIG, tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        'title = "T"',
        'title = "T"\nbase_url = "HTTPS://example.org/paper/"\npermalink = "/{slug}.html"',
        'title = "T"\n[theme]\naccent = "#A3352b"\nnavigation = [{ title = "A", url = "/a/" }]',
        'title = "T"\nfront_limit = 10000\n[markdown]\nextensions = []\n[extra]\nx = { y = 1 }',
    ],
)
def test_good_configurations(text: str) -> None:
    assert config_accepts(text)
    assert accepts(CONFIG, tomllib.loads(text))


def test_the_sample_archive() -> None:
    assert accepts(CONFIG, tomllib.loads((REPOSITORY / "archivegen.toml").read_text("utf-8")))


def run(*arguments: str) -> Any:
    result = CliRunner().invoke(main, ["schema", *arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_printed(site: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert json.loads(run()) == ARTICLE
    assert json.loads(run("--config")) == CONFIG
    assert json.loads(run("--site", str(site.root))) == ARTICLE
    site.configure('default_section = "News"\n')
    assert json.loads(run("--site", str(site.root))) == ARTICLE_WITH_DEFAULT
    monkeypatch.chdir(site.root)
    assert json.loads(run()) == ARTICLE_WITH_DEFAULT
    assert run("--config").isascii()


def test_written_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--output", "a.json") == ""
    data = (tmp_path / "a.json").read_bytes()
    assert json.loads(data) == ARTICLE
    assert b"\r" not in data


def test_what_cannot_be_written(tmp_path: Path) -> None:
    arguments = ["schema", "--config", "--output", str(tmp_path / "no" / "a.json")]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, "No such file" in result.stderr) == (1, True)


def test_a_wrong_configuration_is_told(site: Story) -> None:
    site.write("archivegen.toml", "titel = 1\n")
    result = CliRunner().invoke(main, ["schema", "--site", str(site.root)])
    assert (result.exit_code, "unknown key `titel`" in result.stderr) == (1, True)


pages = st.fixed_dictionaries(
    {"headline": texts},
    optional={
        "url": scalars, "template": scalars, "order": scalars, "listed": scalars,
        "menu": st.sampled_from(["header", " footer ", "none", "footr", "", None, True]),
        "image": scalars, "aliases": scalars | st.lists(scalars, max_size=2), "language": scalars,
    },
)  # fmt: skip


@given(pages)
def test_the_schema_of_pages_accepts_what_the_contract_does(values: dict[str, Any]) -> None:
    values = as_people_write(values)
    if contract_of_pages_accepts(values):
        assert accepts(PAGE, values)


@pytest.mark.parametrize(
    "wrong", [{"menu": "footr"}, {"order": "first"}, {"listed": "maybe"}, {"headline": ""}]
)
def test_both_refuse_what_is_wrong_with_a_page(wrong: dict[str, Any]) -> None:
    values = {"headline": "A", **wrong}
    assert not accepts(PAGE, values)
    assert not contract_of_pages_accepts(values)


def test_the_schema_of_a_kind_can_be_asked_for() -> None:
    def run(*options: str) -> Any:
        return CliRunner().invoke(main, ["schema", "--kind", *options])

    assert json.loads(run("page").stdout) == PAGE
    assert "there is no `pages`; there are: article, page" in run("pages").stderr


def test_a_schema_has_no_key_that_would_be_told_to_do_nothing() -> None:
    terms, issues = (document_schema(kind)["properties"] for kind in (TERMS, ISSUES))
    assert not {"listed", "indexed", "translation_of"} & terms.keys()
    assert not {"listed", "translation_of"} & issues.keys()
    assert {"name", "sort_name"} < terms.keys()
    assert {"missing", "indexed"} < issues.keys()
