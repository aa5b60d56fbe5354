"""Decap: what Decap CMS takes of a collection that was made for Sveltia CMS.

Both read the same form of configuration (https://decapcms.org/docs/collection-folder/). What
differs is in the few places below; `tests/schemas/decap-cms.json` is what Decap itself refuses by.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archivegen.authoring.cms.collections import Collection
    from archivegen.authoring.cms.fields import Field

_DATE = re.compile(r"\{\{date \| date\('(YYYY|MM|DD)'\)\}\}")
_NAMES = {"YYYY": "{{year}}", "MM": "{{month}}", "DD": "{{day}}"}
"""The parts of an entry's date, which a path cannot have from a filter."""


def collection_of_decap(collection: Collection) -> Collection:
    """A collection as Decap takes it."""
    changed = {**collection, "fields": [_field(field) for field in collection["fields"]]}
    # What names a folder is a field that has to be filled in, and that the file is called by.
    changed.pop("meta", None)
    if not isinstance(collection["slug"], str):
        # No editor can name a file, so new ones come from elsewhere.
        changed |= {"slug": "{{slug}}", "create": False}
    if "path" in collection:
        changed["path"] = _DATE.sub(lambda part: _NAMES[part[1]], collection["path"])
        # A path has no folder for each entry there.
        changed |= {"media_folder": ""}
    if "filter" in collection:
        # Entries are those whose field is what the filter says, so here: those without a name,
        # which all authors and other terms have.
        changed["filter"] = {"field": "name"}
    return changed


def _field(field: Field) -> Field:
    """A field; within a part that may be left out, none is required, or the part would be."""
    if "fields" not in field:
        return field
    inner = [_field(one) for one in field["fields"]]
    if field["widget"] == "object" and field.get("required") is False:
        inner = [{**one, "required": False} for one in inner]
    return {**field, "fields": inner}
