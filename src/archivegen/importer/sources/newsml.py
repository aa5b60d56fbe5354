"""NewsML-G2: a folder of XML files with news items, alone or several in a message.

https://iptc.org/std/NewsML-G2/guidelines/. The text is NITF or XHTML inside the item, or plain
text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.importer.item import Body, Item
from archivegen.importer.sources.files import files_of
from archivegen.importer.sources.news.nitf_text import every, nitf_fields, nitf_html, words
from archivegen.importer.sources.news.stories import Story, story_item
from archivegen.importer.sources.news.versions import newest
from archivegen.importer.sources.shared.html_texts import paragraph
from archivegen.importer.sources.shared.xml_files import digest_of_element, html_of, open_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from archivegen.importer.item import Value
    from archivegen.importer.options import Options
    from archivegen.importer.sources.files import SourceFile

SUFFIXES = (".xml",)
_BEGINNING = 4096
_TEXTS = frozenset({"", "text", "composite"})


def recognises(path: Path) -> bool:
    """Whether a file, or the first XML file of a folder, is NewsML-G2. Raises OSError."""
    file = next(files_of([path], SUFFIXES), None) if path.is_dir() else None
    first = file.path if file else path
    if first.is_dir() or not first.name.lower().endswith(SUFFIXES):
        return False
    with first.open("rb") as opened:
        return b"http://iptc.org/std/nar/" in opened.read(_BEGINNING)


def read(paths: Sequence[Path], options: Options) -> Iterator[Item]:
    """The stories of the files, each in its newest version. Raises OSError and SourceError."""
    del options
    latest = newest(story for file in files_of(paths, SUFFIXES) for story in _stories(file))
    for file in files_of(paths, SUFFIXES):
        found = False
        for story in _stories(file):
            found = True
            yield story_item(story, latest)
        if not found:
            skip = "a file without a news item of NewsML-G2"
            yield Item(file.name, file.name, "", kind="other", skip=skip)


def _stories(file: SourceFile) -> Iterator[Story]:
    with open_xml(file.path, "{*}newsItem") as opened:
        for number, item in enumerate(opened.elements, 1):
            yield _story(item, f"{file.name}#{number}")
            item.clear()


def _story(item: Any, origin: str) -> Story:
    kind = _code(item, "itemClass")
    text = next(every(item, "inlineXML"), None)
    nitf = None if text is None else next(every(text, "nitf"), None)
    versioned = words(item, "versionCreated")
    return Story(
        id=item.get("guid") or origin,
        origin=origin,
        digest=digest_of_element(item),
        version=item.get("version") or "",
        versioned=versioned,
        status=_code(item, "pubStatus"),
        embargo=words(item, "embargoed"),
        date=words(item, "firstCreated") or words(item, "contentCreated") or versioned,
        fields=_fields(item, nitf),
        body=_body(item, text, nitf),
        skip="" if kind in _TEXTS else f"a news item of the class {kind}",
    )


def _code(item: Any, name: str) -> str:
    """The code of a vocabulary without its scheme: `usable` of `stat:usable`."""
    found = next(every(item, name), None)
    return "" if found is None else (found.get("qcode") or "").rpartition(":")[2]


def _fields(item: Any, nitf: Any) -> dict[str, Value]:
    """What the item says, and what its text in NITF says that the item does not."""
    meta = next(every(item, "contentMeta"), None)
    within: Mapping[str, Value] = {} if nitf is None else nitf_fields(nitf)
    if meta is None:
        return {**within}
    language = next(every(meta, "language"), None)
    own: dict[str, Value] = {
        "headline": words(meta, "headline"),
        "summary": words(meta, "description"),
        "authors": tuple(filter(None, (_name(it) for it in every(meta, "creator")))),
        "location": _name(next(every(meta, "located"), None)),
        "tags": tuple(dict.fromkeys(filter(None, (_name(it) for it in every(meta, "subject"))))),
        "language": "" if language is None else language.get("tag") or "",
        "rights": words(item, "copyrightNotice"),
    }
    return {**within, **{key: value for key, value in own.items() if value}}


def _name(element: Any) -> str:
    """The name of a person, a place or a subject."""
    return "" if element is None else words(element, "name")


def _body(item: Any, text: Any, nitf: Any) -> Body:
    if nitf is not None:
        return Body(nitf_html(nitf))
    if text is not None:
        body = next(every(text, "body"), text)
        return Body("\n".join(map(html_of, body.iterchildren("*"))))
    plain = next(every(item, "inlineData"), None)
    lines = "" if plain is None else "".join(plain.itertext())
    paragraphs = (" ".join(it.split()) for it in lines.replace("\r", "").split("\n\n"))
    return Body("\n".join(map(paragraph, filter(None, paragraphs))))
