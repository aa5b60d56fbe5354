"""ninjs: a folder of JSON files, a story in each, of versions 1, 2 and 3.

https://iptc.org/std/ninjs/; what is one value in version 1 (`headline`, `body_html`) is a list in
later ones.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archivegen.importer.item import Body, Item, digest_of
from archivegen.importer.sources.files import files_of
from archivegen.importer.sources.news.stories import Story, story_item
from archivegen.importer.sources.news.versions import newest
from archivegen.importer.sources.shared.html_texts import plain

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
Node = dict[str, Any]


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
        read = json.loads(data)
    except (ValueError, RecursionError) as error:
        skip = f"it is no JSON: {error}"
        yield Item(file.name, file.name, digest_of(data), kind="other", skip=skip)
        return
    for number, node in enumerate(read if isinstance(read, list) else [read], 1):
        origin = f"{file.name}#{number}" if isinstance(read, list) else file.name
        if isinstance(node, dict):
            yield _story({key.lower(): value for key, value in node.items()}, origin)
        else:
            skip = "it is no JSON object"
            yield Item(origin, origin, digest_of(repr(node).encode()), kind="other", skip=skip)


def _story(node: Node, origin: str) -> Story:
    kind = _text(node.get("type")) or "text"
    encoded = json.dumps(node, sort_keys=True).encode()
    return Story(
        id=_text(node.get("uri")) or origin,
        origin=origin,
        digest=digest_of(encoded),
        version=_text(node.get("version")),
        versioned=_text(node.get("versioncreated")),
        status=_text(node.get("pubstatus")).rpartition(":")[2],
        embargo=_text(node.get("embargoed")),
        date=next(
            filter(None, (_text(node.get(it)) for it in ("firstcreated", "versioncreated"))), ""
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
        "location": _text(node.get("located")),
        "language": _text(node.get("language")),
        "rights": _text(node.get("copyrightnotice")),
        "image": _image(node),
    }


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def _value(node: Node, name: str, names: str) -> tuple[str, Format]:
    """A text, and how it is written; HTML before others."""
    found: dict[Format, str] = {}
    for key, value in node.items():
        form = _FORMS.get(key.removeprefix(f"{name}_"), "text")
        if (key == name or key.startswith(f"{name}_")) and isinstance(value, str):
            found.setdefault(form, value)
    for one in _nodes(node.get(names)):
        if isinstance(one.get("value"), str):
            written = _text(one.get("contenttype") or one.get("contentType"))
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
    byline = _text(node.get("byline"))
    names = byline.removeprefix("By ").replace(" and ", ",").split(",")
    return tuple(it.strip() for it in names if it.strip())


def _names(rows: Any) -> tuple[str, ...]:
    found = (_text(row.get("name")) for row in _nodes(rows))
    return tuple(dict.fromkeys(filter(None, found)))


def _nodes(value: Any) -> list[Node]:
    """The objects of a list, or of an object that gives each a name; none of anything else."""
    rows = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [row for row in rows if isinstance(row, dict)]


def _image(node: Node) -> Value:
    """The first picture of a story, in its largest rendition."""
    for row in _nodes(node.get("associations")):
        if row.get("type") != "picture":
            continue
        sized = [it for it in _nodes(row.get("renditions")) if _text(it.get("href"))]
        if sized:
            largest = max(sized, key=lambda it: _width(it.get("width")))
            lowered = {key.lower(): value for key, value in row.items()}
            caption = plain(_value(lowered, "description", "descriptions")[0])
            image: dict[str, Value] = {"src": _text(largest["href"])}
            image |= {"caption": caption} if caption else {}
            credit = _text(row.get("byline"))
            return {**image, "credit": credit} if credit else image
    return {}


def _width(value: Any) -> int:
    return value if isinstance(value, int) else 0
