"""Addresses of print issues: those that only articles keep, when an issue's file is gone.

An issue with a file has its address in the ledger, since an editor wrote about it. Without the
file, the page remains as long as articles say that they were in the issue.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archivegen.archive.queries import visible
from archivegen.model.documents.issue import FOLDER

if TYPE_CHECKING:
    import sqlite3

    from archivegen.archive.queries import View
    from archivegen.config.settings import Config

_ISSUE = re.compile(r"(?:([^/]+)/)?(\d{4})/(\d{2})/(\d{2})(?:/([^/]+))?", re.ASCII)
"""The address of an issue below the folder of all, as `Urls.issue` makes it."""


class IssueAddresses:
    """The print issues that have pages, by the rows of their articles."""

    def __init__(self, connection: sqlite3.Connection, view: View, config: Config) -> None:
        self._connection, self._values = connection, view.values()
        self._folder = f"/{config.paths.issues}/" if config.indexes.issues else ""

    def at(self, address: str) -> str:
        """Where the file of the issue at an address would be; empty where there is no issue."""
        if not self._folder or not address.startswith(self._folder):
            return ""
        match = _ISSUE.fullmatch(unquote(address.removeprefix(self._folder)).rstrip("/"))
        if match is None:
            return ""
        publication, year, month, day, edition = match.groups("")
        query = f"""
            SELECT 1 FROM printed WHERE publication = :publication AND issued = :day
            AND edition = :edition AND {visible()} LIMIT 1
        """
        own = {"publication": publication, "day": int(year + month + day), "edition": edition}
        row = self._connection.execute(query, {**self._values, **own}).fetchone()
        return f"content/{FOLDER}/" if row else ""
