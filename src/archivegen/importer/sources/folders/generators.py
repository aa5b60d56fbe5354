"""Generators: of which one a folder is, where its files are, and what it has configured.

A configuration that is a program (Pelican, Nikola, Eleventy) is not run: its plain lines are read.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archivegen.importer.sources.folders.heads import head_of
from archivegen.importer.sources.folders.permalinks import (
    JEKYLL_STYLES,
    Named,
    by_braces,
    by_folders,
    by_tokens,
    dated_name,
    urlized,
)
from archivegen.model.times import zone_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MOST_BYTES = 1024 * 1024
_ASSIGNED = re.compile(r"^([A-Z][A-Z_]*)\s*=\s*(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Generator:
    """A folder of a generator."""

    name: str
    content: tuple[str, ...]
    """The folders with its texts, from the root of the folder; `""` is the root."""
    static: tuple[str, ...]
    """The folders whose files are at the root of the site."""
    address: Callable[[Named], str]
    """The path of the address of a file, without host."""
    site: str = ""
    """The address of the site, without a slash at its end."""
    zone: ZoneInfo | None = None
    parts_by_blank: bool = False
    """Whether `tags: a b` are two."""
    slug_of_title: bool = False
    """Whether the name in addresses is that of the headline, and not of the file."""
    section_folders: bool = field(default=False)
    """Whether the folder of a file is its category."""


def generator_of(root: Path) -> Generator:
    """The generator of a folder; one without rules, if there is no sign of any. Raises OSError."""
    for names, make in _SIGNS:
        for name in names:
            file = root / name
            if file.is_file() and (made := make(root, _text(file))):
                return made
    return Generator("", ("",), ("", "static"), lambda _: "")


def _text(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(_MOST_BYTES).decode("utf-8", "replace")


def _data(text: str, name: str) -> dict[str, Any]:
    """A configuration in YAML, TOML or JSON; its keys in small letters."""
    if name.endswith(".toml"):
        text = f"+++\n{text}\n+++\n"
    elif not name.endswith(".json"):
        text = f"---\n{text}\n---\n"
    return {key.lower(): value for key, value in head_of(text).values.items()}


def _zone(name: Any) -> ZoneInfo | None:
    try:
        return zone_of(name) if isinstance(name, str) and name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _site(value: Any) -> str:
    return value.rstrip("/") if isinstance(value, str) and "://" in value else ""


def _jekyll(root: Path, text: str) -> Generator | None:
    config = _data(text, ".yml")
    below = "source" if (root / "source/_posts").is_dir() else ""
    is_hexo = bool(below) and (root / "package.json").is_file()
    if not (is_hexo or below or any(root.rglob("_posts"))):
        return None
    default = ":year/:month/:day/:title/" if is_hexo else "date"
    style = str(config.get("permalink") or default)
    base = str(config.get("baseurl") or "").strip("/")
    site = _site(config.get("url"))
    return Generator(
        "Hexo" if is_hexo else "Jekyll",
        (below,),
        (below,),
        partial(_dated, "/" + JEKYLL_STYLES.get(style, style)),
        f"{site}/{base}" if site and base else site,
        _zone(config.get("timezone")),
        parts_by_blank=not is_hexo,
    )


def _dated(pattern: str, named: Named) -> str:
    """By tokens, of which the name has no date; the folders above `_posts` are categories."""
    _, bare = dated_name(named.name)
    above = named.path.partition("_posts/")[0].strip("/")
    folders = tuple(above.split("/")) if above and "_posts/" in named.path else ()
    categories = tuple(dict.fromkeys((*folders, *named.categories)))
    return by_tokens(pattern, Named(bare, named.title, named.slug, named.date, categories))


def _hugo(root: Path, text: str, *, name: str = ".toml") -> Generator | None:
    config = _data(text, name)
    if not (root / "content").is_dir():
        return None
    if "base_url" in config and "baseurl" not in config:
        return Generator(
            "Zola", ("content",), ("static", "content"), _zola, _site(config.get("base_url"))
        )
    patterns = config.get("permalinks") or {}
    patterns = patterns.get("page", patterns) if isinstance(patterns, dict) else {}
    is_ugly = config.get("uglyurls") is True
    return Generator(
        "Hugo",
        ("content",),
        ("static", "assets"),
        partial(_hugo_address, patterns, is_ugly),
        _site(config.get("baseurl")),
        _zone(config.get("timezone")),
    )


def _hugo_address(patterns: dict[str, Any], is_ugly: bool, named: Named) -> str:  # noqa: FBT001
    pattern = patterns.get(named.path.partition("/")[0])
    if isinstance(pattern, str):
        return by_tokens(pattern, named)
    address = by_folders(named)
    return f"{address.rstrip('/')}.html" if is_ugly else address


def _zola(named: Named) -> str:
    _, bare = dated_name(named.name)
    return by_folders(Named(f"{named.folder}/{bare}".strip("/"), named.title, named.slug))


def _pelican(root: Path, text: str) -> Generator | None:
    settings = _assigned(text)
    pattern = str(settings.get("ARTICLE_URL") or "{slug}.html")
    content = str(settings.get("PATH") or "content").strip("./")
    if not (root / content).is_dir():
        content = ""

    def address(named: Named) -> str:
        category = urlized(next(iter(named.categories), ""))
        return by_braces(pattern, named, {"category": category, "lang": "", "author": ""})

    return Generator(
        "Pelican",
        (content,),
        (content,),
        address,
        _site(settings.get("SITEURL")),
        _zone(settings.get("TIMEZONE")),
        slug_of_title=True,
        section_folders=settings.get("USE_FOLDER_AS_CATEGORY") is not False,
    )


def _assigned(text: str) -> dict[str, Any]:
    """The plain values that a program in Python assigns at its margin."""
    found: dict[str, Any] = {}
    for name, written in _ASSIGNED.findall(text):
        try:
            found[name] = ast.literal_eval(written)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
    return found


def _nikola(root: Path, text: str) -> Generator | None:
    settings = _assigned(text)
    if not (root / "posts").is_dir() or "SITE_URL" not in settings:
        return None
    is_pretty = settings.get("PRETTY_URLS") is not False

    def address(named: Named) -> str:
        made = by_folders(named)
        return made if is_pretty else f"{made.rstrip('/')}.html"

    zone = _zone(settings.get("TIMEZONE"))
    static = ("files", "images")
    return Generator("Nikola", ("",), static, address, _site(settings["SITE_URL"]), zone)


def _eleventy(root: Path, text: str) -> Generator | None:
    found = re.search(r"\binput\s*:\s*[\"']([\w./-]+)[\"']", text)
    folder = found[1].strip("./") if found and (root / found[1]).is_dir() else ""

    def address(named: Named) -> str:
        _, bare = dated_name(named.name)
        return by_folders(Named(f"{named.folder}/{bare}".strip("/")), is_lower=False)

    return Generator("Eleventy", (folder,), (folder, "public", "static"), address)


def _astro(root: Path, text: str) -> Generator | None:
    content = next((it for it in ("src/content", "src/pages") if (root / it).is_dir()), "")
    site = re.search(r"\bsite\s*:\s*[\"'](https?://[^\"']+)[\"']", text)
    address = partial(by_folders, is_lower=True)
    return Generator("Astro", (content,), ("public",), address, _site(site[1]) if site else "")


_SIGNS: tuple[tuple[tuple[str, ...], Callable[[Path, str], Generator | None]], ...] = (
    (
        ("hugo.toml", "config.toml", "config/_default/hugo.toml", "config/_default/config.toml"),
        _hugo,
    ),
    (("hugo.yaml", "hugo.yml", "config.yaml", "config.yml"), partial(_hugo, name=".yml")),
    (("hugo.json", "config.json"), partial(_hugo, name=".json")),
    (("_config.yml", "_config.yaml"), _jekyll),
    (("pelicanconf.py",), _pelican),
    (("conf.py",), _nikola),
    (
        (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"),
        _eleventy,
    ),
    (("astro.config.mjs", "astro.config.ts", "astro.config.js"), _astro),
)
"""The files by which a folder is known, and what makes a generator of one."""
