"""Links of the configuration that lead nowhere, in the header and the footer.

Where the logo or an icon is not there, a build says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.config.read import CONFIG_NAME
from archivegen.config.toml_locations import locate
from archivegen.loader.markup.one_line import line_of
from archivegen.model.links import has_scheme, linked_article
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.checks.link_targets import Addresses
    from archivegen.config.settings import Config

Key = tuple[str | int, ...]


def configured(addresses: Addresses, config: Config, text: str) -> Iterator[Problem]:
    """Problems with the paths in a configuration, given by its values and its text."""
    theme = config.theme
    for target in line_of(theme.footer, config).targets:
        # Where the file of an article or a page is not there, a build says so.
        if linked_article("", target) is None:
            yield from _problem(addresses, target, ("theme", "footer"), text)
    for number, link in enumerate(theme.navigation):
        yield from _problem(addresses, link.url, ("theme", "navigation", number, "url"), text)
    if theme.social_image.lower().partition("?")[0].endswith(".svg"):
        line, column = locate(text, ("theme", "social_image"))
        yield Problem(
            CONFIG_NAME,
            "`social_image`: a drawing (SVG) is not shown where pages are shared",
            line,
            column,
            "name a PNG or JPEG",
            "advice",
            text.split("\n")[line - 1],
            "configuration",
        )


def excluded(count: int) -> Iterator[Problem]:
    """Advice that says how many files the configuration leaves out."""
    if count:
        files = "1 file" if count == 1 else f"{count} files"
        message = f"`exclude` leaves out {files} of content/"
        yield Problem(CONFIG_NAME, message, severity="advice", kind="exclude")


def _problem(addresses: Addresses, target: str, key: Key, text: str) -> Iterator[Problem]:
    if not target or has_scheme(target) or target.startswith(("//", "#")):
        return
    trouble = addresses.lead_from_root(target).trouble
    if trouble:
        line, column = locate(text, key)
        name = ".".join(part for part in key if isinstance(part, str))
        yield Problem(
            CONFIG_NAME,
            f"`{name}` leads {trouble.why}",
            line,
            column,
            trouble.hint or "it is a path from the site's root, as in the output",
            severity="warning",
            excerpt=text.split("\n")[line - 1],
            kind="configuration",
        )
