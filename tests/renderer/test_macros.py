"""Macros of an imported template: they run once for equal arguments, and share no state."""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

import jinja2
import pytest

from archivegen.renderer import macro_cache
from archivegen.renderer.environment import make_environment


def render(folder: Path, macros: str, page: str, **values: object) -> str:
    """What a page makes that imports some macros."""
    folder.mkdir(exist_ok=True)
    (folder / "_own.html").write_text(macros, encoding="utf-8")
    (folder / "page.html").write_text(f'{{% import "_own.html" as m %}}{page}', encoding="utf-8")
    environment = make_environment([folder], folder / "cache", NullTranslations())
    return environment.get_template("page.html").render(values)


def test_run_once_for_equal_arguments(tmp_path: Path) -> None:
    ran: list[int] = []
    macros = "{% macro a(x, y=1) %}{{ x.append(1) or '' if x is not string else x }}{% endmacro %}"
    page = "{{ m.a('é') }}{{ m.a('é', 1) }}{{ m.a(ran) }}{{ m.a(ran) }}"
    assert render(tmp_path, macros, page, ran=ran) == "éé"
    assert ran == [1, 1]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("{{ m.show(1) }} {{ m.show(true) }} {{ m.show(1.0) }}", "1 True 1.0"),
        ("{{ m.show('<') }} {{ m.show('<' | safe) }}", "&lt; <"),
        ("{{ m.show([1]) }} {{ m.show([true]) }}", "[1] [True]"),
        ("{{ m.show('&amp;') }} {{ m.show('&amp;' | safe) }}", "&amp;amp; &amp;"),
        ("{{ m.show() }} {{ m.show('none') }} {{ m.show(none) }}", "none none None"),
        ("{% call m.around() %}a{% endcall %}{% call m.around() %}b{% endcall %}", "[a][b]"),
        ("{{ m.both(1) }}", "1 1"),
    ],
)
def test_equal_arguments_look_the_same(tmp_path: Path, page: str, expected: str) -> None:
    macros = (
        "{% macro show(x='none') %}{{ x }}{% endmacro %}"
        "{% macro around() %}[{{ caller() }}]{% endmacro %}"
        "{% macro both(x) %}{{ show(x) }} {{ show(x) }}{% endmacro %}"
    )
    assert render(tmp_path, macros, page) == expected


def test_of_the_page_itself_see_the_page(tmp_path: Path) -> None:
    page = (
        "{% macro own() %}{{ ns.n }}{% endmacro %}{% set ns = namespace(n=1) %}"
        "{{ own() }}{% set ns.n = 2 %}{{ own() }}"
    )
    assert render(tmp_path, "", page) == "12"


def test_namespace_of_an_imported_template_is_refused(tmp_path: Path) -> None:
    macros = (
        "{% set ns = namespace(n=0) %}"
        "{% macro next() %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{% endmacro %}"
    )
    with pytest.raises(jinja2.TemplateRuntimeError, match="`ns` would be shared by pages"):
        render(tmp_path, macros, "{{ m.next() }}")


def test_namespace_within_a_macro_is_its_own(tmp_path: Path) -> None:
    macros = (
        "{% macro sum(a) %}{% set ns = namespace(n=0) %}"
        "{% for i in a %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}{% endmacro %}"
    )
    assert render(tmp_path, macros, "{{ m.sum([1, 2]) }}{{ m.sum([3]) }}") == "33"


def test_what_is_never_asked_for_again_is_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(macro_cache, "MOST_RESULTS", 3)
    environment = make_environment([tmp_path], tmp_path / "cache", NullTranslations())
    for shown, remembered in (((1, 2, 3, 4), 0), ((1, 1, 2, 3), 3)):
        template = environment.from_string("{% macro a(x) %}{{ x }}{% endmacro %}")
        macro = template.module.a  # type: ignore[attr-defined]
        assert [macro(x) for x in shown] == [*map(str, shown)]
        assert (macro._result.cache_info().currsize if macro._result else 0) == remembered
