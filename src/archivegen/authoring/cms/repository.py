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

_ORIGIN = '[remote "origin"]'
_URL = re.compile(r"url\s*=\s*(\S+)")
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


def working_tree(folder: Path) -> Path | None:
    """The folder of the repository around a folder, which may be itself; None where there is none.

    In a working tree that git added to another, `.git` is a file.
    """
    return next((at for at in (folder, *folder.parents) if (at / ".git").exists()), None)


def repository_of(root: Path) -> Repository:
    """The repository from which a folder was cloned; without one, a placeholder."""
    git = (working_tree(root) or root) / ".git"
    branch = _BRANCH.match(_text(git / "HEAD"))
    address = _ADDRESS.fullmatch(_origin(_text(git / "config")))
    host, path = (address[1], address[2]) if address else ("", PLACEHOLDER)
    return Repository(host, path, branch[1] if branch else "main")


def folder_name(root: Path) -> str:
    """A name that no other folder of this computer has, in the form of a repository's.

    Its last part is what its user knows the folder by.
    """
    around = working_tree(root) or root
    name = _OTHERS.sub("-", around.name).strip("-") or "site"
    return f"{digest(os.fsencode(around)).hex()[:16]}/{name}"


def _origin(configuration: str) -> str:
    """The address from which a repository was cloned, as its configuration has it; or empty."""
    section = ""
    for line in map(str.strip, configuration.splitlines()):
        if line.startswith("["):
            section = line
        elif section == _ORIGIN and (url := _URL.match(line)):
            return url[1]
    return ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
