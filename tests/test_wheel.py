"""An installed wheel makes, builds and checks a site, with the files that it carries."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from archivegen.authoring.new_site import Choices, site_files
from story import Story

REPOSITORY = Path(__file__).parents[1]


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def archivegen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an installed wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(
        sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index",
        "--wheel-dir", folder, REPOSITORY, cwd=folder,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    home = folder / "venv"
    venv.create(home, with_pip=False)
    scripts = sysconfig.get_path("scripts", "venv", vars={"base": str(home)})
    packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(home)}))
    python = Path(scripts) / Path(sys.executable).name
    _run(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index",
        wheel, cwd=folder,
    )  # fmt: skip
    # The dependencies are those of this environment; a folder named by a .pth file does not
    # have its own .pth files read, so this environment's archivegen stays out.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    where = _run(python, "-c", "import archivegen; print(archivegen.__file__)", cwd=folder)
    assert Path(where.strip()).is_relative_to(home)
    return Path(scripts) / "archivegen"


def test_a_site_is_built_with_the_theme_of_the_wheel(
    archivegen: Path, site: Story, tmp_path: Path
) -> None:
    site.article("a.md").build()
    expected = site.page("2024/05/01/a/index.html")
    report = tmp_path / "report.json"
    _run(
        archivegen, "build", "--site", site.root, "--output", tmp_path / "out",
        "--now", "2025-06-15", "--report", report, cwd=tmp_path,
    )  # fmt: skip
    assert json.loads(report.read_text())["articles"] == 1
    built = (tmp_path / "out/2024/05/01/a/index.html").read_text(encoding="utf-8")
    assert built == expected


def test_from_nothing_to_a_checked_site(archivegen: Path, tmp_path: Path) -> None:
    said = _run(archivegen, "init", "my archive", "--timezone", "Europe/London", cwd=tmp_path)
    assert "archivegen serve" in said
    root = tmp_path / "my archive"
    written = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert written == set(site_files(Choices("T")))
    path = _run(archivegen, "new", "Lamp lit", "--date", "2024-11-02 07:15", cwd=root).strip()
    assert Path(path) == Path("content", "2024", "11", "lamp-lit.md")
    with (root / path).open("a", encoding="utf-8") as file:
        file.write("The light at Gull Point is [back](../06/every-key.md).\n")
    assert "4 articles" in _run(archivegen, "build", "--strict", cwd=root)
    assert (root / "public" / "2024" / "11" / "02" / "lamp-lit" / "index.html").is_file()
    _run(archivegen, "check", "--strict", cwd=root)
    schema = _run(archivegen, "schema", cwd=root)
    assert schema == (root / "schemas" / "article.schema.json").read_text(encoding="utf-8")
