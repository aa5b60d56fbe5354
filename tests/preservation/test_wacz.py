"""Web archives: judged by py-wacz, read back with warcio, the same bytes each time."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from test_bag import NOW, run
from warcio.archiveiterator import ArchiveIterator

from archivegen.preservation.wacz import sort_key
from story import Snapshot, Story


def write(site: Story, target: Path, *options: str) -> str:
    result = run("wacz", target, "--site", site.root, "--now", NOW, *options)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def wacz(site: Story, tmp_path: Path) -> Path:
    site.article("2024/a.md", headline="Fish & chips").write("static/ä b.txt", "x")
    site.write("static/.htaccess", "Deny from all")
    write(site, tmp_path / "gazette.wacz")
    return tmp_path / "gazette.wacz"


def test_a_wacz_is_one_to_the_reference_implementation(wacz: Path) -> None:
    judge = [sys.executable, "-m", "wacz", "validate", "-f", str(wacz)]
    result = subprocess.run(judge, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Version detected as 1.1.1" in result.stdout


def test_every_file_is_found_by_the_index(site: Story, wacz: Path) -> None:
    found = {}
    with zipfile.ZipFile(wacz) as archive:
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
        warc = archive.read("archive/data.warc.gz")
        lines = gzip.decompress(archive.read("indexes/index.cdx.gz")).decode().splitlines()
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()]
    assert lines == sorted(lines)
    for line in lines:
        key, stamp, fields = line.split(" ", 2)
        entry = json.loads(fields)
        start, length = int(entry["offset"]), int(entry["length"])
        record = next(ArchiveIterator(io.BytesIO(warc[start : start + length])))
        assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"]
        assert (key, stamp) == (sort_key(entry["url"]), "20261231000000")
        found[entry["url"]] = record.content_stream().read(), entry["mime"]
    shown = [path for path in Snapshot.of(site.paths.output).files if not path.startswith(".")]
    assert len(found) == len(shown)
    page = site.paths.output / "2024/05/01/fish-chips/index.html"
    address = "https://gazette.example/2024/05/01/fish-chips/"
    assert found[address] == (page.read_bytes(), "text/html")
    assert found["https://gazette.example/%C3%A4%20b.txt"] == (b"x", "text/plain")
    assert any(entry.get("title", "").startswith("Fish & chips ") for entry in pages)
    assert not any(".htaccess" in address for address in found)


def test_the_same_site_is_the_same_bytes(site: Story, wacz: Path, tmp_path: Path) -> None:
    write(site, tmp_path / "again.wacz")
    assert (tmp_path / "again.wacz").read_bytes() == wacz.read_bytes()


def test_records_alone(site: Story, wacz: Path, tmp_path: Path) -> None:
    write(site, tmp_path / "gazette.warc.gz", "--warc")
    with zipfile.ZipFile(wacz) as archive:
        assert archive.read("archive/data.warc.gz") == (tmp_path / "gazette.warc.gz").read_bytes()


def test_what_is_refused(site: Story, tmp_path: Path) -> None:
    site.article("a.md").write("archivegen.toml", 'title = "x"')
    (tmp_path / "there").write_text("precious")
    there = run("wacz", tmp_path / "there", "--site", site.root)
    assert there.exit_code == 2
    assert (tmp_path / "there").read_text() == "precious"
    # Said before anything is built.
    for command in (["wacz"], ["export", "--format", "csv"]):
        below = run(*command, tmp_path / "there/new", "--site", site.root)
        assert below.exit_code == 2
        assert f"nothing can be made in {tmp_path / 'there'}" in below.stderr
    nowhere = run("wacz", tmp_path / "new", "--site", site.root)
    assert nowhere.exit_code == 2
    assert "set base_url" in nowhere.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://gazette.example/", "example,gazette)/"),
        ("https://www.gazette.example/News/A%20b/", "example,gazette,www)/news/a%20b/"),
        ("http://localhost:8000/a", "localhost:8000)/a"),
    ],
)
def test_sort_keys(address: str, key: str) -> None:
    assert sort_key(address) == key


def test_a_player_finds_each_block_of_the_index(
    site: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ReplayWeb.page reads no index that is compressed as a whole."""
    monkeypatch.setattr("archivegen.preservation.wacz.BLOCK", 7)
    site.article("2024/a.md")
    write(site, tmp_path / "a.wacz")
    with zipfile.ZipFile(tmp_path / "a.wacz") as archive:
        index = archive.read("indexes/index.cdx.gz")
        meta, *blocks = archive.read("indexes/index.idx").decode().splitlines()
    assert meta == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    found = []
    for block in blocks:
        begin, place = block.split(" {")
        at = json.loads("{" + place)
        lines = gzip.decompress(index[at["offset"] : at["offset"] + at["length"]]).decode()
        assert lines.startswith(f"{begin} ")
        found.append(lines)
    assert "".join(found) == gzip.decompress(index).decode()
    assert len(blocks) > 1


def test_files_begin_where_replay_web_page_looks_for_them(wacz: Path) -> None:
    """Behind a header that has a name and no more, as the list at the archive's end has it."""
    with zipfile.ZipFile(wacz) as archive:
        entries = archive.infolist()
        starts = {entry.filename: entry.header_offset for entry in entries}
    data = wacz.read_bytes()
    assert all(not entry.extra for entry in entries)
    for name, start in starts.items():
        lengths = int.from_bytes(data[start + 26 : start + 28], "little"), data[start + 28]
        assert lengths == (len(name), 0)
