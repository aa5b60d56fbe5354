"""JSON-LD of what belongs to an article: its notices, its source, its place in print.

Pure functions, in schema.org's terms, for `json_ld`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.article import Notice, PrintPlace, Recording, Source, Term
    from archivegen.model.vocabulary.identifiers import Identifier

_CORRECTING = {"correction", "clarification", "retraction", "withdrawn"}
"""The types of notices that schema.org has a word for."""


def corrections_of(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """The notices with a text that correct an article, as CorrectionComments."""
    return [
        filled({
            "@type": "CorrectionComment",
            "text": notice.text,
            "datePublished": notice.date and notice.date.iso,
        })
        for notice in notices
        if notice.type in _CORRECTING and notice.text
    ]  # fmt: skip


def audio_of(recording: Recording, url: str) -> dict[str, Any]:
    """A recording at its whole address, as an AudioObject (schema.org/AudioObject)."""
    hours, rest = divmod(recording.seconds, 3600)
    return filled({
        "@type": "AudioObject",
        "contentSize": str(recording.length) if recording.length else "",
        "contentUrl": url,
        # A duration of ISO 8601.
        "duration": f"PT{hours}H{rest // 60}M{rest % 60}S" if recording.seconds else "",
        "encodingFormat": recording.type,
        "name": recording.title,
    })  # fmt: skip


def section_of(section: Term) -> str | list[str]:
    """The name of a section; with that of the one above it, if there is one."""
    return [section.parent.name, section.name] if section.parent else section.name


def source_of(source: Source) -> dict[str, Any]:
    """Where a captured article came from."""
    return filled({"@type": "CreativeWork", "name": source.name, "url": source.url})


def identifier_of(identifier: Identifier) -> dict[str, Any]:
    """A name in a registry (https://schema.org/docs/datamodel.html#identifierBg)."""
    return filled({
        "@type": "PropertyValue",
        "propertyID": identifier.scheme,
        "url": identifier.url,
        "value": identifier.value,
    })  # fmt: skip


def place_in_print(place: PrintPlace) -> dict[str, Any]:
    """Where an article stood in its printed issue."""
    return {
        "printColumn": place.column,
        "printEdition": place.edition,
        "printPage": place.page,
        "printSection": place.section,
    }


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """The data without empty values."""
    return {key: value for key, value in data.items() if value or value is False}
