"""A file of another generator as an item."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from archivegen.importer.item import Body, Field, Item, digest_of
from archivegen.importer.sources.encodings import decoded
from archivegen.importer.sources.folders.heads import head_of
from archivegen.importer.sources.folders.keys import said_by, time_of
from archivegen.importer.sources.folders.links import media_in, with_links_to_files, without_suffix
from archivegen.importer.sources.folders.permalinks import Named, by_tokens, dated_name, urlized
from archivegen.importer.sources.folders.shortcodes import without_tags
from archivegen.importer.sources.shared.findings import Findings
from archivegen.model.times import parse_moment, zone_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from archivegen.importer.item import Kind, Media, Status, Value
    from archivegen.importer.options import Options
    from archivegen.importer.sources.files import SourceFile
    from archivegen.importer.sources.folders.generators import Generator
    from archivegen.importer.sources.folders.heads import Head
    from archivegen.importer.sources.folders.keys import Said
    from archivegen.importer.sources.folders.links import Files

_OF_ARTICLES = re.compile(r"(?:^|/)(?:_posts|_drafts|posts?|blog|news|articles?)/")
_OF_PAGES = re.compile(r"(?:^|/)_?pages?/")
_BEGINNINGS = {"publishdate", "pubdate", "published"}
_ENDS = {"expirydate", "unpublishdate"}
"""Keys of Hugo without lines in them, from and until when something is to be seen."""

_PLACEHOLDERS = re.compile(r":[a-z_]+|\{\{|\{%")
_TITLE = re.compile(r"\A\s*#[ \t]+(\S.*?)[ \t#]*\n|\A\s*(\S.*)\n=+[ \t]*\n")


def file_item(file: SourceFile, generator: Generator, files: Files, options: Options) -> Item:
    """The item that a text of the folder is. Raises OSError."""
    data = file.read()
    if data is None:
        skip = "the file is too large for a text"
        return Item(file.name, file.name, digest_of(b""), kind="other", skip=skip)
    item = Item(file.name, file.name, digest_of(data))
    text = decoded(data)
    head = head_of(text.text)
    if skip := _why_not(file.name, head, generator):
        return replace(item, kind="other", skip=skip)
    findings = Findings()
    if head.fault:
        findings.note(head.fault, "held", kind="heads that cannot be read")
    said = said_by(head.values, generator.zone, parts_by_blank=generator.parts_by_blank)
    below = _below(file.name, generator)
    named = _named(below, said, generator)
    fields, extra = _fields(below, head, said, generator), dict(said.extra)
    status = _status(file.name, said)
    if _waits(fields, extra, generator.zone, findings) and status == "published":
        status = "scheduled"
    _tell_of_end(extra, findings)
    kind: Kind = "article" if _is_article(below, fields, head) else "page"
    if kind == "page" and not options.pages:
        return replace(item, kind=kind, skip="a page; with --pages, pages are imported, too")
    body, media = _body(file.name, head.body, files, findings)
    if image := fields.get("image"):
        source = image.value["src"] if isinstance(image.value, dict) else ""
        found = files.media(str(source), file.name)
        media = (*media, found) if found else media
    return replace(
        item,
        kind=kind,
        status=status,
        fields=fields,
        body=body,
        address=_address(said, named, generator),
        other_addresses=(*(_whole(it, generator) for it in said.former), f"file:{file.name}"),
        media=media,
        extra=extra,
        notes=(*text.notes, *findings.notes),
        counts={**findings.counts, f"generator {generator.name or 'unknown'}": 1},
    )


def _why_not(name: str, head: Head, generator: Generator) -> str:
    if name.rpartition("/")[2].startswith("_index."):
        return "the page of a list"
    is_for_texts = generator.content not in {("",), ()} or _OF_ARTICLES.search(name)
    if head.fault == "it has no head" and not is_for_texts:
        return "it has no head, and so is no page of the site"
    return ""


def _below(name: str, generator: Generator) -> str:
    """The path of a file below the folder of content, without its ending."""
    for folder in generator.content:
        if folder and name.startswith(f"{folder}/"):
            name = name.removeprefix(f"{folder}/")
    return without_suffix(name)


def _named(below: str, said: Said, generator: Generator) -> Named:
    """What the address of a file is made from."""
    day, _ = dated_name(Named(below).name)
    title = _text(said, "headline")
    slug = _text(said, "slug") or (urlized(title) if generator.slug_of_title else "")
    return Named(below, title, slug, _text(said, "date") or day, said.categories)


def _text(said: Said, key: str) -> str:
    found = said.fields.get(key)
    return found.value if found and isinstance(found.value, str) else ""


def _fields(below: str, head: Head, said: Said, generator: Generator) -> dict[str, Field]:
    """What the head says, and what the name of the file says that the head does not."""
    fields = dict(said.fields)
    day, bare = dated_name(Named(below).name)
    if day and "date" not in fields:
        fields["date"] = Field(day, "name of the file")
    if "headline" not in fields and (title := _TITLE.match(head.body)):
        fields["headline"] = Field(title[1] or title[2], "first heading")
        head.body = head.body[title.end() :]
    if "slug" not in fields and not generator.slug_of_title and generator.name:
        fields["slug"] = Field(bare, "name of the file")
    folder = Named(below).folder
    if "section" not in fields and generator.section_folders and folder:
        fields["section"] = Field(folder.partition("/")[0].capitalize(), "folder")
    return fields


def _status(name: str, said: Said) -> Status:
    is_draft = said.status == "published" and "_drafts/" in f"/{name}"
    return "draft" if is_draft else said.status


def _waits(
    fields: dict[str, Field], extra: dict[str, Value], zone: ZoneInfo | None, findings: Findings
) -> bool:
    """Whether nobody was to see an article before a day that is later than its date.

    That day is its date then, since a date here is when something was first published. Where nobody
    can say what day was meant, the article is held back.
    """
    name = next((name for name in extra if _bare(name) in _BEGINNINGS), "")
    if not name:
        return False
    begin, date = Field(time_of(str(extra[name]), zone), name), fields.get("date")
    begins = _instant(str(begin.value), zone)
    if begins is None:
        text = f"it was not to be seen before `{extra[name]}` ({name}), which is no time"
        findings.note(text, "held", kind="with a beginning that is no time")
        return False
    since = _instant(str(date.value), zone) if date else None
    if not date or since is None or begins <= since:
        return False
    fields["date"], extra["date"] = begin, date.value
    del extra[name]
    return True


def _instant(text: str, zone: ZoneInfo | None) -> int | None:
    """The instant that a text names, if it is a time."""
    try:
        return parse_moment(text, zone or zone_of("UTC")).instant
    except ValueError:
        return None


def _tell_of_end(extra: dict[str, Value], findings: Findings) -> None:
    """Hold an article back that was to be seen until some day: no clock is asked if it is over."""
    for name, value in extra.items():
        if _bare(name) in _ENDS:
            text = f"it was to be seen until {value} ({name})"
            findings.note(text, "held", kind="with an end in time")


def _bare(name: str) -> str:
    return name.lower().replace("_", "")


def _is_article(below: str, fields: dict[str, Field], head: Head) -> bool:
    if _OF_PAGES.search(f"{below}/"):
        return False
    return bool("date" in fields or head.fault or _OF_ARTICLES.search(below))


def _body(name: str, text: str, files: Files, findings: Findings) -> tuple[Body, tuple[Media, ...]]:
    text = with_links_to_files(without_tags(text, name, files, findings), name, files)
    media = tuple(media_in(text, name, files))
    is_html = name.lower().endswith((".html", ".htm"))
    return Body(text.strip("\n"), "html" if is_html else "markdown"), media


def _address(said: Said, named: Named, generator: Generator) -> str:
    """The address of a file: that which it asks for, or the one that follows from the rule."""
    asked = said.address
    if asked.startswith("/") or (asked and "://" not in asked and generator.name == "Zola"):
        path = by_tokens(asked, named) if _PLACEHOLDERS.search(asked) else f"/{asked.lstrip('/')}"
    else:
        path = asked if "://" in asked else generator.address(named)
    return _whole(path.removesuffix("index.html"), generator) if path else ""


def _whole(path: str, generator: Generator) -> str:
    """The whole address of a path of the site."""
    return path if "://" in path else f"{generator.site}/{path.lstrip('/')}"
