"""What the code says of a field, read from its source: the one place for what keys mean."""

from __future__ import annotations

import ast
import inspect
from textwrap import dedent
from typing import Any


def descriptions(table: type[Any]) -> dict[str, str]:
    """What is said of each field of a model or dataclass: the text below it in the code."""
    (tree,) = ast.parse(dedent(inspect.getsource(table))).body
    assert isinstance(tree, ast.ClassDef)  # noqa: S101 -- for the types alone
    found: dict[str, str] = {}
    for entry, after in zip(tree.body, tree.body[1:], strict=False):
        if (
            isinstance(entry, ast.AnnAssign)
            and isinstance(entry.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            found[entry.target.id] = " ".join(str(after.value.value).split())
    return found
