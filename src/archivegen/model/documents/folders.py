"""Folders of documents: which files of the content folder are no articles, by their paths."""

from __future__ import annotations

MARK = "_"
"""What the name of a folder of documents begins with."""


def folder_of(path: str) -> str:
    """The folder of documents that a path in the content folder belongs to; empty for none.

    Such folders stand directly in the content folder.
    """
    folder, slash, _ = path.partition("/")
    return folder if slash and folder.startswith(MARK) else ""


def below_folder(path: str) -> str:
    """The path of a document below its folder."""
    return path.partition("/")[2]
