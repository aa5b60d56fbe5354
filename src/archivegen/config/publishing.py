"""Tables about publishing: what bots may do, what hosts send, and the publisher's policies.

They concern what surrounds the pages of a site rather than what is on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from archivegen.config.fields import (  # noqa: TC001 -- pydantic evaluates the annotations
    Address,
    BotName,
)
from archivegen.config.rules import Rule

NO_OTHER_KEYS: dict[str, str] = {"extra": "forbid"}


def _directive(name: str) -> None:
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name):
        raise ValueError(f"{name!r} is not a directive of a policy such as script-src")


def _sources(text: str) -> None:
    if not text.isascii() or not text.isprintable() or {*text} & {";", ","}:
        hint = "write its sources with spaces between them: \"'self' https://example.org\""
        raise ValueError(f"{text!r} cannot be the value of a directive of a policy", hint)


def _policy(text: str) -> None:
    from archivegen.model.links import is_web_address  # noqa: PLC0415 -- comes with the check

    file = text.partition("#")[0]
    if text and not (file.startswith("/") or file.endswith(".md") or is_web_address(text)):
        hint = "name its file below content/, such as _pages/ethics.md, or its address"
        raise ValueError(f"{text!r} is no page", hint)


Policy = Annotated[str, Rule(_policy)]
Directive = Annotated[str, Rule(_directive)]
Sources = Annotated[str, Rule(_sources)]


@dataclass(frozen=True, slots=True)
class HeadersConfig:
    """Headers that hosts send with each file, for hosts that read them from a file."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    file: bool = False
    """A file `_headers`, which Netlify and Cloudflare Pages read."""
    policy: dict[Directive, Sources] = field(default_factory=dict)
    """What the Content-Security-Policy allows beyond what the theme needs, by directive."""


@dataclass(frozen=True, slots=True)
class RobotsConfig:
    """What bots are allowed to do, in `robots.txt`, and whether the site may be mined."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    training: bool = True
    """Whether bots that gather texts to train language models may read the site."""
    search: bool = True
    """Whether bots that find pages for the answers of assistants may read the site. Search engines
    are not affected; `disallow` can name them."""
    allow: tuple[BotName, ...] = ()
    """Bots that may read the site, whatever the keys above say."""
    disallow: tuple[BotName, ...] = ()
    """Bots that may not read the site, by their names in `robots.txt`."""
    tdm_reservation: bool = False
    """Whether the right to text and data mining is reserved (TDM Reservation Protocol)."""
    tdm_policy: Address = ""
    """The terms on which mining is licensed: a web address, or a path on the site."""


@dataclass(frozen=True, slots=True)
class PublisherConfig:
    """Where the publisher states its policies, for machines that assess news.

    Each is the file of a page below `content/`, a path from the site's root, or a web address.
    https://schema.org/NewsMediaOrganization
    """

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    publishing_principles: Policy = ""
    """The principles by which it publishes."""
    ethics_policy: Policy = ""
    """The code of ethics of its journalists."""
    corrections_policy: Policy = ""
    """How errors are corrected."""
    masthead: Policy = ""
    """The staff."""
    ownership_funding_info: Policy = ""
    """Who owns it, and who funds it."""
    mission_coverage_priorities_policy: Policy = ""
    """Its mission, and its priorities of coverage."""
    verification_fact_checking_policy: Policy = ""
    """How facts are checked."""
    unnamed_sources_policy: Policy = ""
    """When sources stay unnamed."""
    actionable_feedback_policy: Policy = ""
    """How readers can give feedback."""
    diversity_policy: Policy = ""
    """Its policy on diversity."""
    no_bylines_policy: Policy = ""
    """Why some articles name no author."""
