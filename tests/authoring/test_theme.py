"""The theme: small overrides, and a guide that tells all that templates can use, and no more."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jinja2 import filters

from archivegen.archive.catalog import Catalog
from archivegen.archive.queries import View
from archivegen.archive.store import read_only_articles
from archivegen.authoring import theme_guide as guide
from archivegen.authoring import theme_templates
from archivegen.authoring.theme_reference import EXAMPLES, reference
from archivegen.cli.main import main
from archivegen.config.machines import FeedsConfig
from archivegen.config.paths import theme_folder
from archivegen.config.read import read_config
from archivegen.config.tables import IndexesConfig
from archivegen.model.body import Body
from archivegen.model.times import parse_moment, zone_of
from archivegen.model.urls import Urls
from archivegen.pages.families import FAMILIES, pages_of, slices_of
from archivegen.pages.page import Planning, Site
from archivegen.renderer.filters import filters_for, url_filters
from archivegen.renderer.render import Renderer, Theme
from story import NOW, Snapshot, Story

DOCS = Path(__file__).parents[2] / "docs"
SOURCES = {
    name: (theme_folder() / name).read_text(encoding="utf-8")
    for name in guide.files_in(theme_folder())
}
TEMPLATES = sorted(name for name in SOURCES if not name.startswith("assets/"))
BLOCK = re.compile(r"\{%-? block (\w+)")


def run(site: Story, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["theme", *arguments, "--site", str(site.root)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def an_archive(site: Story) -> Story:
    """With a page from every template."""
    more = "terms_limit = 1\n[redirects]\nfile = true\n[search]\nenabled = true\n"
    more += "[headers]\nfile = true\n[robots]\ntdm_reservation = true\n[alternates]\njson = true\n"
    more += "text = true\nmarkdown = true\n"
    site.configure(more + "[theme]\nnav_limit = 1\n")
    for number in range(1, 4):
        site.article(
            f"{number}.md", date=f"2024-05-0{number} 10:00", updated="2024-06-01", tags=["Sea"],
            authors=["Iris"], aliases=[f"/old/{number}"], summary="S.", location="Gull Point",
            corrections=[{"date": "2024-06-01", "text": "C."}], source=a_source(),
            print={"page": str(number)},
        )  # fmt: skip
    site.article("news.md", date="2025-06-14", section="Sport", series="Flood")
    site.document("_tombstones/gone.md", url="/gone/", reason="R.")
    return site.document("_pages/about.md")


def a_source() -> dict[str, object]:
    versions = [{"url": "https://w.org/", "captured": "2024-06-01"}]
    return {"name": "W", "url": "https://o.org/", "versions": versions}


def a_site(language: str = "en") -> Site:
    return Site(
        "T", "", language, "ltr", "", (), IndexesConfig(), FeedsConfig(), "", "", "", "", "", "", {}
    )


# The guide


def test_the_page_of_the_templates_is_that_of_the_code() -> None:
    path, text = DOCS / "templates.md", reference(theme_folder())
    if "ARCHIVEGEN_REWRITE_GOLDENS" in os.environ:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text


def test_each_template_can_be_compiled_for_a_site(tmp_path: Path) -> None:
    """But for those that do not escape, none is left to Jinja, which is slower."""
    theme, urls = Theme((theme_folder(),), tmp_path), Urls.of("https://example.org/")
    renderer = Renderer(theme, a_site(), urls, find_body=lambda key: bodies[key])
    bodies: dict[bytes, Body] = {}
    for template in {t.name: t for family in FAMILIES for t in family.templates}.values():
        if template.name not in {
            "_redirects",
            "_headers",
            "timemap.txt",
            "article.txt",
            "article.md",
        }:
            given = {field.name for field in fields(template.data)} | {"page", "bodies", "pictures"}
            renderer._templates._compiler.compile(template.name, frozenset(given))


def test_each_template_makes_what_the_guide_says(site: Story) -> None:
    an_archive(site).build()
    config = read_config(site.paths.config, site.paths.config_cache)
    urls = Urls.of(config.base_url)
    with closing(read_only_articles(site.paths)) as connection:
        planning = Planning(config, urls, Catalog(connection, View(NOW, clock=NOW), urls))
        rendered = {
            (part.name.split("/")[0], page.template, type(page.data))
            for part in slices_of(planning)
            for page in pages_of(planning, part.name)
        }
    declared = {
        (family.name, template.name, template.data)
        for family in FAMILIES
        for template in family.templates
    }
    assert rendered <= declared
    assert {(name, data) for _, name, data in rendered} == {
        (told.name, told.data) for told in theme_templates.TEMPLATES
    }


def test_every_file_of_the_theme_is_told_of() -> None:
    assert {*SOURCES} == {
        template.name for template in theme_templates.TEMPLATES
    } | theme_templates.PARTS.keys()


@pytest.mark.parametrize(
    "type_",
    dict.fromkeys([*guide.TYPES, *(template.data for template in theme_templates.TEMPLATES)]),
)
def test_every_field_has_a_meaning_and_a_type_that_is_told_of(type_: type) -> None:
    told = {known.__name__ for known in guide.TYPES} | {"Python's", "HTML"}
    for entry in guide.entries_of(type_):
        assert entry.meaning.endswith("."), entry
        assert {*re.findall(r"\b[A-Z]\w+(?:'s)?", entry.kind)} <= told, entry
    assert guide.summary_of(type_)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_block_says_what_it_is_for(name: str) -> None:
    told, at = set(), name
    while at:
        told |= {block.name for block in guide.blocks_in(SOURCES[at])}
        at = guide.extended_by(SOURCES[at])
    assert {*BLOCK.findall(SOURCES[name])} <= told


def test_every_macro_says_what_it_is_for() -> None:
    macros = SOURCES["_macros.html"]
    told = [macro.name for macro in guide.macros_in(macros)]
    assert told == re.findall(r"macro (\w+)", macros)


def test_everything_that_all_templates_see_is_told_of(tmp_path: Path) -> None:
    theme = Theme((tmp_path, theme_folder()), tmp_path)
    renderer = Renderer(theme, a_site(), Urls.of(""), lambda _: pytest.fail("no body is shown"))
    environment = renderer._environment
    text = reference(theme_folder())
    for name in environment.globals:
        assert f"`{name}" in text
    assert environment.filters.keys() - filters.FILTERS.keys() == EXAMPLES.keys()
    for name in EXAMPLES:
        assert f"| {name}" in text


# Overrides


def test_a_line_on_every_page_takes_five_lines(site: Story) -> None:
    an_archive(site).build()
    site.write(
        "templates/base.html",
        '{% extends "theme/base.html" %}\n{% block footer %}\n{{ super() }}\n'
        "<p>Printed in Saltmarsh.</p>\n{% endblock %}\n",
    )
    site.build().assert_clean()
    pages = [path for path in site.paths.output.rglob("*.html") if "old" not in path.parts]
    assert len(pages) > 10
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.index("</footer>") < text.index("Printed in Saltmarsh.") < text.index("</body>")


def test_what_the_override_says_later_is_seen(site: Story) -> None:
    begin = '{% extends "theme/article.html" %}{% block article_footer %}'
    site.article("a.md").write("templates/article.html", f"{begin}One{{% endblock %}}").build()
    site.write("templates/article.html", f"{begin}Two{{% endblock %}}").build()
    site.assert_written("2024/05/01/a/index.html").assert_clean()
    site.delete("templates/article.html").build().assert_written("2024/05/01/a/index.html")


@pytest.mark.parametrize("name", [name for name in TEMPLATES if guide.blocks_in(SOURCES[name])])
def test_a_block_that_repeats_the_theme_changes_nothing(site: Story, name: str) -> None:
    an_archive(site).build()
    blocks = "".join(
        f"{{% block {block} %}}{{{{ super() }}}}{{% endblock %}}"
        for block in dict.fromkeys(BLOCK.findall(SOURCES[name]))
    )
    site.write(f"templates/{name}", f'{{% extends "theme/{name}" %}}{blocks}')
    site.build().assert_written()
    assert site.report.rendered


@pytest.mark.parametrize(
    ("block", "before", "after"),
    [
        ("body_start", "Skip to main", '<header class="site-header">'),
        ("nav", '<header class="site-header">', "</header>"),
        ("icons", "<head>", "</head>"),
        ("styles", "<head>", "</head>"),
        ("head", "<head>", "</head>"),
        ("scripts", "</main>", "</body>"),
        ("page_header", "<main", "</main>"),
        ("listing", "<main", "</main>"),
    ],
)
def test_where_blocks_are(site: Story, block: str, before: str, after: str) -> None:
    an_archive(site).write(
        "templates/day.html",
        f'{{% extends "theme/day.html" %}}{{% block {block} %}}<b>HERE</b>{{% endblock %}}',
    )
    page = site.build().page("2024/05/01/index.html")
    assert page.index(before) < page.index("<b>HERE</b>")
    assert page.index("<b>HERE</b>") < page.index(after, page.index("<b>HERE</b>"))


def test_a_template_that_extends_itself_is_told_how_to_extend_the_theme(site: Story) -> None:
    site.article("a.md").write("templates/base.html", '{% extends "base.html" %}').fail()
    (hint,) = {problem.hint for problem in site.problems}
    assert hint.endswith("""by the name it has in the theme: {% extends "theme/base.html" %}""")


def test_a_folder_of_the_site_may_be_called_theme(site: Story) -> None:
    site.article("a.md").write("templates/theme/base.html", "Mine.{% block main %}{% endblock %}")
    site.write("templates/day.html", '{% extends "theme/base.html" %}').build()
    assert site.page("2024/05/01/index.html") == "Mine."
    site.write("templates/theme/base.html", "Yours.").build().assert_clean()
    assert site.written == {"2024/05/01/index.html"}


def test_a_name_that_is_made_by_the_template_may_be_the_themes(site: Story) -> None:
    text = (
        '{% set name = "theme/" ~ "base.html" %}{% extends name %}{% block main %}One{% endblock %}'
    )
    site.article("a.md").write("templates/404.html", text).build()
    assert "One" in site.page("404.html")
    site.write("templates/404.html", text.replace("One", "Two")).build().assert_written("404.html")


# Filters


@pytest.mark.parametrize(
    ("base_url", "path", "url"),
    [
        ("", "/world/", "/world/"),
        ("", "logo.svg", "/logo.svg"),
        ("https://example.org/paper/", "/world/", "/paper/world/"),
        ("https://example.org/paper/", "my logo.svg", "/paper/my%20logo.svg"),
        ("https://example.org/paper/", "/a%20b/?q=1#top", "/paper/a%20b/?q=1#top"),
        ("https://example.org/paper/", "", "/paper/"),
        ("https://example.org/paper/", "été/", "/paper/%C3%A9t%C3%A9/"),
        ("https://example.org/paper/", "https://example.com/x y", "https://example.com/x%20y"),
        ("https://example.org/paper/", "mailto:desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/paper/", "//cdn.example.com/a", "//cdn.example.com/a"),
        ("https://example.org/paper/", "#top", "#top"),
        ("https://example.org/paper/", "?page=2", "?page=2"),
    ],
)
def test_addresses_from_the_root(base_url: str, path: str, url: str) -> None:
    assert url_filters(Urls.of(base_url))["url"](path) == url


def test_addresses_on_the_page(site: Story) -> None:
    site.write("archivegen.toml", 'title = "T"\nbase_url = "https://example.org/paper"\n')
    site.article("a.md").write(
        "templates/404.html", '{{ "/a/" | url }} {{ "b.svg" | url | absolute }}'
    ).build()
    assert site.page("404.html") == "/paper/a/ https://example.org/paper/b.svg"


@pytest.mark.parametrize(
    ("language", "pattern", "text"),
    [
        ("en", "MMMM y", "July 2022"),
        ("de", "EEEE, d. MMMM", "Donnerstag, 21. Juli"),
        ("fr", "HH:mm", "06:40"),
        ("en", "short", "7/21/22"),
        ("de", "medium", "21.07.2022"),
        ("fr", "full", "jeudi 21 juillet 2022"),
        ("ja", "long", "2022年7月21日"),
    ],
)
def test_dates_in_a_pattern_of_the_template(language: str, pattern: str, text: str) -> None:
    moment = parse_moment("2022-07-21 06:40", zone_of("UTC"))
    assert filters_for(a_site(language))["date"](moment, pattern) == text


def test_a_pattern_that_is_none_is_a_problem_of_the_template(site: Story) -> None:
    site.article("a.md").write(
        "templates/front.html", '\n{{ cards[0].date | date("QQQQQQ") }}'
    ).fail()
    assert site.places()[0].startswith("templates/front.html:2:1: ")


# The command


def test_list_says_whose_each_template_is(site: Story) -> None:
    site.write("templates/article.html", "x").write("templates/parts/box.html", "x")
    site.write("templates/README.md", "x").write("templates/assets/style.css", "x")
    result = run(site, "list")
    assert result.exit_code == 0
    lines = {
        line.split()[0]: line.split(maxsplit=1)[1] for line in result.stdout.splitlines() if line
    }
    names = "article, older, newer, related, versions, original, day_url, replacements"
    assert (
        lines["article.html"]
        == f"site       {names}, profiles, series, later, is_old, timemap, social_card, alternates"
    )
    assert lines["front.html"] == "theme      cards, sections, others, years, latest, layout"
    assert lines["parts/box.html"] == "site only"
    assert lines["assets/style.css"].startswith("site ")
    assert "README.md" not in lines
    assert {*SOURCES} <= lines.keys()


def test_list_tells_all_about_one_template(site: Story) -> None:
    text = run(site, "list", "article.html").stdout
    about = "The page of an article, unless it has its own template. It extends base.html."
    assert text.startswith(f"article.html (theme): {about}\n")
    for entry in guide.entries_of(guide.received_by("article.html") or object):
        meaning = re.escape(entry.meaning)
        assert re.search(rf"^  {entry.name} +{entry.kind} +{meaning}$", text, re.MULTILINE)
    footer = "Topics, people and the like, where it was printed, source, rights, and"
    assert f"article_footer {footer}" in " ".join(text.split())
    notice = "A notice about an article: a correction, a retraction and the like."
    assert f"\nNotice: {notice}\n" in text
    assert "Receives" not in run(site, "list", "base.html").stdout


@pytest.mark.parametrize("command", ["list", "copy"])
def test_a_name_that_is_not_there(site: Story, command: str) -> None:
    result = run(site, command, "artcle.html")
    assert (result.exit_code, "did you mean article.html?" in result.stderr) == (2, True)
    result = run(site, command, "../../zz")
    assert (result.exit_code, "archivegen theme list" in result.stderr) == (2, True)


def test_copies_are_the_themes_and_change_nothing(site: Story) -> None:
    an_archive(site).build()
    result = run(site, "copy", *SOURCES)
    assert result.exit_code == 0
    assert Snapshot.of(site.root / "templates").files == {
        name: (theme_folder() / name).read_bytes() for name in SOURCES
    }
    assert "article.html: edit it, or delete it to go back to the theme's\n" in result.stdout
    site.build().assert_written()


def test_copy_leaves_what_is_there_and_copies_nothing_then(site: Story) -> None:
    site.write("templates/article.html", "mine")
    result = run(site, "copy", "day.html", "article.html")
    assert result.exit_code == 1
    assert "article.html exists already; to begin again" in result.stderr
    assert Snapshot.of(site.root / "templates").files == {"article.html": b"mine"}


def test_the_theme_is_not_copied_onto_itself(
    site: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(theme_folder(), site.root / "templates")
    own = site.root / "templates"
    monkeypatch.setattr("archivegen.cli.commands.theme.theme_folder", lambda: own)
    assert run(site, "copy", "article.html").exit_code == 2
    assert " site " not in run(site, "list").stdout
