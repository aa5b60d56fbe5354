"""Defaults of folders: values that no file could have, and defaults that apply to no file.

Their values are validated against the contract of files, as if one file had them. So each problem
is reported once, at its position in the configuration, however many files there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.files import texts
from archivegen.builder.problems.configured import at_value, read_text
from archivegen.config.defaults import TABLE
from archivegen.config.read import CONFIG_NAME
from archivegen.config.toml_locations import locate
from archivegen.loader.sources import meant_by
from archivegen.model.problems import Position, SiteError, in_order

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.model.problems import Problem

_ELSE = {"headline": "Headline", "date": "2000-01-01", "section": "Section"}
"""What a file has to say, and no default does."""


def check_defaults(paths: SitePaths, config: Config) -> None:
    """Raises SiteError with all that is wrong with the values, if there is an error among it."""
    problems = [*problems_of_values(paths.root, config)] if config.defaults else []
    if any(problem.severity == "error" for problem in problems):
        raise SiteError(in_order(problems))


def problems_of_values(root: Path, config: Config) -> Iterator[Problem]:
    """The problems of the values, each at its position."""
    # Imported here, since pydantic is slow to import.
    from archivegen.loader.documents.kinds import kind_of  # noqa: PLC0415
    from archivegen.loader.frontmatter.document import Document  # noqa: PLC0415
    from archivegen.loader.frontmatter.validate import (  # noqa: PLC0415
        NOTHING,
        article_contract,
        check_head,
    )
    from archivegen.loader.frontmatter.validators import Setting  # noqa: PLC0415

    setting = Setting.of(config)
    text = read_text(root)
    for number, default in enumerate(config.defaults):
        kind = kind_of(config, default.path)
        contract = kind.contract if kind else article_contract(setting.folders)
        document = Document(path=CONFIG_NAME, text=text, values={**_ELSE, **default.values})
        for key, value in default.values.items():
            at = (TABLE, number, key)
            document.key_positions[(key,)] = Position(*locate(text, at))
            for inner in value if isinstance(value, dict) else ():
                document.key_positions[key, inner] = Position(*locate(text, (*at, inner)))
        yield from check_head(document, NOTHING, contract, setting)[1]


def origin_of(root: Path, config: Config, path: str, key: str) -> str:
    """Where a value of the file at a path from the site's root comes from, if not from itself.

    In words for a hint, after others; empty where the file says it.
    """
    below = path.partition("/")[2]
    given = [
        number
        for number, one in enumerate(config.defaults)
        if one.values.get(key) and meant_by([one.path])(below)
    ]
    if not given:
        return ""
    from archivegen.loader.frontmatter.completion import completed  # noqa: PLC0415 -- as below
    from archivegen.loader.frontmatter.document import article_document  # noqa: PLC0415

    document = article_document(root, path)
    if document is None or completed(document.values, {key: ...}, (key,)) is document.values:
        return ""
    line, _ = locate(read_text(root), (TABLE, given[-1], key))
    return f"; it comes from {CONFIG_NAME}:{line}"


def default_problems(
    connection: sqlite3.Connection, root: Path, config: Config
) -> Iterator[Problem]:
    """Warnings about defaults whose values readers would not get as they are meant.

    And about such as no file has, published or not.
    """
    if not config.defaults:
        return
    yield from problems_of_values(root, config)
    unmatched = {number: meant_by([one.path]) for number, one in enumerate(config.defaults)}
    for path in texts(connection):
        if not unmatched:
            break
        for number in [number for number, is_meant in unmatched.items() if is_meant(path)]:
            del unmatched[number]
    for number in unmatched:
        message = f"no file matches `{config.defaults[number].path}`"
        hint = "write a path below content/: `1998/**` is all of a folder, `*-review.md` a name"
        yield at_value(root, (TABLE, number, "path"), message, hint)
