"""Compiled templates: kept and remembered for their source, and never for anything else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

from archivegen.pages.page import Period
from archivegen.renderer.bytecode_cache import MOST_REMEMBERED, Remembered, remembered
from archivegen.renderer.environment import Environment, TemplateDigests, make_environment
from story import Story

pytestmark = pytest.mark.usefixtures("compiled_templates")

OTHER_SITE = """\
title = "Other"
base_url = "https://other.example/archive/"
language = "de"
"""


class Templates:
    """A folder of templates, and how often one was parsed."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.cache = root / "templates", root / "cache"
        self.folder.mkdir()
        self.parsed: list[str | None] = []
        parse = jinja2.Environment._parse

        def counted(own: Environment, source: str, name: str | None, file: str | None) -> object:
            self.parsed.append(name)
            return parse(own, source, name, file)

        monkeypatch.setattr(jinja2.Environment, "_parse", counted)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def use(self, name: str) -> tuple[str, bytes]:
        """What a build does with a template: its text, and the digest of all it is made of."""
        environment = make_environment([self.folder], self.cache, NullTranslations())
        digest = TemplateDigests(environment).of(name)
        return environment.get_template(name).render(), digest


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Templates:
    templates = Templates(tmp_path, monkeypatch)
    templates.write("a.html", "{% extends 'base.html' %}{% block b %}{{ 1 + 1 }}{% endblock %}")
    templates.write("base.html", "[{% block b %}{% endblock %}]")
    return templates


def test_parsed_once(templates: Templates) -> None:
    assert templates.use("a.html")[0] == "[2]"
    assert sorted(map(str, templates.parsed)) == ["a.html", "base.html"]


@pytest.mark.usefixtures("forgetful")
def test_not_parsed_by_the_next_process(templates: Templates) -> None:
    first = templates.use("a.html")
    templates.parsed.clear()
    assert templates.use("a.html") == first
    assert not templates.parsed


def test_remembered_without_what_is_kept_which_is_kept_again(templates: Templates) -> None:
    first = templates.use("a.html")
    kept = {path.name for path in templates.cache.iterdir()}
    shutil.rmtree(templates.cache)
    templates.parsed.clear()
    assert templates.use("a.html") == first
    assert not templates.parsed
    assert {path.name for path in templates.cache.iterdir()} == kept


@pytest.mark.parametrize("fixture", ["forgetful", "tmp_path"])
def test_edited(templates: Templates, request: pytest.FixtureRequest, fixture: str) -> None:
    """Also to and fro, and with references of its own."""
    request.getfixturevalue(fixture)
    templates.write("other.html", "other")
    seen = []
    for text in ["{% include 'other.html' %}", "text", "{% include 'other.html' %}"]:
        templates.write("a.html", text)
        seen.append(templates.use("a.html"))
    assert [text for text, _ in seen] == ["other", "text", "other"]
    templates.write("other.html", "changed")
    seen.append(templates.use("a.html"))
    assert seen[3][0] == "changed"
    assert seen[0] == seen[2]
    assert len({digest for _, digest in seen}) == 3


def test_any_template_may_be_included(templates: Templates) -> None:
    """Where the name is not known before it runs, all are."""
    templates.write("a.html", "{% set name = 'base.html' %}{% include name %}")
    first = templates.use("a.html")
    templates.write("new.html", "new")
    assert first[0] == templates.use("a.html")[0] == "[]"
    assert first[1] != templates.use("a.html")[1]


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def _swap(path: Path) -> None:
    other = next(p for p in path.parent.iterdir() if p.suffix == path.suffix and p != path)
    path.write_bytes(other.read_bytes())


def _halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _block(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("suffix", ["cache", "json"])
@pytest.mark.parametrize(
    "damage", [_flip, _halve, _swap, _block, Path.unlink, lambda path: path.write_bytes(b"")]
)
def test_damaged(templates: Templates, suffix: str, damage: Callable[[Path], object]) -> None:
    first = templates.use("a.html")
    for path in sorted(templates.cache.glob(f"*.{suffix}")):
        damage(path)
        assert templates.use("a.html") == first
        if damage is not _block:
            templates.parsed.clear()
            assert templates.use("a.html") == first
            assert not templates.parsed


@pytest.mark.parametrize("fixture", ["forgetful", "tmp_path"])
def test_nowhere_to_keep_them(
    templates: Templates, request: pytest.FixtureRequest, fixture: str
) -> None:
    request.getfixturevalue(fixture)
    templates.cache.write_text("a file")
    assert templates.use("a.html") == templates.use("a.html")


def test_what_is_digested_is_what_is_rendered(tmp_path: Path) -> None:
    template = tmp_path / "a.html"
    template.write_text("one")
    environment = make_environment([tmp_path], tmp_path / "cache", NullTranslations())
    TemplateDigests(environment).of("a.html")
    template.write_text("two")
    assert environment.get_template("a.html").render() == "one"


def test_what_is_remembered_is_bounded() -> None:
    remembered("first", "").references = ("x",)
    assert remembered("first", "").references == ("x",)
    for number in range(MOST_REMEMBERED):
        remembered(str(number), "")
    assert remembered("first", "") == Remembered()


CONSTANTS = """\
{{ '/a/' | url }}
{{ '/a/' | absolute }}
{{ 1234567 | number }}
{{ 3 | list_marks }}
"""


@pytest.mark.parametrize("fixture", ["forgetful", "tmp_path"])
def test_constants_are_not_of_the_site_that_was(
    site: Story, request: pytest.FixtureRequest, fixture: str
) -> None:
    """Jinja calls a filter with constant arguments once, when it compiles the template."""
    request.getfixturevalue(fixture)
    site.article("a.md").write("templates/404.html", CONSTANTS).build()
    before = site.page("404.html").splitlines()
    site.write("archivegen.toml", OTHER_SITE).build().assert_clean()
    after = site.page("404.html").splitlines()
    for line, is_now, was in zip(CONSTANTS.splitlines(), after, before, strict=True):
        assert is_now != was, line


def test_keys_that_a_mapping_of_extra_does_not_have(site: Story) -> None:
    template = """\
{% if article.extra.photographer or article.extra.a.b["c"] %}yes{% else %}no{% endif %}
{% for link in article.extra.links %}{{ link }}{% endfor %}{{ article.extra.links | length }}
{{ article.extra.mood | default("calm") }} {{ site.extra.x == 1 }} {{ "a" in article.extra.list }}
{{ article.extra.here }}"""
    site.write("templates/article.html", template).article("a.md", extra={"here": "!"}).build()
    assert site.page("2024/05/01/a/index.html") == "no0\ncalm False False\n!"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ article.extra.mood }}", "'dict object' has no attribute 'mood'"),
        ("{{ article.extra.mood.x }}", "'dict object' has no attribute 'mood'"),
        ("{% if article.headlin %}{% endif %}", "has no attribute 'headlin'"),
        ("{% if article.headlin.x %}{% endif %}", "has no attribute 'headlin'"),
        ("{% if nothing %}{% endif %}", "'nothing' is undefined"),
    ],
)
def test_names_that_are_not_there(site: Story, text: str, message: str) -> None:
    site.write("templates/article.html", text).article("a.md").fail()
    assert message in site.problems[0].message


class Html:
    def __html__(self) -> str:
        return "<b>"


@pytest.mark.parametrize("text", ["é", "<&>\"'", Markup("<&>"), 12, True, 1.5, None, Html()])
def test_texts_are_escaped_as_jinja_escapes_them(text: object) -> None:
    assert as_own_and_by_jinja("{{ value }}{{ 'no' if 0 }}{{ value ~ ('no' if 0) }}", text)


@pytest.mark.parametrize(
    "value", [{"real": 2}, 1, Markup("é"), date(2022, 7, 21), Period(2022, 7, 0, "", 1)]
)
def test_what_is_named_by_a_text_is_found_as_jinja_finds_it(value: object) -> None:
    for name in ("real", "year", "title"):
        assert as_own_and_by_jinja(f"{{{{ value['{name}'] is defined }}}}", value)
    assert as_own_and_by_jinja("{{ [value] | map(attribute='year') | list | length }}", value)


@pytest.mark.parametrize("data", ["<é'>", 1.5, None, {"b": 1, "a": ["é", {"d": "&", "c": True}]}])
def test_data_is_written_as_jinja_writes_it(data: object) -> None:
    assert as_own_and_by_jinja("{{ value | tojson }}{{ value | tojson(2) }}", data)


def as_own_and_by_jinja(template: str, value: object) -> bool:
    """Whether a template gives here what it gives with Jinja alone."""
    own = make_environment([Path("nowhere")], Path("nowhere"), NullTranslations())
    jinja = jinja2.Environment(autoescape=True)
    return own.from_string(template).render(value=value) == jinja.from_string(template).render(
        value=value
    )
