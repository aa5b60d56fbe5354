"""JSON Schemas of front matter and of `archivegen.toml`, for editors that know them.

Made from the types that check both, so that there is no second list of keys: whatever passes the
check passes the schema, and the schema refuses as many mistakes as it can express. (But for empty
lists and mappings in the place of a text, which are as good as nothing, and which no person means
to write.) What is said of a key is the text below it in the code. Draft 7, with nothing in it that
draft 4 would read in another way, since servers for YAML and for TOML differ in what they know.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from archivegen.authoring.docstrings import descriptions
from archivegen.config.defaults import KEYS as DEFAULT_KEYS
from archivegen.config.rules import rules_of
from archivegen.config.settings import CONFIG_NAME, Config
from archivegen.config.tables import KindConfig, NavigationLink, TaxonomyConfig
from archivegen.loader.frontmatter.fields import Members, Parts
from archivegen.loader.frontmatter.schema import (
    AudioField,
    CorrectionField,
    FrontMatter,
    ImageField,
    LicenceField,
    NoticeField,
    PrintField,
    SourceField,
    VersionField,
)
from archivegen.model.taxonomies import BUILT_IN, GIVEN, further

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archivegen.loader.documents.kind import AnyKind
    from archivegen.model.taxonomies import Taxonomy

DRAFT = "http://json-schema.org/draft-07/schema#"

Form = dict[str, Any]
"""A JSON Schema, or a part of one."""


def article_schema(
    default_section: str = "",
    taxonomies: Mapping[str, Taxonomy] = BUILT_IN,
    kinds: Iterable[str] = (),
) -> Form:
    """The JSON Schema of an article's front matter, on a site with that section by default.

    `taxonomies` and `kinds` of articles are those of the site. Without a default section, every
    article has to name its section. A key that is not known is allowed, since the contract warns
    of it and keeps it.
    """
    inner = (
        ImageField,
        AudioField,
        SourceField,
        VersionField,
        PrintField,
        CorrectionField,
        NoticeField,
        LicenceField,
    )
    form = _form_of(FrontMatter, *inner)
    known = form["properties"]["kind"]["anyOf"][0]["enum"]
    known += [kind for kind in kinds if kind not in known]
    for taxonomy in further(taxonomies.values()):
        form["properties"][taxonomy.key] = _members(taxonomy)
    if default_section:
        # As the contract has it: what is empty is the default.
        form["properties"]["section"]["pattern"] += "|^$"
    else:
        form["required"].append("section")
        form["properties"]["section"]["type"] = "string"
    return _document(form, "Front matter of an archivegen article")


def _members(taxonomy: Taxonomy) -> Form:
    """What the key of a taxonomy may have."""
    kind: Any = Parts if taxonomy.ordered else Members
    what = taxonomy.title or taxonomy.name.capitalize()
    more = ", or `name` and `part`" if taxonomy.ordered else ""
    text = f"{what} that it is listed under: a name, or a list of names{more}."
    return {**TypeAdapter(kind).json_schema(), "description": text}


def document_schema(kind: AnyKind) -> Form:
    """The JSON Schema of the front matter of a kind of documents that are no articles.

    Without the keys that would be told to do nothing there.
    """
    noun = kind.contract.noun
    inner = (ImageField,) if "image" in kind.contract.keys else ()
    form = _form_of(kind.contract.schema, *inner)
    for key in kind.contract.without_effect:
        del form["properties"][key]
    return _document(form, f"Front matter of an archivegen {noun}")


def config_schema() -> Form:
    """The JSON Schema of `archivegen.toml`; a key that is not known is an error."""
    form = _form_of(Config, *Config.TABLES.values(), NavigationLink, KindConfig, TaxonomyConfig)
    settings = form["properties"]["taxonomies"]["additionalProperties"]["properties"]
    for key in GIVEN:
        del settings[key]
    form["properties"]["defaults"]["items"] = _folder_defaults()
    holders = {"": form, **form["properties"]}
    for name, table in {"": Config, **Config.TABLES}.items():
        for key, rule in rules_of(table).items():
            holders[name]["properties"][key].update(rule.schema)
    return _document(form, CONFIG_NAME)


def _folder_defaults() -> Form:
    """What a table of defaults may have: keys of front matter as articles have them."""
    keys = article_schema()["properties"]
    said = {key: keys[key] for key in DEFAULT_KEYS}
    publication = said["print"]["anyOf"][0]["properties"]["publication"]
    said["print"] = {
        "type": "object",
        "properties": {"publication": publication},
        "additionalProperties": False,
        "description": "The newspaper of articles that say where they stood in print.",
    }
    path = {
        "type": "string",
        "pattern": r"[^/\s]",
        "description": "Which files of `content/`, by a pattern such as `1998/**`.",
    }
    return {
        "type": "object",
        "properties": {"path": path, **said},
        "required": ["path"],
        "additionalProperties": False,
    }


def as_text(form: Form) -> str:
    """The schema as a file, the same wherever it is written."""
    return json.dumps(form, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Without titles, which would only repeat the keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 -- of pydantic
        """Whether a key gets a title: none does."""
        return False


def _form_of(table: Any, *inner: Any) -> Form:
    """The form of a model or dataclass; `inner` are those that its fields have as types."""
    form = json.loads(_text_of(table, *inner))
    assert isinstance(form, dict)  # noqa: S101 -- for the types alone
    return form


@cache
def _text_of(table: Any, *inner: Any) -> str:
    """The form as text, since those who get it extend it; pydantic takes long to make it."""
    form_of_table = TypeAdapter(table).json_schema(schema_generator=_Generator)
    forms = form_of_table.pop("$defs", {})
    holders: list[tuple[Any, Form]] = [(cls, forms[cls.__name__]) for cls in inner]
    for holder, form in [(table, form_of_table), *holders]:
        for name, text in descriptions(holder).items():
            entry = form["properties"][_as_written(holder, name)]
            entry["description"] = text
            if entry.get("default", ...) is None:
                del entry["default"]
    return json.dumps(_inlined(form_of_table, forms))


def _as_written(holder: Any, name: str) -> str:
    """The key of a field, which has another name where that is a word of Python's (`from`)."""
    field = getattr(holder, "model_fields", {}).get(name)
    return (field and field.alias) or name


def _inlined(form: Any, forms: Mapping[str, Form]) -> Any:
    """The form without references, beside which older drafts ignore a description."""
    if isinstance(form, list):
        return [_inlined(item, forms) for item in form]
    if not isinstance(form, dict):
        return form
    inner = forms[form["$ref"].rpartition("/")[2]] if "$ref" in form else {}
    merged = {**inner, **{key: item for key, item in form.items() if key != "$ref"}}
    # Titles are the names of classes.
    return {
        key: item if key == "default" else _inlined(item, forms)
        for key, item in merged.items()
        if not (key == "title" and isinstance(item, str))
    }


def _document(form: Form, title: str) -> Form:
    return {"$schema": DRAFT, "title": title, **form}
