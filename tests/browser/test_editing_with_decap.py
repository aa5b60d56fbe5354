"""Editing with the real Decap CMS: the same forms, and files that build."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import FilePayload, Page, Route, expect

from archivegen.authoring.cms.configuration import PATH
from archivegen.authoring.cms.systems import DECAP, SERVER
from archivegen.cli.main import main
from browser.editors_site import BY_HAND, FLAGS, PIXEL, content_of, editors_site, is_whole
from previewing import serving
from story import Story

PACKAGE = Path(__file__).parent / "node_modules/decap-cms/dist"


def answer_of_server(site: Story, action: str, params: dict[str, Any]) -> object:
    """What decap-server does: files of the site, read and written.

    https://github.com/decaporg/decap-cms/blob/main/packages/decap-server/src/middlewares/localFs
    """

    def entry(path: str) -> dict[str, object]:
        file = site.root / path
        data = file.read_text(encoding="utf-8") if file.is_file() else None
        return {"data": data, "file": {"path": path, "id": path}}

    if action == "info":
        return {"repo": "paper", "publish_modes": ["simple"], "type": "local_fs"}
    if action == "entriesByFolder":
        folder = site.root / params["folder"]
        files = sorted(path for path in folder.rglob(f"*.{params['extension']}"))
        near = (file for file in files if len(file.relative_to(folder).parts) <= params["depth"])
        return [entry(file.relative_to(site.root).as_posix()) for file in near]
    if action == "getEntry":
        return entry(params["path"])
    if action == "persistEntry":
        for file in params.get("dataFiles") or [params["entry"]]:
            site.write(file["path"], file["raw"])
        for asset in params["assets"]:
            site.write(asset["path"], base64.b64decode(asset["content"]))
        return {}
    return [] if action == "getMedia" else None


class Desk:
    """The CMS in a browser, with a server that has the files of a site."""

    def __init__(self, page: Page, site: Story, address: str) -> None:
        self.page, self.site, self.address = page, site, address
        self.forbidden: list[str] = []
        page.set_viewport_size({"width": 1280, "height": 2400})
        page.context.route(re.compile(r"^https://"), self._script)
        page.context.route(f"{SERVER}/**", self._server)
        page.on("console", self._listen)
        page.goto(address)
        page.get_by_role("button", name="Login").click()

    def _script(self, route: Route) -> None:
        """What the network has of the CMS, and nothing else."""
        file = PACKAGE / route.request.url.removeprefix(DECAP.distribution)
        if file.is_file():
            allowed = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(path=file, content_type="text/javascript", headers=allowed)
        else:
            route.abort()

    def _server(self, route: Route) -> None:
        asked = json.loads(route.request.post_data or "")
        route.fulfill(json=answer_of_server(self.site, asked["action"], asked.get("params", {})))

    def _listen(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self.forbidden.append(message.text)

    def new(self, collection: str, title: str) -> None:
        self.page.goto(f"{self.address}#/collections/{collection}/new")
        expect(self.page.get_by_text(f"Writing in {title}")).to_be_visible()

    def write(self, label: str, text: str) -> None:
        name = re.compile(f"^{label}( \\(optional\\))?$", re.IGNORECASE)
        self.page.get_by_label(name).first.fill(text)

    def publish(self) -> None:
        self.page.get_by_role("button", name="Publish", exact=True).click()
        self.page.get_by_role("menuitem", name="Publish now").click()
        expect(self.page.get_by_text("Changes saved")).to_be_visible()
        # A new entry gets its own address then.
        expect(self.page).to_have_url(re.compile("/entries/"))


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Story]:
    """The site, whose configuration knows of the author: it stays that of this CMS."""
    site = editors_site(tmp_path / "paper", PACKAGE, "--decap")
    again = ["schema", "--cms", "--site", str(site.root), "--output", str(site.root / PATH)]
    assert CliRunner().invoke(main, again).exit_code == 0
    yield site
    shutil.rmtree(site.root / ".git", ignore_errors=True)


def test_an_article_and_an_author(paper: Story, page: Page) -> None:
    assert is_whole(DECAP, PACKAGE)
    before = content_of(paper)
    with serving(paper.root / "static") as served:
        # It looks for its server on a page of this name alone.
        desk = Desk(page, paper, f"http://localhost:{served.port}/admin/")
        page.get_by_text("Harbour: the lamp").click()
        desk.write("Headline", "Harbour: the lamp is lit")
        desk.publish()
        desk.new("authors", "Authors")
        desk.write("Name", "Ben Marsh")
        desk.write("Role", "Editor")
        desk.publish()
        desk.new("articles", "Articles")
        desk.write("Headline", "No: a storm")
        page.locator("input[type=datetime-local]").first.fill("2023-02-01T00:40")
        page.get_by_label(re.compile("^Authors")).first.click()
        page.keyboard.type("Iris")
        page.get_by_text("Iris Calloway", exact=True).click()
        page.get_by_role("button", name="Choose an image").click()
        picture = FilePayload(name="storm.png", mimeType="image/png", buffer=PIXEL)
        page.locator("input[type=file]").first.set_input_files(picture)
        page.get_by_role("button", name="Choose selected").click()
        desk.write("Alt", "A grey sea")
        desk.publish()
        assert desk.forbidden == []
    changed = {path: text for path, text in content_of(paper).items() if before.get(path) != text}
    assert changed == {
        "content/2024/05/lamp.md": BY_HAND.replace("the lamp'", "the lamp is lit'")
        .replace("  # as the desk says", "")
        .replace("'", '"'),
        "content/_authors/ben-marsh.md": "---\nname: Ben Marsh\ndraft: false\nrole: Editor\n---\n",
        "content/2023/02/no-a-storm.md": '---\nheadline: "No: a storm"\ndate: 2023-02-01 00:40\n'
        "authors:\n  - Iris Calloway\nimage:\n  src: storm.png\n  alt: A grey sea\n"
        f"{FLAGS}---\n",
    }
    # Of a key that archivegen does not know, it warns, as before.
    for path, text in changed.items():
        paper.write(path, text.replace("tone: dry\n", ""))
    done = CliRunner().invoke(main, ["build", "--strict", "--site", str(paper.root)])
    assert done.exit_code == 0, done.output
    assert "A grey sea" in paper.page("2023/02/01/no-a-storm/index.html")
