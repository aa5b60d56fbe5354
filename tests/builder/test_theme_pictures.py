"""The logo and the icons that the configuration names: a build says which are not there."""

from __future__ import annotations

import pytest

from checking import told
from story import Story


@pytest.mark.parametrize(
    ("name", "target", "where", "hint"),
    [
        ("logo", "emblem.svg", "/emblem.svg", "it is a path from the site's root, as in the"),
        ("logo", "/Logo.svg", "/Logo.svg", "did you mean logo.svg?"),
        ("favicon", "static/logo.svg", "/static/logo.svg", "it is a path from the site's root"),
        ("social_image", "pictures/cart.png?2", "/pictures/cart.png?2", "did you mean pictures/c"),
    ],
)
def test_a_missing_picture_of_the_theme(
    site: Story, name: str, target: str, where: str, hint: str
) -> None:
    """A build tells of it, and a check no more than that."""
    site.write("static/logo.svg", "<svg/>").write("static/pictures/card.png", "x")
    site.article("a.md").configure(f'[theme]\n{name} = "{target}"\n').build()
    (problem,) = [one for one in site.problems if one.kind == "configuration"]
    assert (problem.severity, problem.line) == ("warning", 4)
    assert problem.message == f"`theme.{name}` leads to {where}, where the site has nothing"
    assert problem.hint.startswith(hint)
    assert len(told(site, "configuration")) == 1


@pytest.mark.parametrize(
    "target",
    ["logo.svg", "/logo.svg", "logo.svg?2", "https://x.example/l.svg", "2024/a%20b.png",
     "assets/mark.svg"],
)  # fmt: skip
def test_pictures_of_the_theme_that_are_there(site: Story, target: str) -> None:
    site.write("static/logo.svg", "<svg/>").write("content/2024/a b.png", "x")
    site.write("templates/assets/mark.svg", "<svg/>")
    site.article("a.md").configure(f'[theme]\nlogo = "{target}"\n').build()
    assert [one for one in site.problems if one.kind == "configuration"] == []
