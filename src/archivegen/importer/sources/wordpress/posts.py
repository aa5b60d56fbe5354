"""A post, a page or a file of the library as an item, and of everything else why it is none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archivegen.importer.item import Body, Field, Item, digest_of
from archivegen.importer.sources.shared.files import addresses_of_files, media_of
from archivegen.importer.sources.shared.findings import Findings
from archivegen.importer.sources.shared.html_texts import has_markup, plain
from archivegen.importer.sources.wordpress.bodies import body_of
from archivegen.importer.sources.wordpress.people import authors_of
from archivegen.importer.sources.wordpress.pictures import file_paths
from archivegen.importer.sources.wordpress.terms import terms_of
from archivegen.importer.sources.wordpress.times import is_later, offset_of, time_of
from archivegen.model.vocabulary.wordpress_fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archivegen.importer.item import Kind, Status, Value
    from archivegen.importer.options import Options
    from archivegen.importer.sources.wordpress.export import Record
    from archivegen.importer.sources.wordpress.library import Library

_STATUS: Mapping[str, Status] = {
    "publish": "published",
    "future": "scheduled",
    "draft": "draft",
    "auto-draft": "draft",
    "pending": "draft",
    "private": "private",
    "trash": "trash",
}
_NO_ARTICLES = {
    "nav_menu_item": "an entry of a menu",
    "revision": "an earlier version",
    "custom_css": "a stylesheet",
    "customize_changeset": "a change of the theme",
    "oembed_cache": "a memory of the editor",
    "user_request": "a request of a reader",
    "wp_block": "a block that is used in posts",
    "wp_global_styles": "a part of the theme",
    "wp_navigation": "a menu",
    "wp_template": "a part of the theme",
    "wp_template_part": "a part of the theme",
    "wp_font_family": "a font",
    "wp_font_face": "a font",
    "acf-field": "a setting of a plug-in",
    "acf-field-group": "a setting of a plug-in",
    "guest-author": "an author, who is named in articles",
    "feedback": "a message of a reader",
}
_LISTS = frozenset({"authors", "tags"})


def post_item(record: Record, library: Library, options: Options) -> Item:
    """The item that a record of the kind `item` is."""
    post_type = record.text("wp:post_type") or "post"
    status = record.text("wp:status") or "publish"
    number = record.text("wp:post_id")
    item = Item(
        id=number or record.text("link"),
        origin=f"{record.file}:{record.line}",
        digest=_digest(record),
        address=record.text("link").strip(),
    )
    if post_type == "attachment":
        return _file_item(record, item)
    skip = _NO_ARTICLES.get(post_type, "")
    if not skip and status in {"inherit", "auto-draft"}:
        skip = "an earlier version"
    if not skip and post_type == "page" and not options.pages:
        skip = "a page; --pages imports pages, too"
    kind: Kind = "page" if post_type == "page" else "other" if skip else "article"
    if skip:
        return replace(item, kind=kind, skip=skip)
    findings = Findings()
    if post_type not in {"post", "page"}:
        message = f"it is of a type of the site's own, {post_type}"
        findings.note(message, "held", kind=f"of the type {post_type}")
    body = body_of(record, library, findings)
    image = _image(record, library, findings)
    fields = _fields(record, library, options, findings)
    shown = [*addresses_of_files(body)]
    if image:
        fields["image"] = Field(image, "_thumbnail_id")
        shown.append(str(image["src"]))
    return replace(
        item,
        kind=kind,
        status=_status(record, status, findings),
        fields=fields,
        body=Body(body),
        other_addresses=tuple(dict.fromkeys(_other_addresses(record, library, post_type))),
        media=media_of(dict.fromkeys(shown), lambda it: file_paths(it, library), is_exact=True),
        notes=findings.notes,
        counts=dict(findings.counts),
    )


def _digest(record: Record) -> str:
    """The digest of all that an article is made from: not of its comments, nor of who counted."""
    parts = [f"{name}={text}" for name, text in sorted(record.texts.items())]
    parts += [f"{it.taxonomy}:{it.slug}:{it.name}" for it in record.categories]
    parts += [f"{key}={value}" for key, values in sorted(record.meta.items()) for value in values]
    return digest_of("\0".join(parts).encode())


def _file_item(record: Record, item: Item) -> Item:
    # Its own file is read for the posts that show it.
    parent = record.text("wp:post_parent")
    return replace(item, kind="attachment", parent=parent if parent != "0" else "")


def _status(record: Record, status: str, findings: Findings) -> Status:
    if record.text("wp:post_password"):
        findings.note("readers needed a password", "attention")
        return "private"
    if status not in _STATUS:
        findings.note(f"its status is one of the site's own, {status}", "attention")
    return _STATUS.get(status, "draft")


def _fields(
    record: Record, library: Library, options: Options, findings: Findings
) -> dict[str, Field]:
    title = record.text("title")
    if has_markup(title):
        findings.count("markup in a headline")
    date = time_of(record.text("wp:post_date"), record.text("wp:post_date_gmt"))
    if offset := offset_of(date):
        findings.count(f"time zone {offset}")
    terms = terms_of(record, library, options.section_of)
    guid = record.text("guid").strip()
    if guid and library.is_shared_guid(guid):
        findings.note("another item has the same guid, so it is not kept", kind="a guid twice")
        guid = ""
    found: dict[str, tuple[Value, str]] = {
        "headline": (plain(title), "title"),
        "date": (date, "post_date_gmt" if offset else "post_date"),
        "slug": (_slug(record.text("wp:post_name")), "post_name"),
        "summary": (plain(record.text("excerpt:encoded")), "excerpt"),
        "section": (terms.section, "category"),
        "tags": (terms.topics, "category, post_tag"),
        "authors": (authors_of(record, library), "creator"),
        "id": (guid if re.fullmatch(r"[A-Za-z][\w+.-]*:\S+", guid) else "", "guid"),
    }
    return {
        key: Field(value, origin)
        for key, (value, origin) in {**found, **_mapped(record, options, findings)}.items()
        if value or value is False
    }


def _slug(written: str) -> str:
    """A slug in its own letters; WordPress cuts what is too long within a letter."""
    return re.sub(r"%[0-9a-fA-F]?\Z", "", unquote(written, errors="ignore"))


def _mapped(record: Record, options: Options, findings: Findings) -> dict[str, tuple[Value, str]]:
    """Fields and lists of the site's own, as far as the import says what they mean."""
    own: dict[str, tuple[str, ...]] = {}
    for term in record.categories:
        if term.taxonomy not in {"category", "post_tag", "tag", "author", "post_format"}:
            own[term.taxonomy] = (*own.get(term.taxonomy, ()), plain(term.name))
    for name, written in record.meta.items():
        if not name.startswith("_") or name in options.map:
            own[name] = tuple(filter(None, map(plain, written)))
    if is_later(record.text("wp:post_modified"), record.text("wp:post_date")):
        modified = time_of(record.text("wp:post_modified"), record.text("wp:post_modified_gmt"))
        own["post_modified"] = (modified,)
    found: dict[str, tuple[Value, str]] = {
        key: (_as_front_matter(record.first_meta(name)), name)
        for name, key in FIELDS.items()
        if name in record.meta
    }
    for name, values in own.items():
        if key := options.map.get(name):
            value: Value = values if key in _LISTS or len(values) != 1 else values[0]
            found[key] = (value, name)
        else:
            findings.count(f"field {name}")
    return found


def _as_front_matter(written: str) -> Value:
    return written == "true" if written in {"true", "false"} else plain(written)


def _image(record: Record, library: Library, findings: Findings) -> dict[str, Value] | None:
    """The picture above a post."""
    number = record.first_meta("_thumbnail_id")
    if not number or number == "0":
        return None
    file = library.attachments.get(number)
    if file is None or not file.address:
        kind = "the lead image is not in the export"
        findings.note(f"the lead image, {number}, is not in the export", "attention", kind=kind)
        return None
    image: dict[str, Value] = {"src": file.address, "alt": file.alt}
    if caption := plain(file.caption):
        image["caption"] = caption
    return image


def _other_addresses(record: Record, library: Library, post_type: str) -> Iterator[str]:
    number, address = record.text("wp:post_id"), record.text("link").strip()
    if library.site and number:
        yield f"{library.site}/?{'page_id' if post_type == 'page' else 'p'}={number}"
        if post_type not in {"post", "page"}:
            yield f"{library.site}/?post_type={post_type}&p={number}"
    above, slash, _ = address.rstrip("/").rpartition("/")
    if "?" not in address and slash:
        for slug in record.meta.get("_wp_old_slug", ()):
            yield f"{above}/{slug}/"
