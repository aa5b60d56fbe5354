"""The links, pictures and frames in the HTML of a body, and the ids that links can lead to.

The HTML is that of the state, in which links between files still stand as the author wrote them.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archivegen.model.body import MARK
from archivegen.model.html_tags import ADDRESSES, ID, MARKUP, REFERENCE, SOURCE, attributes
from archivegen.model.picture import is_familiar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.body import What

# Ids and links that begin like the theme's own are given a prefix by `markup`.
_PREFIXED = re.compile(r"#text-((?:text-)*page-.*)", re.DOTALL)

# What only HTML that is trusted has.
_HAS_INERT = re.compile("<(?:!--|script|style)", re.IGNORECASE).search


# A picture of a gallery leads to itself, which is one reference and not two.
_TO_ITSELF = re.compile(r"<a href=\"([^\"]*)\">(?=<img (?:[^>\"]|\"[^\"]*\")*src=\"\1\")")


class Reference(NamedTuple):
    """A link, a picture or a frame; the target is as the author wrote it.

    `is_symbolic` says that the target is a path to a file of the site. `number` counts
    the links, or the pictures, of a body with the same target, from 0. `alt` is None where a
    picture has none; a poster is none of the pictures.
    """

    target: str
    is_image: bool
    is_symbolic: bool
    number: int
    alt: str | None
    is_poster: bool = False

    @property
    def what(self) -> What:
        """What leads there, in a word."""
        return "poster" if self.is_poster else "image" if self.is_image else "link"


def references(body: str) -> Iterator[Reference]:
    """The references of a body, in its order; none in comments and scripts.

    After those of its links, pictures and frames come the files that it names in other ways: the
    data of boxes, and pictures to choose from.
    """
    if _HAS_INERT(body):
        body = MARKUP.sub(lambda piece: "" if _is_inert(piece) else piece[0], body)
    if 'class="gallery"' in body:
        body = _TO_ITSELF.sub("", body)
    counts: Counter[tuple[str, bool]] = Counter()
    for tag in REFERENCE.finditer(body):
        name, values = tag["name"].lower(), attributes(tag["attributes"])
        for key in ADDRESSES.get(name, SOURCE):
            if not (written := values.get(key)):
                continue
            target = _PREFIXED.sub(r"#\1", written.strip(MARK))
            same, is_symbolic = (target, name == "img"), written.startswith(MARK)
            yield Reference(*same, is_symbolic, counts[same], values.get("alt"), key == "poster")
            counts[same] += 1
    told = {target for target, _ in counts}
    for target in dict.fromkeys(body.split(MARK)[1::2]):
        if target not in told:
            # What a picture to choose from shows is said by the one that it stands for.
            yield Reference(target, is_familiar(target), is_symbolic=True, number=0, alt=target)


def _is_inert(piece: re.Match[str]) -> bool:
    return piece[0].startswith("<!--") or bool(piece["raw"])


def id_in_body(fragment: str) -> str:
    """The id that a fragment of an author's becomes in the HTML of the same body."""
    return f"text-{fragment}" if re.match("(?:text-)*page-", fragment) else fragment


def ids(body: str) -> set[str]:
    """The ids in a body, and the names of anchors, to which a link leads as well."""
    names = {html.unescape(name) for name in ID.findall(body)}
    if ' name="' in body:
        tags = (tag for tag in REFERENCE.finditer(body) if tag["name"].lower() == "a")
        anchors = (attributes(tag["attributes"]) for tag in tags)
        names.update(values["name"] for values in anchors if "name" in values)
    return names
