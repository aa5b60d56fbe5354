"""Custom fields in which an export for WordPress keeps what WordPress has no place for.

WordPress hides fields whose names begin with an underscore, and includes them in its own exports.
Values are as in front matter: texts, `true` and `false`.
"""

from __future__ import annotations

FIELDS = {
    f"_archivegen_{key}": key
    for key in ("date", "updated", "kind", "language", "location", "listed", "indexed")
}
"""The keys of front matter by the names of such fields.

A `date` is there only where no more than the day, the month or the year is known.
"""
