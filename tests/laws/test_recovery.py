"""Law 4, for every database and every command: damage is met by beginning anew, once."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from archivegen.builder.recovery import with_sound_state
from archivegen.cli.main import main
from archivegen.config.paths import SitePaths
from archivegen.model.problems import BuildError, UnfinishedError
from archivegen.system.database import StateDamagedError
from faults import assert_clean_once
from story import Snapshot, Story

pytestmark = pytest.mark.usefixtures("compiled_templates")

NOW = "2025-06-15T00:00Z"

DATABASES: dict[str, Callable[[SitePaths], Path]] = {
    "articles": lambda paths: paths.articles_db,
    "bodies": lambda paths: paths.bodies_db,
    "images": lambda paths: paths.images_db,
    "outputs": lambda paths: paths.outputs_db,
}
COMMANDS = {
    "build": ("build", "--quiet"),
    "check": ("check",),
    "list": ("list", "--format", "json"),
    "urls": ("urls", "--record"),
}
"""Every command that loads the site; `serve` builds as `build` does."""


def _wrong_bytes(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 500)


def _wrong_rows(path: Path) -> None:
    """Every blob of every row is another one; SQLite does not mind."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            columns = connection.execute(f"SELECT name, type FROM pragma_table_info('{table}')")
            for column, kind in columns.fetchall():
                if kind == "BLOB":
                    connection.execute(f"UPDATE {table} SET {column} = x'00' || {column}")
        connection.commit()


def _a_picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(data, "JPEG")
    return data.getvalue()


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that was built, to copy."""
    site = Story(tmp_path_factory.mktemp("model") / "site")
    site.configure("[images]\nenabled = true\nwidths = [20]\n").write("content/p.jpg", _a_picture())
    site.article("a.md", "![View](p.jpg) and a [link](b.md).", image={"src": "p.jpg", "alt": "V"})
    return site.article("b.md", section="Sport", tags=["T"]).build().root


@pytest.fixture
def built(site: Story, model: Path) -> Story:
    shutil.copytree(model, site.root, dirs_exist_ok=True)
    return site.build()


@pytest.fixture(scope="module")
def expected(
    model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[int, str, dict[str, bytes]]]:
    """What each command does without a state, once `_edit` is done."""

    @cache
    def of(command: str) -> tuple[int, str, dict[str, bytes]]:
        site = Story(tmp_path_factory.mktemp("fresh") / "site")
        made = shutil.ignore_patterns(".archivegen", "public")
        shutil.copytree(model, site.root, ignore=made, dirs_exist_ok=True)
        _edit(site)
        return _run(site.root, command)

    return of


def _edit(site: Story) -> None:
    site.article("b.md", "![View](p.jpg)", section="Sport", tags=["T", "U"])


def _run(root: Path, command: str) -> tuple[int, str, dict[str, bytes]]:
    """What a command ends with, prints and leaves, of the output or of the list of addresses."""
    options = ["--site", str(root), "--now", NOW]
    name, *rest = COMMANDS[command]
    result = CliRunner().invoke(main, [name, *options, *rest], catch_exceptions=False)
    left = dict(Snapshot.of(root / "public").files) if command == "build" else {}
    if command == "urls":
        left = {"urls.txt": (root / "urls.txt").read_bytes()}
    # A path near the working folder is told from there.
    said = result.stdout.replace(str(root), "").replace(os.path.relpath(root), "")
    return result.exit_code, said, left


@pytest.mark.parametrize("damage", [_wrong_bytes, _wrong_rows])
@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("command", COMMANDS)
def test_damage_costs_time_and_no_more(
    built: Story,
    expected: Callable[[str], tuple[int, str, dict[str, bytes]]],
    command: str,
    database: str,
    damage: Callable[[Path], None],
) -> None:
    _edit(built)
    damage(DATABASES[database](built.paths))
    assert _run(built.root, command) == expected(command)
    assert_clean_once(built, Snapshot.of(built.build().paths.output))


def _attempts(*errors: Exception | None) -> Callable[[], str]:
    left = list(errors)

    def attempt() -> str:
        if error := left.pop(0):
            raise error
        return "done"

    return attempt


def test_a_second_attempt_is_the_last(site: Story) -> None:
    damaged = StateDamagedError("a row is wrong")
    assert with_sound_state(site.paths, _attempts(None)) == "done"
    assert with_sound_state(site.paths, _attempts(damaged, None)) == "done"
    with pytest.raises(UnfinishedError, match="a row is wrong"):
        with_sound_state(site.paths, _attempts(damaged, damaged), UnfinishedError)


def test_a_full_disk_is_no_damage(built: Story) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    before = Snapshot.of(built.paths.state)
    with pytest.raises(BuildError, match="full"):
        with_sound_state(built.paths, _attempts(full))
    assert Snapshot.of(built.paths.state) == before
