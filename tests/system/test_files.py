"""Files that take the place of others: whole, or not at all."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from archivegen.system.files import read_small, replace_file


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    replace_file(path, b"old")
    replace_file(path, b"new", tmp_path / "other")
    replace_file(path, b"newest", is_durable=True)
    assert path.read_bytes() == b"newest"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def refuse(source: Path, target: Path) -> None:
        assert re.fullmatch(r"a\.json\.\d+", Path(source).name)
        assert Path(source).read_bytes() == b"new"
        raise PermissionError(target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_the_first_error_is_told(tmp_path: Path) -> None:
    """Also where a folder stands in the way of the temporary file, which cannot be removed."""
    (tmp_path / "temporary").mkdir()
    with pytest.raises(OSError, match="temporary") as error:
        replace_file(tmp_path / "a", b"", tmp_path / "temporary")
    assert not isinstance(error.value.__context__, OSError)
    assert os.listdir(tmp_path) == ["temporary"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to("target")
    replace_file(tmp_path / "link", b"ours")
    assert (tmp_path / "target").read_bytes() == b"theirs"
    assert not (tmp_path / "link").is_symlink()


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one\r\ntwo\n")
    assert read_small(path, 9) == b"one\r\ntwo\n"
    assert read_small(path, 8) is None
    path.write_bytes(b"")
    assert read_small(path, 0) == b""
    with pytest.raises(IsADirectoryError):
        read_small(tmp_path, 1_000_000)


def test_a_file_that_grows_while_it_is_read_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stat = tmp_path / "a.md", os.fstat
    path.write_bytes(b"one two")
    monkeypatch.setattr(os, "fstat", lambda file: os.stat_result((*stat(file)[:6], 3, 0, 0, 0)))
    assert read_small(path, 5) == b"one two"


def test_a_file_that_comes_in_pieces_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As some file systems of networks give it."""
    path, read = tmp_path / "a.md", os.read
    path.write_bytes(b"one two")
    monkeypatch.setattr(os, "read", lambda file, size: read(file, min(size, 3)))
    assert read_small(path, 100) == b"one two"
