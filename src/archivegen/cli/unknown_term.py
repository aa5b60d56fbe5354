"""An unknown term: what is said where no article has the section or topic that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from archivegen.archive.known_terms import KnownTerms

SHOWN = 12
"""Names that are told where one is not known."""


def unknown_term(slug: str, terms: KnownTerms) -> click.UsageError:
    """A usage error that tells the nearest of the terms, or some of them."""
    noun = terms.taxonomy.noun
    what = f"no article has the {noun} `{slug}`"
    if near := terms.near(slug):
        return click.UsageError(f"{what}; did you mean `{near}`?")
    if not terms.names:
        return click.UsageError(f"{what}, or any {noun}")
    some = ", ".join(list(terms.names.values())[:SHOWN])
    more = ", ..." if len(terms.names) > SHOWN else ""
    return click.UsageError(f"{what}; there are: {some}{more}")
