"""Templates of a site: which of them pages use, and what is told of the others."""

from __future__ import annotations

import pytest

from checking import line
from story import Story


def told(site: Story) -> list[str]:
    return [line(one) for one in site.problems]


def test_a_template_that_no_page_uses_is_told(site: Story) -> None:
    site.write("templates/artcle.html", "A").write("templates/about.html", "B")
    site.write("templates/part.html", "P").write("templates/parts/own.html", "P")
    site.write("templates/article.html", '{% extends "theme/article.html" %}')
    site.write("templates/wide.html", '{% extends "page.html" %}{% include "part.html" %}')
    site.write("templates/notes.md", "Notes.").document("_pages/a.md", template="wide.html")
    site.build()
    assert told(site) == [
        f"warning templates/{name}:0:0: no page uses this template ({hint}An article, or a page in "
        f"content/_pages/, names it by a line `template: {name}`, and the configuration under "
        "[templates]; other templates can extend or include it)"
        for name, hint in (
            ("about.html", ""),
            ("artcle.html", "did you mean article.html, in the place of the theme's? "),
            ("parts/own.html", ""),
        )
    ]
    # What is included under a computed name may be any template.
    site.write("templates/wide.html", '{% set a = "t.html" %}{% include "par" ~ a %}').build()
    assert not site.problems


def test_a_page_can_have_a_template_of_its_own(site: Story) -> None:
    own = '{% extends "page.html" %}{% block page_body %}Own: {{ document.title }}{% endblock %}'
    site.write("templates/own.html", own).document("_pages/a.md", template="own.html").build()
    assert "Own: A" in site.page("a/index.html")
    site.document("_pages/a.md", template="wn.html").fail()
    assert told(site)[0] == (
        "error content/_pages/a.md:3:1: `template`: there is no templates/wn.html "
        "(did you mean own.html?)"
    )


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("card.html", "write that template"),
        ("macros.html", "write that template"),
        ("quotes.html", "write that template"),
        ("timemap.html", "write that template"),
        ("articel.html", "did you mean article.html?"),
        ("own", "did you mean own.html?"),
    ],
)
def test_only_what_makes_pages_is_meant_in_the_place_of_one(
    site: Story, named: str, hint: str
) -> None:
    """And no part of other templates, no box of a text, and no file for machines."""
    site.write("templates/own.html", "O").write("templates/_card.html", "C")
    site.document("_pages/a.md", template=named).article("a.md", template="own.html").fail()
    assert next(one.hint for one in site.problems if one.severity == "error").startswith(hint)


OWN = '{% extends "article.html" %}{% block article_body %}NAME: {{ bodies[0] }}{% endblock %}'


def with_templates(site: Story, *names: str) -> Story:
    for name in names:
        site.write(f"templates/{name}.html", OWN.replace("NAME", name))
    return site


def test_articles_have_the_template_that_is_nearest_to_them(site: Story) -> None:
    with_templates(site, "own", "opinion", "sport", "football", "plain").configure("""
        [templates]
        opinion = "opinion.html"
        news = "plain.html"
        section.sport = "sport.html"
        section."Sport/Football" = "football.html"
    """)
    opinion = {"kind": "opinion"}
    site.article("own.md", template="own.html", section="Sport", **opinion)
    site.article("theme.md", template="theme/article.html", section="Sport", **opinion)
    site.article("football.md", section="Sport / Football", **opinion)
    site.article("sport.md", section="Sport/Rowing", **opinion).article("opinion.md", **opinion)
    site.article("plain.md").article("review.md", kind="review").build()
    assert not told(site)

    def shown() -> dict[str, str]:
        pages = {path.stem: path.stem for path in (site.root / "content").iterdir()}
        for name in pages:
            text = site.page(f"2024/05/01/{name}/index.html")
            made = [one for one in pages if f"{one}: <p>Text." in text]
            pages[name] = "".join(made)
        return pages

    names = ("own", "football", "sport", "opinion", "plain")
    assert shown() == {**{name: name for name in names}, "theme": "", "review": ""}
    # Its own template alone changed: its page does, and nothing else.
    site.article("opinion.md", template="own.html", **opinion).build()
    site.assert_written("2024/05/01/opinion/index.html").assert_clean()
    site.configure('templates.opinion = "own.html"').build().assert_clean()
    assert shown() == {
        "own": "own", "opinion": "own", "football": "own", "sport": "own", "theme": "",
        "review": "", "plain": "",
    }  # fmt: skip


def test_templates_that_are_named_and_are_not_there(site: Story) -> None:
    with_templates(site, "opinion", "sport").configure("""
        [templates]
        opinion = "opinoin.html"
        section.world = "zz.html"
    """)
    site.article("a.md", template="../../secret.html").article("draft.md", template="x", draft=True)
    site.article("b.md", template="sprot.html").article("c.md", template="sprot.html").fail()
    assert told(site)[:5] == [
        (
            "error archivegen.toml:5:9: `templates.opinion`: there is no templates/opinoin.html "
            "(did you mean opinion.html?)"
        ),
        (
            "error archivegen.toml:6:9: `templates.section.world`: there is no templates/zz.html "
            "(write that template, or take out the key)"
        ),
        (
            "warning archivegen.toml:6:9: `templates.section.world`: no article is in the section "
            "`world` (name a section that has articles)"
        ),
        (
            "error content/a.md:4:11: `template`: `../../secret.html` is not a template "
            "(write its name, such as page.html)"
        ),
        (
            "error content/b.md:4:1: `template`: there is no templates/sprot.html "
            "(did you mean sport.html?)"
        ),
    ]
