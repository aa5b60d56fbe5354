"""Contracts: what the front matter of a kind of files may say, as far as kinds differ in it.

One check validates every file against its contract, so that missing, misspelled and mistyped keys
are reported alike for an article and a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic import BaseModel

    from archivegen.loader.frontmatter.document import Document
    from archivegen.loader.frontmatter.validators import Setting
    from archivegen.model.problems import Problem
    from archivegen.model.taxonomies import Taxonomy

Head = TypeVar("Head", bound="BaseModel")
"""The front matter of a file, as its schema has it; with `extra` for what a site's own keys say."""


@dataclass(frozen=True)
class Contract(Generic[Head]):
    """What a kind of files may say in its front matter.

    `noun` is what editors call such a file, `advice` gives the warnings about one without errors,
    `lists` are the keys that may have a list, for each item of which pages or lines are made, and
    `required` are keys that a file must have although its schema can do without. `synonyms` are
    names that a key of the contract has elsewhere, beyond those that articles know. `taxonomies`
    are those whose keys a file may have besides; what these say is for `members`. `without_effect`
    are keys of the schema that say nothing of such a file, which `advice` tells.
    """

    schema: type[Head]
    noun: str
    advice: Callable[[Document, Head, Setting], Iterator[Problem]]
    lists: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    taxonomies: tuple[Taxonomy, ...] = ()
    without_effect: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> dict[str, None]:
        """The keys of the front matter."""
        names = (info.alias or name for name, info in self.schema.model_fields.items())
        own = (taxonomy.key for taxonomy in self.taxonomies)
        return dict.fromkeys((*names, *own))

    @cached_property
    def nested_keys(self) -> Mapping[str | int, Mapping[str, None]]:
        """The keys within those that have mappings, by the key around them."""
        found = {
            name: _model_in(info.annotation) for name, info in self.schema.model_fields.items()
        }
        nested: dict[str | int, Mapping[str, None]] = {
            name: dict.fromkeys(model.model_fields) for name, model in found.items() if model
        }
        for taxonomy in self.taxonomies:
            if taxonomy.ordered:
                nested[taxonomy.key] = dict.fromkeys(("name", "part"))
        return nested


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field has as its type, or as a part of it."""
    # Whoever has a schema has imported this, too.
    from pydantic import BaseModel  # noqa: PLC0415

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
