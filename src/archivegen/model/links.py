"""Links: what an address that an author wrote means, before it is an address of the site."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from archivegen.model.hosts import host_of
from archivegen.model.slugs import DEVICES

if TYPE_CHECKING:
    from collections.abc import Iterable

ARTICLE_SUFFIXES = (".md", ".markdown")
"""The endings of articles, in small letters."""

_NOT_IN_FILES = re.compile(r'[\\\x00-\x1f\x7f?#:*"<>|]')

_NAME_LENGTH = 200
"""Bytes of a name in a path, at most: file systems allow 255, some less."""

MAX_PATH = 1000
"""Bytes of a path below the site's root, at most: systems allow 4096 and less for whole paths."""

_CONTROLS_HOSTS = frozenset({
    "_config.yml", "_headers", "_redirects", "_routes.json", "_worker.bundle", "_worker.js",
    "cname", "firebase.json", "netlify.toml", "now.json", "staticwebapp.config.json",
    "vercel.json", "web.config", "wrangler.json", "wrangler.jsonc", "wrangler.toml",
})  # fmt: skip
"""Names, in small letters, by which hosts are told what to do, but for those with a dot before."""


def controls_host(path: str) -> bool:
    """Whether hosts go by a file of this path rather than send it, wherever it lies.

    Cloudflare Pages, Netlify, GitHub Pages, Azure, Vercel and IIS have names for such files; those
    of Apache and others, and what is below `/.well-known/` (RFC 8615), begin with a dot.
    """
    parts = path.lower().split("/")
    return any(part in _CONTROLS_HOSTS or part.startswith(".") for part in parts)


def has_scheme(target: str) -> bool:
    """Whether a link names a scheme, such as `https:` or `mailto:` (RFC 3986, 3.1)."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target) is not None


def is_web_address(target: str) -> bool:
    """Whether a link leads to a host on the web."""
    return bool(host_of(target)) and urlsplit(target).scheme in {"http", "https"}


def composed(path: str) -> str:
    """The path in the one spelling that names have here, whichever system they come from (NFC)."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def split_link(target: str) -> tuple[str, str, str]:
    """A link's path, decoded and composed, and what follows it: `?` or `#` and the rest."""
    match = re.search(r"[?#]", target)
    if not match:
        return composed(unquote(target)), "", ""
    return composed(unquote(target[: match.start()])), match[0], target[match.end() :]


def fragment_of(target: str) -> str:
    """The query and fragment of a link, with their marks."""
    _, mark, rest = split_link(target)
    return mark + rest


def join_below(source: str, target: str) -> str | None:
    """The path below the content folder that a relative path in `source` names; None if outside."""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    if joined == ".." or joined.startswith(("../", "/")):
        return None
    return joined + "/" if target.endswith("/") else joined


def output_named(source: str, target: str) -> str | None:
    """The file of the output that a path in `source` names; None for what is elsewhere.

    A path out of the content folder keeps its `../`, with which no file's path begins.
    """
    if has_scheme(target) or target.startswith(("//", "#", "?")):
        return None
    path, _, _ = split_link(target)
    if path.startswith("/"):
        return path.lstrip("/")
    return join_below(source, path) or posixpath.normpath(
        posixpath.join(posixpath.dirname(source), path)
    )


def is_article(path: str) -> bool:
    """Whether a file of the content folder is an article, by the ending of its name."""
    return path.lower().endswith(ARTICLE_SUFFIXES)


def linked_article(source: str, target: str) -> str | None:
    """The article file that a link in `source` means, as a path below the content folder."""
    if has_scheme(target) or target.startswith(("/", "#", "?")):
        return None
    path, _, _ = split_link(target)
    return join_below(source, path) if is_article(path) else None


def alias_path(alias: str) -> str | None:
    """The output path of an old address, or None if it is not a path inside the site.

    What begins with two slashes is an address of another host.

    An address without a file extension is a folder with an index, as hosts serve it.
    """
    if alias.startswith("//"):
        return None
    path = unquote(alias).lstrip("/")
    parts = path.split("/")
    if not path or ".." in parts or "." in parts or _NOT_IN_FILES.search(path):
        return None
    if len(path.encode()) > MAX_PATH:
        return None
    if "" in parts[:-1] or any(not _is_file_name(part) for part in parts if part):
        return None
    name = parts[-1]
    return path if "." in name else path.rstrip("/") + "/index.html"


def _is_file_name(part: str) -> bool:
    """Whether every file system can have a file or folder of that name, and it is not ours."""
    lowered = part.lower()
    if lowered.startswith(".archivegen") or lowered == ".git" or part.endswith((".", " ")):
        return False
    return not DEVICES.fullmatch(lowered) and len(part.encode()) <= _NAME_LENGTH


NEAR = 0.66
"""How alike the names of two files are, of which one may be a slip: difflib's ratio."""


def near_path(path: str, others: Iterable[str]) -> str:
    """The one of some paths that was perhaps meant by another, or nothing.

    They are alike by their names, without folder and ending: most have these in common.
    """
    named: dict[str, list[str]] = defaultdict(list)
    for other in others:
        named[_name_of(other)].append(other)
    near = get_close_matches(_name_of(path), named, 1, NEAR)
    return get_close_matches(path, named[near[0]], 1, 0)[0] if near else ""


def _name_of(path: str) -> str:
    """What the file at a path is called, in small letters; an index, as its folder."""
    whole = posixpath.splitext(path)[0].removesuffix("/index")
    return posixpath.basename(whole).lower()
