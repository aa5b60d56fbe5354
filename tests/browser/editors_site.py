"""The site that a CMS edits in these tests, and what it needs of npm."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from click.testing import CliRunner

from archivegen.authoring.cms.systems import System
from archivegen.cli.main import main
from story import Story

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)

BY_HAND = """\
---
headline: 'Harbour: the lamp'
date: 2024-05-01
section: News
tone: dry  # as the desk says
extra:
  mood:
    calm: 1
---

Text *as* it was written, with `code`.

* one

> [!NOTE]
> A box, and <b>HTML</b>.
"""
"""With keys that the CMS does not know, a comment, and a text that it could write differently."""

FLAGS = "accessible: true\nlisted: true\nindexed: true\ndraft: false\n"
"""What a CMS writes into every new article."""

BY_A_CMS = (
    BY_HAND.replace("the lamp'", "the lamp is lit'")
    .replace("tone: dry  # as the desk says\n", "")
    .replace("extra:", f"{FLAGS}extra:")
    .replace("    calm: 1\n", "    calm: 1\ntone: dry\n")
)
"""The same as Sveltia CMS saves it with another headline: all but the comment is there."""


def editors_site(root: Path, package: Path, *options: str) -> Story:
    """A new site with a CMS, and an article and an author of somebody's own."""
    assert package.is_dir(), "the CMS is not there: run `make test-browser`"
    arguments = ["--cms", "local", "--section", "News", "--timezone", "UTC", *options]
    assert CliRunner().invoke(main, ["init", str(root), *arguments]).exit_code == 0
    config = (root / "archivegen.toml").read_text(encoding="utf-8")
    site = Story(root, config=config.replace("enabled = true", "enabled = false"))
    site.write("content/2024/05/lamp.md", BY_HAND)
    site.write("content/_authors/iris-calloway.md", "---\nname: Iris Calloway\n---\n\nReporter.\n")
    return site


def content_of(site: Story) -> dict[str, str]:
    files = (path for path in (site.root / "content").rglob("*.md"))
    return {
        path.relative_to(site.root).as_posix(): path.read_text(encoding="utf-8") for path in files
    }


def is_whole(system: System, package: Path) -> bool:
    """Whether the script is that of which a page has the digest."""
    about = json.loads((package.parent / "package.json").read_text(encoding="utf-8"))
    digest = hashlib.sha384((package / system.script_name).read_bytes()).digest()
    integrity = f"sha384-{base64.b64encode(digest).decode()}"
    return (about["version"], integrity) == (system.version, system.integrity)
