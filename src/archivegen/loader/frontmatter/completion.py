"""Completion: fills the defaults that apply to a file into its front matter.

A file's own values take precedence over the defaults of its folder, these over the ones above them
in the configuration, and all of them over `default_section`. The schema sees the complete front
matter, so that no key has a second path to its value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.loader.frontmatter.nothing import is_nothing
from archivegen.loader.sources import meant_by

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from archivegen.config.defaults import FolderDefaults

_ADDED_TO = "print"
"""The key of which a default adds to what a file says, and says nothing of other files."""

_MAY_BE_NONE = ("authors",)
"""Keys of which an empty list is said, where a default has names."""


class FolderValues:
    """The defaults of files, by their paths below the content folder."""

    def __init__(self, defaults: Sequence[FolderDefaults], default_section: str = "") -> None:
        self._of_all = {"section": default_section} if default_section else {}
        self._defaults = [(meant_by([one.path]), one.values) for one in defaults]

    def of(self, path: str) -> Mapping[str, Any]:
        """The values of a file, by the keys of front matter."""
        values = self._of_all
        for is_meant, more in self._defaults:
            if is_meant(path):
                values = {**values, **more}
        return values


def completed(
    values: dict[str, Any], given: Mapping[str, Any], keys: Collection[str]
) -> dict[str, Any]:
    """The values of a front matter with these keys, with defaults for missing ones.

    An empty list counts as a value: nobody is the author.
    """
    more = {key: value for key, value in given.items() if key in keys and _is_mute(values, key)}
    place = values.get(_ADDED_TO)
    if _ADDED_TO in given and isinstance(place, dict) and not is_nothing(place):
        said = {key: value for key, value in place.items() if not is_nothing(value)}
        more[_ADDED_TO] = {**given[_ADDED_TO], **said}
    return {**values, **more} if more else values


def _is_mute(values: Mapping[str, Any], key: str) -> bool:
    value = values.get(key)
    if key == _ADDED_TO or (key in _MAY_BE_NONE and value == []):
        return False
    return is_nothing(value)
