"""Verification: each file that is missing, changed or extra is told, whatever vouches for it."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_bag import an_archive, pack, run

from archivegen.preservation.fixity import BrokenListError, Fixity, lines_of, read_list
from archivegen.preservation.opened_bag import OpenedBag
from story import Story


@pytest.fixture
def bag(site: Story, tmp_path: Path) -> Path:
    target = tmp_path / "bag"
    assert pack(an_archive(site), target).exit_code == 0
    return target


def test_what_is_wrong_with_a_bag(bag: Path) -> None:
    (bag / "data/archivegen.toml").unlink()
    (bag / "data/README.txt").write_text("changed")
    (bag / "data/public/new.html").write_text("extra")
    (bag / "bag-info.txt").write_text("Bagging-Date: 1922-07-21\n")
    result = run("verify", bag)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "changed: bag-info.txt",
        "changed: data/README.txt",
        "missing: data/archivegen.toml",
        "extra: data/public/new.html",
    ]
    assert result.stderr.endswith("bag is not intact: 4 lines above\n")


def test_bags_of_others(tmp_path: Path) -> None:
    """One with MD5 alone, without tag files, with an asterisk and `./`, as old tools write it."""
    folder = tmp_path / "theirs"
    (folder / "data").mkdir(parents=True)
    (folder / "bagit.txt").write_text("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "data/a.txt").write_text("a")
    (folder / "manifest-md5.txt").write_text("0CC175B9C0F1B6A831C399E269772661 *./data/a.txt\r\n")
    assert run("verify", folder).stdout == "extra: bagit.txt\n"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("bagit.txt", "BagIt-Version: 2.0\n", "of an unknown version"),
        ("manifest-sha512.txt", "00  ../../etc/passwd\n", "leads out of the bag"),
        ("manifest-sha512.txt", "no line\n", "manifest-sha512.txt:1: this is no digest and path"),
        ("manifest-sha512.txt", b"00  data/\xff\n", "manifest-sha512.txt:1: this is not UTF-8"),
        ("manifest-rot13.txt", "00  data/a\n", "this algorithm is unknown"),
    ],
)
def test_bags_that_cannot_be_trusted(bag: Path, name: str, text: str | bytes, message: str) -> None:
    (bag / name).write_bytes(text.encode() if isinstance(text, str) else text)
    result = run("verify", bag)
    assert result.exit_code == 1
    assert message in result.stderr


def test_an_output_is_held_to_what_knows_of_it(site: Story, bag: Path, tmp_path: Path) -> None:
    output, copy = site.paths.output, tmp_path / "copy"
    here = "verify", output, "--site", site.root
    assert run(*here).exit_code == 0
    output.rename(copy)
    listed = run("verify", copy)
    assert listed.exit_code == 0
    assert "their contents were not compared" in listed.stdout
    assert run("verify", copy, "--bag", bag).stdout.startswith(f"{copy} is whole: ")

    (copy / "index.html").write_text("changed")
    (copy / ".git").mkdir()
    (copy / ".git/HEAD").write_text("no part of any site")
    assert run("verify", copy).exit_code == 0
    assert run("verify", copy, "--bag", bag).stdout == "changed: index.html\n"
    copy.rename(output)
    assert run(*here).stdout == "changed: index.html\n"
    assert run("verify", tmp_path).exit_code == 1


def test_addresses_that_nothing_answers(site: Story) -> None:
    site.article("a.md", "Text.").build()
    site.write("public/about.html", "x").write("public/.archivegen-files", "")
    urls = site.root / "urls.txt"
    site.write(
        "urls.txt", "/2024/05/01/a/ content/a.md\n/about\n/gone/ retired\n/lost/\n/2024/%C3%A4\nx\n"
    )
    result = run("verify", site.paths.output, "--url-list", urls, "--bag", "x")
    assert result.exit_code == 2
    lines = run("verify", site.paths.output, "--url-list", urls).stdout.splitlines()
    assert [line for line in lines if not line.startswith("extra: ")] == [
        "missing: /lost/ (urls.txt:4)",
        "missing: /2024/%C3%A4 (urls.txt:5)",
        "unreadable: urls.txt:6 (this line is not in the form of the list of addresses)",
    ]


def test_a_verification_goes_on_where_it_was_stopped(
    bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = tmp_path / "journal"
    expected = OpenedBag.at(bag).expectation()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("archivegen.preservation.verify._files_of", stop)
        assert run("verify", bag, "--resume", journal).exit_code != 0
    assert len(journal.read_text().splitlines()) == len(expected.files) + 1

    # What is noted is not read again; what has changed since is.
    hashed = list[str]()

    def hash_nothing(file: BinaryIO, _: object) -> Fixity:
        hashed.append(file.name)
        return Fixity(0, {})

    monkeypatch.setattr("archivegen.preservation.verify.fixity_of", hash_nothing)
    (bag / "data/README.txt").write_text("changed")
    assert run("verify", bag, "--resume", journal).stdout == "changed: data/README.txt\n"
    assert hashed == [str(bag / "data/README.txt")]
    assert not journal.exists()


def test_a_journal_is_no_other_file(bag: Path) -> None:
    precious = bag / "data/archivegen.toml"
    before = precious.read_bytes()
    result = run("verify", bag, "--resume", precious)
    assert result.exit_code == 1
    assert "is not a journal of a verification" in result.stderr
    assert precious.read_bytes() == before


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_name_comes_back_from_a_list(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "list.txt"
    path.write_text("".join(lines_of([(f"data/{name}", "00")])), "utf-8", newline="\n")
    assert list(read_list(path)) == [(f"data/{name}", "00")]


def test_a_list_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(b"\n00  data/a\n\x00\x01")
    with pytest.raises(BrokenListError, match=r"list\.txt:3"):
        list(read_list(path))
