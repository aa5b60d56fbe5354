"""Redirects: the old addresses that no file can answer, for whoever configures the hosts."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.urls import Urls

REDIRECTS = "redirects.csv"


def redirects_csv(rows: Iterable[tuple[str, str, str]], urls: Urls) -> str:
    """The old address, the new one and why, for each of them in the order of the old ones.

    The new ones are given as paths from the site's root.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("from", "to", "reason"))
    for old, path, reason in sorted(rows):
        table.writerow((old, urls.absolute(urls.base + path[1:]) if path else "", reason))
    return text.getvalue()
