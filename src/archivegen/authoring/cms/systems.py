"""Systems: the two CMS that a site can have, and what each has of its own.

There is one configuration, that of Sveltia CMS; Decap CMS, from which its form comes, gets the same
collections as far as it takes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archivegen.authoring.cms.decap import collection_of_decap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from archivegen.authoring.cms.collections import Collection

SERVER = "http://localhost:8081"
"""Where Decap's own server gives it the files of this computer (`npx decap-server`)."""


@dataclass(frozen=True, slots=True)
class System:
    """A CMS: its script, in one version and with the digest of its bytes, and its differences.

    `sources` are what its page may use besides, by directives of its policy; `schema` is where a
    schema of its configuration is, and `settings` are those that it alone knows. `mark` stands
    after `collections:` in a configuration of this system, and tells it from that of another;
    `needs_server` says whether the files of this computer reach it through a server alone, and
    `takes_tokens` whether editors can sign in by a token of theirs.
    """

    name: str
    title: str
    package: str
    version: str
    script_name: str
    integrity: str
    sources: Mapping[str, str]
    schema: str
    settings: Mapping[str, Any]
    mark: str
    collection: Callable[[Collection], Collection]
    needs_server: bool
    takes_tokens: bool

    @property
    def distribution(self) -> str:
        """The folder of its files, in a network that has what npm has."""
        return f"https://unpkg.com/{self.package}@{self.version}/dist/"

    @property
    def script(self) -> str:
        """Where its script is."""
        return f"{self.distribution}{self.script_name}"


SVELTIA = System(
    name="sveltia",
    title="Sveltia CMS",
    package="@sveltia/cms",
    version="0.221.1",
    script_name="sveltia-cms.js",
    integrity="sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6",
    sources={},
    schema="https://unpkg.com/@sveltia/cms/schema/sveltia-cms.json",
    # What is empty is not written.
    settings={"output": {"omit_empty_optional_fields": True}},
    mark="",
    collection=lambda collection: collection,
    needs_server=False,
    takes_tokens=True,
)

DECAP = System(
    name="decap",
    title="Decap CMS",
    package="decap-cms",
    version="3.16.3",
    script_name="decap-cms.js",
    integrity="sha384-A/Gdn928CNLufmnGWGs9RM4Q9o8bSNLeJERqBFrBjwzL7FRpoLT3MPF8Tl0+Wd2p",
    # It makes functions of the schema by which it checks its configuration.
    sources={"script-src": "'unsafe-eval'", "connect-src": SERVER},
    schema="",
    settings={"local_backend": True},
    mark=" # as Decap CMS takes them",
    collection=collection_of_decap,
    needs_server=True,
    takes_tokens=False,
)

SYSTEMS: Mapping[str, System] = {system.name: system for system in (SVELTIA, DECAP)}
"""The systems by their names."""
