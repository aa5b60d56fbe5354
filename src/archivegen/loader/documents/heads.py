"""Heads: the front matter that all documents share, as a pydantic model.

A kind adds its own keys. The text below a key is its description in editors and in the reference.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from archivegen.loader.frontmatter.fields import (
    Address,
    Aliases,
    Extra,
    Flag,
    Language,
    Nothing,
    OptionalText,
    OriginalFile,
    as_file,
)
from archivegen.loader.frontmatter.schema import ImageField, Model


class DocumentHead(Model):
    """The head of a document, as all contracts have it."""

    SAID_EMPTY = frozenset({"extra"})

    summary: OptionalText = None
    """What it is about, in a sentence: below its headline, and for search engines."""
    image: Annotated[ImageField | None, as_file(ImageField | Address | Nothing)] = None
    """A picture: a path, or a mapping of `src`, `alt`, `caption` and `credit`."""
    language: Language = None
    """The language, if it is not the site's: a tag such as `ar` or `pt-BR`."""
    translation_of: OriginalFile = None
    """What this is a translation of: the path of its file, relative to this one."""
    aliases: Aliases = ()
    """Old addresses on this site, which redirect here: one path, or a list."""
    listed: Flag = True
    """Whether the search of the site finds it; `false` keeps it out."""
    indexed: Flag = True
    """Whether search engines may show it; `false` keeps it out of the sitemap, too."""
    draft: Flag = False
    """A draft is left out, unless the site is built with `--drafts`."""
    extra: Extra = Field(default_factory=dict)
    """Whatever the site's own templates want, as its `extra`."""
