"""Robots: which bots may not read the site, and whether it may be mined.

https://www.rfc-editor.org/rfc/rfc9309 and https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.model.vocabulary.bots import SEARCH, TRAINING

if TYPE_CHECKING:
    from archivegen.config.publishing import RobotsConfig
    from archivegen.model.urls import Urls


@dataclass(frozen=True, slots=True)
class RobotsData:
    """What robots.txt says."""

    sitemap: str
    """The address of the index of the sitemaps, or empty."""
    refused: tuple[str, ...] = ()
    """The names of bots that may not read the site, sorted."""


@dataclass(frozen=True, slots=True)
class MiningData:
    """What tdmrep.json says about the site, if the right to mine it is reserved."""

    location: str
    """The path that all addresses of the site begin with."""
    policy: str
    """The full address of the terms, or empty."""


def refused_bots(config: RobotsConfig) -> tuple[str, ...]:
    """The bots that may not read the site, by name: those that it names go before their kinds."""
    kinds = (*(TRAINING if not config.training else ()), *(SEARCH if not config.search else ()))
    allowed = {name.lower() for name in config.allow}
    refused = {name.lower(): name for name in (*kinds, *config.disallow)}
    return tuple(refused[name] for name in sorted(refused.keys() - allowed))


def mining(config: RobotsConfig, urls: Urls) -> MiningData | None:
    """What is said of mining; None where nothing is reserved."""
    if not config.tdm_reservation:
        return None
    policy = urls.absolute(urls.from_root(config.tdm_policy)) if config.tdm_policy else ""
    return MiningData(urls.base, policy)
