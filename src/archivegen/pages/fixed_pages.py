"""Pages that show no article: the page for missing addresses, and the files for bots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.files import is_source
from archivegen.pages.machines.robots import MiningData, RobotsData, mining, refused_bots
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.pages.sitemaps import has_sitemaps
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.config.read import Config


@dataclass(frozen=True, slots=True)
class NoData:
    """Nothing but the site itself."""


NOT_FOUND = PageTemplate(
    "404.html", NoData, "The page that a host shows for an address that does not exist."
)
ROBOTS = PageTemplate("robots.txt", RobotsData, "The rules for bots, at `/robots.txt`.")
MINING = PageTemplate(
    "tdmrep.json",
    MiningData,
    "That the right to mine the site is reserved, at `/.well-known/tdmrep.json`, if it is.",
)

OUTPUTS = {template.name: template.name for template in (NOT_FOUND, ROBOTS)} | {
    MINING.name: ".well-known/tdmrep.json"
}
"""Where the pages stand in the output, by their templates."""


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice, which never changes with the archive."""
    yield Slice("special", fingerprint(replaced(planning)))


def replaced(planning: Planning) -> dict[str, str]:
    """The files of `static/` that take the place of these pages, with the pages' templates."""
    paths = {f"static/{OUTPUTS[name]}": name for name in _data(planning)}
    return {path: name for path, name in paths.items() if is_source(planning.catalog, path)}


def pages(planning: Planning) -> Iterator[Page]:
    """The pages, which templates make of the site alone."""
    others = replaced(planning).values()
    for name, data in _data(planning).items():
        if name not in others:
            yield Page(planning.urls.at(OUTPUTS[name]), OUTPUTS[name], name, data)


def _data(planning: Planning) -> dict[str, object]:
    """What the pages show that the site has, by their templates."""
    sitemap = planning.urls.sitemap() if has_sitemaps(planning) else ""
    config = planning.config.robots
    reserved = mining(config, planning.urls)
    return {
        NOT_FOUND.name: NoData(),
        ROBOTS.name: RobotsData(sitemap, refused_bots(config)),
        **({MINING.name: reserved} if reserved else {}),
    }


def _always(_: Config) -> bool:
    """Files come and go also where nothing but bodies of articles changed."""
    return True


FAMILY = Family("special", slices, pages, (NOT_FOUND, ROBOTS, MINING), _always)
