"""Image processing, in the workers, with Pillow: a picture file becomes what is published of it.

These are its bytes without metadata, turned upright where necessary, and smaller WebP renditions.
The same file and settings give the same bytes, with the same Pillow.
"""

from __future__ import annotations

import io
import shutil
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from archivegen.builder.images.bounds import OutOfBoundsError, needed_megabytes, room_for
from archivegen.builder.images.jobs import ImageJob, ImageTask, ProcessedImage, file_of
from archivegen.builder.images.metadata import NotWholeError, stripped, without_broken_chunks
from archivegen.builder.images.signatures import kind_of
from archivegen.system.digests import digest
from archivegen.system.files import located, replace_file
from archivegen.system.timeouts import TimeoutReachedError, keep_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archivegen.config.tables import ImagesConfig

_LARGEST = 16_383
"""Pixels of a side of WebP, at most (RFC 9649, 2.4)."""
_ORIENTATION, _ARTIST, _COPYRIGHT = 0x0112, 0x013B, 0x8298
_KEPT = {"credit": _ARTIST, "copyright": _COPYRIGHT}
_TURNED = range(2, 9)
_XMP = ("xmp", "XML:com.adobe.xmp")
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_UPRIGHT_QUALITY = 92
"""Of a picture that is encoded once more because it has to be turned."""


@contextmanager
def open_processor(
    root: Path, folder: Path, config: ImagesConfig, workers: int
) -> Iterator[Callable[[ImageJob], list[ProcessedImage]]]:
    """What works on the pictures of a job, of the site in `root`, with results in `folder`.

    `workers` is how many do so at the same time.
    """
    processor = Processor(root, folder, config, workers)
    yield lambda job: [processor.process(task) for task in job.tasks]


def header_fault(data: bytes) -> str:
    """Why a file cannot be published as a picture, as far as its header says; empty if it can.

    What only shows when all of it is decoded, such as a JPEG that is cut off, is not found.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- an extra, slow to import

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(without_broken_chunks(data)[0]), formats=_FORMATS):
                return ""
    except UnidentifiedImageError:
        return f"it is {kind_of(data)}" if data else "it is empty"
    except Image.DecompressionBombError:
        return "it has far too many pixels"
    except (OSError, ValueError, SyntaxError, EOFError, NotWholeError) as error:
        return f"it is broken: {error}"


class _FaultError(Exception):
    """A picture that cannot be published, in an editor's words."""


@dataclass(frozen=True, slots=True)
class Processor:
    """Works on the pictures of one site."""

    root: Path
    folder: Path
    config: ImagesConfig
    workers: int = 1

    def process(self, task: ImageTask) -> ProcessedImage:
        """What becomes of a picture."""
        from PIL import UnidentifiedImageError  # noqa: PLC0415 -- an extra, slow to import

        data = b""
        try:
            data = self._read(task)
            return self._processed(task, data)
        except (_FaultError, OutOfBoundsError) as error:
            fault = str(error)
        except TimeoutReachedError:
            fault = f"it takes longer than {self.config.max_seconds} seconds"
        except UnidentifiedImageError:
            fault = f"it is {kind_of(data)}" if data else "it is empty"
        except (OSError, ValueError, SyntaxError, EOFError, NotWholeError) as error:
            fault = f"it is broken: {error}"
        return ProcessedImage(task.path, task.key, fault=fault)

    def _read(self, task: ImageTask) -> bytes:
        limit = self.config.max_megabytes
        try:
            with open(located(self.root, task.path), "rb") as file:
                data = file.read(limit * 1_000_000 + 1)
        except OSError as error:
            raise _FaultError(f"it cannot be read: {error.strerror}") from error
        if len(data) > limit * 1_000_000:
            raise _FaultError(f"it is larger than {limit} MB")
        if digest(data) != task.digest:
            raise _FaultError("it was changed during the build; build again")
        return data

    def _processed(self, task: ImageTask, data: bytes) -> ProcessedImage:
        from PIL import Image  # noqa: PLC0415

        data, flaw = without_broken_chunks(data)
        try:
            with warnings.catch_warnings():
                # Pillow warns of many pixels: the limit is the site's own.
                warnings.simplefilter("ignore")
                with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                    return replace(self._made(task, data, image), flaw=flaw)
        except Image.DecompressionBombError as error:
            limit = self.config.max_megapixels
            raise _FaultError(f"it has more than {limit} million pixels") from error

    def _made(self, task: ImageTask, data: bytes, image: Any) -> ProcessedImage:
        picture = _Picture(self.folder, self.config, task, data, image)
        needed = needed_megabytes(image, data, self.config, is_turned=picture.is_turned)
        share = self.config.max_memory // self.workers
        with (
            room_for(needed, share, self.folder),
            keep_time() as keeper,
            keeper.limit(self.config.max_seconds),
        ):
            return picture.processed()


class _Picture:
    """One picture, opened."""

    def __init__(
        self, folder: Path, config: ImagesConfig, task: ImageTask, data: bytes, image: Any
    ) -> None:
        self._folder, self._config = folder, config
        self._task, self._data, self._image = task, data, image
        # A camera may put more pictures behind the first.
        self._kind = "JPEG" if image.format == "MPO" else str(image.format)
        self._moves = self._kind != "JPEG" and getattr(image, "n_frames", 1) > 1
        # Pillow goes by the XMP too, of which browsers know nothing.
        found = [image.info.pop(name, None) for name in _XMP]
        self._has_xmp = any(found)
        self._exif = image.getexif()
        self.is_turned = self._exif.get(_ORIENTATION) in _TURNED

    def processed(self) -> ProcessedImage:
        """The files of this picture, written."""
        from PIL import ImageOps  # noqa: PLC0415

        # Reads all of it: a picture that is cut off is found here, and not by a reader.
        self._image.load()
        is_upright = self._moves or not self.is_turned
        upright = self._image if is_upright else ImageOps.exif_transpose(self._image)
        clean = self._clean(upright)
        renditions: tuple[tuple[int, bytes], ...] = ()
        if self._task.is_shown and not self._moves and self._kind != "GIF":
            renditions = self._renditions(_plain(upright))
        kept = b"" if digest(clean) == self._task.digest else self._keep(clean)
        width, height = upright.size
        path, key = self._task.path, self._task.key
        return ProcessedImage(path, key, width, height, kept, renditions)

    def _clean(self, upright: Any) -> bytes:
        kind, exif = self._kind, self._kept_exif()
        has_items = kind == "AVIF" and (self._has_xmp or bool(self._exif))
        if self._moves and has_items:
            raise _FaultError("it moves, and has metadata that stays in AVIF; save it as WebP")
        if self._moves or not (self.is_turned or has_items):
            return stripped(self._data, kind, exif)
        options: dict[str, Any] = {"quality": _UPRIGHT_QUALITY} if kind != "PNG" else {}
        known = self._image.info
        options |= {name: known[name] for name in ("icc_profile", "transparency") if name in known}
        bare = upright.copy()
        bare.info.clear()
        saved = _saved(bare, kind, exif=exif and b"Exif\0\0" + exif, **options)
        return saved if kind == "AVIF" else stripped(saved, kind, exif)

    def _kept_exif(self) -> bytes:
        """What the site wants to keep of the metadata, as a block of TIFF."""
        from PIL import Image  # noqa: PLC0415

        kept = Image.Exif()
        for name in self._config.keep:
            value = self._exif.get(_KEPT[name])
            if isinstance(value, str) and value.strip():
                kept[_KEPT[name]] = value
        return bytes(kept.tobytes()).removeprefix(b"Exif\0\0") if kept else b""

    def _renditions(self, plain: Any) -> tuple[tuple[int, bytes], ...]:
        width, height = plain.size
        profile = plain.info.get("icc_profile")
        widths = [wanted for wanted in sorted(set(self._config.widths)) if wanted < width]
        if width <= max(self._config.widths, default=0):
            widths.append(width)
        made = []
        for wanted in widths:
            size = wanted, max(1, round(height * wanted / width))
            if max(size) <= _LARGEST:
                image = plain if size == plain.size else plain.resize(size, resample=3)
                data = _saved(image, "WEBP", quality=self._config.quality, icc_profile=profile)
                made.append((wanted, self._keep(data, wanted)))
        return tuple(made)

    def _keep(self, data: bytes, width: int = 0) -> bytes:
        path = file_of(self._folder, self._task.key, width)
        if path.is_dir():
            # Whoever put that there: what is kept may be damaged at any time.
            shutil.rmtree(path)
        replace_file(path, data)
        return digest(data)


def _plain(image: Any) -> Any:
    """The picture in colours that WebP has: RGB of eight bits, with transparency if it has any."""
    profile = image.info.get("icc_profile") if image.mode in {"RGB", "RGBA"} else None
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    mode = "RGBA" if has_alpha else "RGB"
    # What is as it should be is not copied: a picture may be large.
    plain = image if image.mode == mode else image.convert(mode)
    plain.info.clear()
    if profile:
        plain.info["icc_profile"] = profile
    return plain


def _saved(image: Any, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    given = {name: value for name, value in options.items() if value not in {None, b""}}
    image.save(target, kind, **given)
    return target.getvalue()
