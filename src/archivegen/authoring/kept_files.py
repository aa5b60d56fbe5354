"""Kept files: what a new site finds in the places of its own files, and what those lack.

An editor's settings or a workflow that somebody has already stays as it is: whoever wants what a
new site has there adds it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from archivegen.authoring.cms.hosts import HOSTS


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that stays as it is; `lacks` is the text of what a new site has there besides."""

    path: str
    lacks: str = ""


def kept_file(path: str, theirs: bytes, new: bytes) -> KeptFile:
    """What a file lacks of that which a new site would have there.

    Told of what serves tools: settings, and workflows. Articles and pictures lack nothing.
    """
    if path.endswith(".json") and path.startswith(".vscode/"):
        lacking = _lacking(_values(theirs), json.loads(new))
        text = json.dumps(lacking, indent=2, ensure_ascii=False) if lacking else ""
        return KeptFile(path, text)
    return KeptFile(path, new.decode() if path in {host.workflow for host in HOSTS} else "")


def _values(data: bytes) -> Any:
    """The values of a JSON file; none of one with comments, which editors allow."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return {}


def _lacking(theirs: Any, new: Any) -> Any:
    """What of a new value is nowhere in theirs; what both say in another way, they have chosen."""
    if isinstance(new, dict) and isinstance(theirs, dict):
        both = {key: _lacking(theirs[key], new[key]) for key in new if key in theirs}
        only = {key: new[key] for key in new if key not in theirs}
        return {key: value for key, value in {**both, **only}.items() if value}
    if isinstance(new, list) and isinstance(theirs, list):
        return [item for item in new if item not in theirs]
    return None
