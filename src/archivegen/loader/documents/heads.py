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
    """What it is about, in a sentence, shown below its headline and to search engines."""
    image: Annotated[ImageField | None, as_file(ImageField | Address | Nothing)] = None
    """A picture: a path, or a mapping of `src`, `alt`, `caption` and `credit`."""
    language: Language = None
    """The language, if not the site's: a tag such as `ar` or `pt-BR`."""
    translation_of: OriginalFile = None
    """The document this one translates: the path of its file, relative to this one."""
    aliases: Aliases = ()
    """Old addresses on this site that redirect here: a path, or a list of paths."""
    listed: Flag = True
    """Whether the site's search finds it; `false` hides it."""
    indexed: Flag = True
    """Whether search engines may show it; `false` also keeps it out of the sitemap."""
    draft: Flag = False
    """Whether it is a draft, which is only published by a build with `--drafts`."""
    extra: Extra = Field(default_factory=dict)
    """Any values for the site's own templates, as its `extra`."""
