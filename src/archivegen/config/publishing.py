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
        raise ValueError(f"{text!r} is not what a directive of a policy can have", hint)


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
    """What hosts send with each file, where they go by a file that says so."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    file: bool = False
    """A file `_headers`, which Netlify and Cloudflare Pages go by."""
    policy: dict[Directive, Sources] = field(default_factory=dict)
    """What the Content-Security-Policy allows besides what the theme needs, by its directives."""


@dataclass(frozen=True, slots=True)
class RobotsConfig:
    """What bots may do, in `robots.txt`, and whether the site may be mined."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    training: bool = True
    """Whether bots may read the site that gather texts to train language models."""
    search: bool = True
    """Whether bots may that find pages for the answers of assistants. It is not about search
    engines, which `disallow` can name."""
    allow: tuple[BotName, ...] = ()
    """Bots that may, whatever the keys above say."""
    disallow: tuple[BotName, ...] = ()
    """Bots that may not, by the names that they go by in `robots.txt`."""
    tdm_reservation: bool = False
    """Whether the right to text and data mining is reserved, by the W3C's protocol."""
    tdm_policy: Address = ""
    """Where the terms stand on which mining is licensed: a web address, or a path on the site."""


@dataclass(frozen=True, slots=True)
class PublisherConfig:
    """Where the publisher says what it stands for, for machines that weigh news.

    Each is the file of a page below `content/`, a path from the site's root, or a web address.
    https://schema.org/NewsMediaOrganization
    """

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    publishing_principles: Policy = ""
    """By which principles it publishes."""
    ethics_policy: Policy = ""
    """How its journalists are to behave."""
    corrections_policy: Policy = ""
    """How errors are corrected."""
    masthead: Policy = ""
    """Who works there."""
    ownership_funding_info: Policy = ""
    """Whose it is, and who pays for it."""
    mission_coverage_priorities_policy: Policy = ""
    """What it is there for, and what it covers first."""
    verification_fact_checking_policy: Policy = ""
    """How facts are checked."""
    unnamed_sources_policy: Policy = ""
    """When sources are not named."""
    actionable_feedback_policy: Policy = ""
    """How readers have a say."""
    diversity_policy: Policy = ""
    """Whose voices are heard."""
    no_bylines_policy: Policy = ""
    """Why articles have no authors, where they have none."""
