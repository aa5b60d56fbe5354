"""Warnings about valid front matter: what readers would see but nobody meant.

They depend on the article alone, so they are stored with its row and reported by every build,
whether or not the file is read.
"""

from __future__ import annotations

import html
import re
from functools import partial
from typing import TYPE_CHECKING

from archivegen.loader.frontmatter.scalars import short
from archivegen.loader.notes.addresses import trouble_with
from archivegen.model.links import alias_path
from archivegen.model.names import are_one_name, is_in_quotes
from archivegen.model.slugs import has_slug
from archivegen.model.text import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.loader.frontmatter.document import Document
    from archivegen.loader.frontmatter.plain_heads import ArticleFront
    from archivegen.loader.frontmatter.schema import ImageField
    from archivegen.loader.frontmatter.validators import Setting
    from archivegen.model.body import What
    from archivegen.model.problems import Position, Problem
    from archivegen.model.slugs import Slugger

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|del|em|i|p|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"!?\[([^\[\]]+)\]\([^()\s]+\)"  # a link or a picture
    r"|(?<![\w*])(\*{1,3})(?=\w)([^*\n]*\w)\2(?![\w*])"  # emphasis
    r"|(?<!\w)(_{1,3})(?=[^\W_])([^_\n]*[^\W_])\4(?!\w)"
    r"|`([^`\n]+)`"
)
_PAGES = {"html", "htm"}
"""The endings of files that hosts send as pages."""
_SUSPECT = re.compile(r"[&<*_`\[]").search
_BETWEEN_NAMES = re.compile(
    r"\s*[,;&\u3001\uff0c]\s*(?:and\s+)?|\s+(?:and|und|et|y|e|en|og|och)\s+"
)

_COMMA_OF_LISTS = re.compile("[\u3001\uff0c]").search
"""The commas of Chinese and Japanese, whose names have no blanks, and no capitals."""


def advice(document: Document, front: ArticleFront, setting: Setting) -> Iterator[Problem]:
    """The warnings about an article's front matter, which has no errors."""
    if _is_before_date(front):
        message, at = "`updated` is earlier than `date`", document.position_of(("updated",))
        yield document.problem(at, message, severity="warning", kind="updated before date")
    if front.image:
        yield from without_alt(document, front.image)
    yield from _unreachable_files(document, front)
    yield from _addresses(document, front, setting.slugger)
    for key, terms in (("authors", front.authors), ("tags", front.tags)):
        yield from advice_on_names(document, key, terms, setting.slugger)
    yield from _quoted_names(document, "section", (front.section or "",))
    yield from _several_authors(document)
    yield from _markup(document, front)


def _unreachable_files(document: Document, front: ArticleFront) -> Iterator[Problem]:
    """The warnings about files and pages that an article leads to, and that nobody can get."""
    if front.image:
        yield from unreachable(document, "image", ("image", "src"), front.image.src)
    if front.audio:
        yield from unreachable(document, "link", ("audio", "src"), front.audio.src)
    if front.source:
        yield from unreachable(document, "link", ("source", "url"), front.source.url or "")


def _addresses(document: Document, front: ArticleFront, slugger: Slugger) -> Iterator[Problem]:
    """The warnings about what an article's address is made of."""
    warning = partial(document.problem, severity="warning")
    for key, name in (("section", front.section), ("slug", front.slug)):
        if name and not has_slug(name):
            message = f"`{key}`: `{short(name)}` has no letter or digit for its address"
            hint = f"it will be `{slugger.of_name(name)}`"
            yield warning(document.position_of((key,)), message, hint, kind="address")
    if front.url and (alias_path(front.url) or "").rpartition(".")[2].lower() not in _PAGES:
        message = f"`url`: hosts send the page at {short(front.url)} as a download"
        hint = "tell the host that what ends so is text/html, or let it end in / or .html"
        yield warning(document.position_of(("url",)), message, hint, kind="download")


def advice_on_names(
    document: Document, key: str, names: tuple[str, ...], slugger: Slugger
) -> Iterator[Problem]:
    """The warnings about the names that a file is listed under by a key."""
    warning = partial(document.problem, severity="warning", kind="spelling")
    for position, text, first in _listed_twice(document, key, names, slugger):
        if are_one_name(text, first):
            message = f"`{text}` is listed as `{first}`, which stands here too"
            yield warning(position, message, "remove one")
        else:
            message = f"`{text}` and `{first}` have one address: only `{first}` is listed"
            yield warning(position, message, "if they are one, remove one")
    yield from _quoted_names(document, key, names)


def without_alt(document: Document, image: ImageField) -> Iterator[Problem]:
    """A warning, if nothing is said of what a picture shows."""
    if image.alt is None:
        yield document.problem(
            document.position_of(("image",)),
            "the image has no `alt` text",
            'add `alt:` with what the picture shows, or `alt: ""` if it only decorates',
            severity="warning",
            kind="alt",
        )


def unreachable(
    document: Document, what: What, keys: tuple[str, ...], address: str
) -> Iterator[Problem]:
    """A warning, if only the author's own computer can follow an address of a `link` or `image`."""
    trouble = trouble_with(address, what, is_trusted=True)
    if address and trouble:
        position = document.position_of(keys, keys[:1])
        yield document.problem(position, *trouble, severity="warning", kind=f"broken {what}")


def _quoted_names(document: Document, key: str, names: tuple[str, ...]) -> Iterator[Problem]:
    """Warnings for quotes that YAML does not know, so that they are part of a name."""
    for text in filter(is_in_quotes, names):
        yield document.problem(
            document.position_of_item(key, text),
            f"the quotes are part of the name `{short(text)}`",
            f'write it without, or between straight ones: "{short(text[1:-1].strip())}"',
            severity="warning",
            kind="quotes",
        )


def _several_authors(document: Document) -> Iterator[Problem]:
    """A warning, if what stands there as one author seems to be several.

    As the only item of a list, it is one.
    """
    written = document.values.get("authors")
    if not isinstance(written, str):
        return
    if names := names_in(written):
        text, listed = tidy(written), ", ".join(names)
        yield document.problem(
            document.position_of(("authors",)),
            f"`{short(text)}` is listed as one author",
            f'if these are several, write a list: [{listed}]; if it is one, write ["{text}"]',
            severity="warning",
            kind="several authors",
        )


def names_in(written: str) -> list[str]:
    """The names in a text that seems to have those of several people; else, nothing."""
    text = tidy(written)
    names = [name for name in _BETWEEN_NAMES.split(text) if name]
    is_several = len(names) > 1 and (_COMMA_OF_LISTS(text) or all(map(_is_full_name, names)))
    return names if is_several else []


def _is_full_name(text: str) -> bool:
    """Whether a text looks like the whole name of a person: several words, all with capitals.

    `Jr.` and `M.D.` are none, and no department's name either: it has small words.
    """
    words = text.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _markup(document: Document, front: ArticleFront) -> Iterator[Problem]:
    """Warnings for HTML and Markdown in texts that are shown as they stand."""
    image = front.image
    plain = (front.headline, front.summary or "", front.location or "", front.section or "")
    shown = (image.alt or "", image.caption or "", image.credit or "") if image else ()
    # Nearly all articles end here.
    if not _SUSPECT("\n".join((*plain, *shown, *front.authors, *front.tags))):
        return
    for key, text in zip(("headline", "summary", "location", "section"), plain, strict=True):
        yield from shown_raw(document, key, text, document.position_of((key,)))
    for key, text in zip(("alt", "caption", "credit"), shown, strict=False):
        position = document.position_of(("image", key), ("image",))
        yield from shown_raw(document, "image", text, position)
    for key, names in (("authors", front.authors), ("tags", front.tags)):
        for text in names:
            yield from shown_raw(document, key, text, document.position_of_item(key, text))


def shown_raw(document: Document, key: str, text: str, position: Position) -> Iterator[Problem]:
    """A warning, if a text has HTML in it, or Markdown where one may think that it is read."""
    if not _SUSPECT(text):
        return
    found, name, plain = _ENTITY.search(text), "HTML", html.unescape(_TAG.sub("", text))
    if not found or html.unescape(found[0]) == found[0]:
        found = _TAG.search(text)
    if key in {"headline", "summary"}:
        markdown = _MARKDOWN.search(text)
        if not found and markdown:
            found, name = markdown, "Markdown"
        # Of both, so that who writes what is proposed is not told of the other then.
        plain = _MARKDOWN.sub(lambda part: part[1] or part[3] or part[5] or part[6], plain)
    if found:
        yield document.problem(
            position,
            f"`{key}`: `{short(found[0])}` is {name}, and readers would see it as it stands",
            f"write {short(tidy(plain))}",
            severity="warning",
            kind="markup",
        )


def _listed_twice(
    document: Document, key: str, terms: tuple[str, ...], slugger: Slugger
) -> Iterator[tuple[Position, str, str]]:
    """Names that are spelled unlike one before them under the same slug.

    Gives the position of each, its name, and the other name.
    """
    values = document.values.get(key)
    # Without terms, there is nothing but a `-` behind which nobody has written anything yet.
    if not terms or not isinstance(values, list) or len(values) == len(terms):
        return
    first = {slugger.of_name(term): term for term in terms}
    names = (value["name"] if isinstance(value, dict) else value for value in values)
    for index, text in enumerate(map(tidy, names)):
        if (listed := first[slugger.of_name(text)]) != text:
            yield document.position_of((key, index)), text, listed


def _is_before_date(front: ArticleFront) -> bool:
    """Whether the last change is earlier than the publication; a plain date is its whole day."""
    if not front.updated or front.updated.instant >= front.date.instant:
        return False
    return front.updated.has_time or front.updated.local.date() != front.date.local.date()
