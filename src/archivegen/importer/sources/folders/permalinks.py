"""Permalinks: the address that a generator gives a file, by the rule that its folder has.

Patterns have `:year` and the like (Jekyll, Hexo, Hugo) or `{slug}` and `{date:%Y}` (Pelican).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
"""The patterns that Jekyll has names for (https://jekyllrb.com/docs/permalinks/)."""

_TOKEN = re.compile(r":([a-z_]+)")
_BRACE = re.compile(r"\{([a-z_]+)(?::([^{}]*))?\}")
_DATED = re.compile(r"(\d{4})[-_](\d\d?)[-_](\d\d?)[-_T ](.+)\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """What an address is made from."""

    path: str
    """The file below the folder of content, without its ending: `posts/2019/lamp`."""
    title: str = ""
    slug: str = ""
    date: str = ""
    """A time that begins with a day: `2019-05-04T10:00`."""
    categories: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the file, or of its folder if it is an index."""
        folder, _, last = self.path.rpartition("/")
        return folder.rpartition("/")[2] if last in {"index", "_index"} and folder else last

    @property
    def folder(self) -> str:
        """The folders above the file, or above its bundle."""
        folder, _, last = self.path.rpartition("/")
        return folder.rpartition("/")[0] if last in {"index", "_index"} else folder


def dated_name(name: str) -> tuple[str, str]:
    """The day before a file's name, as front matter has it, and the name without it."""
    if match := _DATED.match(name):
        year, month, day, rest = match.groups()
        try:
            return date(int(year), int(month), int(day)).isoformat(), rest
        except ValueError:
            return "", name
    return "", name


def by_tokens(pattern: str, named: Named) -> str:
    """The address by a pattern with `:year`; empty, if a token is not known."""
    values = _values(named)
    if any(token not in values for token in _TOKEN.findall(pattern)):
        return ""
    return _path(_TOKEN.sub(lambda match: values[match[1]], pattern))


def by_braces(pattern: str, named: Named, values: Mapping[str, str]) -> str:
    """The address by a pattern with `{slug}` and `{date:%Y}`; empty, if a token is not known."""
    day = _day(named.date)
    known = {"slug": named.slug, **values}

    def replacement(match: re.Match[str]) -> str:
        if match[1] == "date" and day:
            return day.strftime(match[2] or "%Y-%m-%d")
        return known[match[1]]

    try:
        return _path(f"/{_BRACE.sub(replacement, pattern)}")
    except KeyError:
        return ""


def by_folders(named: Named, *, is_lower: bool = True) -> str:
    """The address by the folders of a file and its slug, as in Hugo and Zola."""
    name = named.slug or urlized(named.name)
    parts = [urlized(part) if is_lower else part for part in named.folder.split("/") if part]
    return _path("/".join(["", *parts, name, ""]))


def urlized(text: str) -> str:
    """A name as generators put it into an address: small letters, hyphens, letters of its own."""
    text = unicodedata.normalize("NFC", text).lower()
    return re.sub(r"-{2,}", "-", re.sub(r"[^\w.~-]+", "-", text)).strip("-")


def _values(named: Named) -> dict[str, str]:
    slug = named.slug or urlized(named.name)
    values = {
        "title": slug,
        "slug": slug,
        "slugorfilename": slug,
        "slugorcontentbasename": slug,
        "filename": urlized(named.name),
        "contentbasename": urlized(named.name),
        "name": urlized(named.name),
        "path": named.path,
        "categories": "/".join(map(urlized, named.categories)),
        "category": urlized(next(iter(named.categories), "")),
        "section": named.path.partition("/")[0],
        "sections": named.folder,
        "output_ext": ".html",
    }
    if day := _day(named.date):
        values |= {
            "year": f"{day.year:04}",
            "short_year": f"{day.year % 100:02}",
            "month": f"{day.month:02}",
            "i_month": str(day.month),
            "monthname": day.strftime("%B").lower(),
            "day": f"{day.day:02}",
            "i_day": str(day.day),
            "y_day": f"{day.timetuple().tm_yday:03}",
            "yearday": str(day.timetuple().tm_yday),
            "week": f"{day.isocalendar().week:02}",
            "short_day": day.strftime("%a"),
            "weekday": str(day.isoweekday() % 7),
        }
    return values


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def _path(path: str) -> str:
    return re.sub("/{2,}", "/", f"/{path}")
