"""MODS: what a description says of an issue or an article (https://www.loc.gov/standards/mods/)."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_KEYS = {"volume": "volume", "issue": "number", "number": "number", "edition": "edition"}


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of an issue, or of an article; empty for what is not."""

    title: str = ""
    publication: str = ""
    date: str = ""
    volume: str = ""
    number: str = ""
    edition: str = ""
    authors: tuple[str, ...] = ()

    def over(self, other: Description) -> Description:
        """This one, completed by what another says of what it is a part of."""
        said = {it.name: getattr(self, it.name) for it in fields(self)}
        return replace(other, **{name: value for name, value in said.items() if value})


def descriptions_in(section: Any) -> Iterator[tuple[str, Description]]:
    """The descriptions in a section of METS, with the ids by which parts of an issue name them."""
    mods = next(section.iter("{*}mods"), None)
    if mods is None:
        return
    yield section.get("ID", ""), _description(mods)
    for part in mods.iter("{*}relatedItem"):
        if part.get("ID"):
            yield part.get("ID"), _description(part)


def _description(mods: Any) -> Description:
    host = next(
        (it for it in mods.iterchildren("{*}relatedItem") if it.get("type") == "host"), None
    )
    details: dict[str, str] = {}
    for part in (*_parts(mods), *(_parts(host) if host is not None else ())):
        for detail in part.iterchildren("{*}detail"):
            key = _KEYS.get((detail.get("type") or "").lower(), "")
            if key and (number := _first(detail, "number", "caption", "title")):
                details.setdefault(key, number)
    number = _first(next(mods.iterchildren("{*}titleInfo"), None), "partNumber")
    details.setdefault("number", number)
    return Description(
        title=_title(mods),
        publication="" if host is None else _title(host),
        date=_date(mods),
        authors=tuple(dict.fromkeys(filter(None, map(_name, mods.iterchildren("{*}name"))))),
        **details,
    )


def _parts(element: Any) -> tuple[Any, ...]:
    return tuple(element.iterchildren("{*}part"))


def _title(element: Any) -> str:
    info = next((it for it in element.iterchildren("{*}titleInfo") if not it.get("type")), None)
    return " ".join(filter(None, (_first(info, "nonSort"), _first(info, "title")))).rstrip(" .")


def _date(mods: Any) -> str:
    """The day of an issue, of which the form without hyphens is common."""
    origin = [one for info in mods.iterchildren("{*}originInfo") for one in info]
    dates = [one for part in _parts(mods) for one in part.iterchildren("{*}date")]
    for element in (*origin, *dates):
        if isinstance(element.tag, str) and element.tag.endswith(("}dateIssued", "}date")):
            text = _text(element)
            compact = _COMPACT_DAY.fullmatch(text)
            return "-".join(compact.groups()) if compact else text
    return ""


def _name(element: Any) -> str:
    if shown := _first(element, "displayForm"):
        return shown
    parts = [*element.iterchildren("{*}namePart")]
    said = {kind: " ".join(_text(it) for it in parts if it.get("type") == kind)
            for kind in ("given", "family")}  # fmt: skip
    whole = " ".join(_text(it) for it in parts if not it.get("type"))
    return whole or " ".join(filter(None, said.values()))


def _first(element: Any, *names: str) -> str:
    """The text of the first child of one of these names; empty, if there is none."""
    if element is None:
        return ""
    found = (_text(child) for name in names for child in element.iterchildren(f"{{*}}{name}"))
    return next(filter(None, found), "")


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
