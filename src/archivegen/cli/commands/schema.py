"""`archivegen schema`: what a file may say at its head, for editors and other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.cli.console import show
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import paths_of, site_option
from archivegen.config.paths import find_root
from archivegen.config.read import read_config
from archivegen.model.problems import SiteError

if TYPE_CHECKING:
    from archivegen.authoring.json_schema import Form

ARTICLE = "article"
"""What schemas are of, unless another kind of files is named."""


@click.command("schema")
@site_option
@click.option(
    "--kind",
    metavar="NAME",
    default=ARTICLE,
    help="Kind of file: article (default), page, term, issue, tombstone.",
)
@click.option("--config", is_flag=True, help="Print the schema of archivegen.toml instead.")
@click.option(
    "--cms",
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help="Print the configuration of a CMS, for static/admin/: sveltia (default), decap.",
)
@click.option("--output", type=click.Path(dir_okay=False), help="Write to a file instead.")
@stopping()
def command(
    site: str | None, output: str | None, kind: str, cms: str | None, *, config: bool
) -> None:
    """Print a JSON Schema for front matter or archivegen.toml, or a CMS configuration.

    Within a site, the schema of articles has the keys of its taxonomies, and does not require a
    section if the site has a default_section or a folder sets one. A new site has all schemas in
    schemas/; write them again when you update archivegen.

    With --cms, print the configuration of a CMS, made from the same rules. Its collections are
    written anew; whatever stands above them in an existing file is kept. An existing file stays
    with the CMS it was written for, unless you name another.

    Example: archivegen schema --output schemas/article.schema.json
    """
    # pydantic is slow to import.
    from archivegen.authoring.json_schema import as_text, config_schema  # noqa: PLC0415

    if cms is not None:
        text = _of_cms(site, output, cms)
        # A site that had no CMS has no folder for it.
        Path(output or ".").parent.mkdir(parents=True, exist_ok=True)
    else:
        text = as_text(config_schema() if config else _of_kind(kind, site))
    if output is None:
        click.echo(text, nl=False)
        return
    with open(output, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _of_cms(site: str | None, output: str | None, name: str) -> str:
    """The configuration of the CMS of a site, with what it has above its collections already."""
    from archivegen.authoring.cms.configuration import PATH, configuration  # noqa: PLC0415 -- slow
    from archivegen.authoring.cms.systems import SYSTEMS  # noqa: PLC0415 -- slow

    if name and name not in SYSTEMS:
        known = ", ".join(SYSTEMS)
        raise click.BadParameter(f"there is no `{name}`; there are: {known}", param_hint="--cms")
    paths = paths_of(site)
    written = Path(output) if output else paths.root / PATH
    before = written.read_text(encoding="utf-8") if written.is_file() else ""
    try:
        config = read_config(paths.config, paths.config_cache)
    except SiteError as error:
        show(error.problems, "text", paths)
        sys.exit(1)
    return configuration(paths, config, written=before, system=SYSTEMS.get(name))


def _of_kind(name: str, site: str | None) -> Form:
    """The schema of a kind of files. Raises click.BadParameter for one that there is not."""
    from archivegen.authoring.json_schema import document_schema  # noqa: PLC0415
    from archivegen.loader.documents.kinds import all_kinds  # noqa: PLC0415 -- slow

    if name == ARTICLE:
        return _of_articles(site)
    kinds = {kind.contract.noun: kind for kind in all_kinds()}
    if name in kinds:
        return document_schema(kinds[name])
    known = ", ".join([ARTICLE, *kinds])
    raise click.BadParameter(f"there is no `{name}`; there are: {known}", param_hint="--kind")


def _of_articles(site: str | None) -> Form:
    """That of the site that is named, or that the command runs in; without one, of any."""
    from archivegen.authoring.json_schema import article_schema  # noqa: PLC0415 -- slow

    if site is None and find_root(Path.cwd()) is None:
        return article_schema()
    paths = paths_of(site)
    try:
        config = read_config(paths.config, paths.config_cache)
        of_folders = (one.values.get("section") for one in config.defaults)
        section = config.default_section or next(filter(None, of_folders), "")
        return article_schema(section, config.taxonomies, config.kinds)
    except SiteError as error:
        show(error.problems, "text", paths)
        sys.exit(1)
