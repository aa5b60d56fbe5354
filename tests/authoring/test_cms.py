"""The configuration of the CMS: right by its own schema, with a field for every key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from archivegen.authoring.cms.configuration import (
    COMMAND,
    PATH,
    configuration,
    is_current,
    local_configuration,
)
from archivegen.authoring.cms.layout import folder_in_repository, layout_of
from archivegen.authoring.cms.problems import cms_problems
from archivegen.authoring.cms.repository import Repository, folder_name, repository_of
from archivegen.authoring.cms.systems import DECAP, SERVER, SVELTIA, System
from archivegen.cli.main import main
from archivegen.config.paths import SitePaths
from archivegen.config.read import read_config
from archivegen.loader.documents.pages import PAGES
from archivegen.loader.documents.terms import TERMS, WITHOUT_EFFECT
from archivegen.loader.documents.tombstones import TOMBSTONES
from archivegen.loader.documents.tombstones import WITHOUT_EFFECT as NO_TOMBSTONES
from archivegen.loader.frontmatter.validate import article_contract
from story import Story

SCHEMAS = Path(__file__).parents[1] / "schemas"


def written(site: Story, backend: Any = None, system: System = SVELTIA) -> dict[str, Any]:
    config = read_config(site.paths.config, site.paths.config_cache)
    text = configuration(site.paths, config, backend, system=system)
    values = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert isinstance(values, dict)
    return values


def collection(site: Story, name: str, system: System = SVELTIA) -> dict[str, Any]:
    return next(one for one in written(site, system=system)["collections"] if one["name"] == name)


def fields(one: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in one["fields"]}


def every_field(values: Any) -> Iterator[dict[str, Any]]:
    for field in values:
        yield field
        yield from every_field(field.get("fields", ()))


@pytest.mark.parametrize("backend", ["github", "gitlab", "gitea", "local"])
@pytest.mark.parametrize("system", [SVELTIA, DECAP], ids=lambda system: system.name)
def test_it_is_right_by_the_schema_of_its_cms(site: Story, backend: str, system: System) -> None:
    site.configure(
        'default_section = "News"\nsections = ["News", "Arts"]\n[kinds.recipe]\nlabel = "R"\n'
        "[taxonomies.places]\n[indexes]\nissues = true\n"
    )
    site.document("_authors/iris.md", name="Iris").document("_series/s.md", name="S")
    values = written(site, backend, system)
    schema = json.loads((SCHEMAS / f"{system.name}-cms.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(values)] == []
    assert [one["name"] for one in values["collections"]] == [
        "articles", "pages", "sections", "topics", "authors", "series", "kinds", "places", "issues",
        "tombstones",
    ]  # fmt: skip
    # At Gitea, no CMS knows how to keep a draft.
    assert ("publish_mode" in values) == (backend in {"github", "gitlab"})
    takes_tokens = system is SVELTIA or backend == "local"
    assert values["backend"].get("auth_methods") == (["token"] if takes_tokens else None)


def test_every_key_has_a_field(site: Story) -> None:
    free = {"extra"}
    names = {*fields(collection(site, "articles"))} - {"body"}
    assert names == article_contract().keys.keys() - free
    pages = {*fields(collection(site, "pages"))} - {"body"}
    assert pages == PAGES.contract.keys.keys() - free
    authors = {*fields(collection(site, "authors"))} - {"body"}
    assert authors == TERMS.contract.keys.keys() - free - {*WITHOUT_EFFECT}
    tombstones = {*fields(collection(site, "tombstones"))} - {"body"}
    assert tombstones == TOMBSTONES.contract.keys.keys() - free - {*NO_TOMBSTONES}
    for one in written(site)["collections"]:
        for field in every_field(one["fields"]):
            assert field.get("hint") or field["name"] == "body", field
            if "pattern" in field:
                pattern, message = field["pattern"]
                assert message
                assert field.get("required", True) or re.search(pattern, "")


def test_widgets(site: Story) -> None:
    site.configure('sections = ["News", "Arts"]\n[kinds.recipe]\nlabel = "R"')
    article = fields(collection(site, "articles"))
    widgets = {name: field["widget"] for name, field in article.items()}
    assert {name: widget for name, widget in widgets.items() if widget != "string"} == {
        "date": "datetime", "updated": "datetime", "section": "select", "kind": "select",
        "summary": "text", "authors": "list", "tags": "list", "image": "object", "audio": "object",
        "source": "object", "corrections": "list", "print": "object", "notices": "list",
        "licence": "object", "identifiers": "object", "accessible": "boolean", "aliases": "list",
        "listed": "boolean", "indexed": "boolean", "draft": "boolean", "series": "list",
        "body": "markdown",
    }  # fmt: skip
    assert article["date"]["format"] == "YYYY-MM-DD HH:mm"
    assert article["kind"]["options"][-1] == "recipe"
    assert article["section"]["options"] == ["News", "Arts"]
    # Who fills in a form writes no quotes.
    assert article["headline"]["hint"] == "The headline."
    assert article["image"]["fields"][1]["hint"].endswith("for readers who cannot see it.")
    # What a file does not say is what it means.
    assert (article["listed"]["default"], article["draft"]["default"]) == (True, False)
    assert "required" not in article["headline"]
    assert article["summary"]["required"] is False


def test_relations_where_there_are_files(site: Story) -> None:
    site.document("_authors/iris.md", name="Iris").document("_series/s.md", name="S")
    site.document("_sections/news.md", name="News")
    article = fields(collection(site, "articles"))
    assert (article["authors"]["collection"], article["authors"]["multiple"]) == ("authors", True)
    assert (article["section"]["collection"], "multiple" in article["section"]) == (
        "sections",
        False,
    )
    assert [field["widget"] for field in article["series"]["fields"]] == ["relation", "number"]


def test_articles_where_they_lie(site: Story) -> None:
    assert collection(site, "articles")["path"].endswith("date('MM')}}/{{slug}}")
    site.article("a.md").article("b.md").article("2024/05/c.md").document("_pages/legal/x.md")
    assert layout_of(site.paths).depths == (0, 2)
    articles, deeper = (collection(site, name) for name in ("articles", "articles-2"))
    assert (articles["path"], articles["create"], deeper["create"]) == ("{{slug}}", True, False)
    assert (articles["media_folder"], deeper["media_folder"]) == ("", "..")


def test_what_differs_for_decap(site: Story) -> None:
    """What it cannot be told is left out; nothing is asked for that need not be there."""
    site.configure("[indexes]\nissues = true\n")
    articles = collection(site, "articles", DECAP)
    assert (articles["path"], articles["media_folder"]) == ("{{year}}/{{month}}/{{slug}}", "")
    assert articles["filter"] == {"field": "name"}
    image, corrections = (fields(articles)[name]["fields"] for name in ("image", "corrections"))
    assert [field["required"] for field in image] == [False] * len(image)
    # An item of a list is there because somebody wants it.
    assert "required" not in next(field for field in corrections if field["name"] == "text")
    issues = collection(site, "issues", DECAP)
    assert (issues["slug"], issues["create"]) == ("{{slug}}", False)
    assert collection(site, "pages", DECAP).keys() == collection(site, "pages").keys() - {"meta"}


def test_the_other_cms(site: Story) -> None:
    """A file stays that of its CMS until the other is named."""
    arguments = ["--site", str(site.root), "--output", str(site.root / PATH)]

    def schema(*cms: str) -> str:
        done = CliRunner().invoke(main, ["schema", *cms, *arguments])
        assert done.exit_code == 0, done.output
        return (site.root / PATH).read_text(encoding="utf-8")

    decap = schema("--cms", "decap")
    assert decap.startswith("# The settings of Decap CMS")
    assert schema("--cms") == decap
    config = read_config(site.paths.config, site.paths.config_cache)
    assert is_current(site.paths, config, decap)
    assert not is_current(site.paths, config, decap.replace(DECAP.mark, ""))
    # The page says which CMS reads it, also one that somebody wrote as Decap's own manual has it.
    site.write("static/admin/index.html", '<script src="https://x.example/decap-cms.js"></script>')
    assert [*cms_problems(site.paths, config)] == []
    site.write("static/admin/index.html", f'<script src="{SVELTIA.script}"></script>')
    [problem] = cms_problems(site.paths, config)
    assert (
        "configuration of Decap CMS, and static/admin/index.html loads Sveltia" in problem.message
    )
    assert "schema --cms sveltia --output" in problem.hint
    # `serve --edit` works on the files themselves, which this one cannot.
    local = local_configuration(site.paths, config)
    assert local["collections"][0]["filter"] == {"field": "date", "pattern": "."}
    assert "local_backend" not in local
    assert local["output"] == {"omit_empty_optional_fields": True}
    assert DECAP.mark not in schema("--cms", "sveltia")
    done = CliRunner().invoke(main, ["schema", "--cms", "other", *arguments])
    assert (done.exit_code, "sveltia, decap" in done.stderr) == (2, True)


def test_site_in_a_repository(site: Story) -> None:
    repository = site.root / "repository"
    inner = repository / "site"
    (repository / ".git").mkdir(parents=True)
    inner.mkdir()
    assert repository_of(inner) == Repository()
    (repository / ".git/HEAD").write_text("ref: refs/heads/trunk\n")
    for url, host, path in (
        ("git@github.com:paper/archive.git", "github.com", "paper/archive"),
        ("https://git.example.org/a/b/c", "git.example.org", "a/b/c"),
        ("ssh://git@gitlab.com:2222/paper/archive.git/", "gitlab.com", "paper/archive"),
    ):
        text = f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n\tfetch = +refs\n'
        (repository / ".git/config").write_text(text)
        assert repository_of(inner) == Repository(host, path, "trunk")
    (repository / ".git/config").write_text('[remote "origin"]' + "\n\t# none" * 5000)
    assert repository_of(inner) == Repository(branch="trunk")
    # Of two sites with one address, the CMS would take one for the other.
    assert folder_name(inner) == folder_name(repository) != folder_name(site.root)
    assert folder_name(inner).endswith("/repository")
    assert re.fullmatch(r"[0-9a-f]{16}/a-b", folder_name(site.root / "a b!"))
    assert (folder_in_repository(inner), folder_in_repository(repository)) == ("site/", "")


@pytest.mark.parametrize(
    ("host", "name", "addresses"),
    [
        ("github.com", "github", []),
        # What somebody's SSH calls a host.
        ("github-of-the-paper", "github", []),
        ("github.paper.example", "github", ["https://github.paper.example/api/v3"]),
        ("gitlab.com", "gitlab", []),
        ("gitlab.paper.example", "gitlab", ["https://gitlab.paper.example/api/v4"]),
        ("codeberg.org", "gitea", ["https://codeberg.org/api/v1", "https://codeberg.org"]),
        ("forgejo.paper.example", "gitea", [
            "https://forgejo.paper.example/api/v1", "https://forgejo.paper.example",
        ]),
    ],
)  # fmt: skip
def test_the_host_of_a_repository(site: Story, host: str, name: str, addresses: list[str]) -> None:
    site.write(".git/config", f'[remote "origin"]\n\turl = git@{host}:paper/archive.git\n')
    backend = written(site)["backend"]
    assert (backend["name"], backend["repo"]) == (name, "paper/archive")
    assert [backend[key] for key in ("api_root", "base_url") if key in backend] == addresses


def test_a_host_of_ones_own_that_nobody_knows_yet(site: Story) -> None:
    backend = written(site, "gitea")["backend"]
    assert (backend["api_root"], backend["base_url"]) == ("https://HOST/api/v1", "https://HOST")


def test_what_a_site_owns_is_kept(site: Story) -> None:
    site.write("archivegen.toml", 'title = "T"\nbase_url = "https://x.example/paper/"')

    def schema() -> None:
        arguments = ["schema", "--cms", "--site", str(site.root), "--output", str(site.root / PATH)]
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 0, done.output

    site.write(PATH, "")
    schema()
    text = (site.root / PATH).read_text(encoding="utf-8")
    assert "public_folder: /paper/media\n" in text
    own = text.replace("repo: OWNER/REPOSITORY", "repo: paper/archive # ours")
    site.write(PATH, own)
    assert [
        *cms_problems(site.paths, read_config(site.paths.config, site.paths.config_cache))
    ] == []
    site.write("archivegen.toml", 'title = "T"\nsections = ["News"]')
    config = read_config(site.paths.config, site.paths.config_cache)
    [problem] = cms_problems(site.paths, config)
    assert (problem.severity, problem.path) == ("warning", PATH)
    assert COMMAND in problem.hint
    assert not is_current(site.paths, config, own)
    schema()
    text = (site.root / PATH).read_text(encoding="utf-8")
    assert is_current(site.paths, config, text)
    assert "repo: paper/archive # ours\n" in text


def test_what_the_cms_would_lose_is_told(site: Story) -> None:
    site.configure("[taxonomies.content]")
    config = read_config(site.paths.config, site.paths.config_cache)
    site.write(
        "content/a.md",
        "---\nheadline: A\ndate: 2024-05\nupdated: July 21, 2022 6:40am\nsection: News\n"
        "image: i.png\nsource: The Wire\ndraft: yes\nlisted: false\nseries: Harbour\n"
        "print:\n  date: 1922-07-21\n  volume: 017\nbody: x\n"
        "notices:\n- type: update\n  date: 1 May 2024\n---\nText.\n",
    )
    site.document("_authors/iris.md", name="Iris", image="i.png", headline=None)
    site.document("_content/x.md", image="i.png", headline=None)
    assert [*cms_problems(site.paths, config)] == []
    site.write(PATH, configuration(site.paths, config))
    told = [*cms_problems(site.paths, config)]
    assert {problem.kind for problem in told} == {"lost in the CMS"}
    assert [(problem.path[8:], problem.line, problem.hint) for problem in told] == [
        ("_authors/iris.md", 4, "write it as {src: i.png}"),
        ("_content/x.md", 3, "write it as {src: i.png}"),
        ("a.md", 4, "write it as 2022-07-21 06:40, or 2022-07-21"),
        ("a.md", 6, "write it as {src: i.png}"),
        ("a.md", 7, "write it as {name: The Wire}"),
        ("a.md", 13, 'quote it: "017"'),
        ("a.md", 17, "write it as 2022-07-21 06:40, or 2022-07-21"),
        ("a.md", 8, "write true or false"),
        ("a.md", 10, "write it as [{name: Harbour}]"),
        ("a.md", 14, "give this key another name: the CMS takes it for the text of the file"),
    ]


def init(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["init", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_new_site_with_a_cms(tmp_path: Path) -> None:
    root = tmp_path / "paper"
    assert "archivegen serve --edit --open" in init(str(root), "--cms", "local")
    # The CMS takes no other folder.
    assert (root / ".git").is_dir()
    site = SitePaths(root, root / "public")
    config = read_config(site.config, site.config_cache)
    assert [*cms_problems(site, config)] == []
    page = (root / "static/admin/index.html").read_text(encoding="utf-8")
    assert f'src="{SVELTIA.script}"\n integrity="sha384-' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "auth_methods:\n  - token\n" in (root / PATH).read_text(encoding="utf-8")


def test_a_new_site_with_decap(tmp_path: Path) -> None:
    root = tmp_path / "paper"
    assert "npx decap-server" in init(str(root), "--cms", "local", "--decap")
    page = (root / "static/admin/index.html").read_text(encoding="utf-8")
    assert f'src="{DECAP.script}"\n integrity="{DECAP.integrity}"' in page
    assert f"{DECAP.distribution} 'unsafe-eval';" in page
    assert f"connect-src 'self' blob: data: https: {SERVER};" in page
    assert "local_backend: true\n" in (root / PATH).read_text(encoding="utf-8")
    done = CliRunner().invoke(main, ["init", str(root), "--decap"])
    assert (done.exit_code, "add --cms" in done.stderr) == (2, True)


def test_a_site_gets_a_cms(site: Story) -> None:
    site.article("a.md").configure("[headers]\nfile = true\n[robots]\n")
    site.write(".git/config", '[remote "origin"]\n\turl = git@github.com:paper/archive.git\n')
    site.write("static/admin/index.html", "ours")
    said = init(str(site.root), "--cms")
    assert "Kept your static/admin/index.html" in said
    assert "The CMS writes to paper/archive, as git has it" in said
    site.build().assert_clean()
    # The policy of the site would keep the CMS from running.
    lines = site.page("_headers").split("\n/admin/*\n")[1].splitlines()
    assert lines[0] == "  ! Content-Security-Policy"
    assert "frame-ancestors 'none'" in lines[2]
    assert "admin" not in site.page("sitemap.xml") + site.page("sitemaps/2024-05.xml")
    assert site.page("admin/index.html") == "ours"
    site.configure('sections = ["News"]')
    said = CliRunner().invoke(main, ["check", "--site", str(site.root)]).output
    assert f"{PATH}:1:1: warning: this configuration of the CMS is not that of the site" in said
