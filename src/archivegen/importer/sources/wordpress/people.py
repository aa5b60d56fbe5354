"""Authors and comments of an export as items.

Of whoever wrote a comment, the name alone is kept: neither an address of the post nor one of the
network.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archivegen.importer.item import Body, Field, Item, digest_of
from archivegen.importer.sources.shared.html_texts import plain
from archivegen.importer.sources.wordpress.paragraphs import paragraphs
from archivegen.importer.sources.wordpress.times import time_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.importer.item import Value
    from archivegen.importer.sources.wordpress.export import Record
    from archivegen.importer.sources.wordpress.library import Library

_NOBODY = frozenset({"", "admin", "administrator", "root", "webmaster", "wordpress"})
_LOGIN = re.compile(r"[\w-]+", re.ASCII)


def author_item(record: Record, library: Library) -> Item:
    """An author of the site; the address is where WordPress lists what somebody wrote."""
    login = record.text("wp:author_login")
    name = library.authors.get(login, login)
    is_listed = _LOGIN.fullmatch(login) and library.site
    return Item(
        id=f"author:{login}",
        origin=f"{record.file}:{record.line}",
        digest=digest_of(f"{login}\0{name}".encode()),
        kind="author",
        fields={"name": Field(name, "author_display_name")},
        address=f"{library.site}/author/{login.lower()}/" if is_listed else "",
        skip="" if is_person(name, library) else "this name is not a person's",
    )


def is_person(name: str, library: Library) -> bool:
    """Whether a name is somebody's, and neither that of the site nor of its administrator."""
    return name.casefold() not in _NOBODY and name.casefold() != library.title.casefold()


def authors_of(record: Record, library: Library) -> tuple[str, ...]:
    """Who wrote a post: those whom a plug-in for several authors names, or else who entered it."""
    several = [
        library.authors.get(it.name) or library.authors.get(it.slug.removeprefix("cap-")) or it.name
        for it in record.categories
        if it.taxonomy == "author"
    ]
    login = record.text("dc:creator")
    names = several or [library.authors.get(login, login)]
    return tuple(dict.fromkeys(name for name in names if is_person(name, library)))


def comment_items(record: Record) -> Iterator[Item]:
    """The comments on a post; of one that was not approved, nothing becomes."""
    for comment in record.comments:
        number = comment.get("wp:comment_id", "")
        content = comment.get("wp:comment_content", "")
        name = plain(comment.get("wp:comment_author", ""))
        date = time_of(comment.get("wp:comment_date", ""), comment.get("wp:comment_date_gmt", ""))
        answered = comment.get("wp:comment_parent", "0")
        kind = comment.get("wp:comment_type", "") or "comment"
        is_approved = comment.get("wp:comment_approved") == "1"
        extra: dict[str, Value] = {"reply_to": f"comment:{answered}"} if answered != "0" else {}
        yield Item(
            id=f"comment:{number}",
            origin=f"{record.file}:{record.line}",
            digest=digest_of(f"{name}\0{date}\0{answered}\0{content}".encode()),
            kind="comment",
            status="published" if is_approved else "private",
            fields={
                "author": Field(name, "comment_author"),
                "date": Field(date, "comment_date_gmt"),
            },
            body=Body(paragraphs(content)),
            parent=record.text("wp:post_id"),
            extra=extra,
            skip=_why_not(kind, is_approved=is_approved),
        )


def _why_not(kind: str, *, is_approved: bool) -> str:
    if kind != "comment":
        return f"a {kind} is no comment"
    return "" if is_approved else "the comment was not approved"
