"""Filters: write an article as Markdown, with front matter above it, for templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.loader.frontmatter.yaml_writer import front_matter

if TYPE_CHECKING:
    from collections.abc import Callable


def markdown_filters() -> dict[str, Callable[..., str]]:
    """The filters for Markdown, by the names that templates use."""
    return {"front_matter": as_front_matter, "markdown": as_markdown}


def as_front_matter(values: dict[str, Any]) -> str:
    """Front matter in YAML, with its fences; empty keys are left out."""
    return front_matter(values).rstrip("\n")


def as_markdown(body: str) -> str:
    """A body converted from HTML to Markdown; what Markdown cannot express stays HTML."""
    # Of an extra, which only a site needs that has such files.
    from archivegen.renderer.markdown.convert import markdown_of  # noqa: PLC0415

    return markdown_of(str(body))
