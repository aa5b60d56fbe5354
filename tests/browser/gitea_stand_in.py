"""A stand-in for Gitea: the part of its API that a CMS uses, over a real bare git repository.

It answers what Sveltia CMS asks, in the form that the CMS reads; it was compared with no Gitea.
"""

from __future__ import annotations

import base64

from browser.bare_repository import BareRepository
from browser.git_host import Answer, GitHost, Values


class GiteaStandIn(GitHost):
    """Gitea 1.24, the first with all that the CMS asks."""

    api = "https://git.example/api/v1/"

    def version(self, _: Values) -> Answer:
        return 200, {"version": "1.24.0"}

    def limits(self, _: Values) -> Answer:
        return 200, {
            "max_response_items": 50,
            "default_paging_num": 30,
            "default_git_trees_per_page": 1000,
            "default_max_blob_size": 10485760,
            "default_max_response_size": 104857600,
        }

    def user(self, _: Values) -> Answer:
        return 200, {"id": 1, "login": self.login, "full_name": "Iris", "email": "iris@git.example"}

    def about(self, _: Values) -> Answer:
        return 200, {"default_branch": "main", "permissions": {"pull": True, "push": True}}

    def branch(self, _: Values, name: str) -> Answer:
        ((oid, *_rest, message),) = self.repository.log(f"refs/heads/{name}", 1)
        return 200, {"name": name, "commit": {"id": oid, "message": message}}

    def contents(self, asked: Values) -> Answer:
        return 200, [_file(self.repository, path) for path in asked["files"]]

    def change(self, asked: Values) -> Answer:
        """A commit, if each file that is there is the one that its editor has seen."""
        files: dict[str, bytes | None] = {}
        for one in asked["files"]:
            path = one["path"]
            if self.repository.find(f"{asked['branch']}:{path}") != (one.get("sha") or ""):
                self.unanswered.append(f"{path} is another")
                return 422, {"message": "sha does not match"}
            gone = one["operation"] == "delete"
            files[path] = None if gone else base64.b64decode(one["content"])
        oid = self.repository.commit(asked["branch"], asked["message"], files)
        ((_, _, _, time, _),) = self.repository.log(oid, 1)
        return 201, {
            "commit": {"sha": oid, "created": time},
            "files": [data and _file(self.repository, path) for path, data in files.items()],
        }


def _file(repository: BareRepository, path: str) -> Values:
    oid = repository.find(f"main:{path}")
    content = base64.b64encode(repository.blob(oid)).decode()
    return {"path": path, "sha": oid, "encoding": "base64", "content": content}


_OF = "repos/paper/archive"
GiteaStandIn.routes = (
    ("GET", "version", GiteaStandIn.version),
    ("GET", "settings/api", GiteaStandIn.limits),
    ("GET", "user", GiteaStandIn.user),
    ("GET", _OF, GiteaStandIn.about),
    ("GET", _OF + "/branches/(.+)", GiteaStandIn.branch),
    ("GET", _OF + "/git/trees/([0-9a-f]+)", GiteaStandIn.tree),
    ("POST", _OF + "/file-contents", GiteaStandIn.contents),
    ("POST", _OF + "/contents", GiteaStandIn.change),
)
