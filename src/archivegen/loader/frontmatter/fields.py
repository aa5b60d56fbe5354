"""Fields: the types of front matter, each with its validator and its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, WithJsonSchema

from archivegen.loader.frontmatter.dates import (
    WRITE_TIME,
    date_of,
    moment_of,
)
from archivegen.loader.frontmatter.mappings import (
    correction_of,
    file_of,
    identifiers_of,
    items_of,
    named_of,
    notice_of,
    plain_mapping,
    print_of,
    version_of,
)
from archivegen.loader.frontmatter.scalars import (
    flag_of,
    label_of,
    text_of,
    whole_number_of,
)
from archivegen.loader.frontmatter.validators import (
    address_of,
    aliases_of,
    alt_of,
    feed_id_of,
    kind_of,
    language_tag,
    names_of,
    one_of,
    original_of,
    own_address_of,
    publication_of,
    section_of,
    slug_part,
    template_name_of,
    terms_of,
)
from archivegen.model.documents.page import Menu
from archivegen.model.times import Moment
from archivegen.model.vocabulary import kinds, notices
from archivegen.model.vocabulary.identifiers import SCHEMES
from archivegen.model.written_dates.forms import PARTIAL_PATTERN, PATTERN

_SOMETHING = r"\S"
_NOTHING = r"^\s*$"
_ADDRESS = r"^\s*(?=\S)(?:[Hh][Tt][Tt][Pp][Ss]?://|(?![A-Za-z][A-Za-z0-9+.-]*:))"
_PATH_PART = r"^(?![\s\S]*(?:[/\\]|\.\.|%2[EeFf]|%5[Cc]))[\s\S]*\S"
_TEMPLATE = r"^\s*[^\s/\\](?:[^\\]*[^/\\])?$"
_SECTION = r"^(?![\s\S]*(?:\\|\.\.|%2[EeFf]|%5[Cc]))[^/]*[^/\s][^/]*(?:/[^/]*[^/\s][^/]*)?$"
_TAG = r"^\s*[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*\s*$"
_EMPTY = {"type": ["string", "null"], "pattern": _NOTHING}
_EMPTY_MAPPING = {"type": "object", "additionalProperties": _EMPTY}
_LIST = {"type": "array", "items": {"type": "string", "pattern": _SOMETHING}}
# What is behind a lone `-` in YAML, as long as nothing is written there.
_LIST_OF_NOTHING = {"type": "array", "items": _EMPTY, "maxItems": 1}


def _written(*types: str, **more: Any) -> WithJsonSchema:
    """What a JSON Schema says of a field: as much of its check as can be said there."""
    return WithJsonSchema({"type": types[0] if len(types) == 1 else [*types], **more})


def _optionally(pattern: str, **more: Any) -> WithJsonSchema:
    """What a JSON Schema says of a text that may be missing or empty."""
    return _written("string", "null", pattern=f"{_NOTHING}|{pattern}", **more)


def _saying(message: str) -> dict[str, str]:
    """What a person is told of a text that does not fit the pattern, in a word of VS Code's."""
    return {"patternErrorMessage": message}


_TIMED = _saying(WRITE_TIME)
_WEB = _saying("write a path, or an address such as https://example.org/...")
_LISTED = WithJsonSchema({"anyOf": [_LIST, _LIST_OF_NOTHING, _EMPTY]})
_NAMED = WithJsonSchema({"anyOf": [{"type": ["string", "null"]}, _LIST, _LIST_OF_NOTHING]})

Text = Annotated[str, BeforeValidator(text_of), _written("string", pattern=_SOMETHING)]
OptionalText = Annotated[
    str | None,
    BeforeValidator(text_of),
    _written("string", "null"),
]
OptionalLabel = Annotated[
    str | None,
    BeforeValidator(label_of),
    _written("string", "number", "null"),
]
Publication = Annotated[
    str | None,
    BeforeValidator(publication_of),
    _written("string", "null"),
]
Address = Annotated[str, BeforeValidator(address_of), _written("string", pattern=_ADDRESS, **_WEB)]
OptionalAddress = Annotated[
    str | None,
    BeforeValidator(address_of),
    _optionally(_ADDRESS, **_WEB),
]
Names = Annotated[tuple[str, ...], BeforeValidator(names_of), _NAMED]
Terms = Annotated[tuple[str, ...], BeforeValidator(terms_of), _LISTED]
Aliases = Annotated[tuple[str, ...], BeforeValidator(aliases_of), _NAMED]
Section = Annotated[
    str | None,
    BeforeValidator(section_of),
    _written(
        "string", "null", pattern=_SECTION, **_saying("write a name such as News, or Sport/Chess")
    ),
]
Slug = Annotated[
    str | None,
    BeforeValidator(slug_part),
    _optionally(_PATH_PART, **_saying("write the last part of the address alone, without slashes")),
]
Language = Annotated[
    str | None,
    BeforeValidator(language_tag),
    _optionally(_TAG, **_saying("write a language tag such as en, pt-BR or ar")),
]
OriginalFile = Annotated[
    str | None,
    BeforeValidator(original_of),
    _written("string", "null"),
]
Kind = Annotated[
    str,
    BeforeValidator(kind_of),
    WithJsonSchema({"anyOf": [{"enum": [*kinds.TYPES]}, _EMPTY]}),
]
FeedId = Annotated[
    str | None,
    BeforeValidator(feed_id_of),
    _optionally(
        r"^\s*[A-Za-z][A-Za-z0-9+.-]*:\S+\s*$",
        **_saying("write it as https://example.org/?p=123, tag:... or urn:..."),
    ),
]
NoticeWord = Annotated[
    str, BeforeValidator(one_of(notices.TYPES)), _written("string", enum=[*notices.TYPES])
]
OptionalPlace = Annotated[
    str | None,
    BeforeValidator(one_of(notices.PLACES)),
    WithJsonSchema({"anyOf": [{"enum": [*notices.PLACES]}, _EMPTY]}),
]
Alt = Annotated[str | None, BeforeValidator(alt_of), _written("string", "null", pattern=r"^$|\S")]
Time = Annotated[Moment, BeforeValidator(moment_of), _written("string", pattern=PATTERN, **_TIMED)]
Date = Annotated[
    Moment,
    BeforeValidator(date_of),
    _written("string", "integer", pattern=PARTIAL_PATTERN, minimum=1000, maximum=9999, **_TIMED),
]
OptionalDate = Annotated[
    Moment | None,
    BeforeValidator(date_of),
    _written(
        "string",
        "integer",
        "null",
        pattern=f"{_NOTHING}|{PARTIAL_PATTERN}",
        minimum=1000,
        maximum=9999,
        **_TIMED,
    ),
]
OptionalTime = Annotated[
    Moment | None,
    BeforeValidator(moment_of),
    _optionally(PATTERN, **_TIMED),
]
Flag = Annotated[
    bool,
    BeforeValidator(flag_of),
    _written("boolean", "string", "null", pattern=_NOTHING),
]
WholeNumber = Annotated[
    int,
    BeforeValidator(whole_number_of),
    _written("integer", "string", "null", pattern=_NOTHING),
]
OwnAddress = Annotated[
    str | None,
    BeforeValidator(own_address_of),
    _optionally(r"^\s*(?!//)\S", **_saying("write a path on this site, such as /about/")),
]
TemplateName = Annotated[
    str | None,
    BeforeValidator(template_name_of),
    _optionally(_TEMPLATE, **_saying("write the name of a template, such as long.html")),
]
MenuName = Annotated[
    Menu,
    BeforeValidator(one_of(get_args(Menu))),
    _optionally(rf"^\s*(?:{'|'.join(get_args(Menu))})\s*$"),
]
Extra = Annotated[
    dict[str, Any],
    BeforeValidator(plain_mapping),
    _written("object", "string", "null", pattern=_NOTHING),
]
Nothing = Annotated[None, WithJsonSchema({"anyOf": [_EMPTY, _EMPTY_MAPPING]})]
"""What stands in the place of a mapping where nothing is filled in; for schemas."""
NoItems = Annotated[
    None,
    WithJsonSchema(
        {"anyOf": [_EMPTY, {"type": "array", "items": {"anyOf": [_EMPTY, _EMPTY_MAPPING]}}]}
    ),
]
"""What stands in the place of a list of mappings where nothing is filled in; for schemas."""

_NAME = {"type": "string", "pattern": _SOMETHING}
_PART = {
    "type": "object",
    "properties": {
        "name": {**_NAME, "description": "What it is a part of."},
        "part": {
            "type": ["integer", "string", "null"],
            "minimum": 1,
            "maximum": 9999,
            "description": "Which part it is; without it, parts are in the order of their dates.",
        },
    },
    "required": ["name"],
}
_LIST_OF_PARTS = {"type": "array", "items": {"anyOf": [_NAME, _PART]}}
Members = Annotated[Any, _NAMED]
"""What an article is listed under in a taxonomy of the site; for schemas."""
Parts = Annotated[
    Any,
    WithJsonSchema(
        {"anyOf": [{"type": ["string", "null"]}, _PART, _LIST_OF_PARTS, _LIST_OF_NOTHING]}
    ),
]
"""The same, where the taxonomy has an order."""

Identifiers = Annotated[
    tuple[tuple[str, str], ...],
    BeforeValidator(identifiers_of),
    WithJsonSchema({
        "anyOf": [
            {
                "type": "object",
                "properties": {
                    name: {
                        "type": ["string", "number", "null"],
                        "pattern": r"\d|^\s*$",
                        "description": f"Its {scheme.label}, such as `{scheme.example}`.",
                    }
                    for name, scheme in SCHEMES.items()
                },
                "additionalProperties": {"type": ["string", "number", "null"]},
            },
            _EMPTY,
        ]
    }),
]  # fmt: skip
"""The names that an article has in registries, by their schemes."""

as_correction = BeforeValidator(correction_of)
as_version = BeforeValidator(version_of)
as_notice = BeforeValidator(notice_of)


def as_named(written: Any) -> BeforeValidator:
    """The validator of what has a name: a text alone is that; schemas have the type `written`."""
    return BeforeValidator(named_of, json_schema_input_type=written)


def as_file(written: Any) -> BeforeValidator:
    """The validator of a file: a path alone is its `src`; schemas have the type `written`."""
    return BeforeValidator(file_of, json_schema_input_type=written)


def as_print(written: Any) -> BeforeValidator:
    """The validator of a place in print; schemas have the type `written`."""
    return BeforeValidator(print_of, json_schema_input_type=written)


def as_items(written: Any) -> BeforeValidator:
    """The validator of a list: nothing is an empty one; `written` is the type for schemas."""
    return BeforeValidator(items_of, json_schema_input_type=written)
