"""Draws social cards in the workers: masthead, headline, year and picture become a JPEG.

Cards are set in one font. Letters that it lacks are reported, since boxes in their places would be
worse than no card. Equal texts, pictures and fonts give the same bytes, with the same Pillow.
"""

from __future__ import annotations

import io
import re
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from archivegen.system.digests import digest
from archivegen.system.files import replace_file
from archivegen.system.timeouts import TimeoutReachedError, keep_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
PICTURE_WIDTH = 480
PAPER, INK, RULE = "#fffefb", "#1a1917", "#d8d3c8"
SIZES = (92, 80, 68, 58, 50, 44)
"""Of headlines, in pixels: the largest in which all of one fits."""
LEADING = 1.16
SECONDS = 20
"""Of the processor, for a card: its texts are short, and its picture is small."""

_SHAPED = re.compile("[\u0590-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]").search
"""Letters that join, or stand from right to left: Pillow sets them with the library Raqm alone."""


@dataclass(frozen=True, slots=True)
class CardTask:
    """A card to draw: its content, and the digest of everything that it is made from.

    `picture` is the file of its picture; None for a card of type alone.
    """

    key: bytes
    masthead: str
    headline: str
    year: str
    is_rtl: bool
    accent: str
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """What became of a card: the digest of its file, or what keeps it from being drawn."""

    key: bytes
    digest: bytes = b""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class CardJob:
    """Cards to draw."""

    tasks: tuple[CardTask, ...]

    def parts(self) -> list[CardJob]:
        """A job for each card."""
        return [replace(self, tasks=(one,)) for one in self.tasks]


def file_of_card(folder: Path, key: bytes) -> Path:
    """The file of a card."""
    return folder / f"{key.hex()}.jpg"


@contextmanager
def open_drawer(
    folder: Path, fonts: Sequence[Path]
) -> Iterator[Callable[[CardJob], list[DrawnCard]]]:
    """What draws the cards of a job into `folder`, with the first font that has all letters.

    `fonts` are files; Pillow's own comes after them.
    """
    drawer = Drawer(folder, [_Font(path) for path in (*fonts, None)])
    yield lambda job: [drawer.draw(task) for task in job.tasks]


def lost_cards(job: CardJob) -> list[DrawnCard]:
    """The answer to a job whose worker died."""
    return [DrawnCard(one.key) for one in job.tasks]


class _Font:
    """A font file in all sizes; Pillow's own, Aileron, where there is no path."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, bool] = {}
        self._sizes: dict[tuple[int, bool], Any] = {}

    def at(self, size: int, *, is_shaped: bool = False) -> Any:
        """The font in a size; `is_shaped` for letters that take more than one after the other."""
        from PIL import ImageFont  # noqa: PLC0415 -- an extra, slow to import

        if (size, is_shaped) not in self._sizes:
            # Whether Raqm is there must not change what stands without it.
            engine = ImageFont.Layout.RAQM if is_shaped else ImageFont.Layout.BASIC
            if self._path:
                font = ImageFont.truetype(self._path, size, layout_engine=engine)
            else:
                own: Any = ImageFont.load_default(size)
                font = own.font_variant(layout_engine=engine)
            self._sizes[size, is_shaped] = font
        return self._sizes[size, is_shaped]

    def missing(self, text: str) -> str:
        """The letters of a text that the font has not, each once."""
        return "".join(letter for letter in dict.fromkeys(text) if not self._has(letter))

    def _has(self, letter: str) -> bool:
        if letter not in self._known:
            seen = unicodedata.category(letter) not in {"Zs", "Cf", "Mn", "Me", "Cc"}
            self._known[letter] = not seen or self._drawn(letter) != self._drawn("\U0010fffe")
        return self._known[letter]

    def _drawn(self, letter: str) -> tuple[bytes, tuple[int, int]]:
        mask = self.at(40).getmask(letter)
        return bytes(mask), mask.size


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws the cards of one site."""

    folder: Path
    fonts: Sequence[_Font]

    def draw(self, task: CardTask) -> DrawnCard:
        """Draw a card into its file."""
        from PIL import features  # noqa: PLC0415

        text = f"{task.masthead}{task.headline}{task.year}"
        is_shaped = bool(_SHAPED(text))
        if is_shaped and not features.check("raqm"):
            return DrawnCard(task.key, missing="".join(dict.fromkeys(filter(_SHAPED, text))))
        lacking = [font.missing(text) for font in self.fonts]
        font = next(
            (one for one, lacks in zip(self.fonts, lacking, strict=True) if not lacks), None
        )
        if font is None:
            return DrawnCard(task.key, missing=min(lacking, key=len))
        try:
            with keep_time() as keeper, keeper.limit(SECONDS):
                data = _jpeg_of(_Card(task, font, is_shaped=is_shaped).drawn())
        except TimeoutReachedError:
            return DrawnCard(task.key)
        replace_file(file_of_card(self.folder, task.key), data)
        return DrawnCard(task.key, digest(data))


class _Card:
    """One card as it is drawn."""

    def __init__(self, task: CardTask, font: _Font, *, is_shaped: bool) -> None:
        from PIL import Image, ImageDraw  # noqa: PLC0415

        self._task, self._font = task, partial(font.at, is_shaped=is_shaped)
        self._image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._direction = ("rtl" if task.is_rtl else "ltr") if is_shaped else None
        room = PICTURE_WIDTH if task.picture else 0
        self._left = MARGIN + (room if task.is_rtl else 0)
        self._width = WIDTH - 2 * MARGIN - room

    def drawn(self) -> Any:
        """The card: masthead above a rule, headline, year, and a picture beside them."""
        task = self._task
        if task.picture:
            self._place(task.picture)
        self._draw.rectangle((0, 0, WIDTH, 11), task.accent)
        self._line(56, 30, self._cut(task.masthead, self._font(30)), INK)
        self._draw.line((self._left, 112, self._left + self._width, 112), RULE, 2)
        size, lines = self._set(task.headline, HEIGHT - 136 - 116)
        for number, line in enumerate(lines):
            self._line(136 + int(number * size * LEADING), size, line, INK)
        self._line(HEIGHT - 92, 34, task.year, task.accent)
        return self._image

    def _place(self, picture_file: Path) -> None:
        from PIL import Image, ImageOps  # noqa: PLC0415

        with Image.open(picture_file, formats=("WEBP",)) as opened:
            picture = opened.convert("RGBA")
        ground = Image.new("RGBA", picture.size, PAPER)
        ground.alpha_composite(picture)
        fitted = ImageOps.fit(ground.convert("RGB"), (PICTURE_WIDTH, HEIGHT))
        self._image.paste(fitted, (0 if self._task.is_rtl else WIDTH - PICTURE_WIDTH, 0))

    def _line(self, top: int, size: int, text: str, colour: str) -> None:
        at = (self._left + self._width if self._task.is_rtl else self._left, top)
        anchor = "ra" if self._task.is_rtl else "la"
        self._draw.text(at, text, colour, self._font(size), anchor, direction=self._direction)

    def _set(self, text: str, height: int) -> tuple[int, list[str]]:
        """The size and the lines of a headline; one that fits in no size ends in dots."""
        for size in SIZES:
            lines, most = self._lines(text, self._font(size)), int(height / (size * LEADING))
            if len(lines) <= most:
                return size, lines
        last = self._cut(f"{lines[most - 1]} {lines[most]}", self._font(size))
        return size, [*lines[: most - 1], last]

    def _lines(self, text: str, font: Any) -> list[str]:
        """The lines of a text: between words, and in what has none, or no room, between letters."""
        lines = [""]
        for word in text.split():
            joined = f"{lines[-1]} {word}".strip()
            if self._fits(joined, font):
                lines[-1] = joined
                continue
            lines += ["" for _ in range(bool(lines[-1]))]
            for letter in word:
                if lines[-1] and not self._fits(lines[-1] + letter, font):
                    lines.append("")
                lines[-1] += letter
        return lines

    def _cut(self, text: str, font: Any) -> str:
        if self._fits(text, font):
            return text
        while text and not self._fits(f"{text}\u2026", font):
            text = text[:-1].rstrip()
        return f"{text}\u2026"

    def _fits(self, text: str, font: Any) -> bool:
        return bool(font.getlength(text, direction=self._direction) <= self._width)


def _jpeg_of(image: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=88)
    return target.getvalue()
