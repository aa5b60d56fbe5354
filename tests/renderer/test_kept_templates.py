"""Templates compiled for a site, as its other processes and its next builds find them."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import jinja2
import pytest

from archivegen.config.machines import FeedsConfig
from archivegen.config.tables import IndexesConfig
from archivegen.model.body import Body
from archivegen.model.urls import Urls
from archivegen.pages.fixed_pages import NoData
from archivegen.pages.page import Link, Page
from archivegen.pages.page import Site as SiteValue
from archivegen.renderer.compiler.site_templates import SiteTemplates
from archivegen.renderer.environment import TemplateDigests, make_environment, when_rendered
from archivegen.renderer.render import Renderer, Theme
from archivegen.system.digests import digest

pytestmark = pytest.mark.usefixtures("forgetful")

PAGE = """\
{% import "macros.html" as m %}{{ site.title }}
{% for link in site.links %}{{ link.title }}{% endfor %}
{{ a | loud }}{{ m.small(a) }}{{ m.kept(a) }}{{ urls.absolute(a) }}{{ site.extra.get(a, "&") }}
{{ _("Sale") }}{{ site.extra.mood | loud }}{% include "part.html" %}"""

TEMPLATES = {
    "page.html": PAGE,
    "other.html": '{% import "macros.html" as m %}{{ m.small(a) }}{{ m.kept(a, y=2) }}',
    "part.html": "[{{ a }}]",
    "macros.html": """\
{% macro small(x) %}<b>{{ x }}</b>{% endmacro %}
{% macro kept(x, y=site.title) %}{% set z = x ~ y %}{{ z | loud }}{% endmacro %}""",
}


class OwnSite:
    """What templates see, as two processes have it: equal, and not the same."""

    def __init__(self, title: str) -> None:
        self.title, self.extra = title, {"mood": "calm"}
        self.links = (Link("<one>", "/one/"), Link("two", "/two/"))


class Process:
    """What a process of a site has of its templates."""

    def __init__(self, folder: Path, title: str = "Title") -> None:
        def loud(text: str) -> str:
            return f"{text}!".upper()

        environment = make_environment([folder], folder / "kept", NullTranslations())
        environment.globals.update(site=OwnSite(title), urls=Urls.of("https://example.org/"))
        environment.filters["loud"] = when_rendered(loud)
        digests = TemplateDigests(environment)
        self.environment = environment
        self.templates = SiteTemplates(
            environment,
            {"loud": loud},
            str,
            frozenset(TEMPLATES),
            lambda name: digest(title.encode() + digests.of(name)),
        )

    def render(self, name: str) -> str:
        return self.templates.render(name, {"a": "<a>"})

    def jinja(self, name: str) -> str:
        return self.environment.get_template(name).render(a="<a>")


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The templates that are compiled, whoever does it."""
    names: list[str | None] = []
    compile_ = jinja2.Environment.compile

    def counted(own: Any, source: Any, name: Any = None, *rest: Any, **options: Any) -> Any:
        names.append(name)
        return compile_(own, source, name, *rest, **options)

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    return names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEMPLATES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_compiled_by_one_process(folder: Path, compiled: list[str | None]) -> None:
    text = Process(folder).render("page.html")
    assert sorted(map(str, compiled)) == ["macros.html", "page.html", "part.html"]
    compiled.clear()
    assert Process(folder).render("page.html") == text
    assert not compiled
    assert Process(folder).jinja("page.html") == text


def test_imports_macros_that_another_process_compiled(
    folder: Path, compiled: list[str | None]
) -> None:
    Process(folder).render("page.html")
    compiled.clear()
    assert Process(folder).render("other.html") == "<b>&lt;a&gt;</b>&lt;A&gt;2!"
    assert compiled == ["other.html"]


def test_of_another_site(folder: Path) -> None:
    texts = [Process(folder, title).render("page.html") for title in ("One", "Two", "One")]
    assert texts[0] == texts[2]
    assert [text[:3] for text in texts] == ["One", "Two", "One"]


def _no_folder(kept: Path) -> None:
    kept.write_text("a file")


def _no_lock(kept: Path) -> None:
    (kept / "lock" / "in the way").mkdir(parents=True)


def _other_bytes(kept: Path) -> None:
    Process(kept.parent).render("page.html")
    for path in kept.glob("*.cache"):
        path.write_bytes(path.read_bytes()[:-1] + b"?")


@pytest.mark.parametrize("harm", [_no_folder, _no_lock, _other_bytes])
def test_whatever_is_kept(folder: Path, harm: Callable[[Path], None]) -> None:
    harm(folder / "kept")
    assert Process(folder).render("page.html") == Process(folder).jinja("page.html")


def a_site(title: str, language: str = "en") -> SiteValue:
    indexes, feeds = IndexesConfig(), FeedsConfig()
    return SiteValue(title, "", language, "ltr", "", (), indexes, feeds, "", "", "", "", "", "", {})


def no_body(key: bytes) -> Body:
    raise KeyError(key)


def test_what_the_renderer_knows_of_the_site(tmp_path: Path) -> None:
    """All of it is what a page may be made from: title, addresses, language, words."""
    theme = Theme((tmp_path,), tmp_path / "kept")
    (tmp_path / "page.txt").write_text(
        "{{ site.title }} {{ urls.absolute('/') }} {{ 1.5 | number }}"
    )
    page = Page("/page.txt", "page.txt", "page.txt", NoData())
    for site, urls in (
        (a_site("Lamp"), Urls.of("")),
        (a_site("Lamp"), Urls.of("https://example.org/")),
        (a_site("Lamp", "de"), Urls.of("")),
        (a_site("Boat", "de"), Urls.of("")),
    ):
        common = Renderer(theme, site, urls, no_body, frozenset({"page.txt"}))
        assert common.render(page) == Renderer(theme, site, urls, no_body).render(page)
