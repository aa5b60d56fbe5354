"""A new tombstone: the file that says why nothing is at an address any more.

What was asked for is held to the contract before it becomes a file.
"""

from __future__ import annotations

import contextlib
import html
import re
from itertools import count
from typing import TYPE_CHECKING

from archivegen.loader.documents.tombstones import TOMBSTONES
from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.validate import check_head
from archivegen.loader.frontmatter.validators import Setting
from archivegen.loader.frontmatter.yaml_writer import quoted, yaml_scalar
from archivegen.model.documents.tombstone import FOLDER
from archivegen.model.html_tags import without_tags
from archivegen.model.links import alias_path
from archivegen.model.problems import SiteError, forbid_errors
from archivegen.model.text import tidy

if TYPE_CHECKING:
    from pathlib import Path

    from archivegen.config.paths import SitePaths
    from archivegen.config.settings import Config

MOST_OF_A_PAGE = 1 << 20
"""Bytes of a page in which its headline is looked for, at most."""

_HEADING = re.compile(rb"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)


def published_headline(output: Path, address: str) -> str:
    """What the page is called that stands at an address of a built site; empty if not known."""
    path = alias_path(address)
    with contextlib.suppress(OSError):
        with (output / (path or "")).open("rb") as file:
            found = _HEADING.search(file.read(MOST_OF_A_PAGE))
        if found:
            return tidy(html.unescape(without_tags(found[1].decode(errors="replace"))))
    return ""


def tombstone_text(address: str, headline: str, reason: str) -> str:
    """The file of a tombstone, with a key to be filled in; its texts have one line each."""
    lines = [f"url: {yaml_scalar(address)}", f"reason: {quoted(reason)}"]
    lines += [f"headline: {quoted(headline)}" if headline else "headline:", "removed:"]
    return "\n".join(["---", *lines, "---", ""])


def write_tombstone(paths: SitePaths, config: Config, address: str, reason: str) -> Path | None:
    """Write the tombstone of an address; gives its file, or None where it has one already.

    Raises SiteError for an address that no page can have, OSError.
    """
    text = tombstone_text(address, published_headline(paths.output, address), reason)
    name = config.slugger.of_text(address)
    for number in count(1):
        below = f"{FOLDER}/{name}-{number}.md" if number > 1 else f"{FOLDER}/{name}.md"
        path = paths.content / below
        _check(below, text, config)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Never a file that is there, even if it has come there this moment.
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            if _address_in(path, config) == address:
                return None
        else:
            return path
    raise AssertionError


def _check(below: str, text: str, config: Config) -> None:
    document, problems = read(below, text.encode(), config.limits.front_matter_bytes)
    if not problems:
        problems = check_head(document, {}, TOMBSTONES.contract, Setting.of(config))[1]
    forbid_errors(problems)


def _address_in(path: Path, config: Config) -> str:
    """The address of which a file says something; empty where it cannot be read."""
    limit = config.limits.front_matter_bytes
    with contextlib.suppress(OSError, SiteError):
        document, _ = read(path.name, path.read_bytes(), limit)
        return str(document.values.get("url", ""))
    return ""
