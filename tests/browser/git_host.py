"""What stands in for a Git host: answers to the requests of a CMS, over a real bare repository."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from browser.bare_repository import BareRepository

Values = dict[str, Any]
Answer = tuple[int, Any]
"""A status, and what is sent: bytes as they are, anything else as JSON."""

Route = tuple[str, str, Callable[..., Answer]]
"""A method, a path below the API, and what is done with the values and parts of the path."""


@dataclass
class GitHost:
    """A host with the repository `paper/archive`, and one user, who may write to it."""

    api: ClassVar[str]
    routes: ClassVar[tuple[Route, ...]] = ()

    repository: BareRepository
    token: str = "token-of-iris"
    login: str = "iris"
    unanswered: list[str] = field(default_factory=list)
    """What was asked and is not known here, and what was refused."""

    def answer(self, method: str, url: str, authorization: str, body: str) -> Answer:
        """The answer to a request."""
        if authorization != f"token {self.token}":
            return 401, {"message": "Bad credentials"}
        path = unquote(urlsplit(url.removeprefix(self.api)).path)
        values = json.loads(body) if body else {}
        for name, pattern, action in self.routes:
            if name == method and (found := re.fullmatch(pattern, path)):
                return action(self, values, *found.groups())
        self.unanswered.append(f"{method} {path}")
        return 404, {"message": "Not Found"}

    def tree(self, _: Values, commit: str) -> Answer:
        """All files of a commit, which GitHub and Gitea tell in the same way."""
        return 200, {"sha": commit, "truncated": False, "tree": self.repository.tree(commit)}
