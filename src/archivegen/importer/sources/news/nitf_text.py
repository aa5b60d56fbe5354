"""NITF: the head and the text of a story (https://www.iptc.org/std/NITF/3.6/documentation/)."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.importer.item import Value

_SAME = {
    "p": "p", "hl2": "h2", "ul": "ul", "ol": "ol", "li": "li", "dl": "dl", "dt": "dt", "dd": "dd",
    "table": "table", "caption": "caption", "tr": "tr", "td": "td", "th": "th", "thead": "thead",
    "tbody": "tbody", "bq": "blockquote", "block": "div", "em": "em", "a": "a", "br": "br",
    "hr": "hr", "pre": "pre", "q": "q", "sub": "sub", "sup": "sup", "credit": "p", "note": "aside",
}  # fmt: skip
_ATTRIBUTES = {"a": ("href",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}
_EMPTY = frozenset({"br", "hr"})


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def every(element: Any, name: str) -> Iterator[Any]:
    """The elements of a name inside another."""
    yield from element.iter(f"{{*}}{name}")


def words(element: Any, name: str) -> str:
    """The text of the first element of a name inside another, on one line."""
    found = next(every(element, name), None)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def nitf_fields(nitf: Any) -> dict[str, Value]:
    """What a story says of itself."""
    byline = words(nitf, "byline")
    names = byline.removeprefix("By ").removeprefix("by ").replace(" and ", ",").split(",")
    people = tuple(" ".join("".join(it.itertext()).split()) for it in _people(nitf))
    location = next(every(nitf, "dateline"), None)
    return {
        "headline": words(nitf, "hl1"),
        "summary": words(nitf, "abstract"),
        "authors": people or tuple(name.strip() for name in names if name.strip()),
        "location": "" if location is None else words(location, "location"),
        "tags": tuple(filter(None, (it.get("key", "").strip() for it in every(nitf, "keyword")))),
        "print": _print(nitf),
    }


def _people(nitf: Any) -> Iterator[Any]:
    for byline in every(nitf, "byline"):
        yield from every(byline, "person")


def _print(nitf: Any) -> Value:
    """Where it stood in print."""
    place = next(every(nitf, "pubdata"), None)
    if place is None or place.get("type", "print") != "print":
        return {}
    keys = {
        "volume": "volume", "number": "number", "edition.name": "edition",
        "position.section": "section", "position.sequence": "page",
    }  # fmt: skip
    return {key: place.get(name) for name, key in keys.items() if place.get(name)}


def nitf_html(nitf: Any) -> str:
    """The text of a story as HTML."""
    body = next(every(nitf, "body.content"), None)
    return "" if body is None else "\n".join(filter(None, map(_html, body)))


def _html(element: Any) -> str:
    """An element as HTML; one without a meaning there is what is in it."""
    name = local(element)
    if name == "media":
        return _media(element)
    inside = _escaped(element.text)
    for child in element:
        inside += _html(child) + _escaped(child.tail)
    if name not in _SAME:
        return inside
    tag = _SAME[name]
    written = "".join(
        f' {it}="{html.escape(element.get(it))}"'
        for it in _ATTRIBUTES.get(tag, ())
        if element.get(it)
    )
    return f"<{tag}{written}>" if tag in _EMPTY else f"<{tag}{written}>{inside}</{tag}>"


def _media(element: Any) -> str:
    """A picture with its caption, or a link to what is none."""
    reference = next(every(element, "media-reference"), None)
    if reference is None:
        return _escaped(words(element, "media-caption"))
    source = reference.get("source") or ""
    caption = _escaped(words(element, "media-caption"))
    credit = _escaped(words(element, "media-producer"))
    if not source:
        return f"<p>{caption}</p>" if caption else ""
    if element.get("media-type", "image") != "image":
        return f'<p><a href="{html.escape(source)}">{caption or _escaped(source)}</a></p>'
    alternate = html.escape(reference.get("alternate-text") or "")
    credit = f' <span class="credit">{credit}</span>' if credit else ""
    words_ = f"<figcaption>{caption}{credit}</figcaption>" if caption or credit else ""
    return f'<figure><img src="{html.escape(source)}" alt="{alternate}">{words_}</figure>'


def _escaped(text: str | None) -> str:
    return html.escape(text or "", quote=False)
