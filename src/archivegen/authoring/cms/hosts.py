"""Hosts: the Git hosts at which a CMS can have a site's repository, and how they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from archivegen.authoring.cms.repository import Repository

Backend = Literal["github", "gitlab", "gitea", "local"]
"""Where the CMS finds the files: at a host of repositories, or only on an editor's computer."""

UNKNOWN = "HOST"
"""What stands for a host that is not known."""


@dataclass(frozen=True, slots=True)
class Host:
    """A kind of Git host.

    `name` is what a CMS calls it; `words` are found in the names of such hosts. `domain` is the
    host that a CMS asks unless it is told of another, of whose API `api` is the path; without one,
    it is always told. `has_drafts` says whether a CMS can keep there what nobody has published yet,
    and `workflow` is the file of a new site that has it published from there.
    """

    name: Backend
    words: tuple[str, ...]
    domain: str
    api: str
    has_drafts: bool
    workflow: str

    def addresses(self, repository: Repository) -> dict[str, Any]:
        """Where a CMS finds the host of a repository, if that is not the usual one."""
        # What has no dot is a name that somebody's own configuration of SSH gives to a host.
        known = repository.host if "." in repository.host else self.domain
        if self.domain and known == self.domain:
            return {}
        root = f"https://{known or UNKNOWN}"
        sign_in = {} if self.domain else {"base_url": root}
        return {"api_root": f"{root}{self.api}", **sign_in}


GITHUB = Host(
    "github", ("github",), "github.com", "/api/v3", has_drafts=True,
    workflow=".github/workflows/publish.yml",
)  # fmt: skip
GITLAB = Host(
    "gitlab", ("gitlab",), "gitlab.com", "/api/v4", has_drafts=True, workflow=".gitlab-ci.yml"
)
# Forgejo has the same API, and takes the same workflows.
GITEA = Host(
    "gitea", ("gitea", "forgejo", "codeberg"), "", "/api/v1", has_drafts=False,
    workflow=".gitea/workflows/publish.yml",
)  # fmt: skip

HOSTS = (GITHUB, GITLAB, GITEA)


def host_of(backend: Backend | None, repository: Repository) -> Host:
    """The host that is asked for; without a choice, what the name of a repository's host says."""
    for host in HOSTS:
        if host.name == backend:
            return host
    return next((one for one in HOSTS if any(w in repository.host for w in one.words)), GITHUB)
