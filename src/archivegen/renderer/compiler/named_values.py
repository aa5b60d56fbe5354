"""Named values: constants of a compiled template as bytes, which other processes can read.

What every process has under a name is stored as that name: the site's addresses, its filters, and
the macros of imported templates. Everything else is stored as its value.
"""

from __future__ import annotations

import io
import pickle
from typing import TYPE_CHECKING, Any

from archivegen.renderer.macro_cache import RememberingMacro

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2.environment import TemplateModule

Place = tuple[str, str]
"""Where a value is found, and by which name: of a macro, the template and its own name."""

_GLOBAL, _FILTER = "", "/"
"""The places of what no template has: names that no template can have."""


class NamedValues:
    """The values that have a name in each process of a site, and constants made of them.

    `module` gives an imported template, as it calls `add_module` with it.
    """

    def __init__(
        self,
        names: Mapping[str, object],
        filters: Mapping[str, object],
        module: Callable[[str], TemplateModule],
    ) -> None:
        self._tables = {_GLOBAL: names, _FILTER: filters}
        self._module = module
        self._places: dict[int, Place] = {
            id(value): (table, name)
            for table, values in self._tables.items()
            for name, value in values.items()
        }

    def add_module(self, template: str, module: TemplateModule) -> None:
        """From now on, the macros of an imported template have their names."""
        for name, value in vars(module).items():
            if isinstance(value, RememberingMacro):
                self._places.setdefault(id(value), (template, name))

    def place(self, value: object) -> Place | None:
        """Where a value is found, if it has a name."""
        return self._places.get(id(value))

    def value(self, place: Place) -> object:
        """The value that is found there. Raises whatever importing a template raises."""
        table, name = place
        if table in self._tables:
            return self._tables[table][name]
        return getattr(self._module(table), name)

    def dumps(self, constants: Mapping[str, object]) -> bytes:
        """Constants by name as bytes. Raises what pickle does for what cannot be."""
        file = io.BytesIO()
        _Pickler(file, self).dump(dict(constants))
        return file.getvalue()

    def loads(self, data: bytes) -> dict[str, Any]:
        """The constants that such bytes were made of."""
        found: dict[str, Any] = _Unpickler(io.BytesIO(data), self).load()
        return found


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, values: NamedValues) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._values = values

    def persistent_id(self, value: object) -> Place | None:
        """The place of a value that has a name.

        https://docs.python.org/3/library/pickle.html#persistence-of-external-objects
        """
        return self._values.place(value)


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, values: NamedValues) -> None:
        super().__init__(file)
        self._values = values

    def persistent_load(self, place: Place) -> object:
        """The value that has this name here."""
        return self._values.value(place)
