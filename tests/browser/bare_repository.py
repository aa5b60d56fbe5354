"""A bare git repository, as a Git host keeps it: a host's calls as calls of the real git."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

AS_HOST = (
    "-c",
    "core.quotepath=false",
    "-c",
    "user.name=Git host",
    "-c",
    "user.email=host@git.example",
)


class RefusedError(Exception):
    """Git does not do it, for the reason it gives."""


@dataclass(frozen=True, slots=True)
class BareRepository:
    """The repository in a folder."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> BareRepository:
        """A new one, in which nothing is yet."""
        folder.mkdir(parents=True)
        repository = cls(folder)
        repository.git("init", "--quiet", "--bare", "--initial-branch", "main")
        return repository

    def git(self, *words: str, data: bytes = b"") -> bytes:
        """What git says. Raises RefusedError."""
        done = subprocess.run(
            ["git", *AS_HOST, *words],
            cwd=self.folder,
            input=data,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise RefusedError(done.stderr.decode())
        return done.stdout

    def text(self, *words: str) -> str:
        return self.git(*words).decode().strip()

    def find(self, name: str) -> str:
        """The object that a name means, such as `main:content/a.md`; empty where there is none."""
        try:
            return self.text("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        except RefusedError:
            return ""

    def blob(self, oid: str) -> bytes:
        return self.git("cat-file", "blob", oid)

    def tree(self, commit: str) -> list[dict[str, Any]]:
        """All files of a commit, in the form of a host's API."""
        lines = self.git("ls-tree", "-r", "-l", "-z", commit).decode().split("\0")
        return [_file(line) for line in lines if line]

    def log(self, name: str, limit: int, path: str | None = None) -> list[list[str]]:
        """Commits: identity, author, address, time and message of each."""
        form = "--format=%H%x00%an%x00%ae%x00%cI%x00%B%x00%x00"
        below = ["--", path] if path else []
        text = self.git("log", f"-{limit}", form, name, *below).decode()
        return [one.split("\0") for one in text.split("\0\0\n") if one]

    def changed(self, base: str, head: str) -> list[tuple[str, str]]:
        """What a branch changes: a letter, as git has it, and a path."""
        lines = self.text("diff", "--no-renames", "--name-status", f"{base}...{head}").splitlines()
        return [(letter, path) for letter, _, path in (line.partition("\t") for line in lines)]

    def commit(self, branch: str, message: str, files: Mapping[str, bytes | None]) -> str:
        """A commit on top of a branch; a file of which nothing is left is taken away."""
        text = message.encode()
        stream = b"commit refs/heads/%s\ncommitter Editor <editor@git.example> now\n" % (
            branch.encode()
        )
        stream += b"data %d\n%s\nfrom refs/heads/%s^0\n" % (len(text), text, branch.encode())
        for path, data in files.items():
            if data is None:
                stream += b"D %s\n" % path.encode()
            else:
                stream += b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)
        self.git("fast-import", "--quiet", "--date-format=now", data=stream)
        return self.find(branch)

    def merge(self, base: str, head: str, message: str) -> str:
        """A merge of a branch into another."""
        tree = self.text("merge-tree", "--write-tree", base, head)
        parents = ["-p", base, "-p", head]
        commit = self.text("commit-tree", tree, *parents, "-m", message)
        self.git("update-ref", f"refs/heads/{base}", commit)
        return commit


def _file(line: str) -> dict[str, Any]:
    """A line of `ls-tree`, in the form of a host's API."""
    about, _, path = line.partition("\t")
    mode, kind, oid, size = about.split()
    return {"path": path, "mode": mode, "type": kind, "sha": oid, "size": int(size)}
