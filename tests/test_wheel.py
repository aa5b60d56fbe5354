"""An installed wheel builds a site outside the repository, with the theme that it carries."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from story import Story

REPOSITORY = Path(__file__).parents[1]


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_wheel(site: Story, tmp_path: Path) -> None:
    _run(
        sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index",
        "--wheel-dir", tmp_path, REPOSITORY, cwd=tmp_path,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    scripts = sysconfig.get_path("scripts", "venv", vars={"base": str(home)})
    packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(home)}))
    python = Path(scripts) / Path(sys.executable).name
    _run(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index",
        wheel, cwd=tmp_path,
    )  # fmt: skip
    # The dependencies are those of this environment; a folder named by a .pth file does not
    # have its own .pth files read, so this environment's archivegen stays out.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    where = _run(python, "-c", "import archivegen; print(archivegen.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(home)
    site.article("a.md").build()
    expected = site.page("2024/05/01/a/index.html")
    report = tmp_path / "report.json"
    _run(
        Path(scripts) / "archivegen", "build", "--site", site.root, "--output", tmp_path / "out",
        "--now", "2025-06-15", "--report", report, cwd=tmp_path,
    )  # fmt: skip
    assert json.loads(report.read_text())["articles"] == 1
    built = (tmp_path / "out/2024/05/01/a/index.html").read_text(encoding="utf-8")
    assert built == expected
