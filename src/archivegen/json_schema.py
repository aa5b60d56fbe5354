"""JSON Schemas of front matter and of `archivegen.toml`, for editors that know them.

Made from the types that check both, so that there is no second list of keys: whatever passes the
check passes the schema, and the schema refuses as many mistakes as it can express. What is said of
a key is the text below it in the code. Draft 7, with nothing in it that draft 4 would read in
another way, since servers for YAML and for TOML differ in what they know.
"""

from __future__ import annotations

import ast
import inspect
import json
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from archivegen.config_checks import MOST, MOST_LIMIT, checks_with, limit, positive
from archivegen.schema import FrontMatter
from archivegen.settings import CONFIG_NAME, Config

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAFT = "http://json-schema.org/draft-07/schema#"

Form = dict[str, Any]
"""A JSON Schema, or a part of one."""

_NUMBERS: Mapping[Any, Form] = {
    positive: {"minimum": 1, "maximum": MOST},
    limit: {"minimum": 1, "maximum": MOST_LIMIT},
}
_TEXTS: Mapping[tuple[str, ...], str] = {
    ("title",): r"\S",
    ("base_url",): r"^$|[Hh][Tt][Tt][Pp][Ss]?://",
    ("permalink",): r"\{slug\}",
    ("theme", "accent"): r"^$|^#[0-9A-Fa-f]{6}$",
    ("theme", "accent_dark"): r"^$|^#[0-9A-Fa-f]{6}$",
}
"""What `config_checks` demands of texts, as far as a pattern can say it."""


def article_schema(default_section: str = "") -> Form:
    """The JSON Schema of an article's front matter, on a site with that default section.

    Without one, every article has to name its section. A key that is not known is allowed, since
    the contract warns of it and keeps it.
    """
    form = _described(FrontMatter)
    if default_section:
        # As the contract has it: what is empty is the default.
        form["properties"]["section"]["pattern"] += "|^$"
    else:
        form["required"].append("section")
        form["properties"]["section"]["type"] = "string"
    return _document(form, "Front matter of an archivegen article")


def config_schema() -> Form:
    """The JSON Schema of `archivegen.toml`; a key that is not known is an error."""
    form = _described(Config)
    for names, check in checks_with("markdown").items():
        _at(form, names).update(_NUMBERS.get(check, {}))
    for names, pattern in _TEXTS.items():
        _at(form, names)["pattern"] = pattern
    # Where a server for TOML may find it, and what `#:schema` writes for one that looks there.
    form["properties"]["$schema"] = False
    del form["properties"]["$schema"]
    return _document(form, CONFIG_NAME)


def as_text(form: Form) -> str:
    """The schema as a file, the same wherever it is written."""
    return json.dumps(form, indent=2) + "\n"


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


class _Generator(GenerateJsonSchema):
    """Without titles, which would only repeat the keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 -- of pydantic
        return False
