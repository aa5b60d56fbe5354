"""Rules: what a value of `archivegen.toml` has to fulfil beyond its type.

A rule is metadata of a field's type: pydantic, called by `validate`, runs its check, and
`archivegen schema` prints its part of the JSON Schema. This module does not import pydantic, since
it is imported with every stored configuration, even if a build has nothing to do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import GetCoreSchemaHandler, ValidationInfo
    from pydantic_core import CoreSchema

    from archivegen.model.own_paths import OwnFolders
    from archivegen.model.slugs import Slugger


class Context(NamedTuple):
    """What a check may have to know of the rest of the file.

    `extensions` are those that the Markdown engine has; None if it is open to others.
    """

    folders: OwnFolders
    slugger: Slugger
    extensions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A check, and as much of it as a JSON Schema can say.

    `check` gets a value of the right type; it raises ValueError with a message for people, and a
    hint if there is one. With `has_context`, it also gets the `Context` of the validation.
    """

    check: Callable[..., None]
    schema: Mapping[str, Any] = field(default_factory=dict)
    has_context: bool = False

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """What pydantic does with a value: what it does for the type, then the check."""
        from pydantic_core import core_schema  # noqa: PLC0415 -- slow; only pydantic comes here

        def checked(value: Any, info: ValidationInfo) -> Any:
            self.check(value, *([info.context] if self.has_context else []))
            return value

        return core_schema.with_info_after_validator_function(checked, handler(source))


def rules_of(table: type[Any]) -> dict[str, Rule]:
    """The rule of each field of a dataclass that has one, by name; not those of items of lists."""
    return {
        name: metadata
        for name, annotation in get_type_hints(table, include_extras=True).items()
        for metadata in getattr(annotation, "__metadata__", ())
        if isinstance(metadata, Rule)
    }
