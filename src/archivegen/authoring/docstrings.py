"""Docstrings of fields: what the source of a class says of each, in the text below it.

So schemas, guides and code cannot say different things of a key.
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import is_dataclass
from functools import cache
from textwrap import dedent
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def _is_model(base: type[Any]) -> bool:
    """Whether a class is a pydantic model that has fields."""
    return bool(getattr(base, "__pydantic_fields__", None))


@cache
def descriptions(table: type[Any]) -> Mapping[str, str]:
    """The text below each field of a model or dataclass, on one line, by the name of the field."""
    (tree,) = ast.parse(dedent(inspect.getsource(table))).body
    assert isinstance(tree, ast.ClassDef)  # noqa: S101 -- for the types alone
    inherited = (base for base in table.__bases__ if is_dataclass(base) or _is_model(base))
    texts = {name: text for base in inherited for name, text in descriptions(base).items()}
    for entry, after in zip(tree.body, tree.body[1:], strict=False):
        if (
            isinstance(entry, ast.AnnAssign)
            and isinstance(entry.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            texts[entry.target.id] = " ".join(str(after.value.value).split())
    return texts
