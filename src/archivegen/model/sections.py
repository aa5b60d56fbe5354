"""Sections: which names a section can have, whose folder stands beside the site's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archivegen.model.slugs import leads_elsewhere

if TYPE_CHECKING:
    from archivegen.model.own_paths import OwnPaths

LEAVE_OUT = "leave out `/`, `\\` and `..`"
"""What to do with a name that has something of a path in it."""


class Fault(NamedTuple):
    """What is wrong with a name, to be read after it, and what to write instead."""

    message: str
    hint: str


def fault_of_section(name: str, slug: str, paths: OwnPaths) -> Fault | None:
    """Why a section cannot have this name, of which `slug` is made; None if it can."""
    if leads_elsewhere(name):
        return Fault("cannot be part of an address", _in_one_level(name) or LEAVE_OUT)
    if paths.is_taken(slug):
        hint = "give the section another name"
        if way := paths.how_to_move(slug):
            hint += f", or the site's page another place: {way}"
        return Fault(f"would stand where the site's own pages are (/{slug}/)", hint)
    return None


def _in_one_level(name: str) -> str:
    """How to write a section and those below it, as other systems have them; empty for others."""
    section, *below = (part.strip() for part in name.split("/"))
    if not below or any(not part or leads_elsewhere(part) for part in (section, *below)):
        return ""
    topics = ", ".join(below)
    return f"a section is one level: write `section: {section}`, and `tags: [{topics}]`"
