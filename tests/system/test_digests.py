"""Digests: equal values have equal fingerprints, and what is no plain value has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from archivegen.system.digests import fingerprint


@dataclass(frozen=True, slots=True)
class Pair:
    first: object
    second: object = None


@dataclass(frozen=True, slots=True)
class Known:
    text: str
    digest: bytes = b"known"


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


VALUES: tuple[object, ...] = (
    None, "", b"", 0, 0.5, (), {}, Nothing(), "a", ("a",), (("a",),), ("a", "b"), {"a": "b"},
    {"b": "a"}, {"a": ("b",)}, {"a": Pair("b")}, Pair("a"), Pair("a", "b"), Pair(Pair("a")),
    Pair(datetime(2024, 1, 2, tzinfo=UTC)), Known("a"),
)  # fmt: skip


def test_other_values_have_other_fingerprints() -> None:
    assert len({fingerprint(value) for value in VALUES}) == len(VALUES)


def test_equal_values_have_equal_fingerprints() -> None:
    one, other = ((f"a{end}", {f"b{end}": Pair({"c": [end, None]})}) for end in ("x", "x"))
    assert fingerprint(one) == fingerprint(other)
    # A list is as good as a tuple, and a digest stands for the rest.
    assert fingerprint([1, [2]]) == fingerprint((1, (2,)))
    assert fingerprint(Known("a")) == fingerprint(Known("b"))


@pytest.mark.parametrize("value", [object(), {1}, Pair, ({"a": object()},)])
def test_other_values_have_none(value: object) -> None:
    with pytest.raises(TypeError):
        fingerprint(value)
