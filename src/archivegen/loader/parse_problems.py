"""Problems of a file as a whole, or of its body, that stop it from being read further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.loader.safe_html.nesting import TooManySignsError, TooManyStraysError
from archivegen.model.problems import Position, Problem

if TYPE_CHECKING:
    from archivegen.loader.frontmatter.document import Document


def misplaced(document: Document, folder: str) -> Problem:
    """An article is in a folder named like one for documents, but in another place."""
    return document.problem(
        Position(1, 1),
        f"this is read as an article, since `{folder}/` stands in another folder",
        f"if it is not an article, move it directly into content/{folder}/",
        severity="warning",
        kind="folder",
    )


def too_large(path: str, kilobytes: int) -> Problem:
    """The file is larger than that."""
    message = f"the file is larger than {kilobytes} kB"
    return Problem(path, message, 1, 1, "divide the article; " + _raise_it("kilobytes"))


def too_slow(document: Document, seconds: int) -> Problem:
    """It takes longer than that to read it."""
    message = f"it takes longer than {seconds} seconds to read this"
    hint = "look for long runs of `[`, `<` or lists inside one another; "
    return _of_body(document, message, hint + _raise_it("seconds"))


def _raise_it(unit: str) -> str:
    return f"or raise `article_{unit}` under [limits] in archivegen.toml"


def failed(document: Document, error: BaseException) -> Problem:
    """Markdown, or an extension of it, raises an error for the body."""
    return _of_body(document, _reason(error))


def _reason(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "the body is nested too deeply"
    if isinstance(error, TooManySignsError | TooManyStraysError):
        return str(error)
    return f"Markdown fails on the body: {type(error).__name__}: {error}"


def _of_body(document: Document, message: str, hint: str = "") -> Problem:
    """A problem with the body as a whole, at its first line."""
    return document.problem(document.position_in_body(0), message, hint)
