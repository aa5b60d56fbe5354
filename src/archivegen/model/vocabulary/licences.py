"""Licences: the address of the full text of a licence that an article names by its short name.

https://creativecommons.org/licenses/ and https://spdx.org/licenses/
"""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(
    r"CC[ -](BY(?:-SA|-NC|-ND|-NC-SA|-NC-ND)?)[ -](\d\.\d)", re.IGNORECASE
)
_PUBLIC_DOMAIN = re.compile(r"CC0(?:[ -]1\.0)?", re.IGNORECASE)


def licence_address(name: str) -> str:
    """The address of a Creative Commons licence by its short name, `CC BY-SA 4.0`; else empty."""
    if match := _CREATIVE_COMMONS.fullmatch(name):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    if _PUBLIC_DOMAIN.fullmatch(name):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return ""
