"""Pictures: their sizes in pages, smaller ones beside them, nothing of where they were taken."""

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from archivegen.builder.images import library
from archivegen.builder.images.bounds import room_for
from archivegen.builder.images.jobs import ImageTask, ProcessedImage
from archivegen.builder.images.metadata import NotWholeError, stripped
from archivegen.builder.images.process import Processor
from archivegen.cli.main import main
from archivegen.config import extras
from archivegen.config.tables import ImagesConfig
from archivegen.model.picture import Picture, Rendition
from archivegen.model.problems import BuildError
from archivegen.model.urls import Urls
from archivegen.renderer.responsive_images import PageImages, with_pictures
from archivegen.system.digests import digest
from story import Snapshot, Story

PAGE = "2024/05/01/a/index.html"
SECRET = b"N 51 28 38"
ON = "[images]\nenabled = true\nwidths = [40, 80]\n"
ORIENTATION, MAKE, ARTIST, COPYRIGHT, GPS = 0x0112, 0x010F, 0x013B, 0x8298, 0x8825


@lru_cache
def picture(
    kind: str = "JPEG", size: tuple[int, int] = (100, 60), mode: str = "RGB", orientation: int = 1
) -> bytes:
    """A picture with a red corner, which says where it was taken."""
    image = Image.new("RGB", size, "navy")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), "red")
    exif = Image.Exif()
    exif[MAKE], exif[ARTIST], exif[COPYRIGHT] = SECRET.decode(), "Bo Ek", "The Courier"
    exif[GPS] = {1: "N", 2: (51.0, 28.0, 38.0), 29: SECRET.decode()}
    exif[ORIENTATION] = orientation
    options: dict[str, Any] = {"exif": exif}
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Location", SECRET.decode())
        options["pnginfo"] = info
    if kind == "GIF":
        options = {"comment": SECRET}
    target = io.BytesIO()
    image.convert(mode).save(target, kind, **options)
    return target.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def a_site(site: Story, data: bytes, name: str = "p.jpg", more: str = "") -> Story:
    site.configure(ON + more).write(f"content/{name}", data)
    return site.article("a.md", f"Text.\n\n![View]({name})", image={"src": name, "alt": "V"})


# What is published of a file


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_metadata_is_taken_out_and_the_picture_stays(kind: str) -> None:
    data = picture(kind)
    assert SECRET in data
    clean = stripped(data, kind)
    assert SECRET not in clean
    assert opened(clean).convert("RGB").tobytes() == opened(data).convert("RGB").tobytes()
    assert not opened(clean).getexif()
    assert stripped(clean, kind) == clean


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_no_file_says_where_it_was_taken(site: Story, kind: str, orientation: int) -> None:
    name = f"p.{kind.lower()}"
    a_site(site, picture(kind, orientation=orientation), name)
    site.write(f"static/lone-{name}", picture(kind)).build()
    for path, data in Snapshot.of(site.paths.output).files.items():
        assert SECRET not in data, path
    shown = opened((site.paths.output / name).read_bytes())
    assert shown.size == ((100, 60) if orientation in {1, 3} else (60, 100))
    corner = {1: (5, 5), 3: (95, 55), 6: (55, 5), 8: (5, 95)}[orientation]
    red, _, blue = shown.convert("RGB").getpixel(corner)  # type: ignore[misc]
    assert red > 150 > blue
    assert not shown.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_credit_and_copyright_are_kept_if_asked(site: Story, kind: str, orientation: int) -> None:
    name = f"p.{kind.lower()}"
    more = 'keep = ["credit", "copyright"]\n'
    a_site(site, picture(kind, orientation=orientation), name, more).build()
    data = (site.paths.output / name).read_bytes()
    kept = opened(data).getexif()
    assert dict(kept) == {ARTIST: "Bo Ek", COPYRIGHT: "The Courier"}
    assert SECRET not in data


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of PNG."""
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)


def block(content: bytes) -> bytes:
    """A box of AVIF."""
    return struct.pack(">I", len(content) + 8) + b"uuid" + content


def inserted(data: bytes, at: int, more: bytes) -> bytes:
    return data[:at] + more + data[at:]


def test_what_is_not_needed_to_show_a_picture_goes() -> None:
    end = chunk(b"IEND", b"")
    png = stripped(picture("PNG"), "PNG").removesuffix(end)
    for junk in (
        chunk(b"caBX", SECRET) + end,
        chunk(b"zxIf", SECRET) + end,
        chunk(b"IEND", SECRET),
    ):
        assert stripped(png + junk, "PNG") == png + end
    webp = stripped(picture("WEBP"), "WEBP")
    for name in (b"C2PA", b"Exif", b"XMP\0"):
        more = name + struct.pack("<I", len(SECRET)) + SECRET
        data = b"RIFF" + struct.pack("<I", len(webp) - 8 + len(more)) + webp[8:] + more
        assert stripped(data, "WEBP") == webp
    jpeg = stripped(picture(), "JPEG")
    for marker, name in (
        (0xE0, b"JFXX\0"),
        (0xE0, b"Adobe"),
        (0xE2, b"MPF\0"),
        (0xEE, b"ICC_PROFILE\0"),
    ):
        segment = struct.pack(">BBH", 0xFF, marker, len(name + SECRET) + 2) + name + SECRET
        assert stripped(inserted(jpeg, 2, segment), "JPEG") == jpeg
    thumbnail = b"\xff\xe0" + struct.pack(">H", 16 + len(SECRET)) + jpeg[6:18] + b"\1\1" + SECRET
    assert stripped(thumbnail.join([jpeg[:2], jpeg[20:]]), "JPEG") == jpeg
    gif = stripped(picture("GIF"), "GIF")
    words = b"!\x01\x0c" + bytes(12) + bytes([len(SECRET)]) + SECRET + b"\0"
    loop = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0" + bytes([len(SECRET)]) + SECRET + b"\0"
    told = stripped(gif[:-1] + words + loop + b";", "GIF")
    assert SECRET not in told
    assert b"NETSCAPE2.0\x03\x01\0\0\0" in told


def test_avif_has_nothing_beside_its_picture() -> None:
    target = io.BytesIO()
    opened(stripped(picture(), "JPEG")).save(target, "AVIF")
    data = target.getvalue()
    at = struct.unpack_from(">I", data)[0]
    for dirty in (data + SECRET, data + block(SECRET)):
        assert SECRET not in stripped(dirty, "AVIF")
        assert opened(stripped(dirty, "AVIF")).tobytes() == opened(data).tobytes()
    assert SECRET not in stripped(inserted(data, at, block(SECRET)), "AVIF")


@pytest.mark.parametrize("name", ["p.jfif", "p.jpe", "P.JPG", "p.pjp"])
def test_a_picture_has_one_of_many_endings(site: Story, name: str) -> None:
    a_site(site, picture(), name).build()
    assert SECRET not in (site.paths.output / name).read_bytes()
    assert site.page(PAGE).count("<picture>") == 2


@pytest.mark.parametrize("orientation", [1, 6])
def test_colours_and_transparency_stay(site: Story, orientation: int) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    target = io.BytesIO()
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    opened(picture()).save(target, "JPEG", icc_profile=profile, exif=exif)
    a_site(site, target.getvalue()).build()
    made = [*(site.paths.output / "assets/pictures").iterdir(), site.paths.output / "p.jpg"]
    assert all(opened(path.read_bytes()).info["icc_profile"] == profile for path in made)
    palette = opened(picture("PNG", mode="P"))
    palette.info["transparency"] = 0
    target = io.BytesIO()
    palette.save(target, "PNG", transparency=0, exif=exif)
    a_site(site, target.getvalue(), "q.png").build()
    assert "transparency" in opened((site.paths.output / "q.png").read_bytes()).info


def test_browsers_do_not_turn_a_picture_by_its_xmp(site: Story) -> None:
    xmp = b'<x:xmpmeta><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    target = io.BytesIO()
    opened(picture()).save(target, "JPEG", xmp=xmp)
    a_site(site, target.getvalue()).build()
    assert opened((site.paths.output / "p.jpg").read_bytes()).size == (100, 60)


def test_what_is_clean_is_published_byte_for_byte(site: Story) -> None:
    data = stripped(picture(), "JPEG")
    a_site(site, data).build()
    assert (site.paths.output / "p.jpg").read_bytes() == data


def test_what_a_camera_puts_behind_the_picture_goes_too(site: Story) -> None:
    assert stripped(picture() + picture(), "JPEG") == stripped(picture(), "JPEG")
    target = io.BytesIO()
    first, second = opened(picture()), opened(picture())
    first.save(target, "MPO", save_all=True, append_images=[second], exif=first.getexif())
    a_site(site, target.getvalue()).build()
    data = (site.paths.output / "p.jpg").read_bytes()
    assert opened(data).format == "JPEG"
    assert SECRET not in data


def test_a_progressive_picture_is_whole() -> None:
    target = io.BytesIO()
    opened(picture(size=(300, 200))).save(target, "JPEG", progressive=True, comment=SECRET)
    clean = stripped(target.getvalue(), "JPEG")
    assert SECRET not in clean
    assert opened(clean).tobytes() == opened(target.getvalue()).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@given(data=st.data())
def test_damaged_files_are_told_as_such(kind: str, data: st.DataObject) -> None:
    whole = picture(kind)
    cut = data.draw(st.integers(13, len(whole)))
    junk = data.draw(st.binary(max_size=4))
    try:
        result = stripped(whole[:cut] + junk, kind)
    except (NotWholeError, ValueError):
        return
    assert isinstance(result, bytes)


# What pages show


def test_pictures_have_sizes_and_renditions(site: Story) -> None:
    a_site(site, picture()).build()
    page = site.page(PAGE)
    found = re.findall(r"<picture><source ([^>]*)><img ([^>]*)></picture>", page)
    assert len(found) == 2
    (_, lead), (source, inline) = found
    assert 'width="100" height="60" fetchpriority="high"' in lead
    assert 'width="100" height="60" loading="lazy"' in inline
    urls = re.findall(r"(/assets/pictures/\w+-(\d+)\.webp) (\d+)w", source)
    assert [int(width) for _, width, _ in urls] == [40, 80]
    for url, width, told in urls:
        made = opened((site.paths.output / url[1:]).read_bytes())
        assert (made.format, made.width, width) == ("WEBP", int(told), told)
        assert made.height == round(60 * int(width) / 100)


def test_a_narrow_picture_is_never_made_wider(site: Story) -> None:
    a_site(site, picture(size=(60, 30))).build()
    assert re.findall(r"(\d+)w", site.page(PAGE).split("srcset=")[1])[:2] == ["40", "60"]


def test_the_front_page_shows_its_pictures_with_sizes(site: Story) -> None:
    a_site(site, picture()).build()
    assert 'width="100" height="60" fetchpriority="high"' in site.page("index.html")
    site.write("content/p.jpg", picture(size=(90, 60))).build().assert_clean()
    assert 'width="90" height="60"' in site.page("index.html")
    assert 'width="90" height="60"' in site.page(PAGE)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "P"), ("PNG", "LA"), ("PNG", "RGBA"), ("PNG", "I;16"), ("PNG", "1"), ("JPEG", "L"),
     ("JPEG", "CMYK")],
)  # fmt: skip
def test_pictures_of_any_colours(site: Story, kind: str, mode: str) -> None:
    name = f"p.{kind.lower()}"
    image = Image.new("L", (100, 60), 128).convert("I").convert(mode) if mode == "I;16" else None
    target = io.BytesIO()
    (image or opened(picture()).convert(mode)).save(target, kind)
    a_site(site, target.getvalue(), name).build()
    assert site.page(PAGE).count("<picture>") == 2


def test_a_film_stays_one(site: Story) -> None:
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "navy", "gold")]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=SECRET)
    a_site(site, target.getvalue(), "p.gif").build()
    assert '<img alt="View" src="/p.gif" width="50" height="50"' in site.page(PAGE)
    shown = (site.paths.output / "p.gif").read_bytes()
    assert SECRET not in shown
    assert opened(shown).n_frames == 3  # type: ignore[attr-defined]
    assert opened(shown).info["loop"] == 0


@pytest.mark.parametrize(
    "written", ["/i/köln 1.jpg", "/i/k%C3%B6ln%201.jpg", "/i/k%c3%b6ln 1.jpg?v=2"]
)
def test_a_picture_is_known_however_its_address_is_spelled(site: Story, written: str) -> None:
    site.configure(ON).write("static/i/köln 1.jpg", picture())
    site.article("a.md", f"![x](<{written}>)", image={"src": written, "alt": "x"}).build()
    assert site.page(PAGE).count("<picture>") == 2


def test_pictures_of_elsewhere_stay_as_they_are(site: Story) -> None:
    site.configure(ON).article(
        "a.md", "![x](https://x.org/i.jpg) ![y](y.svg)", image="https://x.org/i.jpg"
    )
    site.write("content/y.svg", "<svg/>").build()
    assert "<picture>" not in site.page(PAGE)
    assert "width=" not in site.page(PAGE).split("<main")[1]


def test_an_authors_own_markup_is_respected() -> None:
    one = Picture("/p.jpg", 100, 60, (Rendition("/r.webp", 40),))
    known = PageImages([one], Urls.of(""))
    own = '<picture><source srcset="/x.avif"><img src="/p.jpg"></picture>'
    assert with_pictures(own, known).count("<picture>") == 1
    sized = with_pictures('<img width="10" src="/p.jpg" loading="eager">', known)
    assert 'width="10"' in sized
    assert "height" not in sized
    assert "lazy" not in sized
    assert with_pictures("<p>a > b <img alt='x'></p>", known) == "<p>a > b <img alt='x'></p>"


# Once, and the same again


@pytest.fixture
def processed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pictures that were worked on from now on."""
    seen: list[str] = []
    process = Processor.process

    def watched(self: Processor, task: ImageTask) -> ProcessedImage:
        seen.append(task.path)
        return process(self, task)

    monkeypatch.setattr(Processor, "process", watched)
    return seen


def test_a_picture_is_worked_on_once(site: Story, processed: list[str]) -> None:
    a_site(site, picture()).build()
    assert processed == ["content/p.jpg"]
    processed.clear()
    site.article("b.md").build().assert_clean()
    site.article("a.md", "Else.\n\n![View](p.jpg)", image={"src": "p.jpg", "alt": "V"}).build()
    assert [path for path in processed if "clean" not in path] == ["content/p.jpg"]  # the clean one
    processed.clear()
    site.move("content/p.jpg", "content/q.jpg")
    site.article("a.md", "![View](q.jpg)", image={"src": "q.jpg", "alt": "V"}).build()
    assert processed == []
    site.assert_clean()


def test_pictures_come_change_and_go(site: Story) -> None:
    a_site(site, picture()).build()
    site.write("content/p.jpg", picture(size=(80, 80))).build().assert_clean()
    assert 'width="80" height="80"' in site.page(PAGE)
    renditions = set((site.paths.output / "assets/pictures").iterdir())
    assert len(renditions) == 2
    site.write("content/p.jpg", picture("PNG")).build().assert_clean()
    site.configure("").build().assert_clean()
    assert "<picture>" not in site.page(PAGE)
    assert not site.has("assets/pictures")
    site.configure(ON).build().assert_clean()
    site.delete("content/p.jpg").build().assert_clean()
    assert "<picture>" not in site.page(PAGE)


@pytest.mark.parametrize("damage", ["flip", "delete", "database", "a file", "folders"])
def test_what_is_kept_may_be_damaged(site: Story, damage: str) -> None:
    a_site(site, picture()).build()
    kept = sorted((site.root / ".archivegen/pictures").iterdir())
    assert len(kept) == 3
    if damage == "database":
        kept = [site.root / ".archivegen/pictures.db"]
    if damage == "a file":
        shutil.rmtree(site.root / ".archivegen/pictures")
        site.write(".archivegen/pictures", "x")
        kept = []
    if damage == "folders":
        for path in kept:
            path.unlink()
            path.mkdir()
        kept = []
    for path in kept:
        data = path.read_bytes()
        path.unlink() if damage == "delete" else path.write_bytes(data[:99] + b"x" + data[100:])
    for path in (site.paths.output / "assets/pictures").iterdir():
        path.unlink()
    (site.paths.output / "p.jpg").unlink()
    site.build().assert_clean()


def test_what_no_picture_has_is_forgotten(site: Story) -> None:
    a_site(site, picture()).build()
    site.delete("content/p.jpg").article("a.md").build()
    assert not list((site.root / ".archivegen/pictures").iterdir())


def test_an_edit_of_a_body_is_one_file(site: Story) -> None:
    a_site(site, picture()).build()
    site.article("a.md", "Text.\n\nMore. ![View](p.jpg)", image={"src": "p.jpg", "alt": "V"})
    site.build().assert_written(PAGE)


def test_workers_make_the_same(site: Story) -> None:
    for number in range(9):
        site.write(f"content/p{number}.jpg", picture(size=(50 + number, 40)))
    a_site(site, picture()).build(workers=2).assert_clean()
    site.build(workers=1).assert_written()


# What is wrong


def the_bomb() -> bytes:
    return picture(size=(1500, 1000))


FAULTS: list[tuple[str, Callable[[], bytes], str]] = [
    ("p.jpg", lambda: picture()[:400], "it is broken"),
    ("p.jpg", lambda: b"no picture", "it is no picture"),
    ("p.jpg", the_bomb, "it has more than 1 million pixels"),
    ("p.png", lambda: picture("PNG")[:-80], "it is broken"),
    ("p.webp", lambda: picture("WEBP")[:60], "it is broken"),
    ("p.gif", lambda: b"GIF89a", "it is "),
]


@pytest.mark.parametrize(("name", "make", "why"), FAULTS)
def test_a_picture_that_cannot_be_published_is_an_error_of_its_articles(
    site: Story, name: str, make: Callable[[], bytes], why: str
) -> None:
    a_site(site, picture(), "fine.jpg").build()
    a_site(site, make(), name, "max_megapixels = 1\n").fail()
    (problem,) = site.problems
    assert problem.message.startswith(f"the picture content/{name}: {why}")
    lines = (site.root / "content/a.md").read_text().split("\n")
    assert name in lines[problem.line - 1]
    assert problem.path == "content/a.md"


KINDS = [
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1", "HEIC, which few browsers show"),
    (b"MM\0*\0\0\0\x08", "TIFF, which browsers do not show"),
    (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
    (b"<!DOCTYPE html><html>", "a web page, as a download that failed leaves it"),
    (b"version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS"),
    (b"%PDF-1.7", "a PDF document"),
]


def test_a_file_with_the_ending_of_a_picture_says_what_it_is(site: Story) -> None:
    site.configure(ON).article("a.md", "".join(f"![K](p{i}.jpg)" for i in range(len(KINDS))))
    for number, (data, _) in enumerate(KINDS):
        site.write(f"content/p{number}.jpg", data)
    site.fail()
    for number, (_, kind) in enumerate(KINDS):
        assert f"the picture content/p{number}.jpg: it is {kind}" in site.problems[number].message


def test_a_damaged_part_that_browsers_pass_over_is_left_out(site: Story) -> None:
    data = picture("PNG")
    at = data.index(b"IDAT") - 4
    damaged = data[:at] + b"\0\0\0\x09pHYs" + bytes(13) + data[at:]
    a_site(site, damaged, "p.png").build()
    assert site.places() == [
        (
            "content/p.png:1:1: a part that browsers pass over is damaged (pHYs): "
            "the picture is published without it"
        )
    ]
    assert opened((site.paths.output / "p.png").read_bytes()).size == (100, 60)
    assert len(site.article("b.md").build().problems) == 1
    assert len(site.build().problems) == 1
    site.assert_clean()
    # What is needed to show it is no such part.
    broken = data.replace(data[at + 8 : at + 12], bytes(4), 1)
    a_site(site, broken, "p.png").fail()


def test_a_file_may_be_too_large(site: Story) -> None:
    noise = Image.effect_noise((1200, 1200), 90)
    target = io.BytesIO()
    noise.save(target, "PNG")
    a_site(site, target.getvalue(), "p.png", "max_megabytes = 1\n").fail()
    assert "it is larger than 1 MB" in site.problems[0].message


def many_scans() -> bytes:
    """A JPEG of which the first scan comes again and again: each takes as long as a picture."""
    target = io.BytesIO()
    opened(picture()).save(target, "JPEG", progressive=True)
    data = target.getvalue()
    start = data.index(b"\xff\xda")
    end = min(data.find(mark, start + 2) for mark in (b"\xff\xc4", b"\xff\xda"))
    return data[:start] + data[start:end] * 101 + data[start:]


OUT_OF_BOUNDS = [
    ("p.jpg", many_scans, 5, "it comes in more than 100 scans, which takes too long"),
    ("p.webp", lambda: picture("WEBP", (1000, 1000)), 19, "it takes 20 MB of memory to decode it"),
    ("p.jpg", lambda: picture("JPEG", (1000, 1000)), 10, ""),
    ("p.jpg", lambda: picture("JPEG", (1000, 1000), orientation=6), 10, "it takes 14 MB of memory"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "memory", "fault"), OUT_OF_BOUNDS)
def test_what_a_picture_takes_is_known_before_it_is_decoded(
    tmp_path: Path, name: str, make: Callable[[], bytes], memory: int, fault: str
) -> None:
    (tmp_path / name).write_bytes(make())
    config = ImagesConfig(enabled=True, widths=(), max_memory=memory)
    task = ImageTask(name, digest(make()), b"key", is_shown=True)
    made = Processor(tmp_path, tmp_path, config).process(task)
    assert made.fault.startswith(fault)
    assert bool(made.width) == (not fault)


def test_a_picture_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def decode(_: object) -> None:
        while True:
            pass

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)
    (tmp_path / "p.jpg").write_bytes(picture())
    processor = Processor(tmp_path, tmp_path, ImagesConfig(enabled=True, max_seconds=0))
    made = processor.process(ImageTask("p.jpg", digest(picture()), b"key", is_shown=True))
    assert made.fault == "it takes longer than 0 seconds"


def test_large_pictures_take_turns(tmp_path: Path) -> None:
    turns = []

    def other() -> None:
        with room_for(6, 5, tmp_path):
            turns.append("other")

    thread = threading.Thread(target=other)
    with room_for(6, 5, tmp_path):
        thread.start()
        with room_for(5, 5, tmp_path):
            turns.append("small")
        turns.append("large")
    thread.join()
    assert turns == ["small", "large", "other"]


def test_one_that_nobody_shows_is_a_warning_and_not_published(site: Story) -> None:
    site.configure(ON).article("a.md").write("static/lone.jpg", picture()[:300]).build()
    (problem,) = site.problems
    assert (problem.path, problem.severity) == ("static/lone.jpg", "warning")
    assert not site.has("lone.jpg")
    site.build().assert_written()


def test_what_stands_where_a_rendition_goes_is_told(site: Story) -> None:
    a_site(site, picture()).build()
    taken = next((site.paths.output / "assets/pictures").iterdir()).name
    site.write(f"static/assets/pictures/{taken}", picture("WEBP")).fail()
    assert f"assets/pictures/{taken}" in site.problems[0].message


def test_a_picture_that_changes_during_the_build_is_not_published(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_site(site, stripped(picture(), "JPEG"))
    look = library.process_images

    def and_change(*arguments: Any) -> library.ImageLibrary:
        found = look(*arguments)
        site.write("content/p.jpg", picture())
        return found

    monkeypatch.setattr("archivegen.builder.pipeline.process_images", and_change)
    with pytest.raises(BuildError, match=r"content/p\.jpg was changed during the build"):
        site.build()
    assert not site.has("p.jpg")


def test_check_tells_what_build_would(site: Story) -> None:
    a_site(site, picture()[:300])
    done = CliRunner().invoke(main, ["check", "--site", str(site.root)])
    assert done.exit_code == 1
    assert "the picture content/p.jpg: it is broken" in done.output


def test_kinds_that_keep_their_metadata_are_refused(site: Story) -> None:
    site.configure(ON).article("a.md").write("content/p.heic", b"x").fail()
    assert site.problems[0].path == "content/p.heic"
    site.configure("").build()
    assert site.has("p.heic")


# An extra


def test_without_pillow_it_is_an_error(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "PIL" else object())
    site.configure(ON).article("a.md").fail()
    (problem,) = site.problems
    assert (
        "pip install 'archivegen[images] @ git+https://github.com/archivegen/archivegen'"
        in problem.message
    )
    assert (problem.path, problem.line) == ("archivegen.toml", 4)


def test_nothing_of_it_is_imported_where_it_is_off(site: Story) -> None:
    site.article("a.md").write("content/p.jpg", picture())
    code = (
        "import sys; from archivegen.cli.main import main\n"
        "try: main(['build', '--site', sys.argv[1]])\n"
        "finally: assert not [name for name in sys.modules if name.split('.')[0] == 'PIL']"
    )
    subprocess.run([sys.executable, "-c", code, site.root], check=True, capture_output=True)
    assert (site.paths.output / "p.jpg").read_bytes() == picture()


def test_all_that_is_kept_is_cleaned(site: Story, tmp_path: Path) -> None:
    a_site(site, picture()).build()
    done = CliRunner().invoke(main, ["clean", "--site", str(site.root)])
    assert done.exit_code == 0
    assert not (site.root / ".archivegen").exists()
