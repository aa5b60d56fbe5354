"""Settings: what was asked for of an import, kept beside its account so that it can be again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archivegen.importer.options import Options
from archivegen.importer.placement import DEFAULT_PATTERN
from archivegen.importer.site import FOLDER
from archivegen.importer.sources.table import SOURCES

if TYPE_CHECKING:
    from collections.abc import Collection

    from archivegen.importer.site import ImportSite

SETTINGS = "import.json"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be imported, and how."""

    name: str
    source: str
    paths: tuple[Path, ...]
    options: Options
    into: str = DEFAULT_PATTERN
    only: Collection[str] | None = None
    """The ids of the items to look at again; None for all."""
    is_dry: bool = False


def source_in_words(request: Request | None, site: ImportSite) -> str:
    """What was imported, as the report has it: its paths, what it was taken for, and how."""
    if request is None:
        return "a source that is not known"
    paths, options = ", ".join(site.written(path) for path in request.paths), request.options
    told = [
        f"{paths} ({SOURCES.get(request.source, request.source)})",
        f"Times are those of {options.timezone}, unless the source says otherwise",
        f"Only the first {options.limit} items were looked at" if options.limit else "",
        f"Captures until {options.at}" if options.at else "",
        f"Layout of the texts: {options.layout}" if options.layout else "",
    ]
    return ". ".join(filter(None, told))


def settings_of(request: Request, site: ImportSite) -> bytes:
    """A request as its file has it."""
    asked = asdict(request.options).items()
    options = {key: value for key, value in asked if value or isinstance(value, float)}
    if "media" in options:
        options["media"] = [site.written(Path(path)) for path in request.options.media]
    about = {
        "from": request.source,
        "sources": [site.written(path) for path in request.paths],
        "into": request.into,
        "options": options,
    }
    return (json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_settings(site: ImportSite, name: str) -> Request | None:
    """What the import of this name was asked for; None, if there was none.

    Raises ValueError where somebody has made another thing of the file.
    """
    try:
        about = json.loads((site.folder_of(name) / SETTINGS).read_bytes())
    except FileNotFoundError:
        return None
    try:
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in about["options"].items()
        }
        if "media" in values:
            values["media"] = tuple(str(site.root / path) for path in values["media"])
        paths = tuple(site.root / path for path in about["sources"])
        return Request(name, about["from"], paths, Options(**values), about["into"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{FOLDER}/{name}/{SETTINGS} is not what an import wrote") from error
