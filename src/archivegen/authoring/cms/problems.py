"""Problems: what is wrong with the CMS of a site, as warnings.

Its configuration may be older than the site, or that of another CMS, and files may say something
in a form that the CMS does not know: it would silently put another value in its place when an
editor saves the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archivegen.authoring.cms.collections import collections_of
from archivegen.authoring.cms.configuration import COMMAND, PATH, is_current, system_of
from archivegen.authoring.cms.files import PAGE_PATH
from archivegen.authoring.cms.layout import layout_of
from archivegen.authoring.cms.systems import SYSTEMS
from archivegen.loader.frontmatter.document import article_document
from archivegen.loader.frontmatter.nothing import is_nothing
from archivegen.loader.frontmatter.scalars import short
from archivegen.loader.frontmatter.yaml_reader import Untyped
from archivegen.model.documents.folders import folder_of
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.authoring.cms.fields import Field
    from archivegen.authoring.cms.systems import System
    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.loader.frontmatter.yaml_reader import KeyPath

_NUMBER = re.compile(r"0|[1-9]\d{0,14}")
"""A number that is written again as it was."""

_TIME = re.compile(r"\s*\d{4}(-\d{2}(-\d{2}([ T]\d{2}:\d{2}.*)?)?)?\s*")
"""What the CMS takes for a time."""


def cms_problems(paths: SitePaths, config: Config) -> Iterator[Problem]:
    """The warnings about a site that has a CMS; none about another. Raises OSError."""
    file = paths.root / PATH
    if not file.is_file():
        return
    written = file.read_text(encoding="utf-8", errors="replace")
    loaded = _loaded(paths)
    if loaded and loaded is not system_of(written):
        yield Problem(
            PATH,
            f"this is the configuration of {system_of(written).title}, and {PAGE_PATH} loads "
            f"{loaded.title}",
            1,
            1,
            f"write its collections again: archivegen schema --cms {loaded.name} --output {PATH}",
            "warning",
            kind="configuration of another CMS",
        )
    elif not is_current(paths, config, written):
        yield Problem(
            PATH,
            "this configuration of the CMS does not match the site any more",
            1,
            1,
            f"write its collections again: {COMMAND}",
            "warning",
            kind="old configuration of the CMS",
        )
    yield from losses(paths, config)


def _loaded(paths: SitePaths) -> System | None:
    """The CMS that the page of a site loads, by the name of its script; None where none is known.

    Raises OSError.
    """
    page = paths.root / PAGE_PATH
    text = page.read_text(encoding="utf-8", errors="replace") if page.is_file() else ""
    return next((one for one in SYSTEMS.values() if one.script_name in text), None)


def losses(paths: SitePaths, config: Config) -> Iterator[Problem]:
    """A warning for each value of a site's files that a CMS would lose. Raises OSError."""
    layout = layout_of(paths)
    content = f"{layout.folder}content"
    fields = {
        collection["folder"].removeprefix(content).lstrip("/"): collection["fields"]
        for collection in collections_of(config, layout)
    }
    for path in sorted(paths.content.rglob("*.md")):
        below = path.relative_to(paths.content).as_posix()
        if known := fields.get(folder_of(below)):
            yield from _lost(paths, f"content/{below}", known)


def _lost(paths: SitePaths, path: str, fields: list[Field]) -> Iterator[Problem]:
    """A warning for each value of a file that the CMS would not give back."""
    document = article_document(paths.root, path)
    if document is None:
        return
    for at, hint in _unknown_forms(document.values, fields):
        yield document.problem(
            document.position_of(at),
            f"the CMS cannot show `{_name(at)}` in this form, and would lose it",
            hint,
            severity="warning",
            kind="lost in the CMS",
        )


def _name(at: KeyPath) -> str:
    return ".".join(part for part in at if isinstance(part, str))


def _unknown_forms(
    values: dict[str, Any], fields: list[Field], *around: str | int
) -> Iterator[tuple[KeyPath, str]]:
    """Where values stand that no field can hold, and what to write instead."""
    for field in fields:
        value = values.get(field["name"])
        at = (*around, field["name"])
        if is_nothing(value):
            continue
        if "fields" in field and field["widget"] == "object":
            yield from _in_object(value, field, at)
        elif "fields" in field:
            for index, item in enumerate(value) if isinstance(value, list) else ():
                yield from _in_object(item, field, (*at, index))
            if not isinstance(value, list):
                yield at, f"write it as [{{{field['fields'][0]['name']}: {_shown(value)}}}]"
        elif hint := _scalar_fault(value, field):
            yield at, hint


def _in_object(value: object, field: Field, at: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, dict):
        yield from _unknown_forms(value, field["fields"], *at)
    else:
        yield at, f"write it as {{{field['fields'][0]['name']}: {_shown(value)}}}"


def _scalar_fault(value: object, field: Field) -> str:
    """What to write instead of a single value; nothing where the CMS knows it."""
    text = value.text if isinstance(value, Untyped) else value
    if not isinstance(text, str):
        return ""
    if field["widget"] == "datetime" and not _TIME.fullmatch(text):
        return "write it as 2022-07-21 06:40, or 2022-07-21"
    if field["widget"] == "boolean" and text.lower() not in {"true", "false"}:
        return "write true or false"
    is_number = isinstance(value, Untyped) and value.kind == "a number"
    if field["widget"] == "string" and is_number and not _NUMBER.fullmatch(text):
        return f'quote it: "{short(text)}"'
    if field["widget"] == "markdown":
        return "give this key another name: the CMS would take it for the text of the file"
    return ""


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "..."
    return short(value.text if isinstance(value, Untyped) else str(value))
