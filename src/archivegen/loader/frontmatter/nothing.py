"""Nothing: a key with an empty value counts as missing.

Editors leave keys empty, and a CMS writes all of a form's fields, filled in or not: as `''`, as a
list or a mapping without items, or as one that holds only such values. Only this module knows: the
validators of optional keys never see an empty value, while required ones report it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def is_nothing(value: object) -> bool:
    """Whether nothing is written there: no value, plain blanks, or these alone, however deep."""
    if isinstance(value, str):
        return not value.strip(" \t\n")
    if isinstance(value, list):
        return all(map(is_nothing, value))
    if isinstance(value, dict):
        return all(map(is_nothing, value.values()))
    return value is None


def said(values: Mapping[str, Any], optional: Collection[str]) -> Mapping[str, Any]:
    """The values without those optional keys behind which nothing is written."""
    mute = [key for key, value in values.items() if key in optional and is_nothing(value)]
    return {key: values[key] for key in values if key not in mute} if mute else values
