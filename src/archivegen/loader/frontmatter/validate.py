"""Validation: a `Document` becomes front matter that fulfils its contract, or problems."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from archivegen.loader.frontmatter.advice import advice
from archivegen.loader.frontmatter.completion import completed
from archivegen.loader.frontmatter.contract import Contract, Head
from archivegen.loader.frontmatter.plain_heads import plain_head
from archivegen.loader.frontmatter.scalars import WrongValueError, contexts_of, plain
from archivegen.loader.frontmatter.unknown_keys import (
    UnknownKey,
    instead_of,
    problem_of,
    unknown_keys,
)
from archivegen.loader.frontmatter.yaml_reader import MOST_FAULTS, Untyped
from archivegen.model.own_paths import DEFAULT_FOLDERS
from archivegen.model.taxonomies import further
from archivegen.model.text import unseen, without_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from archivegen.loader.frontmatter.document import Document
    from archivegen.loader.frontmatter.plain_heads import ArticleFront
    from archivegen.loader.frontmatter.schema import FrontMatter
    from archivegen.loader.frontmatter.validators import Setting
    from archivegen.loader.frontmatter.yaml_reader import KeyPath
    from archivegen.model.own_paths import OwnFolders
    from archivegen.model.problems import Problem

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""What goes without saying of a file where a site has no defaults."""

_LISTS = ("authors", "tags", "aliases", "corrections", "notices")
"""The keys of articles that may have a list, without those of a site's taxonomies."""


def check(
    document: Document, setting: Setting, given: Mapping[str, Any] = NOTHING
) -> tuple[ArticleFront | None, list[Problem]]:
    """The front matter of an article, or None, and its problems.

    `given` are its defaults.
    """
    values = completed(document.values, given, given) if given else document.values
    if front := plain_head(document, values, setting):
        told = _of_its_own(document, values, advice(document, front, setting))
        return front, [*document.problems(), *told]
    return check_head(document, given, article_contract(setting.folders), setting)


@lru_cache(maxsize=8)
def article_contract(folders: OwnFolders = DEFAULT_FOLDERS) -> Contract[FrontMatter]:
    """The contract of articles on a site with these folders of pages and of taxonomies."""
    # Imported here, since pydantic is slow to import, and most heads are plain.
    from archivegen.loader.frontmatter.schema import FrontMatter  # noqa: PLC0415

    return Contract(
        FrontMatter,
        "article",
        advice,
        lists=article_lists(folders),
        required=("section",),
        taxonomies=further(folders.taxonomies),
    )


@lru_cache(maxsize=8)
def article_lists(folders: OwnFolders) -> tuple[str, ...]:
    """The keys of articles that may have a list, on a site with these folders."""
    return (*_LISTS, *(taxonomy.key for taxonomy in further(folders.taxonomies)))


def check_head(
    document: Document, given: Mapping[str, Any], contract: Contract[Head], setting: Setting
) -> tuple[Head | None, list[Problem]]:
    """The front matter of a document as its contract has it, or None, and its problems.

    `given` are its defaults. Keys that the contract does not know are a warning and go to
    `extra`.
    """
    # Whoever has the contract has imported this, too.
    from pydantic_core import ValidationError  # noqa: PLC0415

    values = completed(document.values, given, contract.keys) if given else document.values
    problems = document.problems()
    strange = list(islice(unknown_keys(document, contract), MOST_FAULTS))
    unknown, errors = _unknown_values(document, contract)
    front: Head | None = None
    try:
        front = contract.schema.model_validate(values, context=setting)
    except ValidationError as error:
        details = error.errors(include_url=False)[:MOST_FAULTS]
        told = (problem for detail in details for problem in _problems(document, detail, strange))
        errors += islice(told, MOST_FAULTS)
    errors += [
        _missing(document, key, strange) for key in contract.required if values.get(key) is None
    ]
    told_there = {(error.line, error.column) for error in errors}
    keys = [
        problem_of(document, key, contract.noun)
        for key in strange
        if key.position not in told_there
    ]
    errors += [problem for problem in keys if problem.severity == "error"]
    problems += [problem for problem in keys if problem.severity != "error"]
    if front is None or errors or document.faults:
        return None, problems + errors
    problems += _of_its_own(document, values, contract.advice(document, front, setting))
    if unknown:
        extra = {**unknown, **front.model_dump(include={"extra"})["extra"]}
        front = front.model_copy(update={"extra": extra})
    return front, problems


def _of_its_own(
    document: Document, values: Mapping[str, Any], told: Iterator[Problem]
) -> Iterator[Problem]:
    """Those problems that are no fault of what goes without saying, which is told where it is."""
    if values is document.values:
        return told
    given = (key for key in values if values[key] is not document.values.get(key))
    places = {document.position_of((key,)) for key in given}
    return (one for one in told if (one.line, one.column) not in places)


def long_lists(document: Document, lists: Iterable[str], most: int) -> list[Problem]:
    """Errors for lists of more items than a site wants, each at the first that is too many."""
    return [
        document.problem(
            document.position_of((key, most)),
            f"`{key}` has {len(items)} items, more than {most}",
            "take out what is not needed, "
            "or raise `article_items` under [limits] in archivegen.toml",
        )
        for key in lists
        if isinstance(items := document.values.get(key), list) and len(items) > most
    ]


def _unknown_values(
    document: Document, contract: Contract[Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """The values of unknown keys, and what is wrong with them."""
    unknown: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in document.values.items():
        if key in contract.keys:
            continue
        try:
            unknown[key] = plain(value)
        except WrongValueError as error:
            problems += problems_of(document, (key,), error.context)
            if len(problems) >= MOST_FAULTS:
                break
    return unknown, problems[:MOST_FAULTS]


def _problems(
    document: Document, details: ErrorDetails, strange: list[UnknownKey]
) -> Iterator[Problem]:
    where: KeyPath = tuple(details["loc"])
    if details["type"] == "missing":
        yield _missing(document, _name(where), strange, where[:-1])
    else:
        error = details.get("ctx", {}).get("error")
        own = error.context if isinstance(error, WrongValueError) else {"message": details["msg"]}
        yield from problems_of(document, where, own)


def problems_of(
    document: Document, where: KeyPath, context: Mapping[str, Any]
) -> Iterator[Problem]:
    """The errors of one value, each at its item."""
    name = _name(where)
    for error in contexts_of(context):
        message, hint = str(error["message"]), str(error.get("hint", ""))
        at = error.get("at", ())
        if message == "is empty" and not hint and not at:
            hint = f"write something after `{where[-1]}:`"
        if (found := _unseen(document, (*where, *at))) and "did you mean" not in hint:
            hint = f"remove the character that cannot be seen ({found})"
        sentence = f"`{name}` {message}" if message.startswith("is ") else f"`{name}`: {message}"
        yield document.problem(document.position_of((*where, *at)), sentence, hint)


def _unseen(document: Document, where: KeyPath) -> str:
    """The name of a character in a value that cannot be seen, if there is one."""
    value: Any = document.values
    for part in where:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return ""
    text = value.text if isinstance(value, Untyped) else value
    # In texts of other scripts, such characters join and part letters.
    is_plain = isinstance(text, str) and without_unseen(text).isascii()
    return unseen(text) if is_plain else ""


def _name(where: KeyPath) -> str:
    """The name of a key as an editor knows it; items of a list have none."""
    return ".".join(part for part in where if isinstance(part, str))


def _missing(
    document: Document, name: str, strange: list[UnknownKey], around: KeyPath = ()
) -> Problem:
    """A required key is missing: one problem, also where it stands there under another name."""
    if key := instead_of(name, strange):
        message = f"`{name}` is missing, but there is `{key.name}`"
        return document.problem(key.position, message, f"write `{name}:` instead")
    hint = f"add a line: {name.rsplit('.', maxsplit=1)[-1]}: ..."
    if name == "section":
        hint += " (or set default_section in archivegen.toml)"
    return document.problem(document.position_of(around), f"`{name}` is missing", hint)
