"""`archivegen init`: a new site that builds, with samples that say how it is used.

What makes the files (pydantic, Babel) is imported when the command runs.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfoNotFoundError

import click

from archivegen.cli.console import show
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import paths_of
from archivegen.config.extras import can_search, has_pillow, is_installed
from archivegen.config.paths import find_root
from archivegen.config.read import read_config
from archivegen.config.settings import CONFIG_NAME
from archivegen.model.problems import SiteError
from archivegen.model.times import zone_of

if TYPE_CHECKING:
    from archivegen.authoring.cms.hosts import Backend
    from archivegen.authoring.cms.systems import System
    from archivegen.authoring.new_site import Choices, FoundFiles


@click.command("init")
@click.argument("folder", metavar="DIR", required=False, type=click.Path())
@click.option("--title", help="Name of the site (default: made from the folder's name).")
@click.option(
    "--base-url", metavar="URL", default="", help="Address the site will be published at, if known."
)
@click.option(
    "--timezone", metavar="NAME", help="Time zone of the site (default: this computer's)."
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="NAME",
    help="Section; repeatable. The first is for articles that name none (default: News).",
)
@click.option(
    "--cms",
    is_flag=False,
    flag_value="github",
    type=click.Choice(["github", "gitlab", "gitea", "local"]),
    help="Set up /admin/, where editors write in a browser; also works on an existing site.",
)
@click.option("--decap", is_flag=True, help="With --cms: use Decap CMS instead of Sveltia CMS.")
@stopping()
def command(
    folder: str | None,
    title: str | None,
    base_url: str,
    timezone: str | None,
    sections: tuple[str, ...],
    cms: Backend | None,
    *,
    decap: bool,
) -> None:
    """Create a new site in a folder.

    The new site has a commented configuration, three sample articles, a workflow that publishes it
    from GitHub (or from GitLab, Gitea or Forgejo, if git or --cms names one), and settings for
    editors. CommonMark, pictures and search are switched on if
    their extras are installed. Existing files are kept: init prints what each of them lacks, and
    adds only the missing lines of a .gitignore.

    With --cms, editors who have only a browser write at /admin/: on GitHub, GitLab, Gitea or
    Forgejo, or in the local folder.

    Example: archivegen init my-archive --title "The Daily Example" --section News --section Sport
    """
    from archivegen.authoring.new_site import Choices  # noqa: PLC0415 -- slow

    if not folder:
        raise click.UsageError(
            "name the folder of the new site, such as: archivegen init my-archive\n"
            "(or this folder: archivegen init .)"
        )
    root, system = Path(os.path.realpath(folder)), _system(cms, decap=decap)
    if cms and (root / CONFIG_NAME).is_file():
        _add_cms(folder, root, cms, system)
        return
    _check_root(folder, root)
    own_zone = _system_zone()
    choices = Choices(
        title=_title_of(root) if title is None else title,
        base_url=base_url,
        timezone=timezone or own_zone or "UTC",
        sections=sections,
        commonmark=is_installed("commonmark"),
        images=has_pillow(),
        search=can_search(),
        cms=cms,
        system=system,
    )
    _say_what_was_made(folder, root, choices, _make(folder, root, choices))
    if timezone is None and own_zone is None:
        click.echo("\nThis computer's time zone is not known: name yours in archivegen.toml.")


def _system(cms: Backend | None, *, decap: bool) -> System:
    """Which CMS is asked for. Raises click.UsageError where none is."""
    from archivegen.authoring.cms.systems import DECAP, SVELTIA  # noqa: PLC0415 -- slow

    if decap and not cms:
        raise click.UsageError("--decap says which CMS: add --cms, or leave it out")
    return DECAP if decap else SVELTIA


def _check_root(folder: str, root: Path) -> None:
    """Raise click.BadParameter if no site can be there; `folder` is how its root was written."""
    from archivegen.authoring.new_site import surrounding_folder  # noqa: PLC0415 -- slow

    if os.path.lexists(root) and not root.is_dir():
        raise click.BadParameter(f"{folder} is a file", param_hint="DIR")
    around = find_root(root.parent)
    if around and (own := surrounding_folder(root, around)):
        raise click.BadParameter(
            f"{folder} is in {own}/ of another site ({around}); make it elsewhere",
            param_hint="DIR",
        )


def _make(folder: str, root: Path, choices: Choices) -> FoundFiles:
    """Write the files of the site; gives what stood in their places.

    What is wrong is said of the options, as click's exceptions.
    """
    from archivegen.authoring.new_site import NotEmptyError, site_files, write_site  # noqa: PLC0415

    try:
        return write_site(root, site_files(choices, root))
    except SiteError as error:
        raise _usage(error) from error
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--section") from error
    except NotEmptyError as error:
        raise click.ClickException(_in_the_way(folder, error.paths)) from error


def _add_cms(folder: str, root: Path, backend: Backend, system: System) -> None:
    """Write the files of a CMS into a site, and say what comes next."""
    from archivegen.authoring.cms.files import cms_files  # noqa: PLC0415 -- slow
    from archivegen.authoring.new_site import NotEmptyError, write_site  # noqa: PLC0415 -- slow

    paths = paths_of(folder)
    try:
        config = read_config(paths.config, paths.config_cache)
        found = write_site(root, cms_files(paths, config, backend, system))
    except SiteError as error:
        show(error.problems, "text", paths)
        sys.exit(1)
    except NotEmptyError as error:
        raise click.ClickException(_in_the_way(folder, error.paths)) from error
    click.echo(f"Set up the CMS of {folder}, in static/admin/.")
    _say_what_was_found(found)
    _say_of_cms(root, backend, system)


def _say_of_cms(root: Path, backend: Backend | None, system: System) -> None:
    """What is left to do for a CMS; a repository, without which it takes no folder, is made."""
    if backend is None:
        return
    from archivegen.authoring.cms.repository import working_tree  # noqa: PLC0415 -- slow

    if working_tree(root) is None and not _make_repository(root):
        click.echo("\nThe CMS wants the files of a git repository: install git, and run git init.")
    if backend == "local" and system.needs_server:
        click.echo(
            f"\nTo write in the browser with {system.title}, which needs a server of its own:\n"
            "  BIND_HOST=127.0.0.1 npx decap-server   in this folder (npx is of Node.js)\n"
            "  archivegen serve                       in another terminal; open /admin/ there\n"
            "Or without it, with Sveltia CMS: archivegen serve --edit --open"
        )
        return
    if backend == "local":
        click.echo(
            "\nTo write in the browser, in Chrome or Edge:\n  archivegen serve --edit --open"
        )
        return
    from archivegen.authoring.cms.repository import PLACEHOLDER, repository_of  # noqa: PLC0415

    repository = repository_of(root).path
    click.echo(
        "\nFor the CMS, say at the top of static/admin/config.yml which repository this is."
        if repository == PLACEHOLDER
        else f"\nThe CMS writes to {repository}, as git has it."
    )
    click.echo(
        "How editors sign in there, and what else there is to do once:\n"
        "docs/editing-in-the-browser.md. On this computer, archivegen serve --edit needs neither."
    )


def _make_repository(root: Path) -> bool:
    """Make a folder a git repository. False where git is not there, or refuses."""
    try:
        done = subprocess.run(  # noqa: S603 -- no shell, and nothing of a user's but the folder
            # The branch that the site's workflow publishes.
            ["git", "-c", "init.defaultBranch=main", "init", "--quiet", os.fspath(root)],  # noqa: S607 -- the user's own git
            check=False,
            capture_output=True,
        )
    except OSError:
        return False
    return done.returncode == 0


def _title_of(root: Path) -> str:
    """A name for the site in a folder: `my-archive` is "My Archive"."""
    words = root.name.replace("-", " ").replace("_", " ").split()
    # Not `title`, which would change the letters within a word.
    return " ".join(word[:1].upper() + word[1:] for word in words) or "News Archive"


def _system_zone() -> str | None:
    """The name of this computer's time zone, where it is known for certain."""
    name = os.environ.get("TZ")
    if name is None:
        link = os.path.realpath("/etc/localtime").replace(os.sep, "/")
        name = link.partition("/zoneinfo/")[2]
    name = name.removeprefix(":")
    try:
        zone_of(name)
    except ZoneInfoNotFoundError:
        return None
    return name


def _usage(error: SiteError) -> click.UsageError:
    """What a build would say of the options, said of them."""
    names = {"`title`": "--title", "`base_url`": "--base-url", "`timezone`": "--timezone"}
    messages = []
    for problem in error.problems:
        key, _, rest = problem.message.partition(" ")
        option = names.get(key.removesuffix(":"), "--section")
        messages.append(f"{option}: {rest}")
    return click.UsageError("; ".join(dict.fromkeys(messages)))


def _in_the_way(folder: str, paths: tuple[str, ...]) -> str:
    listed = "".join(f"\n  {path}" for path in paths)
    if "archivegen.toml" in paths:
        return f"{folder} is a site already; nothing was written. In the way:{listed}"
    return (
        f"{folder} has something else where files of the site belong; nothing was written. "
        f"Move them away, or name another folder:{listed}"
    )


def _say_what_was_made(folder: str, root: Path, choices: Choices, found: FoundFiles) -> None:
    _say_what_next(folder, choices)
    _say_what_was_found(found)
    _say_of_cms(root, choices.cms, choices.system)


def _say_what_next(folder: str, choices: Choices) -> None:
    from archivegen.authoring.new_site import SAMPLES  # noqa: PLC0415 -- slow

    click.echo(f"Made {choices.title} in {folder}, in the time zone {choices.timezone}.")
    if later := choices.sections[SAMPLES:]:
        click.echo(f"These sections will show with their first article: {', '.join(later)}.")
    click.echo("\nNext:")
    if os.path.realpath(folder) != os.path.realpath(os.curdir):
        click.echo(f"  cd {_quoted(folder)}")
    click.echo("  archivegen serve                       see it, and every change at once")
    click.echo('  archivegen new "Your first headline"   write an article')
    click.echo("  archivegen import FOLDER               move in articles from elsewhere")


def _say_what_was_found(found: FoundFiles) -> None:
    if found.ignored:
        click.echo(f"\nAdded to your .gitignore: {', '.join(found.ignored)}")
    for file in found.kept:
        if file.lacks:
            click.echo(f"\nKept your {file.path}. A new site has there, for you to add:\n")
            click.echo(indent(file.lacks.rstrip(), "  "))
        else:
            click.echo(f"\nKept your {file.path}.")


def _quoted(folder: str) -> str:
    """The folder as the shell wants it."""
    if os.name != "nt":
        return shlex.quote(folder)
    return f'"{folder}"' if " " in folder else folder
