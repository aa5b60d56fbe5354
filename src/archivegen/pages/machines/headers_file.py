"""Headers: the file `_headers`, which tells hosts what to send with each file.

https://docs.netlify.com/manage/routing/headers/ and
https://developers.cloudflare.com/pages/configuration/headers/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.pages.machines import year_files
from archivegen.pages.machines.timemap import SUFFIX
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.system.caching import FOR_EVER
from archivegen.system.digests import fingerprint
from archivegen.system.media_types import media_type_of

if TYPE_CHECKING:
    from collections.abc import Iterator


NAME = "_headers"
"""The file, in the root of what is published."""


@dataclass(frozen=True, slots=True)
class HeadersData:
    """What hosts send."""

    policy: str
    """The Content-Security-Policy of all files: what the theme needs, plus what the site adds."""
    media_types: tuple[tuple[str, str], ...]
    """File extensions that some hosts do not know, each with its media type."""
    caching: str = FOR_EVER
    """How long to cache files with a digest in their name, such as the stylesheet."""


HEADERS = PageTemplate(NAME, HeadersData, "The headers that Netlify and Cloudflare Pages send.")


def policy_of(planning: Planning) -> str:
    """The Content-Security-Policy of a site (https://www.w3.org/TR/CSP3/)."""
    config = planning.config
    searches = config.search.enabled
    directives = {
        "default-src": "'none'",
        "img-src": "'self'",
        "media-src": "'self'",
        "style-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'" if searches else "'none'",
        # The engine of the search is WebAssembly.
        "script-src": "'self' 'wasm-unsafe-eval'" if searches else "'self'",
        "connect-src": "'self'",
    }
    if hosts := config.markdown.embed_hosts:
        directives["frame-src"] = " ".join(f"https://{host}" for host in hosts)
    for name, more in config.headers.policy.items():
        directives[name] = f"{directives.get(name, '')} {more}".strip()
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice; none where the site does not want the file."""
    if planning.config.headers.file:
        yield Slice("headers", fingerprint(_data(planning)))


def pages(planning: Planning) -> Iterator[Page]:
    """The file of all headers."""
    yield Page(planning.urls.at(NAME), NAME, HEADERS.name, _data(planning))


def _data(planning: Planning) -> HeadersData:
    # Hosts that send text without its encoding leave the browser to guess it.
    config = planning.config
    endings = [
        SUFFIX,
        *([".txt"] if config.alternates.text else []),
        *([".md"] if config.alternates.markdown else []),
        # The file is the archive that it is: no browser is to unpack it on the way.
        *([year_files.SUFFIX] if config.indexes.jsonl else []),
    ]
    media_types = tuple((ending, media_type_of(f"index{ending}")) for ending in endings)
    return HeadersData(policy_of(planning), media_types)


FAMILY = Family("headers", slices, pages, (HEADERS,))
