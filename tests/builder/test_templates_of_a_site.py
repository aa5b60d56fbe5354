"""Templates of a site: which of them pages use, and what is told of the others."""

from __future__ import annotations

from checking import line
from story import Story

NAMED = (
    "a page in content/_pages/ names it by a line `template: %s`; other templates can extend or "
)


def told(site: Story) -> list[str]:
    return [line(one) for one in site.problems]


def test_a_template_that_no_page_uses_is_told(site: Story) -> None:
    site.write("templates/artcle.html", "A").write("templates/about.html", "B")
    site.write("templates/part.html", "P").write("templates/parts/own.html", "P")
    site.write("templates/article.html", '{% extends "theme/article.html" %}')
    site.write("templates/wide.html", '{% extends "page.html" %}{% include "part.html" %}')
    site.write("templates/notes.md", "Notes.").document("_pages/a.md", template="wide.html")
    site.build()
    ends = "other templates can extend or include it)"
    assert told(site) == [
        f"warning templates/{name}:0:0: no page uses this template ({hint}A page in "
        f"content/_pages/ names it by a line `template: {name}`; {ends}"
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
