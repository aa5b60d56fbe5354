"""The words of other generators as the keys of front matter, by what they mean."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.importer.item import Field
from archivegen.loader.frontmatter.unknown_keys import keeps_back, meant_elsewhere
from archivegen.model.vocabulary import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

    from archivegen.importer.item import Status, Value

_TEXTS = frozenset(
    ("headline", "date", "updated", "summary", "slug", "language", "rights", "location", "section")
)
_LISTS = frozenset(("authors", "tags"))
_ADDRESSES = ("permalink", "url", "path", "link")
"""What names the whole address of an article."""

_FORMER = ("aliases", "alias", "redirect_from", "redirects")
_WITHOUT_MEANING = frozenset({
    "layout", "template", "draft", "published", "type", "weight", "menu", "toc", "comments",
    "comment", "markup", "math", "mathjax", "sitemap", "outputs", "cascade", "hascode",
    "has_code", "eleventycomputed",
})  # fmt: skip
"""Keys that say how a page was made, which is for the theme of the new site."""

_NO = {"", "no", "false", "0", "off"}
"""What `draft` has to be, so that something is published."""

_OFFSET = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\Z")
_IS_ID = re.compile(r"[A-Za-z][\w+.-]*:\S+").fullmatch
_NAME_IN_ADDRESS = re.compile(r"\s*<[^<>]*>\s*\Z|\s*\([^()]*@[^()]*\)\s*\Z")


class Said(NamedTuple):
    """What the head of a file says."""

    fields: dict[str, Field]
    status: Status
    address: str
    """The address that it asks for; empty, if that follows from a rule."""
    former: tuple[str, ...]
    extra: dict[str, Value]
    """What has no meaning here, as it is written."""
    categories: tuple[str, ...]


def said_by(
    values: Mapping[str, Any], zone: ZoneInfo | None, *, parts_by_blank: bool = False
) -> Said:
    """What a head says; `zone` is that of times without an offset, if the generator has one.

    With `parts_by_blank`, a list may be written as words with blanks between, as in Jekyll.
    """
    fields: dict[str, Field] = {}
    extra: dict[str, Value] = {}
    categories: tuple[str, ...] = ()
    address, former = "", list[str]()
    # The contract's own words count before others that mean the same.
    for name, value in sorted(values.items(), key=lambda pair: bool(meant_elsewhere(pair[0]))):
        key = _key(name)
        if key in _ADDRESSES and isinstance(value, str) and not address:
            address = value
        elif key in _FORMER:
            former += _list(value)
        elif key in {"category", "categories"}:
            categories = _list(value, parts_by_blank=parts_by_blank and key == "categories")
        elif (target := meant_elsewhere(name) or key) not in fields and (
            made := _value(target, value, zone, parts_by_blank=parts_by_blank)
        ):
            fields[target] = Field(made, name)
        elif not _is_without_meaning(key, value) and value not in ("", (), {}):
            extra[name] = value
    if section := next(iter(categories), ""):
        fields.setdefault("section", Field(section, "categories"))
        topics = (*categories[1:], *_texts(fields.get("tags")))
        if topics:
            fields["tags"] = Field(tuple(dict.fromkeys(topics)), "categories, tags")
    return Said(fields, _status(values), address, tuple(former), extra, categories)


def _is_without_meaning(key: str, value: Any) -> bool:
    """Whether a key says nothing of an article; `published` may be a day, as in Hugo."""
    is_day = key == "published" and isinstance(value, str) and value[:1].isdigit()
    return key in _WITHOUT_MEANING and not is_day


def _key(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")


def _value(key: str, value: Any, zone: ZoneInfo | None, *, parts_by_blank: bool) -> Value | None:
    """A value as the contract has it; None for what it has no place for."""
    if key in _LISTS:
        return _list(value, parts_by_blank=parts_by_blank and key == "tags") or None
    if key == "image":
        return _image(value)
    if not isinstance(value, str) or not value:
        return None
    if key in {"date", "updated"}:
        return time_of(value, zone)
    is_right = key in _TEXTS or (key == "kind" and value in kinds.TYPES) or key == "licence"
    return value if is_right or (key == "id" and _IS_ID(value)) else None


def time_of(written: str, zone: ZoneInfo | None = None) -> str:
    """A time as front matter has it, with the offset of a zone where it has none itself."""
    text = re.sub(r"\A(\d{4})/(\d\d?)/(\d\d?)", r"\1-\2-\3", written.strip())
    text = re.sub(r"\s*(?:UTC|GMT)\Z", "Z", text) if text[:1].isdigit() else text
    if re.match(r"[A-Z][a-z]{2}, \d", text):
        try:
            text = parsedate_to_datetime(text).isoformat()
        except ValueError:
            return text
    has_time = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?", text)
    if has_time and zone and not _OFFSET.search(text):
        return (
            datetime.fromisoformat(f"{has_time[1]}T{has_time[2]}").replace(tzinfo=zone).isoformat()
        )
    return text


def _list(value: Any, *, parts_by_blank: bool = False) -> tuple[str, ...]:
    """Names in a list, between commas or semicolons, or of mappings that have a name."""
    if isinstance(value, str):
        separator = r"[,;]" if re.search("[,;]", value) else r"\s+" if parts_by_blank else r"\Z"
        value = re.split(separator, value.strip().removeprefix("[").removesuffix("]"))
    elif isinstance(value, dict):
        value = (value,)
    names = []
    for one in value if isinstance(value, tuple | list) else ():
        name = one.get("name", "") if isinstance(one, dict) else one
        if isinstance(name, str) and (name := _NAME_IN_ADDRESS.sub("", name).strip(" \"'")):
            names.append(name)
    return tuple(dict.fromkeys(names))


def _texts(field: Field | None) -> Iterator[str]:
    if field is not None and isinstance(field.value, tuple):
        yield from (str(one) for one in field.value)


def _image(value: Any) -> Value | None:
    """A picture: an address, or a mapping that has one under some name."""
    if isinstance(value, tuple) and value:
        value = value[0]
    if isinstance(value, str):
        return {"src": value} if value else None
    if not isinstance(value, dict):
        return None
    names = ("src", "image", "url", "path", "feature", "file")
    source = next((value[name] for name in names if isinstance(value.get(name), str)), "")
    if not source:
        return None
    image: dict[str, Value] = {"src": source}
    for name in ("alt", "caption", "credit"):
        if isinstance(value.get(name), str) and value[name]:
            image[name] = value[name]
    return image


def _status(values: Mapping[str, Any]) -> Status:
    """Who could read it: everybody, unless something says otherwise."""
    for name, value in values.items():
        text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        is_draft = _key(name) == "draft" and text.lower() not in _NO
        if is_draft or (_key(name) != "unlisted" and keeps_back(_key(name), text)):
            return "private" if text.lower() == "private" else "draft"
    return "published"
