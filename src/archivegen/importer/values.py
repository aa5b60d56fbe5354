"""Values: what an item says of the keys of front matter, as the site's contract has them.

Texts are on one line and without control characters; times have the offset that they need to mean
the same in the site's time zone. What cannot be used is kept under `extra` and told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from archivegen.importer.item import SURE, Field, Note, path_of_address
from archivegen.importer.sources.encodings import encoded_twice
from archivegen.loader.frontmatter.yaml_writer import Plain
from archivegen.model.slugs import leads_elsewhere
from archivegen.model.text import CONTROL, is_blank, tidy
from archivegen.model.times import Moment, parse_moment
from archivegen.renderer.markdown.tree import words_of_html

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from archivegen.importer.item import Item
    from archivegen.importer.options import Options
    from archivegen.importer.site import ImportSite
    from archivegen.model.times import DateOrder

_TIMES = ("date", "updated")
_LISTS = ("authors", "tags")
_LONGEST_STAND_IN = 80
"""Characters of a headline that is made of the first words of a text."""

_FIRST_YEAR = 1600

_CALENDAR = re.compile(r"\d{1,4}")
_SIGNS = re.compile(r"[#*_`>]+")
"""Signs of Markdown, which are no part of a headline."""


@dataclass(slots=True)
class Values:
    """The front matter of an item, as far as it follows from the item alone."""

    front: dict[str, Any] = field(default_factory=dict)
    moment: Moment | None = None
    notes: list[Note] = field(default_factory=list)
    unused: dict[str, str] = field(default_factory=dict)
    """What the source says and the contract does not take, by its key."""


def values_of(item: Item, site: ImportSite, options: Options, zone: ZoneInfo) -> Values:
    """The values of an item; `zone` is that of its times without an offset."""
    made = Values()
    for name, one in item.fields.items():
        key = options.map.get(name, name)
        if one.confidence < SURE:
            text = f"`{key}` is likely, but not certain ({one.origin})"
            made.notes.append(Note(text, "held", f"uncertain {key}"))
        if key in _TIMES:
            _time(key, one, made, site, zone)
        elif (value := _clean(one.value)) not in ("", (), {}, None):
            made.front[key] = value
    printed = made.front.get("print")
    if isinstance(printed, dict) and printed.get("publication") == site.config.title:
        del printed["publication"]
    _headline(item, made)
    _section(item, made, options)
    _slug(made, site)
    if options.language and "language" not in made.front:
        made.front["language"] = options.language
    texts = (*filter(lambda value: isinstance(value, str), made.front.values()), item.body.text)
    made.notes += next(([note] for text in texts if (note := encoded_twice(text))), [])
    if _is_of_site(str(made.front.get("language", "")), site.config.language):
        del made.front["language"]
    return made


def _is_of_site(tag: str, own: str) -> bool:
    """Whether a language is the site's, perhaps with a country that the site does not name."""
    return bool(tag) and re.fullmatch(rf"{own}(?:-(?:[A-Za-z]{{2}}|\d{{3}}))?", tag) is not None


def clean_text(text: str) -> str:
    """A text on one line, without control characters; empty, if nothing of it can be seen."""
    text = tidy(CONTROL.sub("", text))
    return "" if is_blank(text) else text


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        cleaned = {key: _clean(one) for key, one in value.items()}
        return {key: one for key, one in cleaned.items() if one not in ("", (), {}, None)}
    if isinstance(value, tuple | list):
        return tuple(dict.fromkeys(filter(None, map(_clean, value))))
    return value


def _moment(written: str, zone: ZoneInfo, order: DateOrder, *, is_partial: bool) -> Moment:
    """A moment of the calendar of newspapers. Raises ValueError."""
    moment = parse_moment(written, zone, order, is_partial=is_partial)
    if moment.year < _FIRST_YEAR:
        raise ValueError(f"`{written}` is older than newspapers")
    return moment


def _time(key: str, one: Field, made: Values, site: ImportSite, zone: ZoneInfo) -> None:
    written = clean_text(str(one.value))
    if not written:
        return
    try:
        moment = _moment(written, zone, site.config.date_order, is_partial=key == "date")
    except ValueError as error:
        made.unused[key] = written
        weight = "held" if key == "date" else "attention"
        made.notes.append(Note(str(error), weight, f"no time: {key}"))  # type: ignore[arg-type]
        return
    made.front[key] = Plain(time_text(moment, site.zone))
    if key == "date":
        made.moment = Moment(moment.local.astimezone(site.zone), moment.precision)
        if not moment.has_time:
            made.moment = moment


def time_text(moment: Moment, zone: ZoneInfo) -> str:
    """A moment as front matter has it: with its offset, where the site's zone has another then."""
    if not moment.has_time:
        return moment.iso_date
    local = moment.local.replace(microsecond=0)
    form = "seconds" if local.second else "minutes"
    plain = local.replace(tzinfo=None).isoformat(" ", form)
    if parse_moment(plain, zone).local == local:
        return plain
    return local.isoformat("T" if form == "seconds" else " ", form)


def _headline(item: Item, made: Values) -> None:
    if made.front.get("headline") or item.kind not in ("article", "page"):
        return
    text = item.body.text[:2000]
    if item.body.format != "text":
        text = words_of_html(text)
    words = clean_text(_SIGNS.sub(" ", text) if item.body.format == "markdown" else text)
    if len(words) > _LONGEST_STAND_IN:
        words = words[:_LONGEST_STAND_IN].rpartition(" ")[0].rstrip(".,;:") + "\u2026"
    made.front["headline"] = words or item.id
    made.notes.append(
        Note("it has no headline; its first words stand for one", "attention", "no headline")
    )


def _section(item: Item, made: Values, options: Options) -> None:
    if options.section_of == "none":
        made.front.pop("section", None)
    elif options.section_of == "path":
        made.front.pop("section", None)
        place = path_of_address(item.address) or item.origin.partition(":")[0]
        folders = [part for part in unquote(place).strip("/").split("/")[:-1] if part]
        named = next((part for part in folders if not _CALENDAR.fullmatch(part)), "")
        if named := clean_text(named.replace("-", " ").replace("_", " ")):
            made.front["section"] = named[:1].upper() + named[1:]


def _slug(made: Values, site: ImportSite) -> None:
    """A slug that is part of an address; without it, where the headline makes the same."""
    slug = clean_text(unquote(str(made.front.pop("slug", "")))).strip("/").rpartition("/")[2]
    if not slug:
        return
    if leads_elsewhere(slug):
        made.unused["slug"] = slug
        text = f"the slug `{slug}` cannot be part of an address"
        made.notes.append(Note(text, "attention", "slug"))
        return
    language = made.front.get("language") or site.config.language
    own = site.slugger.of_text(slug, language)
    if own != site.slugger.of_text(made.front.get("headline", ""), language):
        made.front["slug"] = own
