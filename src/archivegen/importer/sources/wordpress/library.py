"""The library: what the posts of an export refer to, kept while these are read one by one.

Of what there are as many as items, it is kept on disk.

It is made in a first pass over all files of an export, since WordPress cuts a large one where it
likes: the pictures of a post may be in another file.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from archivegen.importer.item import path_of_address
from archivegen.importer.sources.shared.html_texts import plain
from archivegen.importer.sources.wordpress.export import records
from archivegen.model.hosts import host_of
from archivegen.system.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archivegen.importer.sources.wordpress.export import Record
    from archivegen.system.tables import Table

_REFERRED_TO = frozenset({"attachment", "wp_block", "guest-author"})
_TABLES: dict[str, type[str | int]] = dict.fromkeys(
    ("attachments", "origins", "guids", "uploaded", "paths", "pages"), str
)


class Attachment(NamedTuple):
    """A file of the library."""

    address: str
    page: str
    """The address of the page that WordPress makes for it."""
    alt: str
    caption: str
    """HTML."""
    title: str
    order: tuple[int, int]
    """Its place in the gallery of the post that it was uploaded to."""

    @property
    def is_picture(self) -> bool:
        """Whether browsers show it in the place of an `img`."""
        name = path_of_address(self.address).lower()
        return name.endswith(
            (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".heic")
        )


class Library:
    """What is known of all files of an export."""

    def __init__(self, tables: Tables) -> None:
        self.site = ""
        """The address of the site, without a slash at its end."""
        self.title = ""
        self.attachments: Table[str, Attachment] = tables.table("attachments")
        self.authors: dict[str, str] = {}
        """The names of authors by those with which they log in."""
        self.parents: dict[str, str] = {}
        """The slugs of categories, and those of the categories above them."""
        self.category_names: dict[str, str] = {}
        self.slugs_by_term: dict[str, str] = {}
        """The slugs of categories by their numbers."""
        self.blocks: dict[str, str] = {}
        """The texts of blocks that are used again, by their numbers."""
        self.hosts: set[str] = set()
        self.origins: Table[str, str] = tables.table("origins")
        """Where items were found first, by their ids."""
        self._guids: Table[str, bool] = tables.table("guids")
        self._uploaded: Table[str, tuple[str, ...]] = tables.table("uploaded")
        self._paths: Table[str, bool] = tables.table("paths")
        self._pages: Table[str, bool] = tables.table("pages")

    def pictures_of(self, post: str) -> list[str]:
        """The numbers of the pictures that were uploaded to a post, in their order."""
        found = [
            (file.order, number)
            for number in self._uploaded.get(post) or ()
            if (file := self.attachments.get(number)) and file.is_picture
        ]
        return [number for _, number in sorted(found)]

    def is_shared_guid(self, guid: str) -> bool:
        """Whether several items have the same guid."""
        return self._guids.get(guid) or False

    def is_own_host(self, address: str) -> bool:
        """Whether an address leads to the site or to where its files are."""
        host = host_of(address)
        return not host or _bare(host) in self.hosts

    def is_original(self, path: str) -> bool:
        """Whether a path is that of a file of the library, and not of a smaller size of one."""
        return path in self._paths

    def is_page_of_file(self, address: str) -> bool:
        """Whether an address is that of the page of a file."""
        return bool(address) and address.rstrip("/") in self._pages

    def add(self, record: Record) -> None:
        """Keep what is needed of a record."""
        match record.kind:
            case "site":
                self._add_site(record)
            case "author":
                login = record.text("wp:author_login")
                name = plain(record.text("wp:author_display_name")) or " ".join(
                    record.text(f"wp:author_{part}_name") for part in ("first", "last")
                )
                self.authors[login] = name.strip() or login
            case "category":
                self._add_category(record)
            case "item":
                self._add_item(record)
            case _:
                pass

    def _add_site(self, record: Record) -> None:
        self.site = (
            record.text("wp:base_blog_url") or record.text("wp:base_site_url") or self.site
        ).rstrip("/")
        self.title = plain(record.text("title")) or self.title
        for name in ("wp:base_blog_url", "wp:base_site_url"):
            if host := host_of(record.text(name)):
                self.hosts.add(_bare(host))

    def _add_category(self, record: Record) -> None:
        slug = record.text("wp:category_nicename")
        self.category_names[slug] = plain(record.text("wp:cat_name"))
        self.slugs_by_term[record.text("wp:term_id")] = slug
        if parent := record.text("wp:category_parent"):
            self.parents[slug] = parent

    def _add_item(self, record: Record) -> None:
        number, kind = record.text("wp:post_id"), record.text("wp:post_type")
        guid = record.text("guid").strip()
        # Whether it is one of several.
        if guid and not self._guids.add(guid, False):  # noqa: FBT003 -- a value
            self._guids[guid] = True
        if kind == "attachment":
            self._add_attachment(number, record)
        elif kind == "wp_block":
            self.blocks[number] = record.text("content:encoded")
        elif kind == "guest-author":
            name = record.first_meta("cap-display_name") or plain(record.text("title"))
            self.authors.setdefault(record.first_meta("cap-user_login"), name)

    def _add_attachment(self, number: str, record: Record) -> None:
        address, page = record.text("wp:attachment_url").strip(), record.text("link").strip()
        order = tuple(
            int(text) if text.isdecimal() else 0 for text in (record.text("wp:menu_order"), number)
        )
        self.attachments[number] = Attachment(
            address,
            page,
            record.first_meta("_wp_attachment_image_alt").strip(),
            record.text("excerpt:encoded").strip(),
            plain(record.text("title")),
            (order[0], order[1]),
        )
        # What was uploaded to no post is in no gallery.
        if (post := record.text("wp:post_parent")) not in {"", "0"}:
            self._uploaded[post] = (*(self._uploaded.get(post) or ()), number)
        self._paths[unquote(path_of_address(address))] = True
        self._pages[page.rstrip("/")] = True
        if host := host_of(address):
            self.hosts.add(_bare(host))


@contextmanager
def library_of(paths: Sequence[Path]) -> Iterator[Library]:
    """The library of an export in some files, as long as the block lasts.

    Raises OSError and SourceError.
    """
    with Tables.written(None, **_TABLES) as tables:
        library = Library(tables)
        for path in paths:
            for record in records(path, _REFERRED_TO):
                library.add(record)
        yield library


def _bare(host: str) -> str:
    return host.removeprefix("www.")
