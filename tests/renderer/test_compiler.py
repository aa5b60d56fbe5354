"""Templates compiled for a site: what they give is what Jinja gives, to the byte."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivegen.renderer.compiler import site_templates
from archivegen.renderer.compiler.compile import SiteCompiler
from archivegen.renderer.compiler.site_templates import SiteTemplates
from archivegen.renderer.compiler.syntax import NotUnderstoodError
from archivegen.renderer.environment import make_environment, when_rendered

TORTURE = "ARCHIVEGEN_TORTURE" in os.environ


@dataclass(frozen=True)
class Settings:
    title: str = "T & <i>"
    on: bool = True
    off: bool = False
    words: tuple[str, ...] = ("x", "<y>")
    extra: dict[str, Any] = field(default_factory=lambda: {"mood": "calm"})


class Words(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.replace("By", "Von <b>").replace("Sale", "100%% off")


VALUES: dict[str, Any] = {
    "a": "<a>",
    "card": {"name": "n&n", "language": ""},
    "items": [1, 2, 3],
    "page": Settings("page"),
}


def as_loud(text: str, mark: str = "!") -> str:
    """The filter of this site."""
    return str(text).upper() + mark


class Templates:
    """Templates in memory, with Jinja and compiled."""

    def __init__(self, templates: dict[str, str]) -> None:
        environment = make_environment([Path("nowhere")], Path("nowhere"), Words())
        environment.loader, environment.bytecode_cache = jinja2.DictLoader(templates), None
        environment.globals["site"] = Settings()
        environment.filters["loud"] = when_rendered(as_loud)
        self.environment, self.filters = environment, {"loud": as_loud}

    def jinja(self) -> str:
        return self.environment.get_template("page").render(VALUES)

    def compile(self) -> jinja2.Template:
        return self._compiler().compile("page", frozenset(VALUES))

    def python(self) -> str:
        """What the compiler makes of a template."""
        environment = self._compiler()._environment
        loader = environment.loader
        assert loader
        source, _, _ = loader.get_source(environment, "page")
        return str(environment.compile(source, "page", raw=True))

    def _compiler(self) -> SiteCompiler:
        return SiteCompiler(self.environment, self.filters, Words().gettext)

    def rendered(self) -> str:
        """As a page of a site is rendered, where every template is compiled."""
        return SiteTemplates(self.environment, self.filters, Words().gettext).render("page", VALUES)


MACROS = """
{% macro small(x, y="y") %}{% if x %}<b>{{ x }}{{ y }}</b>{% endif %}{% endmacro %}
{% macro lang(card) %}{% if card.language %} lang="{{ card.language }}"{% endif %}{% endmacro %}
{% macro kept(x, y=1) %}{% set z = x ~ site.title %}{{ z }}{{ small(y) }}{{ small(y=1, x=z) }}
{%- endmacro %}
{% macro twice(x, y=x) %}{{ x }}{{ y }}{% endmacro %}
{% macro hides(small) %}{{ small }}{{ lang(card={"language": "a"}) }}{% endmacro %}
{% macro around(x="") %}({{ x }}{{ caller() if caller }}){% endmacro %}
{% macro fixed() %}{{ site.title | loud }}{{ _("Sale") }}{% endmacro %}
"""
INCLUDED = "[{{ own | default('none') }}{{ site.title }}{{ i | default('-') }}]"

GOOD = [
    "a", "card.name", "own | default('d')", "i | default(site.title)", "site.title", "site.off",
    "site.extra.mood", "site.extra.get('mood')", "site.title.upper()", "'<' ~ a", "site.on and a",
    "site.off or card.name", "not site.on", "a if site.on else nothing", "a if i is defined else 1",
    "a | loud", "site.title | loud('?')", "a | upper", "'<&>'", "'<i>' | safe", "site.words | join",
    "_('Sale')", "_('By %(x)s', x=a)", "_('By %(x)s', x=m.small(a))", "gettext('%(x)s', x=1, y=1)",
    "ngettext('%(num)s', '%(num)ss', items | length)", "m.small(a)", "m.small(y=a, x=card.name)",
    "m.small(card.missing)", "m.lang(card)", "m.kept(a)", "m.kept(items, y=site.title)",
    "m.fixed()", "m.twice(page.title)", "m.hides(a)", "m.small(own | default(1))", "self.inner()",
    "page.title", "range(3) | list", "namespace(n=1).n", "[a, site.title][1]",
    "m.lang({'language': a})",
    "site.extra.other or 2",
]  # fmt: skip
BAD = [
    "nothing", "1 / 0", "own", "i", "loop.index", "super()", "a if site.off", "m.nothing",
    "m.small()", "m.small(1, 2, 3)", "card.missing", "site.nothing", "m.lang(nothing)",
    "m.lang(a.b.c)",
]  # fmt: skip
EXPRESSIONS = st.sampled_from([*GOOD * 20, *BAD])
CONDITIONS = st.sampled_from([
    "site.on", "site.off", "not site.off", "site.extra.other", "a", "card.language",
    "site.on and card.name", "site.title == 'T & <i>'", "own is defined",
    "items", "i is defined", "site.words",
])  # fmt: skip
TEXTS = st.sampled_from(["text", "<p>", " ", "\n", "100%"])


def _statements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=3).map("".join)
    names = st.sampled_from(["own", "i", "other"])
    return st.one_of(
        st.builds("{{% if {} %}}{}{{% endif %}}".format, CONDITIONS, several),
        st.builds(
            "{{% if {} %}}{}{{% elif {} %}}{}{{% else %}}{}{{% endif %}}".format,
            CONDITIONS, several, CONDITIONS, several, several,
        ),
        st.builds("{{% for i in items %}}{}{{% endfor %}}".format, several),
        st.builds(
            "{{% for i in items if i > 1 %}}{}{{% else %}}{}{{% endfor %}}".format, several, inner
        ),
        st.builds("{{% set {} %}}{}{{% endset %}}".format, names, several),
        st.builds("{{% filter upper %}}{}{{% endfilter %}}".format, several),
        st.builds("{{% with own = {} %}}{}{{% endwith %}}".format, EXPRESSIONS, several),
        st.builds("{{% call m.around({}) %}}{}{{% endcall %}}".format, EXPRESSIONS, several),
        st.builds("{{% macro {}(x=1) %}}{{{{ x }}}}{}{{% endmacro %}}".format, names, several),
    )  # fmt: skip


WRITTEN = st.one_of(
    TEXTS, EXPRESSIONS.map("{{{{ {} }}}}".format), EXPRESSIONS.map("{{{{- {} -}}}}".format)
)
SET = st.builds(
    "{{% set {} = {} %}}".format,
    st.sampled_from(["own", "i", "other", "own", "i", "other", "page", "site"]),
    EXPRESSIONS,
)
BODIES = st.lists(
    st.recursive(
        st.one_of(WRITTEN, WRITTEN, SET, st.just("{% include 'included' %}")),
        _statements,
        max_leaves=4,
    ),
    max_size=4,
).map("".join)


BASES = st.builds(
    "{{% import 'macros' as m %}}{}{{% set t %}}{{% block title %}}{}{{% endblock %}}{{% endset %}}"
    "{}{{% block main %}}{}{{% block inner %}}{}{{% endblock %}}{{% endblock %}}{{{{ t }}}}".format,
    *[BODIES] * 5,
)


@st.composite
def children(draw: st.DrawFn) -> str:
    """A template that extends another, with some of its blocks."""
    text = draw(st.one_of(st.just(""), SET, BODIES))
    for name in ("title", "inner", "main"):
        block = f"{{% block {name} %}}{draw(BODIES)}"
        match draw(st.sampled_from(["", "beside", "around", "with super"])):
            case "beside":
                text += block + "{% endblock %}"
            case "around":
                text = block + text + "{% endblock %}"
            case "with super":
                text += block + "{{ super() }}{% endblock %}"
    return text


@given(BASES, children(), children(), st.sampled_from(["", "{# before #}"]))
@settings(max_examples=500 if TORTURE else 10)
def test_gives_what_jinja_gives(base: str, middle: str, page: str, before: str) -> None:
    """Whatever the compiler makes of a template: the same text, or an exception."""
    templates = Templates(
        {
            "macros": MACROS,
            "included": INCLUDED,
            "base": base,
            "middle": "{% extends 'base' %}" + middle,
            "page": before + "{% extends 'middle' %}" + page,
        }
    )
    try:
        text = templates.compile().render(VALUES)
    except Exception:  # noqa: BLE001 -- then the page is Jinja's
        return
    assert text == templates.jinja()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("{% if site.off %}{{ a }}{% endif %}{{ site.title }}{{ _('Sale') }}", "'T &amp; "),
        ("{{ '/x/' | loud }}{{ m.fixed() }}", "'/X/!T &amp;"),
        ("{% if site.on %}{{ m.lang(card) }}{% endif %}", "' lang=\"'"),
        ("{{ _('By %(x)s', x=a) }}", "'Von <b> '"),
        ("{% extends 'base' %}{% block b %}{{ super() }}!{% endblock %}", "'(above!)"),
    ],
)
def test_what_is_known_is_in_the_python(page: str, expected: str) -> None:
    """Constants, words and what is extended are folded, and small macros are written out."""
    before = "" if "extends" in page else "{% import 'macros' as m %}"
    templates = Templates(
        {
            "macros": MACROS,
            "base": "({% block b %}above{% endblock %})",
            "page": before + page,
        }
    )
    assert expected in templates.python()


@pytest.mark.parametrize(
    "page",
    [
        "{% extends 'page' %}",
        "{% extends base %}",
        "{% if a %}{% extends 'base' %}{% endif %}",
        "{% extends 'base' %}{% for i in items %}{% set x = i %}{% endfor %}",
        "{% for i in items %}{% block b scoped %}{{ i }}{% endblock %}{% endfor %}",
        "{% extends 'base' %}{% block b %}{{ super() | upper }}{% endblock %}",
        "{% extends 'base' %}{% set page = 1 %}",
        "{% set site = 1 %}{{ site }}",
        "{% autoescape false %}{{ a }}{% endautoescape %}",
        "{% include a %}",
        "{% include 'base' %}",
        "{% block b %}{% endblock %}{{ self['b']() }}",
    ],
)
def test_left_to_jinja(page: str) -> None:
    templates = Templates({"page": page, "base": "{% block b %}{% endblock %}"})
    with pytest.raises(NotUnderstoodError):
        templates.compile()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("{{ card.name }}\n{{ nothing }}", "'nothing' is undefined"),
        ("{% extends 'page' %}", "recursion"),
        ("{{ a | nothing }}", "No filter named 'nothing'"),
    ],
)
def test_errors_are_those_of_jinja(
    monkeypatch: pytest.MonkeyPatch, page: str, expected: str
) -> None:
    monkeypatch.setattr(site_templates, "PAGES_BEFORE", 0)
    templates = Templates({"page": page})
    with pytest.raises(Exception, match=expected) as of_jinja:
        templates.jinja()
    with pytest.raises(type(of_jinja.value), match=expected):
        templates.rendered()


def test_compiled_after_many_pages_and_given_up_where_it_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(site_templates, "PAGES_BEFORE", 2)
    environment = Templates({"page": "{{ 1 // n }}"}).environment
    compiled: list[str] = []
    compile_ = SiteCompiler.compile

    def counted(own: SiteCompiler, name: str, given: frozenset[str]) -> jinja2.Template:
        compiled.append(name)
        return compile_(own, name, given)

    monkeypatch.setattr(SiteCompiler, "compile", counted)
    templates = SiteTemplates(environment, {}, str)
    assert [templates.render("page", {"n": n}) for n in (1, 2)] == ["1", "0"]
    assert not compiled
    assert templates.render("page", {"n": 1}) == "1"
    with pytest.raises(ZeroDivisionError):
        templates.render("page", {"n": 0})
    assert templates.render("page", {"n": 1}) == "1"
    assert compiled == ["page"]


def test_others_are_compiled_sooner_and_common_ones_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(site_templates, "PAGES_BEFORE", 5)
    environment = Templates({"first": "1", "other": "2", "common": "3"}).environment
    compiled: list[str] = []
    monkeypatch.setattr(SiteCompiler, "compile", lambda _own, name, _given: compiled.append(name))
    templates = SiteTemplates(environment, {}, str, frozenset({"common"}))
    for name, pages in (("first", 5), ("common", 1), ("other", 1)):
        for _ in range(pages):
            templates.render(name, {})
    assert compiled == ["common"]
    templates.render("other", {})
    assert compiled == ["common", "other"]
