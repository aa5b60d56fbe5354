"""Redirects: the old addresses that no file can answer, for whoever configures the hosts."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.model.urls import Urls

REDIRECTS = "redirects.csv"


def redirects_csv(rows: Iterable[tuple[str, str, str]], urls: Urls) -> Iterator[bytes]:
    """Lines with the old address, the new one and why, for each of them in their order.

    The new ones are given as paths from the site's root.
    """
    table = csv.writer(_Line(), lineterminator="\n")
    yield table.writerow(("from", "to", "reason"))
    for old, path, reason in rows:
        row = (old, urls.absolute(urls.base + path[1:]) if path else "", reason)
        yield table.writerow(row)


class _Line:
    """What a table is written to; a writer gives what is given here."""

    def write(self, text: str) -> bytes:
        return text.encode()
