"""Placement: the name of each item's file, and the address that it will have.

Names go by slugs; of several items with one, all but the first in the order of their dates and ids
get a number, and each keeps its name in every later run, whatever comes to the source. No file that
is there and of which no import knows is ever named.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from archivegen.importer.batches.outline import Place
from archivegen.model.links import alias_path
from archivegen.model.urls import canonical

if TYPE_CHECKING:
    from archivegen.importer.batches.outline import Outline
    from archivegen.importer.batches.register import Register
    from archivegen.importer.site import ImportSite
    from archivegen.model.times import Moment

DEFAULT_PATTERN = "content/{year}/{month}/{slug}.md"
TOKENS = ("year", "month", "day", "section", "slug")
_UNDATED = "content/undated/{slug}.md"


def fault_of_pattern(pattern: str) -> str:
    """What is wrong with a pattern of files; empty, if nothing is."""
    try:
        named = pattern.format_map(dict.fromkeys(TOKENS, "x"))
    except (KeyError, IndexError, ValueError):
        return f"the tokens are {', '.join(f'{{{token}}}' for token in TOKENS)}"
    parts = named.split("/")
    if parts[0] != "content" or len(parts) < 2 or not named.endswith(".md"):  # noqa: PLR2004
        return "it begins with content/ and ends with .md"
    if "{slug}" not in pattern:
        return "it has {slug} in it"
    if any(part in {"", ".", ".."} for part in parts) or parts[1].startswith("_"):
        return "it names a folder below content/ for articles"
    return ""


class Placement:
    """Gives each item of a register its place; items that earlier runs placed keep theirs."""

    def __init__(self, site: ImportSite, pattern: str, register: Register) -> None:
        self._site, self._pattern, self._register = site, pattern, register

    def place_all(self) -> None:
        """Enter the place of each item in the register."""
        for outline in self._register.outlines.values():
            place = self._place(outline)
            self._register.places[outline.id] = place
            if path := alias_path(place.address):
                self._register.outputs[path] = outline.id

    def _place(self, outline: Outline) -> Place:
        known = self._register.known.get(outline.id)
        if known and known.file:
            slug = known.slug or outline.slug
            return Place(known.file, self._address(outline, slug, known.file), known.slug)
        number = 1
        while True:
            slug = outline.slug if number == 1 else f"{outline.slug}-{number}"
            file = self._file(outline, slug)
            address = self._address(outline, slug, file)
            if self._is_free(file, address):
                break
            number += 1
        self._register.files[file.lower()] = outline.id
        self._register.addresses[address] = outline.id
        return Place(file, address, slug if number > 1 else "")

    def _is_free(self, file: str, address: str) -> bool:
        if file.lower() in self._register.files:
            return False
        if address and address in self._register.addresses:
            return False
        return not os.path.lexists(f"{self._site.root}/{file}")

    def _file(self, outline: Outline, slug: str) -> str:
        if outline.kind == "author":
            return f"content/_authors/{slug}.md"
        if outline.kind == "page":
            *folders, _ = outline.path.strip("/").split("/")
            parts = [self._site.slugger.of_text(part) for part in folders if part]
            return "/".join(["content/_pages", *parts, f"{slug}.md"])
        return self._pattern_of(outline.moment).format_map(
            {
                "year": f"{outline.moment.year:04}" if outline.moment else "",
                "month": f"{outline.moment.month:02}" if outline.moment else "",
                "day": f"{outline.moment.day:02}" if outline.moment else "",
                "section": outline.section or "news",
                "slug": slug,
            }
        )

    def _pattern_of(self, moment: Moment | None) -> str:
        """The pattern, without the folders of what is not known of a date."""
        if moment is None:
            return (
                _UNDATED if re.search(r"\{(?:year|month|day)\}", self._pattern) else self._pattern
            )
        unknown = [name for name in ("month", "day") if not getattr(moment, name)]
        pattern = self._pattern
        for name in unknown:
            pattern = re.sub(rf"[/-]?\{{{name}\}}", "", pattern)
        return pattern

    def _address(self, outline: Outline, slug: str, file: str) -> str:
        """The address of an item, as the site makes it of its front matter."""
        site = self._site
        if outline.kind == "author":
            return ""
        if outline.path:
            return canonical(outline.path)
        if outline.kind == "page":
            below = file.removeprefix("content/_pages/").removesuffix(".md")
            return canonical(f"/{below}/")
        if outline.moment is None:
            return ""
        name = slug if slug != outline.slug else site.slugger.of_file(file, outline.language)
        url = site.urls.article(
            site.config.permalink,
            outline.moment,
            slug=slug,
            name=name,
            section=outline.section,
            language=outline.language,
        )
        return site.urls.path_of(url)
