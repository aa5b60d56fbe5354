"""A new site: its files, and how they get into a folder without harm.

They lie in `starter/` as they will lie in the site, with marks such as `"__TITLE__"` where a value
belongs, between quotes so that the files are TOML and YAML already. Nothing that is there is
overwritten, and what could not be finished is taken away again.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import archivegen
from archivegen.authoring.cms.files import cms_files
from archivegen.authoring.cms.hosts import HOSTS, host_of
from archivegen.authoring.cms.repository import repository_of
from archivegen.authoring.cms.systems import SVELTIA
from archivegen.authoring.json_schema import (
    article_schema,
    as_text,
    config_schema,
    document_schema,
)
from archivegen.authoring.kept_files import KeptFile, kept_file
from archivegen.config.extras import install_command
from archivegen.config.paths import SitePaths
from archivegen.config.settings import CONFIG_NAME
from archivegen.config.validate import validate
from archivegen.loader.documents.kinds import all_kinds
from archivegen.loader.frontmatter.yaml_writer import yaml_scalar
from archivegen.model.slugs import ASCII
from archivegen.model.text import tidy
from archivegen.system.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from archivegen.authoring.cms.hosts import Backend
    from archivegen.authoring.cms.systems import System

REPOSITORY = "archivegen/archivegen"
"""Where the actions that publish a site are found on GitHub."""

ACTION = f"{REPOSITORY}/.github/actions/archivegen@main"
RECORD_ACTION = f"{REPOSITORY}/.github/actions/record@main"

FIRST_SECTION = "News"
"""The section of a new site that names none."""

SAMPLES = 3
"""The sample articles of a new site: so many of its sections can be seen at once."""

_MARK = re.compile(r'"__([A-Z]+(?:_[A-Z0-9]+)*)__"')

_OF_FILES = """\
# {name} is that of its file, which stays when somebody corrects the headline.
permalink = "/{year}/{month}/{day}/{name}/\""""

_OWN_FOLDERS = ("content", "static", "templates", "public", ".archivegen")


IGNORED = ".gitignore"
"""The file of the new site that is extended where there is one already."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a new site is to be. The first section is its default; without any, it has one.

    `commonmark`, `images` and `search` say whether these are on, which needs their extras; `cms` is
    where a CMS finds the files, if there is to be one, and `system` which.
    """

    title: str
    base_url: str = ""
    timezone: str = "UTC"
    sections: tuple[str, ...] = ()
    commonmark: bool = False
    images: bool = False
    search: bool = False
    cms: Backend | None = None
    system: System = SVELTIA


class NotEmptyError(Exception):
    """The folder has what no new site can stand beside: `paths`, relative to it."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self.paths = paths
        super().__init__(", ".join(paths))


def starter_folder() -> Path:
    """Where the files of a new site lie in the package."""
    return Path(archivegen.__file__).parent / "starter"


def site_files(choices: Choices, root: Path = Path()) -> dict[str, bytes]:
    """The files of a new site by their paths from its root, with forward slashes.

    Where that will be is for a CMS to know, which has to be told of the repository around it.

    Raises SiteError, with problems of `archivegen.toml`, for a choice that a build would refuse,
    and ValueError, with a message for people, for two sections that are one.
    """
    # As the loader reads the name of a section.
    choices = replace(choices, sections=tuple(map(tidy, choices.sections)))
    _check_sections(choices.sections)
    files = {path: _filled(path, data, choices) for path, data in _starter_files()}
    wanted = host_of(choices.cms, repository_of(root)).workflow
    for host in HOSTS:
        if host.workflow != wanted:
            del files[host.workflow]
    config = validate(files[CONFIG_NAME])
    files["schemas/article.schema.json"] = as_text(article_schema(config.default_section)).encode()
    for kind in all_kinds():
        path = f"schemas/{kind.contract.noun}.schema.json"
        files[path] = as_text(document_schema(kind)).encode()
    files["schemas/config.schema.json"] = as_text(config_schema()).encode()
    if choices.cms:
        files |= cms_files(SitePaths(root, root), config, choices.cms, choices.system)
    # Last, since a folder with a configuration is a site.
    files[CONFIG_NAME] = files.pop(CONFIG_NAME)
    return files


def _check_sections(sections: tuple[str, ...]) -> None:
    first: dict[str, str] = {}
    for section in sections:
        # Each is held to what the default has to be.
        validate(f'title = "-"\ndefault_section = {_toml_string(section)}\n'.encode())
        other = first.setdefault(ASCII.of_name(section), section)
        if not section or other is not section:
            raise ValueError(f"`{section}` and `{other}` would be one section")


def _starter_files() -> Iterator[tuple[str, bytes]]:
    folder = starter_folder()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _filled(path: str, data: bytes, choices: Choices) -> bytes:
    """A file with its values in place, each written as the file's language wants it."""
    sections = choices.sections or (FIRST_SECTION,)
    values = {
        "TITLE": (choices.title,),
        "BASE_URL": (choices.base_url,),
        "TIMEZONE": (choices.timezone,),
        "ACTION": (ACTION,),
        "RECORD_ACTION": (RECORD_ACTION,),
        "INSTALL": (install_command("images", "search"),),
        # Who writes in a browser sees no warning, and a site of many would stand still for one.
        "STRICT": ("true" if choices.cms in {None, "local"} else "false",),
        "SECTIONS": choices.sections,
        **{f"SECTION_{n + 1}": (sections[n % len(sections)],) for n in range(SAMPLES)},
    }
    written: Callable[[str], str] = _toml_string if path.endswith(".toml") else yaml_scalar
    if path == CONFIG_NAME:
        data = _with_extras(data, choices)
    # In one pass, so that a value that looks like a mark stays what it is.
    return _MARK.sub(lambda mark: ", ".join(map(written, values[mark[1]])), data.decode()).encode()


def _with_extras(data: bytes, choices: Choices) -> bytes:
    """The configuration with those of its extras on that a site is to have.

    A CMS keeps the name of a file when it changes a headline, so addresses are made of that.
    """
    lines = {
        ("[markdown]\n# engine", "[markdown]\nengine"): choices.commonmark,
        ("[images]\n# enabled", "[images]\nenabled"): choices.images,
        ("[search]\n# enabled", "[search]\nenabled"): choices.search,
        ('# permalink = "/{year}/{month}/{day}/{slug}/"', _OF_FILES): bool(choices.cms),
    }
    for (line, new), is_on in lines.items():
        if is_on:
            data = data.replace(line.encode(), new.encode())
    return data


def _toml_string(text: str) -> str:
    """The text as a basic string of TOML 1.0, which is one of JSON but for U+007F."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """What stood in the places of a new site's files.

    `kept` are those that are others, and `ignored` the lines that were added to a `.gitignore`.
    """

    kept: tuple[KeptFile, ...]
    ignored: tuple[str, ...]


def write_site(root: Path, files: Mapping[str, bytes]) -> FoundFiles:
    """Write the files below a folder, which is made if it is not there, in their order.

    A file that is there is left alone; only a `.gitignore` gets the lines that it lacks.
    Raises NotEmptyError, before anything is written, if there is a configuration, or something
    else than a file where one belongs; and OSError if the system refuses: what was written is
    removed then.
    """
    taken = tuple(sorted({*_taken(root, files)}))
    if taken:
        raise NotEmptyError(taken)
    before, added = _ignored(root, files.get(IGNORED, b""))
    standing = {path for path in files if (root / path).is_file()}
    others = {path: (root / path).read_bytes() for path in standing - {IGNORED}}
    created: list[Path] = []
    try:
        for path, data in files.items():
            if path not in standing:
                _write(root / path, data, created)
            elif path == IGNORED and before is not None and added:
                replace_file(root / path, _extended(before, added))
    except BaseException:
        if before is not None and added:
            replace_file(root / IGNORED, before)
        _remove(created)
        raise
    kept = (kept_file(path, others[path], files[path]) for path in sorted(others))
    return FoundFiles(
        tuple(file for file in kept if others[file.path] != files[file.path]), tuple(added)
    )


def _ignored(root: Path, wanted: bytes) -> tuple[bytes | None, list[str]]:
    """What a `.gitignore` has that is there, and which wanted lines it lacks; None without one."""
    if not (root / IGNORED).is_file():
        return None, []
    before = (root / IGNORED).read_bytes()
    has = {line.strip().strip("/") for line in before.decode("utf-8", "replace").split("\n")}
    lines = (line for line in wanted.decode().split("\n") if line.startswith("/"))
    return before, [line for line in lines if line.strip("/") not in has]


def _extended(before: bytes, lines: list[str]) -> bytes:
    start = before if before.endswith(b"\n") or not before else before + b"\n"
    return start + "".join(f"{line}\n" for line in lines).encode()


def _taken(root: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    """What stands in the way: a configuration, and what is no file or no folder where one belongs.

    Nothing is written through a link.
    """
    for path in files:
        parts = path.split("/")
        for depth in range(1, len(parts)):
            folder = root.joinpath(*parts[:depth])
            if os.path.lexists(folder) and not folder.is_dir():
                yield "/".join(parts[:depth])
        target = root / path
        is_plain = target.is_file() and not target.is_symlink()
        if os.path.lexists(target) and (path == CONFIG_NAME or not is_plain):
            yield path


def _write(target: Path, data: bytes, created: list[Path]) -> None:
    for folder in reversed((target.parent, *target.parent.parents)):
        if not folder.is_dir():
            folder.mkdir()
            created.append(folder)
    with open(target, "xb") as file:
        created.append(target)
        file.write(data)


def _remove(created: list[Path]) -> None:
    for path in reversed(created):
        # A folder into which others wrote meanwhile stays.
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def surrounding_folder(root: Path, site: Path) -> str:
    """The folder of another site's own, such as `content`, in which a new site would lie."""
    parts = root.relative_to(site).parts
    return parts[0] if parts and parts[0] in _OWN_FOLDERS else ""
