"""Undefined: what a template gets for a missing name.

On archivegen's own values, that is a mistake, and an error wherever it is used. A mapping of
`extra` has what an article's author wrote, so a missing key is like an empty one: it is false, it
has no items, and whatever is looked up in it is missing, too. Printing it is an error, since an
empty place in a sentence is a mistake as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Undefined
from jinja2.utils import missing

if TYPE_CHECKING:
    from typing import Self


class StrictName(StrictUndefined):
    """A name that is not there; of a plain mapping, one that may be missing."""

    __slots__ = ()

    def __new__(cls, hint: str | None = None, obj: Any = missing, *_: Any, **__: Any) -> Self:
        """One of the mapping's kind, if the name was asked of a mapping."""
        own = MissingKey if type(obj) is dict and hint is None else cls
        return object.__new__(own)  # type: ignore[return-value]


class MissingKey(StrictName):
    """A key that a mapping does not have: false and without items, and an error when printed."""

    __slots__ = ()
    __bool__ = Undefined.__bool__  # type: ignore[assignment]
    __iter__ = Undefined.__iter__  # type: ignore[assignment]
    __len__ = Undefined.__len__  # type: ignore[assignment]
    __eq__ = Undefined.__eq__  # type: ignore[assignment]
    __ne__ = Undefined.__ne__  # type: ignore[assignment]
    __hash__ = Undefined.__hash__  # type: ignore[assignment]

    def __getattr__(self, name: str) -> Self:
        """What is asked of it is missing, too."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _: object) -> Self:  # type: ignore[override]
        """What is asked of it is missing, too."""
        return self

    def __contains__(self, _: object) -> bool:  # type: ignore[override]
        """Nothing is in it."""
        return False
