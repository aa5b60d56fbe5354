"""Reading: `archivegen.toml`, validated once, becomes a frozen `Config`.

All later code may trust a `Config`. Nothing is read from the environment, and an unknown key is an
error that suggests the nearest known one.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from archivegen.config.extras import can_search, has_lxml, has_pillow, is_installed
from archivegen.config.settings import CONFIG_NAME, Config, from_json, to_json
from archivegen.system.digests import digest
from archivegen.system.files import make_folder, replace_file
from archivegen.system.versions import generator_digest

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "CONFIG_NAME",
    "Config",
    "from_json",
    "read_config",
    "to_json",
]


def read_config(path: Path, kept: Path) -> Config:
    """The configuration in the file at `path`; `kept` is the file of its validated form.

    The validated form is read while it is of the same bytes and the same generator, and written
    otherwise. Raises SiteError with every problem that the file has, and OSError without a file.
    """
    data = path.read_bytes()
    name = digest(generator_digest() + data).hex()
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        checksum, text = kept.read_text(encoding="utf-8").split("\n", 1)
        if checksum == digest((name + text).encode()).hex():
            config = from_json(text)
            if _has_its_extras(config):
                return config
    from archivegen.config.validate import validate  # noqa: PLC0415 -- pydantic is slow to import

    config = validate(data)
    text = to_json(config)
    with contextlib.suppress(OSError):
        make_folder(kept.parent)
        checksum = digest((name + text).encode()).hex()
        replace_file(kept, f"{checksum}\n{text}".encode())
    return config


def _has_its_extras(config: Config) -> bool:
    """Whether all is installed that a configuration needs: it may have gone since it was kept."""
    return (
        is_installed(config.markdown.engine)
        and (not config.search.enabled or can_search())
        and (not config.images.enabled or has_pillow())
        and (not config.alternates.markdown or has_lxml())
    )
