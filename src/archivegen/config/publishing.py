"""Tables about publishing: what bots may do, and who the publisher is.

They say what stands around the pages of a site rather than on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from archivegen.config.fields import (  # noqa: TC001 -- pydantic evaluates the annotations
    Address,
    BotName,
)

NO_OTHER_KEYS: dict[str, str] = {"extra": "forbid"}


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
