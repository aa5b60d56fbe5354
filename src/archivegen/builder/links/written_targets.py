"""Written targets: where the file of an article has its lead image and what its text links to.

No row says that, since most links lead somewhere. So the file is read again, and what was found is
kept for as long as the file is the same: each is read once, whatever else is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from archivegen.archive import body_cache
from archivegen.loader.frontmatter.document import read
from archivegen.loader.notes.markdown_links import mentions_by_target, normalized
from archivegen.model.body import WrittenTarget, WrittenTargets
from archivegen.model.links import linked_article, output_named
from archivegen.model.picture import is_familiar
from archivegen.system.digests import digest
from archivegen.system.files import located

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from archivegen.archive.documents.find import LinkingFile
    from archivegen.archive.inventory import Inventory
    from archivegen.loader.frontmatter.document import Document


def written_targets(
    root: Path, inventory: Inventory, kept: sqlite3.Connection, paths: Collection[str]
) -> Iterator[tuple[str, WrittenTargets]]:
    """The targets of the texts in some files below the content folder, in their order.

    `kept` is the database of bodies, in which what is found is kept. Raises StateDamagedError.
    """
    digests = inventory.digests(paths)
    known = body_cache.find_targets(kept, digests)
    found: list[body_cache.TargetsRow] = []
    for path in sorted(paths):
        if targets := known.get(path):
            yield path, targets
            continue
        data = _read(root, path)
        targets = _targets(inventory.linking(path), data)
        # There is none of a file that could not be read.
        key = digests.get(path)
        if digest(data) == key:
            found.append(body_cache.pack_targets(path, key, targets))
        yield path, targets
    if found:
        body_cache.store_targets(kept, found)


def _read(root: Path, path: str) -> bytes:
    try:
        return located(root, f"content/{path}").read_bytes()
    except OSError:
        return b""


def _targets(file: LinkingFile, data: bytes) -> WrittenTargets:
    """The targets of an article or a document whose file has these bytes."""
    document, _ = read(f"content/{file.path}", data, len(data))
    lead_image = None
    if file.image:
        position = document.position_of(("image", "src"), ("image",))
        # Without the file, there is the address that the page has.
        source = _lead_image(document) or file.image
        output = output_named(file.path, source) or ""
        lead_image = WrittenTarget(
            source, output, *position, document.line_at(position), is_image=True
        )
    mentions = mentions_by_target(document.body) if file.targets else {}
    in_body = []
    for target in file.targets:
        output = linked_article(file.path, target) or output_named(file.path, target) or ""
        mention = next(iter(mentions.get(normalized(target), ())), None)
        if mention:
            position = document.position_in_body(mention.at)
            is_image = bool(mention.is_image)
        else:
            position = document.position_of_text(target, quote(target))
            is_image = is_familiar(output)
        line = document.line_at(position)
        in_body.append(WrittenTarget(target, output, *position, line, is_image))
    return WrittenTargets(lead_image, tuple(in_body))


def _lead_image(document: Document) -> str:
    """The lead image's target as the front matter has it."""
    image = document.values.get("image")
    source = image.get("src") if isinstance(image, dict) else image
    return source if isinstance(source, str) else ""
