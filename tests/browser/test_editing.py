"""Editing in a browser with the real CMS: what it saves is what an editor meant, and builds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import FilePayload, Page, Route, expect

from archivegen.authoring.cms.systems import SVELTIA
from archivegen.cli.main import main
from browser.editors_site import BY_A_CMS, FLAGS, PIXEL, content_of, editors_site, is_whole
from previewing import previewing
from story import Story

PACKAGE = Path(__file__).parent / "node_modules/@sveltia/cms/dist"

PICKER = """
window.showDirectoryPicker = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('site')
"""
"""No person is there to choose a folder: it is one of the browser's own, of which nothing else is
different (https://developer.mozilla.org/en-US/docs/Web/API/File_System_API/Origin_private_file_system)."""

FILL = """
async files => {
  const root = await (await navigator.storage.getDirectory())
    .getDirectoryHandle('site', {create: true})
  for (const [path, text] of Object.entries(files)) {
    const names = path.split('/')
    let folder = root
    for (const name of names.slice(0, -1))
      folder = await folder.getDirectoryHandle(name, {create: true})
    const file = await folder.getFileHandle(names.at(-1), {create: true})
    const stream = await file.createWritable()
    await stream.write(text)
    await stream.close()
  }
}
"""

READ = """
async () => {
  const files = {}
  const walk = async (folder, above) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') await walk(handle, above + name + '/')
      else files[above + name] = await (await handle.getFile()).text()
    }
  }
  await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle('site'), '')
  return files
}
"""


class Desk:
    """The CMS in a browser, and the folder on which it works."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.forbidden: list[str] = []

    def open(self, files: dict[str, str]) -> None:
        page = self.page
        page.context.route(re.compile(r"^https://"), self._answer)
        page.on("console", self._listen)
        page.add_init_script(PICKER)
        page.goto(self.address)
        page.evaluate(FILL, files)
        page.get_by_role("button", name="Work with Local Repository").click()
        expect(page.get_by_role("button", name="Show Account Menu")).to_be_visible()

    def _answer(self, route: Route) -> None:
        """What the network has of the CMS, and nothing else."""
        name = route.request.url.partition("/dist/")[2]
        if route.request.url.startswith(SVELTIA.distribution) and (PACKAGE / name).is_file():
            route.fulfill(
                path=PACKAGE / name,
                content_type="text/javascript",
                headers={"Access-Control-Allow-Origin": "*"},
            )
        else:
            route.abort()

    def _listen(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self.forbidden.append(message.text)

    def go(self, collection: str, entry: str = "") -> None:
        self.page.goto(f"{self.address}#/collections/{collection}{entry}")

    def write(self, label: str, text: str) -> None:
        self.page.get_by_role("textbox", name=label, exact=True).first.fill(text)

    def save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_role("button", name="Create New Entry")).to_be_visible()

    def files(self) -> dict[str, str]:
        files = self.page.evaluate(READ)
        assert isinstance(files, dict)
        return files


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Story]:
    site = editors_site(tmp_path / "paper", PACKAGE)
    yield site
    shutil.rmtree(site.root / ".git", ignore_errors=True)


def test_the_page_has_the_digest_of_what_it_was_tested_with() -> None:
    assert is_whole(SVELTIA, PACKAGE)


def test_an_article_and_an_author(paper: Story, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 2400})
    before = content_of(paper)
    with previewing(paper, "--port", "0", "--edit") as preview:
        address = preview.url.replace("127.0.0.1", "edit.localhost") + "admin/"
        assert address in preview.line()
        desk = Desk(page, address)
        desk.open({**before, ".git/HEAD": "ref: refs/heads/main\n"})
        # An article is changed.
        desk.go("articles")
        page.get_by_text("Harbour: the lamp").first.click()
        desk.write("Headline", "Harbour: the lamp is lit")
        desk.save()
        # An author is new.
        desk.go("authors", "/new")
        desk.write("Name", "Ben Marsh")
        desk.write("Role", "Editor")
        desk.save()
        # An article is new, with an author and a picture.
        desk.go("articles", "/new")
        desk.write("Headline", "No: a storm")
        page.locator("input[type=datetime-local]").first.fill("2023-02-01T00:40")
        page.get_by_role("checkbox", name="Iris Calloway").click()
        page.get_by_role("checkbox", name=re.compile("Add .*Image")).click()
        page.get_by_role("button", name="Browse").click()
        picture = FilePayload(name="storm.png", mimeType="image/png", buffer=PIXEL)
        page.get_by_role("dialog").locator("input[type=file]").set_input_files(picture)
        page.get_by_role("button", name="Insert", exact=True).click()
        # It reads the picture's bytes first: without them, an entry that is saved has no picture.
        expect(page.get_by_role("button", name="Replace Image")).to_be_visible()
        desk.write("Alt", "A grey sea")
        desk.save()
        after = desk.files()
        # The preview told the browser what this page may do, and it wants no more than that.
        assert [text for text in desk.forbidden if "githubstatus" not in text] == []
    changed = {path: text for path, text in after.items() if before.get(path) != text}
    del changed[".git/HEAD"], changed["content/2023/02/storm.png"]
    assert changed == {
        "content/2024/05/lamp.md": BY_A_CMS,
        "content/_authors/ben-marsh.md": "---\nname: Ben Marsh\ndraft: false\nrole: Editor\n---\n",
        "content/2023/02/no-a-storm.md": "---\nheadline: 'No: a storm'\ndate: 2023-02-01 00:40\n"
        "authors:\n  - Iris Calloway\nimage:\n  src: storm.png\n  alt: A grey sea\n"
        f"{FLAGS}---\n",
    }
    for path, text in changed.items():
        # Of a key that archivegen does not know, it warns, as before.
        paper.write(path, text.replace("tone: dry\n", ""))
    paper.write("content/2023/02/storm.png", PIXEL)
    done = CliRunner().invoke(main, ["build", "--strict", "--site", str(paper.root)])
    assert done.exit_code == 0, done.output
    story = paper.page("2023/02/01/no-a-storm/index.html")
    assert "Iris Calloway" in story
    assert "A grey sea" in story
    assert "Harbour: the lamp is lit" in paper.page("2024/05/01/lamp/index.html")
