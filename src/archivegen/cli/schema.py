"""`archivegen schema`: what an article may say at its head, for editors and other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from archivegen.cli.console import show
from archivegen.cli.exit_errors import stopping
from archivegen.cli.options import paths_of, site_option
from archivegen.config.paths import find_root
from archivegen.config.read import read_config
from archivegen.model.problems import SiteError


@click.command("schema")
@site_option
@click.option("--config", is_flag=True, help="That of archivegen.toml instead.")
@click.option("--output", type=click.Path(dir_okay=False), help="Write it to a file instead.")
@stopping()
def command(site: str | None, output: str | None, *, config: bool) -> None:
    """Print the JSON Schema of the front matter of articles.

    Inside a site it is of that site: with the keys of its taxonomies, and where it has a
    default_section, articles need not name theirs. A new site has both
    schemas in schemas/; write them again when you have a newer archivegen.

    Example: archivegen schema --output schemas/article.schema.json
    """
    # pydantic is slow to import.
    from archivegen.authoring.json_schema import as_text, config_schema  # noqa: PLC0415

    text = as_text(config_schema() if config else _of_articles(site))
    if output is None:
        click.echo(text, nl=False)
        return
    with open(output, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _of_articles(site: str | None) -> dict[str, Any]:
    """That of the site that is named, or that the command runs in; without one, of any."""
    from archivegen.authoring.json_schema import article_schema  # noqa: PLC0415 -- slow

    if site is None and find_root(Path.cwd()) is None:
        return article_schema()
    paths = paths_of(site)
    try:
        config = read_config(paths.config, paths.config_cache)
        return article_schema(config.default_section, config.taxonomies, config.kinds)
    except SiteError as error:
        show(error.problems, "text", paths)
        sys.exit(1)
