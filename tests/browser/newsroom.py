"""A newsroom as editors have it who own nothing but a browser: a repository, CI, a published site.

All of it is on this computer, and real but for the Git host's API (`github_stand_in` and
`gitea_stand_in`): the site is what `archivegen init` makes, its repository is one of git, and what
CI runs in a clone is what the site's own workflow says.
"""

from __future__ import annotations

import mimetypes
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner
from playwright.sync_api import Page, Route

from archivegen.authoring.cms.configuration import PATH
from archivegen.authoring.cms.systems import SVELTIA
from archivegen.cli.main import main
from browser.bare_repository import BareRepository
from browser.editors_site import editors_site
from browser.git_host import GitHost
from browser.gitea_stand_in import GiteaStandIn
from browser.github_stand_in import GitHubStandIn
from story import NOW

PACKAGE = Path(__file__).parent / "node_modules/@sveltia/cms/dist"
ACTIONS = Path(__file__).parents[2] / ".github/actions"
SITE = "https://paper.example/archive/"
"""Below a folder, as GitHub has the pages of a repository."""
SIGN_IN = "https://sign-in.example/auth"
HANDSHAKE = """<script>
const provider = new URLSearchParams(location.search).get('provider')
const said = `authorization:${provider}:success:` + JSON.stringify({provider, token: 'TOKEN'})
addEventListener('message', ({origin}) => opener.postMessage(said, origin))
opener.postMessage(`authorizing:${provider}`, '*')
</script>"""
"""What a newsroom's sign-in service sends at last, once GitHub has asked the editor
(https://decapcms.org/docs/external-oauth-clients/)."""

ALLOWED = {"Access-Control-Allow-Origin": "*"}
KINDS: Mapping[str, type[GitHost]] = {"github": GitHubStandIn, "gitea": GiteaStandIn}


@dataclass
class Newsroom:
    """A site's repository at a Git host, and the site as it was last published."""

    folder: Path
    host: GitHost
    public: Path = Path()
    runs: int = 0
    forbidden: list[str] = field(default_factory=list)

    @property
    def repository(self) -> BareRepository:
        return self.host.repository

    @classmethod
    def made(cls, folder: Path, host: str, instead: tuple[str, str] = ("", "")) -> Newsroom:
        """As an administrator sets it up; of `config.yml`, some text may be replaced."""
        repository = BareRepository.made(folder / "paper/archive.git")
        made = cls(folder, KINDS[host](repository))
        desk = folder / "desk"
        site = editors_site(desk, PACKAGE, "--cms", host, "--base-url", SITE)
        text = (desk / PATH).read_text(encoding="utf-8")
        for old, new in (
            ("OWNER/REPOSITORY", "paper/archive"),
            ("//HOST", "//git.example"),
            instead,
        ):
            text = text.replace(old, new) if old else text
        site.write(PATH, text)
        again = ["schema", "--cms", "--site", str(desk), "--output", str(desk / PATH)]
        assert CliRunner().invoke(main, again).exit_code == 0
        for words in (
            ("add", "."),
            ("-c", "user.name=N", "-c", "user.email=n@x.example", "commit", "-qm", "Site"),
            ("push", "--quiet", str(repository.folder), "HEAD:main"),
        ):
            subprocess.run(["git", *words], cwd=desk, check=True)
        made.publish()
        return made

    def publish(self) -> None:
        """What CI does after each push."""
        self.runs += 1
        run = self.folder / f"run-{self.runs}"
        clone = run / "site"
        subprocess.run(["git", "clone", "-q", str(self.repository.folder), str(clone)], check=True)
        workflow = clone / ".github/workflows/publish.yml"
        if workflow.is_file():
            self._run_actions(clone, _read(workflow))
            self.public = clone / "public"
        else:
            steps = _read(clone / ".gitea/workflows/publish.yml")["jobs"]["publish"]["steps"]
            subprocess.run(["rm", "-r", str(clone)], check=True)
            for step in steps[1:]:
                self._run(step["run"], run)
            self.public = run / "pages"
            self.repository.git("worktree", "add", "-q", "--detach", str(self.public), "pages")

    def _run_actions(self, clone: Path, workflow: Any) -> None:
        """The scripts of the actions that a workflow uses, with what it gives them."""
        _, step, _ = workflow["jobs"]["publish"]["steps"]
        scripts = {
            one["name"]: one["run"]
            for action in ("archivegen", "record")
            for one in _read(ACTIONS / action / "action.yml")["runs"]["steps"]
            if "run" in one
        }
        for name in ("Check", "Build", "Record addresses", "Commit the addresses"):
            self._run(scripts[name], clone, STRICT=step["with"]["strict"])

    def _run(self, script: str, folder: Path, **variables: str) -> None:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "SOURCE_DATE_EPOCH": str(NOW),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_REPOSITORY": "paper/archive",
            "GITHUB_SERVER_URL": self.folder.as_uri(),
            "TOKEN": self.host.token,
            **variables,
        }
        command = ["bash", "-e", "-o", "pipefail", "-c", script]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (script, done.stdout, done.stderr)

    def show(self, page: Page) -> None:
        """Let a browser reach the site, its Git host and the network from which the CMS comes."""
        page.context.route(re.compile(r"^https?://"), self._answer)
        page.on("console", self._listen)

    def _answer(self, route: Route) -> None:
        url = route.request.url.partition("#")[0].partition("?")[0]
        if url.startswith(SITE):
            _send(route, self.public / url.removeprefix(SITE))
        elif url.startswith(self.host.api):
            self._ask_host(route)
        elif url == SIGN_IN:
            page = HANDSHAKE.replace("TOKEN", self.host.token)
            route.fulfill(body=page, content_type="text/html")
        elif url.startswith(SVELTIA.distribution):
            _send(route, PACKAGE / url.removeprefix(SVELTIA.distribution))
        else:
            route.abort()

    def _ask_host(self, route: Route) -> None:
        asked = route.request
        authorization = asked.headers.get("authorization", "")
        status, said = self.host.answer(
            asked.method, asked.url, authorization, asked.post_data or ""
        )
        if isinstance(said, bytes):
            kind = "application/octet-stream"
            route.fulfill(status=status, body=said, content_type=kind, headers=ALLOWED)
        else:
            route.fulfill(status=status, json=said, headers=ALLOWED)

    def _listen(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self.forbidden.append(message.text)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _send(route: Route, path: Path) -> None:
    """A file, as any host of files sends it."""
    file = path / "index.html" if path.is_dir() else path
    if file.is_file():
        kind = mimetypes.guess_type(file.name)[0] or "text/plain"
        route.fulfill(path=file, content_type=kind, headers=ALLOWED)
    else:
        route.fulfill(status=404)
