"""Fields: a key of a JSON Schema as a field of the CMS's form.

The schema says of which type a value is, whether it has to be there, its pattern with a message,
and what people are told of it. Little is said here besides: which texts are long, and which paths
are of pictures (https://sveltiacms.app/en/docs/fields).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from archivegen.loader.frontmatter.dates import WRITE_TIME
from archivegen.model.documents.page import Menu

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archivegen.authoring.json_schema import Form

Field = dict[str, Any]
"""A field of a form, as the configuration has it."""

TIME = "YYYY-MM-DD HH:mm"
"""How times are written: as they are typed, without an offset, so in the site's time zone."""

_DAY = {"widget": "datetime", "format": "YYYY-MM-DD", "time_format": False}

_SHAPES: Mapping[str, Field] = {
    "summary": {"widget": "text"},
    "corrections.text": {"widget": "text"},
    "notices.text": {"widget": "text"},
    "image.src": {"label": "Picture", "widget": "image", "choose_url": True},
    "audio.src": {"label": "Sound file", "widget": "file", "choose_url": True},
    "print.date": _DAY,
    "menu": {"widget": "select", "options": [*get_args(Menu)]},
}
"""What a schema does not say, by the keys with those around them."""

_OF_FILES = re.compile(
    r": an? (?:name|path|mapping|list)\b.*|: one, or .*|(?:; put it in quotes|; `\"\"`).*"
)
"""What a text says of how a value is written in a file, which is the form's part here."""

BODY: Field = {
    "name": "body",
    "label": "Text",
    "widget": "markdown",
    # The first is how a text is opened: as it is written, so that nothing of it is rewritten.
    "modes": ["raw", "rich_text"],
    "required": False,
}
"""The text of a file."""


def fields_of(
    form: Form, shapes: Mapping[str, Field], without: tuple[str, ...] = (), *around: str
) -> list[Field]:
    """The fields for the keys of a form, but for some of them; first those that are required.

    `shapes` says what a site has for a key, such as its sections. What is free in its keys, such as
    `extra`, has no field: the CMS leaves it as it is.
    """
    required = form.get("required", ())
    return [
        _field(key, inner, shapes, (*around, key), is_required=key in required)
        for key, inner in sorted(form["properties"].items(), key=lambda one: one[0] not in required)
        if key not in without and not _is_free(inner)
    ]


def _field(
    key: str, form: Form, shapes: Mapping[str, Field], at: tuple[str, ...], *, is_required: bool
) -> Field:
    path = ".".join(at)
    shape = shapes.get(path) or _SHAPES.get(path) or _shape(form, shapes, at)
    field = {"name": key, "label": key.replace("_", " ").capitalize(), **shape}
    if text := " ".join(form.get("description", "").split()):
        field["hint"] = _OF_FILES.sub(".", text)
    if not is_required:
        field["required"] = False
    return field


def _shape(form: Form, shapes: Mapping[str, Field], at: tuple[str, ...]) -> Field:
    """The widget for what may stand there, the one that can hold most of it."""
    forms = [*_alternatives(form)]
    items = [item for one in forms for item in _alternatives(one.get("items", {}))]
    for widget, mappings in (("list", items), ("object", forms)):
        for one in mappings:
            if "properties" in one:
                return {"widget": widget, "fields": fields_of(one, shapes, (), *at)}
    if any("items" in one for one in forms):
        return {"widget": "list"}
    for one in forms:
        if "enum" in one:
            # Without a default, which need not be written.
            return {"widget": "select", "options": [word for word in one["enum"] if word]}
    return _scalar(form)


def _scalar(form: Form) -> Field:
    types = form["type"] if isinstance(form["type"], list) else [form["type"]]
    message = form.get("patternErrorMessage", "")
    if "boolean" in types:
        return {"widget": "boolean", "default": form.get("default", False)}
    if message == WRITE_TIME:
        return {"widget": "datetime", "format": TIME}
    if types[0] == "integer":
        limits = {"min": form.get("minimum"), "max": form.get("maximum")}
        said = {name: limit for name, limit in limits.items() if limit is not None}
        return {"widget": "number", "value_type": "int", **said}
    return {"widget": "string", **({"pattern": [form["pattern"], message]} if message else {})}


def _alternatives(form: Form) -> Iterator[Form]:
    yield from form.get("anyOf", [form])


def _is_free(form: Form) -> bool:
    """Whether a value is a mapping of which nobody knows the keys."""
    types = form.get("type", ())
    return "object" in types and "properties" not in form
