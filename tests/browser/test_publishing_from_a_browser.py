"""An editor who has only a browser signs in at a Git host, writes and publishes: what is committed
there is what was meant, and CI makes pages of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, Response, expect

from browser.editors_site import BY_A_CMS, FLAGS, PIXEL
from browser.github_stand_in import GitHubStandIn
from browser.newsroom import SITE, Newsroom

STORM = f"""\
---
headline: 'No: a storm'
date: 2023-02-01 00:40
authors:
  - Iris Calloway
image:
  src: storm.png
  alt: A grey sea
{FLAGS}---
"""
AT_ONCE = ("publish_mode: editorial_workflow\n", "")
BY_BUTTON = ("  auth_methods:\n  - token\n", "  base_url: https://sign-in.example\n")


def asks(words: str) -> Callable[[Response], bool]:
    """Whether a response is to a request for a change that has some words."""

    def is_that(response: Response) -> bool:
        asked = response.request
        return asked.method != "GET" and words in (asked.post_data or "").partition("query($")[0]

    return is_that


class Editor:
    """Somebody with a browser and a token."""

    def __init__(self, page: Page, room: Newsroom) -> None:
        self.page, self.room = page, room
        page.set_viewport_size({"width": 1280, "height": 2400})
        room.show(page)

    def sign_in(self) -> None:
        page = self.page
        page.goto(f"{SITE}admin/")
        page.get_by_role("button", name="Sign In Using Access Token").click()
        page.get_by_role("textbox", name="Personal Access Token").fill(self.room.host.token)
        page.get_by_role("button", name="Sign In", exact=True).click()
        expect(page.get_by_role("button", name="Show Account Menu")).to_be_visible()

    def go(self, place: str) -> None:
        self.page.goto(f"{SITE}admin/#/{place}")

    def write(self, label: str, text: str) -> None:
        self.page.get_by_role("textbox", name=label, exact=True).first.fill(text)

    def write_of_a_storm(self) -> None:
        page = self.page
        self.go("collections/articles/new")
        self.write("Headline", "No: a storm")
        page.locator("input[type=datetime-local]").first.fill("2023-02-01T00:40")
        page.get_by_role("checkbox", name="Iris Calloway").click()
        page.get_by_role("checkbox", name=re.compile("Add .*Image")).click()
        page.get_by_role("button", name="Browse").click()
        picture = FilePayload(name="storm.png", mimeType="image/png", buffer=PIXEL)
        page.get_by_role("dialog").locator("input[type=file]").set_input_files(picture)
        page.get_by_role("button", name="Insert", exact=True).click()
        # It reads the picture's bytes first: without them, an entry that is saved has no picture.
        expect(page.get_by_role("button", name="Replace Image")).to_be_visible()
        self.write("Alt", "A grey sea")

    def save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()
        self.is_done()

    def save_for_review(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()
        dialog = self.page.get_by_role("alertdialog", name="Send for Review")
        # The page says so at once; that the host has it is another matter.
        with self.page.expect_response(asks("markPullRequestReadyForReview")):
            dialog.get_by_role("button", name="Send for Review").click()
        self.is_done()

    def publish(self, headline: str) -> None:
        """What somebody does who has opened the page and sees what waits."""
        page = self.page
        page.reload()
        page.get_by_text(headline).first.click()
        page.get_by_role("button", name=re.compile("^Status: .*In Review")).click()
        with page.expect_response(asks("sveltia-cms/pending_publish")):
            page.get_by_role("menuitemradio", name="Ready").click()
        page.get_by_role("button", name="Publish Entry").click()
        page.get_by_role("alertdialog").get_by_role("button", name="Publish").click()
        self.is_done()

    def is_done(self) -> None:
        """The list is back, as soon as the host has taken everything."""
        expect(self.page.get_by_role("button", name="Create New Entry")).to_be_visible()

    def see_the_storm(self) -> None:
        """On the page for readers, with its picture."""
        self.page.goto(f"{SITE}2023/02/01/no-a-storm/")
        expect(self.page.get_by_role("heading", name="No: a storm")).to_be_visible()
        expect(self.page.get_by_role("img", name="A grey sea")).to_be_visible()


def changed(room: Newsroom, before: str, after: str) -> list[str]:
    """The paths that one commit has in another form than another."""
    return [path for _, path in room.repository.changed(before, after)]


@pytest.mark.parametrize("host", ["github", "gitea"])
def test_what_is_saved_is_published(tmp_path: Path, page: Page, host: str) -> None:
    room = Newsroom.made(tmp_path, host, AT_ONCE)
    editor, repository = Editor(page, room), room.repository
    before = repository.find("main")
    editor.sign_in()
    editor.write_of_a_storm()
    editor.save()
    saved = repository.find("main")
    assert changed(room, before, saved) == [
        "content/2023/02/no-a-storm.md",
        "content/2023/02/storm.png",
    ]
    assert repository.blob("main:content/2023/02/no-a-storm.md").decode() == STORM
    assert repository.blob("main:content/2023/02/storm.png") == PIXEL
    room.publish()
    # CI has committed meanwhile, and the editor goes on where they are.
    before = repository.find("main")
    editor.go("collections/articles")
    page.get_by_text("Harbour: the lamp").first.click()
    editor.write("Headline", "Harbour: the lamp is lit")
    editor.save()
    assert changed(room, before, "main") == ["content/2024/05/lamp.md"]
    assert repository.blob("main:content/2024/05/lamp.md").decode() == BY_A_CMS
    room.publish()
    editor.see_the_storm()
    # A corrected headline leaves the article where it was.
    page.goto(f"{SITE}2024/05/01/lamp/")
    expect(page.get_by_role("heading", name="Harbour: the lamp is lit")).to_be_visible()
    assert (room.host.unanswered, room.forbidden) == ([], [])


def test_a_draft_waits_until_somebody_publishes_it(tmp_path: Path, page: Page) -> None:
    room = Newsroom.made(tmp_path, "github")
    editor, repository, host = Editor(page, room), room.repository, room.host
    assert isinstance(host, GitHubStandIn)
    before = repository.find("main")
    editor.sign_in()
    editor.write_of_a_storm()
    editor.save_for_review()
    assert repository.find("main") == before
    [pull] = host.pulls.values()
    assert (pull.labels, changed(room, "main", pull.branch)) == (
        ["sveltia-cms/pending_review"],
        ["content/2023/02/no-a-storm.md", "content/2023/02/storm.png"],
    )
    editor.publish("No: a storm")
    assert changed(room, before, "main") == changed(room, before, "main^2")
    assert repository.blob("main:content/2023/02/no-a-storm.md").decode() == STORM
    assert not pull.is_open
    assert not repository.find(pull.branch)
    room.publish()
    editor.see_the_storm()
    assert (room.host.unanswered, room.forbidden) == ([], [])


def test_signing_in_with_a_button(tmp_path: Path, page: Page) -> None:
    room = Newsroom.made(tmp_path, "github", BY_BUTTON)
    Editor(page, room)
    page.goto(f"{SITE}admin/")
    page.get_by_role("button", name=re.compile("^Sign In with .*GitHub")).click()
    expect(page.get_by_role("button", name="Show Account Menu")).to_be_visible()
    assert (room.host.unanswered, room.forbidden) == ([], [])
