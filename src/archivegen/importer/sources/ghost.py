"""Ghost: the JSON file of *Settings → Export*, with its posts, pages, tags and users.

An export has neither the address of the site nor its pictures: addresses are paths (`/slug/`), and
pictures come from a folder such as `content/`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from archivegen.importer.item import Body, Field, Item, digest_of, path_of_address
from archivegen.importer.sources.ghost_cards import without_cards
from archivegen.importer.sources.shared.files import addresses_of_files, media_of
from archivegen.importer.sources.shared.findings import Findings
from archivegen.importer.sources.shared.html_texts import plain
from archivegen.importer.sources.shared.json_values import (
    Node,
    lost_of,
    nodes_of,
    notes_on_lost,
    number_of,
    read_json,
    text_at,
)
from archivegen.importer.sources.table import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from archivegen.importer.item import Status, Value
    from archivegen.importer.options import Options

MOST_BYTES = 512 * 1024 * 1024
"""Bytes of an export, at most: it is read as a whole."""

_BEGINNING = 65536
_SITE = "__GHOST_URL__"
_STATUS: Mapping[str, Status] = {
    "published": "published",
    "scheduled": "scheduled",
    "draft": "draft",
}


def recognises(path: Path) -> bool:
    """Whether a file is an export of Ghost. Raises OSError."""
    if path.is_dir() or not path.name.lower().endswith(".json"):
        return False
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    return b'"exported_on"' in beginning and b'"version"' in beginning


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The users, posts and pages of exports. Raises OSError and SourceError."""
    for path in paths:
        tables = _tables(path)
        yield from (_user(row, path.name) for row in tables["users"])
        export = _Export(tables, path.name, options)
        yield from map(export.item, tables["posts"])


def _tables(path: Path) -> defaultdict[str, list[Node]]:
    if path.stat().st_size > MOST_BYTES:
        raise SourceError(f"{path.name} has more than {MOST_BYTES >> 20} MB")
    try:
        whole = read_json(path.read_bytes())
        export = whole["db"][0] if "db" in whole else whole
        data = export["data"]
        found = {name: nodes_of(rows) for name, rows in data.items() if isinstance(rows, list)}
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"{path.name} is no export of Ghost: {error!r}") from None
    if lost := (*lost_of(whole), *lost_of(export), *lost_of(data)):
        raise SourceError(f"{path.name} has two tables of one name: {lost[0].key}")
    return defaultdict(list, found)


def _user(row: Node, file: str) -> Item:
    slug, name = text_at(row, "slug"), plain(text_at(row, "name"))
    fields = {
        "name": name,
        "summary": plain(text_at(row, "bio")),
        "slug": slug,
    }
    image = text_at(row, "profile_image")
    if image:
        fields["image"] = image
    return Item(
        id=f"user:{text_at(row, 'id')}",
        origin=file,
        digest=digest_of(repr(sorted(fields.items())).encode()),
        kind="author",
        fields={key: Field(value, key) for key, value in fields.items() if value},
        address=f"/author/{slug}/" if slug else "",
        media=media_of([image] if image else [], _paths),
        notes=notes_on_lost(row),
        skip="" if name and name.casefold() != "ghost" else "a user without a name of a person",
    )


class _Export:
    """What posts refer to."""

    def __init__(self, tables: Mapping[str, list[Node]], file: str, options: Options) -> None:
        self._file = file
        self._options = options
        self._meta = {text_at(row, "post_id"): row for row in tables["posts_meta"]}
        self._users = {text_at(row, "id"): plain(text_at(row, "name")) for row in tables["users"]}
        self._tags = {
            text_at(row, "id"): plain(text_at(row, "name"))
            for row in tables["tags"]
            # Those with a number sign are for editors.
            if row.get("visibility") != "internal" and not text_at(row, "name").startswith("#")
        }
        self._of_post = {
            name: _related(tables[table], name)
            for table, name in (("posts_tags", "tag_id"), ("posts_authors", "author_id"))
        }

    def item(self, row: Node) -> Item:
        """A post or a page as an item."""
        number, slug = text_at(row, "id"), text_at(row, "slug")
        meta = self._meta.get(number, {})
        related = {name: self._of_post[name].get(number, []) for name in self._of_post}
        said = repr((sorted(row.items(), key=str), sorted(meta.items(), key=str), related))
        is_page = (
            row.get("type") == "page" or text_at(row, "page") == "1" or row.get("page") is True
        )
        findings = Findings()
        status = _STATUS.get(text_at(row, "status"), "draft")
        if row.get("status") == "sent":
            findings.note("it was sent as a letter, and never stood on the site", "attention")
        fields = self._fields(row, meta, related)
        if text_at(row, "visibility") not in {"", "public"}:
            findings.note("only members could read it", "held", kind="for members")
            fields["accessible"] = Field(value=False, origin="visibility")
        body = _body(row, findings)
        shown = [*addresses_of_files(body.text)]
        if image := _image(row, meta):
            fields["image"] = Field(image, "feature_image")
            shown.append(str(image["src"]))
        return Item(
            id=number,
            origin=f"{self._file}, {slug}",
            digest=digest_of(said.encode()),
            kind="page" if is_page else "article",
            status=status,
            fields=fields,
            body=body,
            address=f"/{slug}/" if slug and not slug.startswith("untitled") else "",
            media=media_of(dict.fromkeys(shown), _paths),
            notes=(*findings.notes, *notes_on_lost([row, meta])),
            counts=dict(findings.counts),
        )

    def _fields(
        self, row: Node, meta: Mapping[str, Any], related: Mapping[str, list[str]]
    ) -> dict[str, Field]:
        tags = [self._tags[it] for it in related["tag_id"] if it in self._tags]
        users = related["author_id"] or [text_at(row, "author_id")]
        names = tuple(dict.fromkeys(filter(None, (self._users.get(it, "") for it in users))))
        is_by_tag = self._options.section_of == "category"
        found: dict[str, tuple[Value, str]] = {
            "headline": (plain(text_at(row, "title")), "title"),
            "date": (_time(row.get("published_at") or row.get("created_at")), "published_at"),
            "slug": (text_at(row, "slug"), "slug"),
            "summary": (plain(text_at(row, "custom_excerpt")), "custom_excerpt"),
            "section": (tags[0] if tags and is_by_tag else "", "primary tag"),
            "tags": (tuple(tags[1:] if is_by_tag else tags), "posts_tags"),
            "authors": (names, "posts_authors"),
            "language": (text_at(row, "locale"), "locale"),
        }
        own = {
            self._options.map[key]: (text_at({**row, **meta}, key), key)
            for key in ("updated_at", "uuid", "meta_description", "canonical_url")
            if key in self._options.map
        }
        if "updated_at" in self._options.map:
            own[self._options.map["updated_at"]] = (_time(row.get("updated_at")), "updated_at")
        return {key: Field(*pair) for key, pair in {**found, **own}.items() if pair[0]}


def _related(rows: list[Node], name: str) -> dict[str, list[str]]:
    """What each post has, in its order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: number_of(row.get("sort_order"))):
        found[text_at(row, "post_id")].append(text_at(row, name))
    return found


def _time(value: Any) -> str:
    """A time of Ghost, which is in UTC: ISO, the database's form, or milliseconds since 1970."""
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="seconds")
        except (ValueError, OverflowError, OSError):
            return str(value)
    text = str(value or "")
    is_plain = re.fullmatch(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?", text)
    return f"{text[:19].replace(' ', 'T')}+00:00" if is_plain else text


def _body(row: Node, findings: Findings) -> Body:
    """The text; where an export has no HTML of it, what it has without markup."""
    if written := text_at(row, "html"):
        return Body(without_cards(written.replace(_SITE, ""), findings))
    if words := text_at(row, "plaintext"):
        findings.note("the export has its words alone, without links and pictures", "attention")
        return Body(words, "text")
    if text_at(row, "lexical") or text_at(row, "mobiledoc"):
        findings.note("the export has its text in the editor's own form alone", "held")
    return Body("")


def _image(row: Node, meta: Mapping[str, Any]) -> dict[str, Value]:
    source = text_at(row, "feature_image") or text_at(row, "image")
    if not source:
        return {}
    image: dict[str, Value] = {"src": source.replace(_SITE, "")}
    for name in ("alt", "caption"):
        if words := plain(text_at(meta, f"feature_image_{name}")):
            image[name] = words
    return image


def _paths(address: str) -> tuple[str, ...]:
    """Where a picture of the site may lie below a folder: `content/images/2019/05/lamp.jpg`.

    A smaller size of it is in a folder such as `size/w600/`.
    """
    path = re.sub(r"/size/w\d+(?:h\d+)?/(?:format/\w+/)?", "/", path_of_address(address))
    _, mark, below = path.partition("/content/")
    return (f"content/{below}", below) if mark else ()
