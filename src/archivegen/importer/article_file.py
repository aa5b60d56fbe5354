"""The file of an item: front matter in the site's own vocabulary, and the text below it.

It is read back and held to the contract before it is written. What the contract does not take is
kept under `extra.imported.refused`, so that nothing is lost and the file can be published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archivegen.importer.item import Note
from archivegen.loader.documents.kinds import kind_of
from archivegen.loader.documents.pages import PageHead
from archivegen.loader.documents.terms import TermHead
from archivegen.loader.frontmatter.completion import FolderValues, completed
from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.plain_heads import plain_head
from archivegen.loader.frontmatter.schema import FrontMatter
from archivegen.loader.frontmatter.validate import check, check_head
from archivegen.loader.frontmatter.yaml_writer import front_matter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archivegen.importer.site import ImportSite
    from archivegen.model.problems import Problem

REFUSED, LACKING = "refused", "without what an article must have"
"""How the kinds of notes begin that say what the contract has against a file."""

_KEYS: dict[str, tuple[str, ...]] = {
    "article": tuple(key for key in FrontMatter.model_fields if key != "extra"),
    "page": tuple(key for key in PageHead.model_fields if key != "extra"),
    "author": ("name", *(key for key in TermHead.model_fields if key not in {"name", "extra"})),
}
"""The keys of each kind of files, in the order in which they stand; `extra` comes last."""

_FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file, ready to be written; and what its contract had against it."""

    data: bytes
    notes: tuple[Note, ...] = ()


def article_file(path: str, kind: str, values: Mapping[str, Any], body: str,
                 site: ImportSite) -> ArticleFile:  # fmt: skip
    """The file at a path from the site's root with these values; `kind` is that of the item."""
    keys = _KEYS[kind]
    front = {key: values[key] for key in keys if key in values}
    extra = {key: value for key, value in values.items() if key not in {*keys, "extra"}}
    extra |= values.get("extra", {})
    # What stands under `extra` may be anything; without it, the quick reader can read the head.
    head = front_matter(front)
    problems = _errors(path, head.encode(), site)
    if not problems:
        return ArticleFile(_file(head, extra, body))
    notes, refused = [], dict[str, Any]()
    for problem in problems:
        key = _key_at(head, problem.line)
        # What is not there at all is not refused: the message names it.
        notes.append(Note(problem.message, "held", f"{REFUSED} {key}" if key else LACKING))
        if key in front:
            refused[key] = front.pop(key)
    if refused:
        extra["imported"] = {**extra.get("imported", {}), "refused": refused}
    # A draft that lacks something is a warning to a build, and no error.
    front["draft"] = True
    head = front_matter({key: front[key] for key in keys if key in front})
    return ArticleFile(_file(head, extra, body), tuple(notes))


def _file(head: str, extra: Mapping[str, Any], body: str) -> bytes:
    """The bytes of a file: its front matter with `extra` at the end, and its text."""
    more = front_matter({"extra": extra}).removeprefix(_FENCE)
    return f"{head.removesuffix(_FENCE)}{more}\n{body.strip()}\n".encode()


def _errors(path: str, data: bytes, site: ImportSite) -> list[Problem]:
    """What a build would refuse of a file."""
    document, problems = read(path, data, site.config.limits.front_matter_bytes)
    if problems:
        return problems
    below = path.partition("/")[2]
    kind = kind_of(site.config, below)
    if kind:
        problems = check_head(document, {}, kind.contract, site.setting)[1]
    else:
        given = FolderValues(site.config.defaults, site.config.default_section).of(below)
        if plain_head(document, completed(document.values, given, given), site.setting):
            return []
        problems = check(document, site.setting, given)[1]
    return [problem for problem in problems if problem.severity == "error"]


def _key_at(head: str, line: int) -> str:
    """The key of front matter that a line belongs to; empty for a fence."""
    lines = head.split("\n")[: max(line, 1)]
    for text in reversed(lines):
        if text[:1].isalpha() and ":" in text:
            return text.partition(":")[0]
    return ""
