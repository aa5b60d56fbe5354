"""JSON lines: an object a line, with what the archive for programs has of an article, and its text.

docs/data.md says what the keys mean; docs/preservation.md names those that are added here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivegen.renderer.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.preservation.export.item import ExportItem, ExportSite


def parts(site: ExportSite, items: Iterable[ExportItem]) -> Iterator[bytes]:
    """The lines, one at a time."""
    del site
    for item in items:
        line = {
            "path": f"content/{item.article.card.path}",
            **item.record,
            "html": item.html,
            "text": plain_text(item.html),
        }
        yield json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
