"""Law 4: the state is an accelerator; lost, damaged or foreign, it costs time and no more."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from archivegen.builder.output.previous import previous_output
from archivegen.builder.session import visit
from archivegen.checks.checker import check
from archivegen.checks.http_answers import HttpAnswers
from archivegen.system import database
from archivegen.system.files import Stat
from story import Silence, Snapshot, Story, needs_links

pytestmark = pytest.mark.usefixtures("forgetful_of_files")

DATABASES = ("articles.db", "bodies.db", "outputs.db")


def _begin(site: Story) -> Story:
    return site.article("a.md", "A [link](b.md).", tags=["T"]).article("b.md", section="Sport")


def _edit(site: Story) -> Story:
    return site.article("c.md", "See [a](a.md).", tags=["T"])


@pytest.fixture
def built(site: Story) -> Story:
    return _begin(site).build()


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """What a first build makes of the site with its edit."""
    site = Story(tmp_path_factory.mktemp("edited") / "site")
    return Snapshot.of(_edit(_begin(site)).build().paths.output)


TORTURE = "ARCHIVEGEN_TORTURE" in os.environ


def _damage(site: Story, chance: random.Random) -> None:
    """One file of the state is truncated, gets a wrong bit, or is gone."""
    files = sorted(path for path in site.paths.state.rglob("*") if path.is_file())
    victim = chance.choice([path for path in files if path.stat().st_size])
    content = bytearray(victim.read_bytes())
    at = chance.randrange(len(content))
    match chance.randrange(5):
        case 0:
            victim.unlink()
        case 1 | 2:
            victim.write_bytes(content[:at])
        case _:
            content[at] ^= 1 << chance.randrange(8)
            victim.write_bytes(content)


def test_damaged_anywhere(site: Story) -> None:
    """Each build meets a state that was damaged in one place or two."""
    for number in range(12):
        site.article(f"n{number}.md", f"[next](n{number + 1}.md)", tags=[f"T{number % 3}"])
    site.build()
    chance = random.Random(4)
    for turn in range(1500 if TORTURE else 40):
        for _ in range(1 + turn % 2):
            _damage(site, chance)
        if turn % 3:
            site.article("n1.md", f"Turn {turn}.", tags=[f"T{turn % 4}"])
        site.build()
        if turn % (20 if TORTURE else 4) == 0:
            site.assert_clean()


@pytest.mark.parametrize("name", DATABASES)
def test_damaged_and_then_all_is_deleted(built: Story, name: str) -> None:
    built.write("content/p.png", b"x").build()
    for path in _databases(built, name):
        with open(path, "ab") as file:
            file.write(b"more")
    built.delete("content/a.md").delete("content/b.md").build().assert_clean()


def test_power_that_failed(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file can have its size and times and not its bytes when the machine was off."""
    site.article("a.md", tags=["T"]).build()
    for name in DATABASES:
        for path in _databases(site, name):
            with open(path, "r+b") as file:
                file.seek(os.path.getsize(path) // 2)
                file.write(bytes(os.path.getsize(path) // 2))
    seen = Stat.of
    by_name: dict[int, Stat] = {}
    monkeypatch.setattr(database, "_this_start", lambda: "another")
    monkeypatch.setattr(Stat, "of", lambda result: by_name.setdefault(result.st_ino, seen(result)))
    for sealed in site.paths.state.rglob("*.seal"):
        _, stat, _ = json.loads(sealed.read_text())
        by_name[stat[3]] = Stat(*stat)
    site.article("b.md", tags=["T"]).build()
    monkeypatch.undo()
    site.build().assert_clean()


def _databases(site: Story, name: str) -> list[str]:
    return [str(path) for path in (site.root / ".archivegen").rglob(name)]


def test_deleted_state(built: Story) -> None:
    shutil.rmtree(built.root / ".archivegen")
    built.build().assert_written().assert_clean()
    shutil.rmtree(built.root / ".archivegen")
    _edit(built).build().assert_clean()


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.parametrize("part", [0, 1, 3, 10, 30, 50, 70, 90, 99])
def test_flipped_bits(built: Story, edited: Snapshot, name: str, part: int) -> None:
    for path in _databases(built, name):
        with open(path, "r+b") as file:
            size = file.seek(0, 2)
            file.seek(size * part // 100)
            byte = file.read(1)
            file.seek(size * part // 100)
            file.write(bytes([byte[0] ^ 0x41]))
    assert Snapshot.of(_edit(built).build().paths.output) == edited


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.parametrize("part", [0, 1, 40, 99])
def test_truncated(built: Story, edited: Snapshot, name: str, part: int) -> None:
    for path in _databases(built, name):
        with open(path, "r+b") as file:
            file.truncate(file.seek(0, 2) * part // 100)
    assert Snapshot.of(_edit(built).build().paths.output) == edited


@pytest.mark.parametrize("name", DATABASES)
def test_each_database_may_be_deleted_alone(built: Story, edited: Snapshot, name: str) -> None:
    for path in built.root.joinpath(".archivegen").rglob(f"{name}*"):
        path.unlink()
    assert Snapshot.of(_edit(built).build().paths.output) == edited


@pytest.mark.parametrize("name", DATABASES)
def test_state_of_another_version(built: Story, edited: Snapshot, name: str) -> None:
    for path in _databases(built, name):
        connection = sqlite3.connect(path)
        connection.execute("UPDATE meta SET value = 'other' WHERE key = 'stamp'")
        connection.commit()
        connection.close()
    assert Snapshot.of(_edit(built).build().paths.output) == edited


@pytest.mark.parametrize("name", DATABASES)
def test_something_else_in_its_place(built: Story, edited: Snapshot, name: str) -> None:
    for path in built.root.joinpath(".archivegen").rglob(name):
        path.unlink()
        path.mkdir()
    assert Snapshot.of(_edit(built).build().paths.output) == edited


def test_output_need_not_be_read_again_however_soon(site: Story) -> None:
    site.article("a.md").write("content/p.png", b"x").build()
    standing = previous_output(site.paths)
    assert standing.count > 10
    assert not standing.refreshed
    assert not standing.damaged


def test_edit_within_the_same_second_and_size(site: Story) -> None:
    site.article("a.md", "one").build()
    site.article("a.md", "two").build().assert_written("2024/05/01/a/index.html",
        "feed.xml", "feed.json", "rss.xml", "news/feed.xml", "feeds/2024-05.xml",
        "2024/05/01/index.html", "2024/05/index.html", "2024/05/index.json", "2024/index.html",
        "index.html", "news/2024/index.html", "news/index.html",
        "on-this-day/05-01/index.html")  # fmt: skip
    site.assert_clean()


def test_broken_article_keeps_the_rest_of_the_state(site: Story) -> None:
    site.article("a.md", summary="S").article("b.md", summary="S").build()
    site.write("content/b.md", "---\n").fail()
    site.article("b.md", summary="S").build().assert_written()
    site.article("b.md", "Changed.", summary="S").build()
    site.assert_written("2024/05/01/b/index.html").assert_clean()


KEPT = [
    "lock", "config.json", "links.json", "articles.db", "articles.db.seal", "articles.db.seal.new",
    "articles.db-journal", "bodies.db", "bodies.db-wal", "pictures.db",
]  # fmt: skip


@needs_links
def test_no_link_in_the_state_is_followed(built: Story) -> None:
    state, outside = built.paths.state, built.root.parent / "outside"
    outside.mkdir()
    own = built.paths.output_state.relative_to(state).as_posix()
    for name in (*KEPT, f"{own}/outputs.db", f"{own}/outputs.db-journal", f"{own}/outputs.db.seal"):
        (outside / Path(name).name).write_text("precious")
        (state / name).unlink(missing_ok=True)
        (state / name).symlink_to(outside / Path(name).name)
    before = Snapshot.of(outside).files
    visit(built.paths, built.options, Silence(), check)
    _edit(built).build().assert_clean()
    assert Snapshot.of(outside).files == before
    assert not any((state / name).is_symlink() for name in KEPT)


@needs_links
def test_no_folder_of_the_state_is_followed(built: Story) -> None:
    state, outside = built.paths.state, built.root.parent / "outside"
    outside.mkdir()
    for name in ("templates", "outputs"):
        shutil.move(state / name, outside / name)
        (state / name).symlink_to(outside / name)
    before = Snapshot.of(outside).files
    _edit(built).build().assert_clean()
    assert Snapshot.of(outside).files == before
    shutil.rmtree(outside)
    shutil.move(state, outside)
    state.symlink_to(outside)
    before = Snapshot.of(outside).files
    built.article("d.md").build().assert_clean()
    visit(built.paths, built.options, Silence(), check)
    assert Snapshot.of(outside).files == before


@pytest.mark.parametrize("kind", ["nested seals", "folders", "files"])
def test_what_stands_in_the_way_is_no_error(built: Story, kind: str) -> None:
    state = built.paths.state
    if kind == "nested seals":
        for path in (*state.rglob("*.seal"), state / "links.json", state / "config.json"):
            path.write_text("[" * 200_000)
        assert HttpAnswers(state / "links.json", 0).find("https://x.example/") is None
    elif kind == "folders":
        for name in ("lock", "articles.db-journal", "bodies.db", "articles.db.seal"):
            (state / name).unlink(missing_ok=True)
            (state / name).mkdir()
        (state / "articles.db-journal" / "x").touch()
    else:
        for name in ("outputs", "templates"):
            shutil.rmtree(state / name)
            (state / name).write_text("a file")
    _edit(built).build().assert_clean()
    built.build().assert_written()


def test_a_folder_with_something_in_place_of_the_lock(built: Story) -> None:
    built.paths.lock.unlink()
    built.paths.lock.mkdir()
    (built.paths.lock / "mine").touch()
    _edit(built).build().assert_clean()
    assert (built.paths.lock / "mine").exists()


def test_a_path_that_is_too_long_for_databases(tmp_path: Path) -> None:
    site = Story(tmp_path / "/".join(["a" * 100] * 6))
    site.article("a.md").build().assert_clean()
    site.article("b.md").build().assert_clean()
