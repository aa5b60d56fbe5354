"""Pictures: lead images that are not there, pictures without a text, and such as nobody shows.

A screen reader has nothing to say of a picture without a text. `![](x.jpg)` may be a decision or
may be forgotten; `alt=""`, in front matter or in HTML, is a decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.model.picture import is_familiar
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from archivegen.archive.inventory import Inventory
    from archivegen.checks.article_file import ArticleFile
    from archivegen.checks.body_links import Reference
    from archivegen.checks.link_targets import Addresses
    from archivegen.model.article import Image, Recording


def lead_image(
    addresses: Addresses, file: ArticleFile, image: Image | None, instant: int
) -> Iterator[Problem]:
    """A problem with the lead image of what is in a file, if it is none of this site's files.

    It is published at `instant`, in seconds since 1970.
    """
    if image:
        yield from _of_head(addresses, file, "image", image.src, instant)


def recording(
    addresses: Addresses, file: ArticleFile, audio: Recording | None, instant: int
) -> Iterator[Problem]:
    """A problem with the recording of an article, as with its lead image."""
    if audio:
        yield from _of_head(addresses, file, "audio", audio.src, instant)


def _of_head(
    addresses: Addresses, file: ArticleFile, key: str, address: str, instant: int
) -> Iterator[Problem]:
    """A problem with the file that a key of the front matter names."""
    if addresses.has(address, instant):
        return
    # The file says better than the address what was meant.
    written = _written(file, key) or address
    what = "image" if key == "image" else "link"
    trouble = addresses.lead(file.path, written, instant).trouble
    if trouble:
        yield file.document.problem(
            file.document.position_of((key, "src"), (key,)),
            f"the {what} leads {trouble.why}",
            trouble.hint,
            severity="warning",
            kind=f"broken {what}",
        )


def _written(file: ArticleFile, key: str) -> str:
    """The target of a lead image or a recording as the front matter has it."""
    value: Any = file.document.values.get(key)
    source = value.get("src") if isinstance(value, dict) else value
    return source if isinstance(source, str) else ""


def without_text(file: ArticleFile, references: Iterable[Reference]) -> Iterator[Problem]:
    """Problems with the pictures of a body that have no text for readers who cannot see them."""
    for reference in references:
        is_silent = reference.is_image and not (reference.alt or "").strip()
        if is_silent and not _is_decided(file, reference):
            yield file.document.problem(
                file.position_of(reference),
                "the image has no text for who cannot see it",
                "write what it shows: ![A lighthouse at dusk](...); "
                'or, if it only decorates, <img src="..." alt="">',
                severity="warning",
                kind="alt",
            )


def _is_decided(file: ArticleFile, reference: Reference) -> bool:
    """Whether the author wrote in HTML that this picture has an empty text."""
    mentions = file.mentions(reference)
    if reference.alt is None or not mentions:
        return False
    at = min(reference.number, len(mentions) - 1)
    return not mentions[at].is_bare


def orphans(files: Iterable[str], shown: Collection[str]) -> Iterator[Problem]:
    """Advice about pictures beside articles that no article shows.

    `files` are paths from the site's root, `shown` paths below the content folder.
    """
    for path in files:
        top, _, below = path.partition("/")
        if top != "content" or below in shown:
            continue
        if is_familiar(below):
            yield Problem(
                path,
                "no article shows this image",
                hint="it is published all the same: remove it, or move it to static/",
                severity="advice",
                kind="orphaned image",
            )


def published_early(
    files: Iterable[str], withheld: Collection[str], inventory: Inventory
) -> Iterator[Problem]:
    """Advice about files of `static/` that only unpublished articles name: they wait for nobody.

    `files` are paths from the site's root, and `withheld` what only such articles name, by the
    paths in the output.
    """
    for path in files:
        top, _, below = path.partition("/")
        if top == "static" and below in withheld:
            article = inventory.naming(below)[0]
            yield Problem(
                path,
                f"this is published already, though only content/{article} shows it, which is not",
                hint="files in content/ wait for their articles: move it there",
                severity="advice",
                kind="published early",
            )


def paths_in(value: Any) -> Iterator[str]:
    """All texts in a value of front matter: any of them may name a file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from paths_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from paths_in(item)
