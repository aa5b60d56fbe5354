"""Web archives: the pages of a host become articles, with their pictures and redirects."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from importing import SECTION, ImportStory

from archivegen.importer.item import Item, Place
from archivegen.importer.media import MediaError, read_place
from archivegen.importer.options import Options, last_second
from archivegen.importer.sources import warc
from archivegen.model.times import parse_moment, zone_of
from story import CONFIG

HOST = "https://old.example"
TEXT = " ".join(["The lamp was lifted at dusk, and two boats went out to see it."] * 6)


def page(headline: str, more: str = "") -> str:
    return (
        f'<html><head><title>{headline}</title><meta property="article:published_time" '
        f'content="2019-05-04T10:00:00+00:00"></head><body><article><h1>{headline}</h1>'
        f'<time datetime="2019-05-04">4 May 2019</time><p>{TEXT}</p><p>{TEXT} {more}</p>'
        "</article></body></html>"
    )


class Writer:
    """A WARC file in the making, written out by hand."""

    def __init__(self, *, is_compressed: bool = True) -> None:
        self._records: list[bytes] = []
        self._is_compressed = is_compressed

    def add(
        self, address: str, data: str | bytes = "", media_type: str = "text/html",
        status: str = "200 OK", date: str = "2020-01-01T00:00:00Z", *, digest: str = "",
        kind: str = "response", location: str = "",
    ) -> Writer:  # fmt: skip
        payload = data.encode() if isinstance(data, str) else data
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n"
        answer += f"Location: {location}\r\n" if location else ""
        block = f"{answer}\r\n".encode() + payload
        own = f"sha1:{len(self._records)}"
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {date}\r\n"
            f"WARC-Payload-Digest: {digest or own}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n"
        )
        record = f"{head}\r\n".encode() + block + b"\r\n\r\n"
        self._records.append(gzip.compress(record) if self._is_compressed else record)
        return self

    def data(self) -> bytes:
        return b"".join(self._records)


def archive(*, is_compressed: bool = True) -> Writer:
    return (
        Writer(is_compressed=is_compressed)
        .add(f"{HOST}/lamp", page("Old lamp"), date="2019-06-01T00:00:00Z")
        .add(f"{HOST}/lamp", page("The lamp", '<img src="/i/lamp.png" alt="A lamp"> '
                                              '<a href="/boat">boat</a>'))
        .add("http://www.old.example/boat", page("The boat"))
        .add(f"{HOST}/l", status="301 Moved Permanently", location="/lamp")
        .add(f"{HOST}/m", status="302 Found", location=f"{HOST}/l")
        .add(f"{HOST}/i/lamp.png", b"\x89PNG lamp", "image/png")
        .add(f"{HOST}/gone", "gone", status="404 Not Found")
        .add("https://ads.example/x", page("Buy this"))
    )  # fmt: skip


def items(path: Path) -> dict[str, Item]:
    assert warc.recognises(path)
    return {item.id: item for item in warc.read([path], Options())}


@pytest.mark.parametrize("form", ["warc", "warc.gz", "wacz"])
def test_the_newest_page_of_each_address_of_one_host(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    data = archive(is_compressed=form != "warc").data()
    if form == "wacz":
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("archive/data.warc.gz", data)
            made.writestr("datapackage.json", "{}")
    else:
        path.write_bytes(data)
    found = items(path)
    assert {item.id: item.skip for item in found.values()} == {
        f"file:a.{form}": "the archive itself, whose pages are items of their own",
        "https://ads.example/x": "a page of another host than old.example",
        f"{HOST}/lamp": "", "http://www.old.example/boat": "",
    }  # fmt: skip
    lamp = found[f"{HOST}/lamp"]
    assert lamp.fields["headline"].value == "The lamp"
    assert lamp.other_addresses == (f"{HOST}/l", f"{HOST}/m")
    (picture,) = lamp.media
    assert read_place(picture.places[0]) == b"\x89PNG lamp"
    assert found[f"file:a.{form}"].counts == {
        "captures text/html": 4, "captures image/png": 1, "captures of redirects": 2,
        "captures with the status 404": 1, "captures of an address that was captured before": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("at", "headline", "others"),
    [
        ("2019-06-01", "Old lamp", False),
        ("2019", "Old lamp", False),
        ("2019-12", "Old lamp", False),
        ("2020-01-01T00:00:00Z", "The lamp", True),
        ("2019-05-31", "", False),
        ("2019-06-01T02:00:00+03:00", "", False),
    ],
)
def test_the_newest_page_until_a_date(
    tmp_path: Path, at: str, headline: str, *, others: bool
) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive().data())
    until = last_second(parse_moment(at, zone_of("UTC"), is_partial=True))
    found = {item.id: item for item in warc.read([path], Options(at=until))}
    lamp, boat = found[f"{HOST}/lamp"], found["http://www.old.example/boat"]
    later = "a page that was captured later for the first time"
    assert boat.skip == ("" if others else later)
    assert lamp.skip == ("" if headline else later)
    if headline:
        assert lamp.fields["headline"].value == headline
        assert bool(lamp.other_addresses) == others, "the redirects came later"


def test_the_charset_of_the_server_and_a_page_that_is_stored_once(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    data = page("Ünder").encode("cp1252")
    latin = "text/html; charset=windows-1252"
    writer = Writer().add(f"{HOST}/a", data, latin, digest="sha1:A")
    writer.add(f"{HOST}/b", "", latin, digest="sha1:A", kind="revisit")
    path.write_bytes(writer.add(f"{HOST}/c", digest="sha1:B", kind="revisit").data())
    found = items(path)
    assert [found[f"{HOST}/{name}"].fields["headline"].value for name in "ab"] == ["Ünder"] * 2
    assert f"{HOST}/c" not in found, "what it repeats is not in the archive"


@pytest.mark.parametrize("kept", [200, -60])
def test_an_archive_that_was_cut_is_told_and_its_beginning_is_read(
    tmp_path: Path, kept: int
) -> None:
    path = tmp_path / "a.warc.gz"
    first = Writer().add(f"{HOST}/a", page("One")).data()
    second = Writer().add(f"{HOST}/b", page("Two") + "x" * 90_000).data()
    for rest, why in ((second[:kept], "it ends within a record"), (b"\0" * 400, "Invalid WARC")):
        path.write_bytes(first + rest)
        found = items(path)
        (note,) = found["file:a.warc.gz"].notes
        assert note.text.startswith(f"a.warc.gz is broken: {why}")
        assert list(found) == ["file:a.warc.gz", f"{HOST}/a"]


def test_a_place_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive().data())
    for name in ("@3", "@x", "no.warc.gz@0"):
        with pytest.raises(MediaError):
            read_place(Place(str(path), name))
    (tmp_path / "b.wacz").write_bytes(b"no ZIP")
    assert "no WACZ" in items(tmp_path / "b.wacz")["file:b.wacz"].notes[0].text


def test_a_site_of_a_web_archive_builds_at_its_old_addresses(tmp_path: Path) -> None:
    story = ImportStory(tmp_path, config=CONFIG + SECTION).put("a.warc.gz", archive().data())
    story.run("warc").build()
    written = story.text("content/2019/05/the-lamp.md")
    assert "![A lamp](lamp.png)" in written
    assert "[boat](the-boat.md)" in written
    assert story.has("lamp/index.html") or story.has("lamp.html") or story.has("lamp")
    assert b"PNG lamp" in (story.root / "content/2019/05/lamp.png").read_bytes()
    again = story.files()
    assert story.run("warc").files() == again
