"""An export of WordPress becomes a site that builds, with an account of every item."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from itertools import count as numbers
from pathlib import Path
from typing import Any

import pytest
from importing import SECTION, ImportStory
from wordpress_exports import BASE, Post, export, picture

from archivegen.importer.staging import StagedFiles, digest_of_file
from faults import TORTURE, Ending, in_a_process, kill
from story import CONFIG, Story

PERMALINK = CONFIG + SECTION + 'permalink = "/{year}/{month}/{slug}/"\n'
PIXEL = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def story(tmp_path: Path) -> ImportStory:
    return ImportStory(tmp_path, config=PERMALINK)


def test_what_was_not_public_is_not_published(story: ImportStory) -> None:
    states = ["publish", "future", "draft", "pending", "private", "trash", "inherit"]
    posts = [
        Post(number, f"Words of {status}.", title=status, status=status, slug=status,
             date="2031-01-01 10:00:00" if status == "future" else "2019-05-01 10:00:00")
        for number, status in enumerate(states, 1)
    ]  # fmt: skip
    shown = '<img src="/wp-content/uploads/plan.png" alt="">'
    posts += [Post(20, f"Words of secrets. {shown}", slug="secrets", password="x")]
    posts += [Post(21, type="page")]
    posts += [picture(22, "a.jpg"), Post(23, type="recipe", slug="recipe")]
    story.write("uploads/plan.png", PIXEL)
    story.put("export.xml", export(*posts)).run("wxr", media=(str(story.root / "uploads"),)).build()
    assert (story.root / "content/2019/05/plan.png").is_file()
    assert not any("plan" in path for path in story.written), "nor what a draft alone shows"
    assert sum(story.outcome.states.values()) == len(posts) + 1, "the author, too"
    assert {id_: one.state for id_, one in story.entries.items()} == {
        "1": "imported", "2": "imported", "3": "attention", "4": "attention", "5": "attention",
        "6": "attention", "7": "skipped", "20": "attention", "21": "skipped", "22": "skipped",
        "23": "attention", "author:iris": "imported",
    }  # fmt: skip
    written = {path for path in story.written if path.startswith(("2019", "2031")) and "-" in path}
    assert not written
    assert story.has("2019/05/publish/index.html")
    for name in ("future", "draft", "pending", "private", "trash", "secrets", "recipe"):
        assert not story.has(f"2019/05/{name}/index.html")
        assert f"Words of {name}" not in "".join(map(story.page, story.written & _pages(story)))
    assert "draft" not in story.text("content/2031/01/future.md"), "it waits for its date"


def _pages(story: ImportStory) -> set[str]:
    return {path for path in story.written if path.endswith((".html", ".xml", ".json"))}


def test_links_pictures_and_addresses(story: ImportStory) -> None:
    text = (
        f'See <a href="{BASE}/?p=2#map">that</a>, <a href="/2019/05/two/">that</a> and'
        f' <a href="https://example.org/?p=2">others</a>.\n\n'
        f'[caption]<a href="{BASE}/wp-content/uploads/2019/05/lamp.png">'
        f'<img src="{BASE}/wp-content/uploads/2019/05/lamp-300x200.png" alt="A lamp"></a>'
        " The lamp[/caption]\n\n[gallery ids='9,10']"
    )
    posts = (
        Post(1, text, slug="one", link=f"{BASE}/news/one/", meta=[("_thumbnail_id", "9")]),
        Post(2, "Two.", slug="two"),
        Post(3, "Three.", slug="two", date="2019-05-09 10:00:00", link=f"{BASE}/2019/05/two-2/"),
        picture(9, "2019/05/lamp.png", alt="A lamp"),
        picture(10, "2019/06/lamp.png", alt="Another lamp", caption="In June"),
    )
    story.put("export.xml", export(*posts))
    story.write("uploads/2019/05/lamp.png", PIXEL + b"5")
    story.write("uploads/2019/06/lamp.png", PIXEL + b"6")
    story.run("wxr", media=(str(story.root / "uploads"),))
    written = story.text("content/2019/05/one.md")
    assert (
        "See [that](two.md#map), [that](two.md) and [others](https://example.org/?p=2)." in written
    )
    gallery = '![A lamp](lamp.png)\n![Another lamp](lamp-2.png "In June")'
    assert f'![A lamp](lamp.png "The lamp")\n\n{gallery}' in written
    assert "aliases:\n  - /news/one/\n" in written
    assert "image:\n  src: lamp.png\n  alt: A lamp" in written
    assert "aliases" not in story.text("content/2019/05/two.md")
    assert "Three." in story.text("content/2019/05/two-2.md")
    redirects = story.text("imports/old/redirects.csv")
    assert f"{BASE}/?p=2,https://gazette.example/2019/05/two/," in redirects
    assert story.build().has("news/one/index.html")
    again = story.files()
    assert story.run("wxr", media=(str(story.root / "uploads"),)).files() == again


def test_a_name_that_looks_like_a_size_may_be_that_of_an_original(story: ImportStory) -> None:
    text = f'<img src="{BASE}/wp-content/uploads/map-10x7.png" alt="A map">'
    story.put("export.xml", export(Post(1, text), picture(2, "map-10x7.png")))
    story.write("uploads/map-10x7.png", PIXEL + b"right").write("uploads/map.png", PIXEL + b"other")
    story.run("wxr", media=(str(story.root / "uploads"),))
    assert story.files()["content/2019/05/map-10x7.png"] == PIXEL + b"right"


def test_the_day_of_the_old_address(tmp_path: Path) -> None:
    day = 'timezone = "{}"\npermalink = "/{{year}}/{{month}}/{{day}}/{{slug}}/"\n'
    post = Post(1, date="2019-05-04 00:30:00", gmt="2019-05-03 22:30:00",
                link=f"{BASE}/2019/05/04/item-1/")  # fmt: skip
    for zone, aliases in (("Europe/Berlin", 0), ("UTC", 1)):
        story = ImportStory(tmp_path / zone, config=CONFIG + SECTION + day.format(zone))
        story.put("export.xml", export(post)).run("wxr")
        written = story.text("content/2019/05/item-1.md")
        assert written.count("aliases:\n  - /2019/05/04/item-1/\n") == aliases
    assert story.build().has("2019/05/04/item-1/index.html")


def test_hostile_slugs_addresses_and_links_do_no_harm(story: ImportStory) -> None:
    posts = (
        Post(
            1,
            '<a href="javascript:alert(1)">x</a><script>alert(1)</script>',
            slug="../../etc/passwd",
        ),
        Post(2, link=f"{BASE}/../../.htaccess", slug="b"),
        Post(
            3, '<img src="/wp-content/uploads/../../../archivegen.toml">', slug="c", link="http://["
        ),
        Post(4, title="", content="", slug="%e6%b8"),
    )
    story.put("export.xml", export(*posts)).run("wxr", media=(str(story.root),)).build()
    files = {path for path in story.files() if not path.startswith("public/")}
    assert all(
        path.startswith(("content/", "imports/", "archivegen.toml", "urls.txt")) for path in files
    )
    assert "alert" not in "".join(story.text(path) for path in files if path.endswith(".md"))
    assert story.entries["4"].state == "attention"
    assert story.entries["3"].state == "attention"


def test_an_editors_change_survives_and_a_changed_export_is_kept_beside_it(
    story: ImportStory,
) -> None:
    file = "content/2019/05/item-1.md"
    story.put("export.xml", export(Post(1, "Old."), Post(2, "Old."))).run("wxr")
    story.write(file, story.text(file).replace("Old.", "Edited."))
    story.put("export.xml", export(Post(1, "New."), Post(2, "New."))).run("wxr")
    assert "Edited." in story.text(file)
    assert "New." in story.text("content/2019/05/item-2.md")
    assert "New." in story.text("imports/old/changed/2019/05/item-1.md")
    assert story.entries["1"].state == "kept"


def large(count: int) -> str:
    """An export with so many posts of 20 kB."""
    text = f"<p>{'Two boats went out to see the lamp. ' * 280}</p>\n" * 2
    return export(*(Post(number, f"<p>{number}</p>{text}") for number in range(1, count + 1)))


def test_memory_does_not_grow_with_the_texts(tmp_path: Path) -> None:
    peaks = []
    for count in (5, 20, 60):
        story = ImportStory(tmp_path / str(count), config=PERMALINK)
        story.put("export.xml", large(count))
        tracemalloc.start()
        story.run("wxr")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (peaks[2] - peaks[1]) / 40 < 5000, "what is kept of an item of 20 kB"


@pytest.mark.parametrize("at", [0, 1, 9, 20])
def test_an_export_that_was_killed_midway_is_a_clean_one_after_the_next_run(
    tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before anything took its place, at the first files, in the middle, at the end."""
    clean, killed = (
        ImportStory(tmp_path / name, config=PERMALINK).put("export.xml", large(20))
        for name in ("clean", "killed")
    )
    replace, calls = os.replace, iter(range(100))

    def kill(source: Any, target: Any) -> None:
        if next(calls) == at:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", kill)
    with pytest.raises(KeyboardInterrupt):
        killed.run("wxr")
    monkeypatch.undo()
    assert killed.run("wxr").files() == clean.run("wxr").files()


IMPORT = """
from pathlib import Path
from archivegen.cli.main import run
try:
    run()
finally:
    print(Path("/proc/self/status").read_text())
"""


def killed_at(owner: Any, name: str, number: int) -> Callable[[], None]:
    """What has the function of that name end the process when it is called for that time."""
    function, calls = getattr(owner, name), numbers()

    def killing(*arguments: Any) -> Any:
        if next(calls) == number:
            kill("")
        return function(*arguments)

    return lambda: setattr(owner, name, killing)


@pytest.mark.skipif(not TORTURE or sys.platform != "linux", reason="it takes minutes")
def test_an_export_of_200_megabytes(tmp_path: Path) -> None:
    """It takes 300 MB of memory at most, and may be killed while files are written, and moved."""
    posts = 10_000
    clean, killed = (ImportStory(tmp_path / name, config=PERMALINK) for name in ("clean", "killed"))
    clean.put("export.xml", large(posts))
    assert (clean.source / "export.xml").stat().st_size > 200 * 1_000_000
    os.link(clean.source / "export.xml", killed.source / "export.xml")

    def run_import(story: ImportStory) -> int:
        """Import as the command line does; gives the most memory that it had, in MB."""
        command = ("import", str(story.source), "--name", "old", "--workers", "1")
        made = subprocess.run(
            [sys.executable, "-c", IMPORT, *command], cwd=story.root, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        peak = re.search(r"VmHWM:\s+(\d+) kB", made.stdout)
        assert peak
        return int(peak[1]) // 1000

    def attempt(story: Story) -> Ending:
        assert isinstance(story, ImportStory)
        story.run("wxr")
        return Ending.BUILT

    assert run_import(clean) < 300
    written = killed_at(StagedFiles, "write", posts // 2)
    assert in_a_process(killed, written, attempt) is Ending.KILLED
    assert not (killed.root / "content").exists()
    assert in_a_process(killed, killed_at(os, "replace", posts // 2), attempt) is Ending.KILLED
    assert (killed.root / "content").exists()
    assert run_import(killed) < 300
    found, wanted = (
        {
            str(path.relative_to(story.root)): digest_of_file(path)
            for path in story.root.rglob("*")
            if path.is_file() and ".archivegen" not in path.parts
        }
        for story in (killed, clean)
    )
    assert len(wanted) > posts
    assert found == wanted
