"""A stand-in of GitHub: the part of its API that a CMS uses, over a real bare git repository.

No GitHub runs on a computer of one's own, so this is none. It is as near as a test can be: what is
asked by GraphQL is held to the schema that GitHub publishes (npm's @octokit/graphql-schema), so
that a query of which GitHub knows a field no more fails here, too, and all that is read and
committed is read and committed by git. What is asked by REST follows https://docs.github.com/rest.
It has one user, one token, and as much of pull requests as the CMS uses.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import ClassVar

from graphql import GraphQLSchema, build_schema, graphql_sync

from browser.bare_repository import RefusedError
from browser.git_host import Answer, GitHost, Values

SCHEMA = Path(__file__).parent / "node_modules/@octokit/graphql-schema/schema.graphql"
LONG_AGO = "2025-01-01T00:00:00Z"


@cache
def schema() -> GraphQLSchema:
    """What GitHub publishes of its GraphQL API."""
    text = SCHEMA.read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True, assume_valid_sdl=True, no_location=True)


@dataclass
class PullRequest:
    """A branch that somebody wants to have merged."""

    number: int
    title: str
    branch: str
    is_draft: bool
    labels: list[str] = field(default_factory=list)
    is_open: bool = True


@dataclass
class GitHubStandIn(GitHost):
    """GitHub, with the pull requests of the repository by their numbers."""

    api: ClassVar[str] = "https://api.github.com/"

    pulls: dict[int, PullRequest] = field(default_factory=dict)

    def graphql(self, asked: Values) -> Answer:
        root = {
            "repository": self._repository,
            "createCommitOnBranch": self._commit,
            "createRef": self._create_branch,
            "markPullRequestReadyForReview": self._ready,
            "convertPullRequestToDraft": self._not_ready,
        }
        done = graphql_sync(schema(), asked["query"], root, variable_values=asked["variables"])
        self.unanswered += [error.message for error in done.errors or ()]
        return 200, done.formatted

    def _repository(self, _: object, owner: str, name: str, **__: object) -> Values | None:
        if (owner, name) != ("paper", "archive"):
            return None
        return {
            "id": "R_1",
            "defaultBranchRef": self._ref(None, "main"),
            "ref": self._ref,
            "object": self._object,
            "pullRequests": self._pull_requests,
        }

    def _ref(self, _: object, qualifiedName: str) -> Values | None:  # noqa: N803 -- of GitHub
        name = qualifiedName.removeprefix("refs/heads/")
        oid = self.repository.find(f"refs/heads/{name}")
        return {"id": f"REF_{name}", "name": name, "target": self._of_commit(oid)} if oid else None

    def _object(
        self, _: object, oid: str | None = None, expression: str | None = None
    ) -> Values | None:
        found = self.repository.find(oid or expression or "")
        if not found:
            return None
        if self.repository.text("cat-file", "-t", found) == "commit":
            return self._of_commit(found)
        data = self.repository.blob(found)
        is_binary = b"\0" in data
        return {
            "__typename": "Blob",
            "oid": found,
            "byteSize": len(data),
            "isBinary": is_binary,
            "isTruncated": False,
            "text": None if is_binary else data.decode(),
        }

    def _of_commit(self, oid: str) -> Values:
        ((_, name, address, time, message),) = self.repository.log(oid, 1)

        def history(_: object, first: int, path: str | None = None) -> Values:
            return {
                "nodes": [self._of_commit(one[0]) for one in self.repository.log(oid, first, path)]
            }

        def file(_: object, path: str) -> Values:
            return {"oid": self.repository.find(f"{oid}:{path}")}

        return {
            "__typename": "Commit",
            "oid": oid,
            "message": message,
            "committedDate": time,
            "author": {"name": name, "email": address, "avatarUrl": "", "user": None},
            "history": history,
            "file": file,
        }

    def _commit(self, _: object, input: Values) -> Values:  # noqa: A002 -- of GitHub
        branch, changes = input["branch"]["branchName"], input["fileChanges"]
        if self.repository.find(f"refs/heads/{branch}") != input["expectedHeadOid"]:
            raise RefusedError(f"Expected branch to point to {input['expectedHeadOid']}")
        files = {one["path"]: base64.b64decode(one["contents"]) for one in changes["additions"]}
        gone = {one["path"]: None for one in changes.get("deletions", ())}
        oid = self.repository.commit(branch, input["message"]["headline"], {**gone, **files})
        return {"commit": self._of_commit(oid)}

    def _create_branch(self, _: object, input: Values) -> Values:  # noqa: A002 -- of GitHub
        self.repository.git("update-ref", input["name"], input["oid"], "0" * 40)
        return {"ref": self._ref(None, input["name"])}

    def _ready(self, _: object, input: Values) -> Values:  # noqa: A002 -- of GitHub
        return self._set_draft(input["pullRequestId"], is_draft=False)

    def _not_ready(self, _: object, input: Values) -> Values:  # noqa: A002 -- of GitHub
        return self._set_draft(input["pullRequestId"], is_draft=True)

    def _set_draft(self, node: str, *, is_draft: bool) -> Values:
        pull = self.pulls[int(node.removeprefix("PR_"))]
        pull.is_draft = is_draft
        return {"pullRequest": self._of_pull(pull)}

    def _pull_requests(
        self,
        _: object,
        labels: list[str] | None = None,
        headRefName: str | None = None,  # noqa: N803 -- of GitHub
        **__: object,
    ) -> Values:
        found = [
            pull
            for pull in self.pulls.values()
            if pull.is_open
            and headRefName in {None, pull.branch}
            and (labels is None or {*labels} & {*pull.labels})
        ]
        return {"totalCount": len(found), "nodes": [self._of_pull(pull) for pull in found]}

    def _of_pull(self, pull: PullRequest) -> Values:
        kinds = {"A": "ADDED", "D": "DELETED", "M": "MODIFIED"}
        files = self.repository.changed("main", pull.branch)
        return {
            "id": f"PR_{pull.number}",
            "number": pull.number,
            "title": pull.title,
            "url": f"https://github.com/paper/archive/pull/{pull.number}",
            "isDraft": pull.is_draft,
            "isCrossRepository": False,
            "createdAt": LONG_AGO,
            "updatedAt": LONG_AGO,
            "headRefName": pull.branch,
            "headRefOid": self.repository.find(f"refs/heads/{pull.branch}"),
            "author": {"__typename": "User", "login": self.login, "avatarUrl": "", "email": ""},
            "labels": {"nodes": [{"name": name} for name in pull.labels]},
            "files": {
                "nodes": [{"path": path, "changeType": kinds[letter]} for letter, path in files]
            },
        }

    def user(self, _: Values) -> Answer:
        return 200, {"id": 1, "login": self.login, "name": "Iris Calloway", "email": None}

    def collaborator(self, _: Values, login: str) -> Answer:
        return (204, b"") if login == self.login else (404, {"message": "Not Found"})

    def blob(self, _: Values, oid: str) -> Answer:
        return 200, self.repository.blob(oid)

    def open_pull(self, asked: Values) -> Answer:
        pull = PullRequest(len(self.pulls) + 1, asked["title"], asked["head"], asked["draft"])
        self.pulls[pull.number] = pull
        said = self._of_pull(pull)
        return 201, {
            "number": pull.number,
            "node_id": said["id"],
            "title": pull.title,
            "html_url": said["url"],
            "head": {"sha": said["headRefOid"]},
            "created_at": LONG_AGO,
            "updated_at": LONG_AGO,
        }

    def label(self, asked: Values, number: str) -> Answer:
        self.pulls[int(number)].labels += asked["labels"]
        return 200, []

    def issue(self, asked: Values, number: str) -> Answer:
        pull = self.pulls[int(number)]
        pull.labels = asked.get("labels", pull.labels)
        return 200, {"number": pull.number, "labels": [{"name": name} for name in pull.labels]}

    def merge(self, asked: Values, number: str) -> Answer:
        pull = self.pulls[int(number)]
        if pull.is_draft:
            return 405, {"message": "Pull Request is still a draft"}
        oid = self.repository.merge("main", pull.branch, asked["commit_title"])
        pull.is_open = False
        return 200, {"sha": oid, "merged": True}

    def delete_branch(self, _: Values, branch: str) -> Answer:
        self.repository.git("update-ref", "-d", f"refs/heads/{branch}")
        return 204, b""


_OF = "repos/paper/archive/"
GitHubStandIn.routes = (
    ("POST", "graphql", GitHubStandIn.graphql),
    ("GET", "user", GitHubStandIn.user),
    ("GET", _OF + r"collaborators/([^/]+)", GitHubStandIn.collaborator),
    ("GET", _OF + r"git/trees/([0-9a-f]+)", GitHubStandIn.tree),
    ("GET", _OF + r"git/blobs/([0-9a-f]+)", GitHubStandIn.blob),
    ("POST", _OF + "pulls", GitHubStandIn.open_pull),
    ("POST", _OF + r"issues/(\d+)/labels", GitHubStandIn.label),
    ("GET", _OF + r"issues/(\d+)", GitHubStandIn.issue),
    ("PATCH", _OF + r"issues/(\d+)", GitHubStandIn.issue),
    ("PUT", _OF + r"pulls/(\d+)/merge", GitHubStandIn.merge),
    ("DELETE", _OF + r"git/refs/heads/(.+)", GitHubStandIn.delete_branch),
)
