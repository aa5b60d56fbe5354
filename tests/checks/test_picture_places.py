"""Pictures that say where they were taken, found without Pillow."""

from __future__ import annotations

import io
import sys
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from archivegen.checks.picture_places import says_where
from checking import told
from story import Story

GPS = 0x8825
KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "TIFF": "tiff"}


@lru_cache
def picture(kind: str, *, place: bool, xmp: bool = False) -> bytes:
    exif, options = Image.Exif(), dict[str, Any]()
    exif[0x010F] = "A camera"
    exif[GPS] = {1: "N", 2: (51.0, 28.0, 38.0)} if place else {29: "2024:05:01"}
    if xmp and kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", '<x exif:GPSLatitude="51,28.6N"/>')
    if kind == "TIFF":
        return exif.tobytes().removeprefix(b"Exif\0\0")
    target = io.BytesIO()
    Image.effect_noise((90, 60), 90).convert("RGB").save(target, kind, exif=exif, **options)
    return target.getvalue()


def test_a_published_picture_that_says_where_it_was_taken_is_told(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("a.md")
    for kind, ending in KINDS.items():
        site.write(f"content/place.{ending}", picture(kind, place=True))
        site.write(f"static/none.{ending}", picture(kind, place=False))
    site.write("static/xmp.png", picture("PNG", place=False, xmp=True))
    site.write("content/draft.jpg", picture("JPEG", place=True))
    site.article("d.md", "![D](draft.jpg)", draft=True)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "PIL", None)
        lines = told(site, "place in a picture")
    named = [line.split(":", maxsplit=1)[0] for line in lines]
    places = [f"warning content/place.{ending}" for ending in sorted(KINDS.values())]
    assert named == [*places, "warning static/xmp.png"]
    site.delete("content/place.tiff").delete("static/none.tiff")
    site.configure("[images]\nenabled = true\n")
    assert told(site, "place in a picture") == []


@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_a_damaged_file_is_read_to_its_end(kind: str, data: st.DataObject) -> None:
    whole = bytearray(picture(kind, place=True))
    for at in data.draw(st.lists(st.integers(0, 300), max_size=9)):
        whole[at % len(whole)] = data.draw(st.integers(0, 255))
    says_where(io.BytesIO(bytes(whole[: data.draw(st.integers(0, len(whole)))])))
