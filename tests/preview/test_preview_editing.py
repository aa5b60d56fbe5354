"""The page on which editors write: at an origin of its own, with nothing of the site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archivegen.authoring.cms.repository import folder_name
from archivegen.cli.editing import editing_page, say_how_to_edit
from archivegen.cli.main import main
from archivegen.preview.editing import EditingPage
from archivegen.preview.host_guard import Names
from previewing import Served, serving
from story import Story

EDIT = "edit.localhost"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for path in ("index.html", "admin/index.html", "admin/config.yml"):
        file = tmp_path / "out" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("<head></head>the site's own")
    return tmp_path / "out"


@pytest.fixture
def edited(site: Story, output: Path) -> Iterator[Served]:
    page = editing_page(site.paths, Names("127.0.0.1", is_local=True))
    with serving(output, editing=page) as served:
        yield served


def test_the_page_and_its_configuration(edited: Served, site: Story) -> None:
    answer = edited.raw("/admin/", host=EDIT)
    assert answer.startswith("HTTP/1.1 200")
    assert "sveltia-cms.js" in answer
    for header in (
        "frame-ancestors 'none'", "cross-origin-opener-policy: same-origin",
        "cross-origin-resource-policy: same-origin", "cache-control: no-store",
    ):  # fmt: skip
        assert header in answer
    # Nothing is sent elsewhere: neither to a host of repositories nor to any other.
    policy = answer.partition("content-security-policy: ")[2].partition("\r\n")[0]
    hosts = {word for word in policy.replace(";", " ").split() if "//" in word}
    assert {host.split("/")[2] for host in hosts} == {"unpkg.com", "cdn.jsdelivr.net"}

    def configuration() -> dict[str, object]:
        text = edited.raw("/admin/start.js", host=f"{EDIT}:1").partition("\r\n\r\n")[2]
        values = json.loads(text.removeprefix("CMS.init(").removesuffix(")\n"))["config"]
        assert isinstance(values, dict)
        return values

    assert configuration()["media_folder"] == "static/media"
    # What a site owns is kept, but for where its files are; the rest is that of the moment.
    site.write("static/admin/config.yml", "backend: {name: gitlab, repo: a/b}\nmedia_folder: m\n"
               "publish_mode: editorial_workflow\ncollections: []\n")  # fmt: skip
    values = configuration()
    assert values["media_folder"] == "m"
    assert "publish_mode" not in values
    assert "'auth_methods': ['token']" in str(values["backend"])
    assert f"'repo': '{folder_name(site.root)}'" in str(values["backend"])
    assert "content/_pages" in str(values["collections"])
    site.write("archivegen.toml", "title =")
    assert edited.status("/admin/start.js", host=EDIT) == 500


def test_each_origin_has_its_own_alone(edited: Served) -> None:
    assert "the site's own" in edited.raw("/")
    for path in ("/admin/", "/admin/config.yml", "/admin"):
        answer = edited.raw(path, host="127.0.0.1:8123")
        assert answer.startswith("HTTP/1.1 307")
        assert f"location: http://{EDIT}:8123/admin/\r\n" in answer
    for path in (
        "/index.html",
        "/admin/other.js",
        "/__archivegen/client.js",
        "/admin/../index.html",
    ):
        assert edited.status(path, host=EDIT) == 404
    assert edited.status("/", host=EDIT) == 307
    assert edited.status("/admin/", "Origin: https://evil.example", host=EDIT) == 403
    assert edited.status("/admin/", method="POST", host=EDIT) == 405
    assert edited.status("/admin/", host="edit.localhost.evil.example") == 421


def test_without_it_nothing_is_there(output: Path) -> None:
    """A leave that a browser remembers is not for the pages of the site."""
    with serving(output) as served:
        assert served.status("/", host=EDIT) == 404
        assert served.status("/admin/", host=EDIT) == 404
        answer = served.raw("/admin/")
        assert "the site's own" in answer
        # A CMS that is loaded again with each file that it saves loses what is being written.
        assert "client.js" not in answer
        assert "client.js" in served.raw("/")
    assert EditingPage().files == {}


def test_below_a_base_path(site: Story, output: Path) -> None:
    page = editing_page(site.paths, Names("127.0.0.1", is_local=True))
    with serving(output, base="/paper/", editing=page) as served:
        assert served.status("/paper/admin/", host=EDIT) == 200
        assert f"location: http://{EDIT}/paper/admin/\r\n" in served.raw("/paper/admin/")


def test_for_this_computer_alone(site: Story) -> None:
    arguments = ["serve", "--edit", "--host", "0.0.0.0", "--port", "0", "--site", str(site.root)]
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, "leave out --host" in done.stderr) == (2, True)


def test_what_is_said_of_it(site: Story, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it is, and what would be lost there, also in a site that has no CMS of its own."""
    site.article("a.md", image="i.png")
    say_how_to_edit(site.paths, "http://edit.localhost:1/admin/")
    said = "".join(capsys.readouterr())
    assert "Write at http://edit.localhost:1/admin/ in Chrome or Edge" in said
    assert f"run git init in {site.root} first" in said
    assert "would lose it" in said
    (site.root / ".git").mkdir()
    say_how_to_edit(site.paths, "http://edit.localhost:1/admin/")
    assert f"and this folder: {site.root}" in "".join(capsys.readouterr())
