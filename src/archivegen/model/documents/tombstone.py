"""Tombstones: what the address of something removed from the archive says."""

from __future__ import annotations

from dataclasses import dataclass

KIND = "tombstone"
"""The name of this kind of documents."""

FOLDER = "_tombstones"
"""The folder of their files in the content folder."""


@dataclass(frozen=True, slots=True)
class TombstoneDetails:
    """What only a tombstone has."""

    headline: str
    """What stood at the address, or empty."""
    reason: str
    """Why it is gone."""
    removed: str
    """When it went: a year, a month or a day, as in ISO 8601; or empty."""


def tombstone_details(details: object) -> TombstoneDetails:
    """The details of a document that is a tombstone."""
    assert isinstance(details, TombstoneDetails)  # noqa: S101 -- by its kind
    return details
