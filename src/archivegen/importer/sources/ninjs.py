"""ninjs: a folder of JSON files, a story in each, of versions 1, 2 and 3.

https://iptc.org/std/ninjs/; what is one value in version 1 (`headline`, `body_html`) is a list in
later ones.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archivegen.importer.item import Body, Item, digest_of
from archivegen.importer.sources.files import files_of
from archivegen.importer.sources.news.stories import Story, story_item
from archivegen.importer.sources.news.versions import newest
from archivegen.importer.sources.shared.html_texts import plain
from archivegen.importer.sources.shared.json_values import (
    Node,
    nodes_of,
    notes_on_lost,
    number_of,
    read_json,
    text_at,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.importer.item import Format, Value
    from archivegen.importer.options import Options
    from archivegen.importer.sources.files import SourceFile

SUFFIXES = (".json", ".ninjs")
_BEGINNING = 65536
_FORMS: dict[str, Format] = {
    "html": "html", "xhtml": "html", "text/html": "html", "application/xhtml+xml": "html",
    "text": "text", "text/plain": "text",
}  # fmt: skip


def recognises(path: Path) -> bool:
    """Whether a file, or the first JSON file of a folder, is ninjs. Raises OSError."""
    file = next(files_of([path], SUFFIXES), None) if path.is_dir() else None
    first = file.path if file else path
    if first.is_dir() or not first.name.lower().endswith(SUFFIXES):
        return False
    with first.open("rb") as opened:
        beginning = opened.read(_BEGINNING)
    signs = (b'"versioncreated"', b'"versionCreated"', b'"pubstatus"', b'"pubStatus"')
    return b'"uri"' in beginning and any(sign in beginning for sign in signs)


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The stories of the files, each in its newest version. Raises OSError."""
    del options
    stories = (it for file in files_of(paths, SUFFIXES) for it in _stories(file))
    latest = newest(it for it in stories if isinstance(it, Story))
    for file in files_of(paths, SUFFIXES):
        for story in _stories(file):
            yield story_item(story, latest) if isinstance(story, Story) else story


def _stories(file: SourceFile) -> Iterator[Story | Item]:
    data = file.read() or b""
    try:
        read = read_json(data)
    except (ValueError, RecursionError) as error:
        skip = f"it is no JSON: {error}"
        yield Item(file.name, file.name, digest_of(data), kind="other", skip=skip)
        return
    for number, node in enumerate(read if isinstance(read, list) else [read], 1):
        origin = f"{file.name}#{number}" if isinstance(read, list) else file.name
        if isinstance(node, dict):
            lowered = {key.lower(): value for key, value in node.items()}
            yield replace(_story(lowered, origin), notes=notes_on_lost(node))
        else:
            skip = "it is no JSON object"
            yield Item(origin, origin, digest_of(repr(node).encode()), kind="other", skip=skip)


def _story(node: Node, origin: str) -> Story:
    kind = text_at(node, "type") or "text"
    encoded = json.dumps(node, sort_keys=True).encode()
    return Story(
        id=text_at(node, "uri") or origin,
        origin=origin,
        digest=digest_of(encoded),
        version=text_at(node, "version"),
        versioned=text_at(node, "versioncreated"),
        status=text_at(node, "pubstatus").rpartition(":")[2],
        embargo=text_at(node, "embargoed"),
        date=next(
            filter(None, (text_at(node, it) for it in ("firstcreated", "versioncreated"))), ""
        ),
        fields=_fields(node),
        body=_body(node),
        skip="" if kind in {"text", "composite"} else f"a message of the type {kind}",
    )


def _fields(node: Node) -> dict[str, Value]:
    summary, _ = _value(node, "description", "descriptions")
    return {
        "headline": plain(_value(node, "headline", "headlines")[0]),
        "summary": plain(summary),
        "authors": _byline(node),
        "tags": _names(node.get("subject") or node.get("subjects")),
        "location": text_at(node, "located"),
        "language": text_at(node, "language"),
        "rights": text_at(node, "copyrightnotice"),
        "image": _image(node),
    }


def _value(node: Node, name: str, names: str) -> tuple[str, Format]:
    """A text, and how it is written; HTML before others."""
    found: dict[Format, str] = {}
    for key, value in node.items():
        form = _FORMS.get(key.removeprefix(f"{name}_"), "text")
        if (key == name or key.startswith(f"{name}_")) and isinstance(value, str):
            found.setdefault(form, value)
    for one in nodes_of(node.get(names)):
        if isinstance(one.get("value"), str):
            written = text_of(one.get("contenttype") or one.get("contentType"))
            form = _FORMS.get(written, "text")
            found.setdefault(form, one["value"])
    form = "html" if "html" in found else "text"
    return found.get(form, ""), form


def _body(node: Node) -> Body:
    text, form = _value(node, "body", "bodies")
    if form == "html":
        # A body may be a whole document.
        text = text.partition("<body>")[2].partition("</body>")[0] or text
    return Body(text, form)


def _byline(node: Node) -> tuple[str, ...]:
    byline = text_at(node, "byline")
    names = byline.removeprefix("By ").replace(" and ", ",").split(",")
    return tuple(it.strip() for it in names if it.strip())


def _names(rows: Any) -> tuple[str, ...]:
    found = (text_at(row, "name") for row in nodes_of(rows))
    return tuple(dict.fromkeys(filter(None, found)))


def _image(node: Node) -> Value:
    """The first picture of a story, in its largest rendition."""
    for row in nodes_of(node.get("associations")):
        if row.get("type") != "picture":
            continue
        sized = [it for it in nodes_of(row.get("renditions")) if text_at(it, "href")]
        if sized:
            largest = max(sized, key=lambda it: number_of(it.get("width")))
            lowered = {key.lower(): value for key, value in row.items()}
            caption = plain(_value(lowered, "description", "descriptions")[0])
            image: dict[str, Value] = {"src": text_of(largest["href"])}
            image |= {"caption": caption} if caption else {}
            credit = text_at(row, "byline")
            return {**image, "credit": credit} if credit else image
    return {}
