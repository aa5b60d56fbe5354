"""Editing: what `serve --edit` serves, and what it says of that."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from archivegen.cli.console import say, show
from archivegen.config.read import read_config
from archivegen.model.problems import SiteError, in_order

if TYPE_CHECKING:
    from archivegen.config.paths import SitePaths
    from archivegen.preview.editing import EditingPage
    from archivegen.preview.host_guard import Names


def editing_page(paths: SitePaths, names: Names) -> EditingPage:
    """The page of the CMS, whose configuration is that of the site at each moment.

    Raises click.UsageError where others than this computer could ask for it.
    """
    from archivegen.authoring.cms.admin_page import (  # noqa: PLC0415 -- slow
        MANUAL,
        admin_page,
        headers,
        start_script,
    )
    from archivegen.authoring.cms.configuration import local_configuration  # noqa: PLC0415 -- slow
    from archivegen.preview.editing import EditingPage  # noqa: PLC0415 -- slow

    if not names.is_local:
        raise click.UsageError("--edit is for this computer alone: leave out --host")

    def page() -> str:
        return admin_page(is_local=True)

    def start() -> str:
        return start_script(
            local_configuration(paths, read_config(paths.config, paths.config_cache))
        )

    files = {
        "": (page, "text/html; charset=utf-8"),
        "index.html": (page, "text/html; charset=utf-8"),
        "manual.js": (lambda: MANUAL, "text/javascript; charset=utf-8"),
        "start.js": (start, "text/javascript; charset=utf-8"),
    }
    return EditingPage(files, headers(is_local=True))


def editing_address(port: int, base: str) -> str:
    """Where the page of the CMS is."""
    from archivegen.preview.editing import FOLDER, NAME  # noqa: PLC0415 -- slow

    return f"http://{NAME}:{port}{base}{FOLDER}"


def say_how_to_edit(paths: SitePaths, address: str) -> None:
    """Print where the page is, what its user has to choose there, and what to mend before."""
    from archivegen.authoring.cms.problems import losses  # noqa: PLC0415 -- slow
    from archivegen.authoring.cms.repository import working_tree  # noqa: PLC0415 -- slow

    root = working_tree(paths.root)
    say(f"Write at {click.style(address, bold=True)} in Chrome or Edge")
    if root is None:
        say(f"It takes a folder only of a git repository: run git init in {paths.root} first")
    else:
        say(f"There, choose “Work with Local Repository”, and this folder: {root}")
    # The preview has told of a configuration that is wrong.
    with suppress(SiteError):
        config = read_config(paths.config, paths.config_cache)
        show(in_order(losses(paths, config)), "text", paths)
