"""A web archive in ReplayWeb.page, as a library shows it: the site as it was, without its host."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import Page, expect

from archivegen.cli.main import main
from browser.published_sites import serving
from story import Story

PACKAGE = Path(__file__).parent / "node_modules/replaywebpage"

READING_ROOM = """\
<!doctype html>
<script src="/ui.js"></script>
<style>replay-web-page {display: block; height: 30rem}</style>
<replay-web-page source="/a.wacz" url="https://gazette.example/"></replay-web-page>
"""
"""A page that shows an archive (https://replayweb.page/docs/embedding/): where there is no room,
the player waits for some."""

WORKER = """\
async () => {
  const registration = await navigator.serviceWorker.register(
    "/replay/sw.js?serveIndex=1", {scope: "/replay/"});
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  while (worker.state !== "activated")
    await new Promise((changed) => worker.addEventListener("statechange", changed, {once: true}));
}
"""
"""The player's service worker is at work before the player asks for it, as on a second visit: the
player reloads its frame three times in a third of a second, and a slow machine needs longer."""

PATIENCE = 120_000
"""Milliseconds that a busy machine may take to start the player and to unpack the archive."""


def test_a_web_archive_is_replayed(page: Page, site: Story, tmp_path: Path) -> None:
    assert PACKAGE.is_dir(), "there is no ReplayWeb.page; make test-browser fetches it"
    site.article("a.md", "The lamp was lit.", headline="Harbour light").article("b.md")
    room = tmp_path / "room"
    (room / "replay").mkdir(parents=True)
    shutil.copy(PACKAGE / "ui.js", room)
    shutil.copy(PACKAGE / "sw.js", room / "replay")
    (room / "index.html").write_text(READING_ROOM)
    packed = CliRunner().invoke(main, ["wacz", str(room / "a.wacz"), "--site", str(site.root)])
    assert packed.exit_code == 0
    with serving(room) as address:
        page.goto(f"{address}ui.js")
        page.evaluate(WORKER)
        page.goto(address)
        replayed = page.frame_locator("replay-web-page iframe").frame_locator("iframe")
        link = replayed.get_by_role("link", name="Harbour light").first
        expect(link).to_be_visible(timeout=PATIENCE)
        # The theme's stylesheet is in the archive, too.
        expect(replayed.locator("body")).to_have_css("display", "flex", timeout=PATIENCE)
        link.click()
        text = replayed.locator(".story-body")
        expect(text).to_have_text("The lamp was lit.", timeout=PATIENCE)
