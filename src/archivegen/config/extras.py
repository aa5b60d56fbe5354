"""Optional dependencies: which are installed, and what a configuration needs of them."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archivegen.config.settings import Config


def is_installed(engine: str) -> bool:
    """Whether a Markdown engine can be used here: one of them is an optional extra."""
    return engine != "commonmark" or find_spec("pyromark") is not None


def can_search() -> bool:
    """Whether what makes search indexes is here: it is an optional extra."""
    return any(find_spec(name) for name in ("pagefind_bin_extended", "pagefind_bin"))


def has_its_extras(config: Config) -> bool:
    """Whether all is installed that a configuration needs."""
    return (
        is_installed(config.markdown.engine)
        and (can_search() or not config.search.enabled)
        and (has_pillow() or not config.images.enabled)
    )


def has_pillow() -> bool:
    """Whether what works on pictures is here: it is an optional extra."""
    return find_spec("PIL") is not None
