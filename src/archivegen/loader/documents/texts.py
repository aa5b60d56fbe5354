"""Warnings about the front matter of documents: what readers would see but nobody meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.loader.frontmatter.advice import shown_raw, unreachable, without_alt
from archivegen.loader.frontmatter.nothing import is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.loader.documents.heads import DocumentHead
    from archivegen.loader.frontmatter.document import Document
    from archivegen.model.problems import Problem


def without_effect(document: Document, keys: Iterable[str], why: str) -> Iterator[Problem]:
    """A warning for each of some keys that documents have, and that say nothing of this one."""
    for key in keys:
        if not is_nothing(document.values.get(key)):
            yield document.problem(
                document.position_of((key,)),
                f"`{key}` does nothing here: {why}",
                "take it out",
                severity="warning",
                kind="without effect",
            )


def head_advice(
    document: Document, front: DocumentHead, texts: dict[str, str]
) -> Iterator[Problem]:
    """The warnings about a document's front matter, which has no errors.

    `texts` are the values that its kind shows as they stand, by their keys.
    """
    image = front.image
    if image:
        yield from without_alt(document, image)
        yield from unreachable(document, "image", ("image", "src"), image.src)
        shown = (("alt", image.alt), ("caption", image.caption), ("credit", image.credit))
        for key, text in shown:
            position = document.position_of(("image", key), ("image",))
            yield from shown_raw(document, "image", text or "", position)
    for key, text in (*texts.items(), ("summary", front.summary or "")):
        yield from shown_raw(document, key, text, document.position_of((key,)))
