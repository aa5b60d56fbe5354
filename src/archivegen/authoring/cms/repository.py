"""Repository: which repository a site is in, as far as git's own configuration says it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.system.digests import digest

if TYPE_CHECKING:
    from pathlib import Path

PLACEHOLDER = "OWNER/REPOSITORY"
"""What stands for a repository that is not known."""

_ORIGIN = re.compile(r'^\[remote "origin"\]\s*$(?:\n\s+.*$)*?\n\s+url\s*=\s*(\S+)', re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:https?://|ssh://)?(?:[^@/\s]+@)?([\w.-]+)(?::\d+/|[:/])([\w./-]+?)(?:\.git)?/?"
)
_OTHERS = re.compile(r"[^\w.-]+")
_BRANCH = re.compile(r"ref: refs/heads/(\S+)")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on a host: its path there, and the branch that is published."""

    host: str = ""
    path: str = PLACEHOLDER
    branch: str = "main"


def repository_of(root: Path) -> Repository:
    """The repository from which a folder was cloned; without one, a placeholder."""
    git = next((at / ".git" for at in (root, *root.parents) if (at / ".git").is_dir()), None)
    if git is None:
        return Repository()
    branch = _BRANCH.match(_text(git / "HEAD"))
    origin = _ORIGIN.search(_text(git / "config"))
    address = _ADDRESS.fullmatch(origin[1]) if origin else None
    host, path = (address[1], address[2]) if address else ("", PLACEHOLDER)
    return Repository(host, path, branch[1] if branch else "main")


def folder_name(root: Path) -> str:
    """A name that no other folder of this computer has, in the form of a repository's.

    Its last part is what its user knows the folder by.
    """
    around = next((at for at in (root, *root.parents) if (at / ".git").exists()), root)
    name = _OTHERS.sub("-", around.name).strip("-") or "site"
    return f"{digest(os.fsencode(around)).hex()[:16]}/{name}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
