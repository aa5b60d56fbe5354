"""Bags: what is in them, the same bytes everywhere, and what the reference implementation says."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha512
from pathlib import Path

import bagit
import pytest
from click import ClickException
from click.testing import CliRunner, Result

from archivegen import __version__
from archivegen.builder import pools
from archivegen.cli.exit_errors import building
from archivegen.cli.main import main
from archivegen.preservation.subject import Subject
from archivegen.preservation.texts import readme
from story import Snapshot, Story

NOW = "2026-12-31"


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def pack(site: Story, target: Path, *options: str | Path) -> Result:
    return run("bag", target, "--site", site.root, "--now", NOW, *options)


def an_archive(site: Story) -> Story:
    site.configure("[indexes]\njsonl = true\n[alternates]\njson = true\nmarkdown = true\n")
    site.article("2024/a.md", tags=["Sea"]).article("b.md", draft=True)
    return site.write("static/x.txt", "x").write("content/2024/ä b.jpg", b"picture")


@pytest.fixture
def bag(site: Story, tmp_path: Path) -> Path:
    target = tmp_path / "bag"
    assert pack(an_archive(site), target).exit_code == 0
    return target


def test_a_bag_is_one_to_the_reference_implementation(bag: Path) -> None:
    judged = bagit.Bag(str(bag))
    judged.validate()
    assert judged.info["Archive-Articles"] == "1"
    assert judged.info["Archive-First-Month"] == judged.info["Archive-Last-Month"] == "2024-05"
    assert judged.info["Bagging-Date"] == NOW


def test_a_percent_sign_is_encoded_in_lists(site: Story, tmp_path: Path) -> None:
    """As RFC 8493 asks (2.1.3), though the reference implementation of today does not decode it."""
    site.article("a.md").write("static/100%.txt", "x")
    if os.name != "nt":
        site.write("static/a\\b.txt", "x")
    bag = tmp_path / "bag"
    assert pack(site, bag).exit_code == 0
    assert "  data/static/100%25.txt\n" in (bag / "manifest-sha512.txt").read_text("utf-8")
    assert run("verify", bag).exit_code == 0


def test_a_bag_holds_sources_output_and_generator(site: Story, bag: Path) -> None:
    data = bag / "data"
    for folder in ("content", "static"):
        assert Snapshot.of(data / folder).files == Snapshot.of(site.root / folder).files
    assert Snapshot.of(data / "public").files == Snapshot.of(site.paths.output).files
    assert (data / "archivegen.toml").read_bytes() == site.paths.config.read_bytes()
    text = (data / "README.txt").read_text("utf-8")
    assert "1 article, of 2024-05 to 2024-05" in text
    # A person is told of what is there, and of nothing else.
    told = re.findall(r"^([\w.]+)/?(?: {2,}|$)", text, re.MULTILINE)
    assert {*told, "README.txt"} == {path.name for path in data.iterdir()}
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("command", ["bag", "wacz"])
def test_what_is_packed_is_built_by_as_many_workers_as_there_are(
    site: Story, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a word of the command line, where a site is large enough for more than one."""
    monkeypatch.setattr(pools, "MANY_FILES", 0)
    site.article("a.md")
    made = run(command, tmp_path / "made.wacz", "--site", site.root, "--now", NOW)
    assert made.exit_code == 0, made.output


@pytest.mark.parametrize(
    ("address", "commands", "place"),
    [
        ("", ["python3 -m http.server --directory public 8000"], ""),
        ("https://x.example/", ["python3 -m http.server --directory public 8000"], ""),
        (
            "https://x.example/a%20b/paper/",
            [
                "mkdir -p /tmp/served/'a b/paper'",
                "cp -R public/. /tmp/served/'a b/paper'",
                "python3 -m http.server --directory /tmp/served 8000",
            ],
            "a%20b/paper/",
        ),
    ],
)
def test_how_the_pages_are_looked_at(address: str, commands: list[str], place: str) -> None:
    """Their links begin with the path of the address, so a server has to show them below it."""
    text = readme(Subject("T", address, 1, "", "", (), 0), {"public"}, is_follow_up=False).decode()
    said = text.partition("In this folder:\n\n")[2].partition("\n\n")[0]
    assert [line.removeprefix("    ") for line in said.splitlines()] == commands
    assert f"http://localhost:8000/{place} in a web browser" in text


def test_the_generator_of_a_bag_runs(bag: Path, tmp_path: Path) -> None:
    (wheel,) = (bag / "data/generator").glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(tmp_path / "unpacked")
    code = "import archivegen.cli.main as m, archivegen.config.paths as p; print(p.theme_folder())"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "unpacked")}
    shown = subprocess.run(
        [sys.executable, "-P", "-c", code], env=environment, capture_output=True, text=True,
        check=True, encoding="utf-8",
    )  # fmt: skip
    assert Path(shown.stdout.strip()) == tmp_path / "unpacked/archivegen/theme"
    assert (tmp_path / "unpacked/archivegen/theme/article.html").is_file()
    pins = (bag / "data/generator/requirements.txt").read_text("utf-8").splitlines()
    assert f"archivegen=={__version__}" in pins
    assert any(pin.startswith("markupsafe==") for pin in pins)
    # Of an extra that the site asks for.
    assert any(pin.startswith("lxml==") for pin in pins)
    assert not any(pin.startswith(("pyromark==", "pytest==")) for pin in pins)


def test_two_machines_pack_the_same_bytes(site: Story, bag: Path, tmp_path: Path) -> None:
    """Of a copy in another folder, whose files came in another order at another time, and whose
    user is another."""
    elsewhere = tmp_path / "Else where"
    other = Story(elsewhere / "Kopie")
    for path, data in reversed(Snapshot.of(site.root).files.items()):
        if not path.startswith((".archivegen/", "public/")):
            other.write(path, data)
            os.utime(other.root / path, (10**9, 10**9))
    before = os.umask(0o077)
    try:
        subprocess.run(
            [sys.executable, "-m", "archivegen", "bag", "../bag", "--site", ".",
             "--output", "../site", "--now", NOW, "--workers", "3"],
            check=True, capture_output=True, cwd=other.root,
            env={
                **os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7",
                "HOME": str(tmp_path), "USER": "somebody", "LOGNAME": "somebody",
                "TMPDIR": str(tmp_path),
            },
        )  # fmt: skip
    finally:
        os.umask(before)
    assert Snapshot.of(elsewhere / "bag").files == Snapshot.of(bag).files


def test_a_second_bag_holds_what_changed(site: Story, bag: Path, tmp_path: Path) -> None:
    site.article("2024/a.md", "Other words.", tags=["Sea"]).delete("static/x.txt")
    second, third = tmp_path / "second", tmp_path / "third"
    result = pack(site, second, "--since", bag)
    assert result.exit_code == 0
    assert "more are as they were in the bag before" in result.stdout
    bagit.Bag(str(second)).validate()
    packed = {path.split("/", 1)[1] for path in bagit.Bag(str(second)).payload_files()}
    assert "content/2024/a.md" in packed
    assert "content/2024/ä b.jpg" not in packed
    assert "unchanged-sha512.txt" in (second / "data/README.txt").read_text("utf-8")

    assert run("verify", second, bag).exit_code == 0
    alone = run("verify", second)
    assert alone.exit_code == 1
    number = len((second / "unchanged-sha512.txt").read_text("utf-8").splitlines())
    assert alone.stdout.startswith(f"missing: {number} files of unchanged-sha512.txt (earlier bags")
    assert sha512((bag / "tagmanifest-sha512.txt").read_bytes()).hexdigest()[:16] in alone.stdout
    assert pack(site, third, "--since", second).exit_code == 0
    assert run("verify", third, bag, second).exit_code == 0
    assert run("verify", third, second).exit_code == 1

    whole = tmp_path / "whole"
    for one in (bag, second, third):
        shutil.copytree(one, whole, dirs_exist_ok=True)
    lists = [whole / "manifest-sha512.txt", whole / "unchanged-sha512.txt"]
    lines = [line.split("  ") for one in lists for line in one.read_text("utf-8").splitlines()]
    assert {path: sha512((whole / path).read_bytes()).hexdigest() for _, path in lines} == {
        path: digest for digest, path in lines
    }
    refused = pack(site, tmp_path / "fourth", "--since", site.root)
    assert refused.exit_code == 2
    assert "is not a bag" in refused.stderr

    (bag / "data/content/2024/ä b.jpg").write_bytes(b"pictura")
    assert run("verify", third, second, bag).stdout == "changed: data/content/2024/ä b.jpg\n"


@pytest.mark.parametrize(
    "place", ["content/bag", "public/bag", ".archivegen/bag", "static", "archivegen.toml/new/bag"]
)
def test_a_bag_is_never_part_of_itself_nor_in_the_way(site: Story, place: str) -> None:
    an_archive(site).build()
    before = Snapshot.of(site.root).files.keys()
    assert pack(site, site.root / place).exit_code == 2
    assert Snapshot.of(site.root).files.keys() == before


def test_names_that_are_one_elsewhere_are_refused(site: Story, tmp_path: Path) -> None:
    site.article("a.md").write("imports/a/Strange.md", "1").write("imports/a/strange.md", "2")
    result = pack(site, tmp_path / "bag")
    assert result.exit_code == 1
    assert (
        "imports/a/strange.md: error: some systems cannot tell its name from imports/a/Strange.md"
        in result.stderr
    )
    assert result.stdout.endswith("No bag was made\n")
    assert not list(tmp_path.glob("*bag*"))


def test_what_is_left_out_is_said(site: Story, tmp_path: Path) -> None:
    site.article("a.md").write("notes/x.txt", "x").build()
    site.write("portable/.archivegen-files", "")
    site.write("public/CNAME", "gazette.example").write("static/x", "")
    (site.root / "static/pipe").symlink_to(tmp_path)
    result = pack(site, tmp_path / "bag")
    assert "Left out, because it is not part of the site: notes/\n" in result.stdout
    assert result.stderr.count("static/pipe: warning: passed over") == 1
    assert (
        "public: warning: not built by archivegen, and not in the bag: 1 file there"
        in result.stderr
    )
    assert not (tmp_path / "bag/data/public/CNAME").exists()


def test_a_site_with_errors_is_not_packed(site: Story, tmp_path: Path) -> None:
    site.article("a.md", section="")
    assert pack(site, tmp_path / "bag").exit_code == 1
    assert not (tmp_path / "bag").exists()


def test_a_site_whose_folder_cannot_be_written_is_packed(site: Story, tmp_path: Path) -> None:
    """Nothing can be kept in it; the output is elsewhere."""
    site.article("2024/a.md").article("2024/b.md", date="2024-07-01")
    assert run("bag", tmp_path / "usual", "--site", site.root, "--now", NOW).exit_code == 0
    shutil.rmtree(site.paths.state)
    site.write(".archivegen", "no folder")
    output = ("--output", tmp_path / "built")
    result = run("bag", tmp_path / "bag", "--site", site.root, "--now", NOW, *output)
    assert result.exit_code == 0, result.output
    info = "bag-info.txt"
    assert (tmp_path / "bag" / info).read_text() == (tmp_path / "usual" / info).read_text()
    assert run("wacz", tmp_path / "a.wacz", "--site", site.root, *output).exit_code == 0
    told = PermissionError(errno.EACCES, "no", str(site.paths.output / "x"))
    with (
        pytest.raises(ClickException, match=r"name another folder .* --output"),
        building(site.paths.output),
    ):
        raise told
