"""Defaults of folders: what goes without saying of the files in them."""

from __future__ import annotations

from checking import line
from checking import told as checked
from story import Story

DEFAULTS = """
[[defaults]]
path = "1998/**"
section = "Attic"
language = "de"
source = "The Star"
licence = "CC BY 4.0"
authors = ["Ann Lee"]
kind = "feature"
template = "old.html"
print.publication = "The Star"
[[defaults]]
path = "1998/12/**"
section = "December"
authors = "Bo"
[[defaults]]
path = "_pages/**"
template = "wide.html"
"""


def told(site: Story) -> list[str]:
    return [line(one) for one in site.problems]


def with_templates(site: Story) -> Story:
    site.write("templates/old.html", '{% extends "article.html" %}{% block article_footer %}Old.'
               "{{ super() }}{% endblock %}")  # fmt: skip
    return site.write("templates/wide.html", '{% extends "page.html" %}{% block page_body %}Wide.'
                      "{% endblock %}")  # fmt: skip


def test_what_a_folder_says_goes_without_saying(site: Story) -> None:
    with_templates(site).configure(DEFAULTS)
    site.article("1998/a.md", section=None, print={"page": 3})
    site.article("1998/12/b.md", section="", kind="review", print={"publication": "Own"})
    site.article("1998/c.md", authors=[], source={"name": "Own"}, section="Town", language="en")
    site.article("2001/d.md").document("_pages/about.md").build()
    assert not told(site)
    pages = (site.page(f"2024/05/01/{name}/index.html") for name in "abcd")
    a, b, c, d = (page[page.index("<main") : page.index("</main")] for page in pages)
    for text in ("Attic", 'lang="de"', "The Star", "CC BY 4.0", "Ann Lee", "Feature", "Old."):
        assert text in a
        assert text not in d
    assert "/issues/the-star/2024/05/01/" in a
    assert ">December</a>" in b
    assert ">Bo</a>" in b
    assert ">Review</a>" in b
    assert "/issues/own/2024/05/01/" in b
    assert ">Town</a>" in c
    assert "Ann Lee" not in c
    assert 'lang="de"' not in c
    assert "The Star" not in c
    assert "/issues/" not in c
    assert "Wide." in site.page("about/index.html")


def test_another_default_reads_the_files_that_it_means_anew(site: Story) -> None:
    with_templates(site).configure(DEFAULTS)
    site.article("1998/a.md", section=None).article("2001/d.md").article("1998/12/e.md").build()
    # Of files that nobody reads, nobody notices that they cannot be read.
    kept = (site.root / "content/2001/d.md").stat()
    site.configure(DEFAULTS.replace('"Attic"', '"Loft"')).build().assert_clean()
    assert ">Loft</a>" in site.page("2024/05/01/a/index.html")
    assert (site.root / "content/2001/d.md").stat() == kept
    site.configure("").article("1998/a.md").build().assert_clean()
    site.configure(DEFAULTS.replace("1998/**", "2001/**")).build().assert_clean()
    assert "CC BY 4.0" in site.page("2024/05/01/d/index.html")


def test_values_are_held_to_the_contract_at_their_place(site: Story) -> None:
    site.article("a.md").article("b.md").configure("""
[[defaults]]
path = "**"
kind = "opnion"
language = "xx_yy"
section = "../up"
licence = { nme = "Own" }
source = { name = "Star", url = "javascript:alert(1)" }
[[defaults]]
path = "_pages/**"
section = "News"
""").fail()
    assert told(site) == [
        "error archivegen.toml:6:1: `kind`: `opnion` is not known here (did you mean `opinion`?)",
        (
            "error archivegen.toml:7:1: `language`: `xx_yy` is not a language tag (write a tag "
            "such as en, pt-BR or ar)"
        ),
        (
            "error archivegen.toml:8:1: `section`: `../up` cannot be part of an address (leave out "
            "`/`, `\\` and `..`)"
        ),
        "error archivegen.toml:9:1: `licence.name` is missing (add a line: name: ...)",
        (
            "error archivegen.toml:10:1: `source.url`: `javascript:alert(1)` is not a web address "
            "(write it as https://example.org/...)"
        ),
        (
            "warning archivegen.toml:13:1: unknown key `section` (articles have it, and a page "
            "does not: take it out)"
        ),
    ]


def test_what_readers_would_not_get_is_told_once_at_its_place(site: Story) -> None:
    site.article("1998/a.md", section=None).article("1998/b.md", section=None).configure("""
[[defaults]]
path = "1998/**"
section = "<b>Old</b> News"
template = "gone.html"
[[defaults]]
path = "1989/**"
kind = "news"
""").fail()
    assert told(site) == [
        (
            "warning archivegen.toml:6:1: `section`: `<b>` is HTML, and readers would see it as it "
            "stands (write Old News)"
        ),
        (
            "error archivegen.toml:7:1: `defaults.template`: there is no templates/gone.html "
            "(write that template, or take out the key)"
        ),
        (
            "warning archivegen.toml:9:1: `defaults.path`: no file matches `1989/**` (write a "
            "path below content/: `1998/**` is all of a folder, `*-review.md` a name)"
        ),
    ]


def test_a_problem_of_the_site_names_both_places(site: Story) -> None:
    site.article("1998/a.md", section=None).article("b.md").article("c.md").configure("""
[[defaults]]
path = "1998/**"
section = "NEWS"
""").build()
    assert told(site) == [
        (
            "warning content/1998/a.md:3:10: `NEWS` is listed as `News`, as most articles, "
            "or the oldest of them, spell it (write `News`; it comes from archivegen.toml:6)"
        )
    ]


def test_a_check_names_both_places_too(site: Story) -> None:
    site.article("b.md", summary="S").article("1998/a.md", section=None, summary="S").configure("""
sections = ["News"]
[[defaults]]
path = "1998/**"
section = "New"
""")
    assert checked(site, "section") == [
        (
            "warning content/1998/a.md:3:10: unknown section `New` (did you mean `News`? "
            "`sections` in archivegen.toml names those that there are; it comes from "
            "archivegen.toml:7)"
        )
    ]
