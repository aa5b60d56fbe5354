"""Law 4: the state is an accelerator; lost, damaged or foreign, it costs time and no more."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from archivegen.standing import look
from story import Story

DATABASES = ("articles.db", "bodies.db", "outputs.db")


@pytest.fixture
def built(site: Story) -> Story:
    site.article("a.md", "A [link](b.md).", tags=["T"]).article("b.md", section="Sport")
    return site.build()


def _edit(site: Story) -> Story:
    return site.article("c.md", "See [a](a.md).", tags=["T"])


def _databases(site: Story, name: str) -> list[str]:
    return [str(path) for path in (site.root / ".archivegen").rglob(name)]


def test_deleted_state(built: Story) -> None:
    shutil.rmtree(built.root / ".archivegen")
    built.build().assert_written().assert_clean()
    shutil.rmtree(built.root / ".archivegen")
    _edit(built).build().assert_clean()


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.parametrize("part", [0, 1, 3, 10, 30, 50, 70, 90, 99])
def test_flipped_bits(built: Story, name: str, part: int) -> None:
    for path in _databases(built, name):
        with open(path, "r+b") as file:
            size = file.seek(0, 2)
            file.seek(size * part // 100)
            byte = file.read(1)
            file.seek(size * part // 100)
            file.write(bytes([byte[0] ^ 0x41]))
    _edit(built).build().assert_clean()


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.parametrize("part", [0, 1, 40, 99])
def test_truncated(built: Story, name: str, part: int) -> None:
    for path in _databases(built, name):
        with open(path, "r+b") as file:
            file.truncate(file.seek(0, 2) * part // 100)
    _edit(built).build().assert_clean()


@pytest.mark.parametrize("name", DATABASES)
def test_each_database_may_be_deleted_alone(built: Story, name: str) -> None:
    for path in built.root.joinpath(".archivegen").rglob(f"{name}*"):
        path.unlink()
    _edit(built).build().assert_clean()


@pytest.mark.parametrize("name", DATABASES)
def test_state_of_another_version(built: Story, name: str) -> None:
    for path in _databases(built, name):
        connection = sqlite3.connect(path)
        connection.execute("UPDATE meta SET value = 'other' WHERE key = 'stamp'")
        connection.commit()
        connection.close()
    _edit(built).build().assert_clean()


@pytest.mark.parametrize("name", DATABASES)
def test_something_else_in_its_place(built: Story, name: str) -> None:
    for path in built.root.joinpath(".archivegen").rglob(name):
        path.unlink()
        path.mkdir()
    _edit(built).build().assert_clean()


def test_output_need_not_be_read_again_however_soon(site: Story) -> None:
    site.article("a.md").write("content/p.png", b"x").build()
    standing = look(site.layout)
    assert standing.count > 10
    assert not standing.refreshed
    assert not standing.damaged


def test_edit_within_the_same_second_and_size(site: Story) -> None:
    site.article("a.md", "one").build()
    site.article("a.md", "two").build().assert_written("2024/05/01/a/index.html", "feed.xml",
        "2024/05/01/index.html", "2024/05/index.html", "2024/index.html", "index.html",
        "news/2024/index.html", "news/index.html")  # fmt: skip
    site.assert_clean()


def test_broken_article_keeps_the_rest_of_the_state(site: Story) -> None:
    site.article("a.md", summary="S").article("b.md", summary="S").build()
    site.write("content/b.md", "---\n").fail()
    site.article("b.md", summary="S").build().assert_written()
    site.article("b.md", "Changed.", summary="S").build()
    site.assert_written("2024/05/01/b/index.html").assert_clean()
