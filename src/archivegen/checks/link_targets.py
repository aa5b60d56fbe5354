"""The targets of links: what a link leads to in a site, or why it leads nowhere.

A link to another site is taken to be fine: nothing here asks the network.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from archivegen.builder.links.likely_targets import likely_target
from archivegen.builder.output.claims import folded
from archivegen.model.hosts import host_and_port
from archivegen.model.links import (
    composed,
    has_scheme,
    join_below,
    linked_article,
    near_path,
    split_link,
)
from archivegen.model.times import utc_moment
from archivegen.system.files import located

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from archivegen.archive.inventory import Inventory, StoredArticle
    from archivegen.archive.queries import View
    from archivegen.model.urls import Urls

MOST_NEIGHBOURS = 1000
"""Files of a folder among which a name that is nearly the same is looked for, at most."""


class Trouble(NamedTuple):
    """Why a link leads nowhere, in words that follow `the link leads`, and what to do."""

    why: str
    hint: str = ""


class LinkTarget(NamedTuple):
    """What a link leads to.

    `trouble` says why it leads nowhere. Of an article, `path` is the file's path below the content
    folder and `body` the digest of its body; both are empty for everything else.
    """

    trouble: Trouble | None = None
    path: str = ""
    body: bytes = b""


FINE = LinkTarget()


@dataclass(frozen=True)
class Addresses:
    """All that links can lead to. `outputs` are the output paths of all files of the site.

    `view` says which articles are published now, and `unread` are the paths from the site's root of
    files that could not be read.
    """

    root: Path
    urls: Urls
    inventory: Inventory
    view: View
    outputs: Collection[str]
    unread: Collection[str] = frozenset()
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def lead(self, source: str, target: str, instant: int) -> LinkTarget:
        """What a link in the article `source` leads to at that time, in seconds since 1970."""
        link = self._lead(source, target, instant)
        if link.trouble is None:
            return link

        def leads(other: str) -> bool:
            return self._lead(source, other, instant).trouble is None

        meant = likely_target(source, target, leads, self.inventory)
        return LinkTarget(Trouble(link.trouble.why, f"write {meant}")) if meant else link

    def _lead(self, source: str, target: str, instant: int) -> LinkTarget:
        path = linked_article(source, target)
        if path is not None:
            return self._to_article(source, path, instant)
        address = _without_query(target)
        if self.is_own(address):
            parts = urlsplit(address)
            return self._to_address(parts.path or "/", instant)
        if has_scheme(address) or address.startswith("//"):
            return FINE
        if address.startswith("/"):
            return self._to_address(self.urls.base + address.lstrip("/"), instant)
        return self._to_file(source, split_link(address)[0], instant)

    def is_own(self, target: str) -> bool:
        """Whether an address with a host is one of this site."""
        # Most addresses are others', which this tells sooner.
        if not self._own_host or self._own_host not in target.lower():
            return False
        try:
            parts = urlsplit(target)
        except ValueError:
            return False
        is_web = parts.scheme in {"", "http", "https"}
        is_ours = is_web and host_and_port(target) == self._own_host
        return is_ours and (parts.path or "/").startswith(self.urls.base)

    @cached_property
    def _own_host(self) -> str:
        return host_and_port(self.urls.origin)

    def lead_from_root(self, target: str) -> LinkTarget:
        """What a path from the site's root leads to now, as the configuration names it."""
        address = self.urls.base + _without_query(target).lstrip("/")
        return self._to_address(address, self.view.now)

    def has(self, address: str, instant: int) -> bool:
        """Whether the site has something at an address, or it is another site's."""
        if address.startswith("/") and not address.startswith("//"):
            return self._to_address(_without_query(address), instant).trouble is None
        return self.lead("", address, instant).trouble is None

    def output_of(self, address: str) -> str:
        """The output path of an address of this site; empty for another one."""
        if self.is_own(address):
            return self.urls.output(urlsplit(address).path or "/")
        if not address.startswith("/") or address.startswith("//"):
            return ""
        return self.urls.output(_without_query(address))

    def named(self, source: str, target: str) -> str:
        """The output path that a target in an article names, whether or not there is such a file.

        Empty for what is none of this site.
        """
        if self.is_own(target):
            return self.output_of(target)
        return self.output_of(self.urls.beside(source, target))

    def _to_article(self, source: str, path: str, instant: int) -> LinkTarget:
        stored = self.inventory.by_path(path)
        if stored:
            return self._to_stored(stored, instant)
        if f"content/{path}" in self.unread:
            # What is wrong with that file is told of the file itself.
            return FINE
        return LinkTarget(self._missing(source, path))

    def _to_stored(self, stored: StoredArticle, instant: int) -> LinkTarget:
        where = f"to content/{stored.path}"
        if stored.is_draft and not self.view.drafts:
            hint = "publish that article first, or take the link out until then"
            return LinkTarget(Trouble(f"{where}, which is a draft", hint))
        if stored.instant > max(instant, self.view.now):
            time = utc_moment(stored.instant).rfc3339
            later = " and comes out later than this" if instant > self.view.now else ""
            hint = "put the link in when that article is out, or let this one wait for it"
            return LinkTarget(Trouble(f"{where}, which is scheduled for {time}{later}", hint))
        return LinkTarget(path=stored.path, body=stored.body)

    def _to_file(self, source: str, target: str, instant: int) -> LinkTarget:
        path = join_below(source, target)
        if path is None:
            return LinkTarget(
                Trouble("out of content/", "a path is relative to the article's file")
            )
        path = "" if path in {".", "./"} else path
        output = self._to_output(path, instant)
        if output is not None:
            return output
        folder, name = posixpath.split(path)
        # By its very name: a system that does not tell cases apart would know it by others.
        if name in self._names_in(folder) and located(self.root, f"content/{path}").is_file():
            return LinkTarget(
                Trouble(f"to content/{path}, which is not published", "give the file another name")
            )
        return LinkTarget(self._missing(source, path))

    def _to_address(self, address: str, instant: int) -> LinkTarget:
        """What an address from the host's root leads to."""
        path = composed(unquote(address.removeprefix(self.urls.base)))
        output = self._to_output(path, instant)
        if output is not None:
            return output
        return LinkTarget(Trouble(f"to {address}, where the site has nothing", self._hint(path)))

    def _to_output(self, path: str, instant: int) -> LinkTarget | None:
        """What stands at a path of the output; None for nothing."""
        address = self.urls.at(path)
        for url in (address, f"{address}/"):
            stored = self.inventory.by_address(url)
            if stored:
                return self._to_stored(stored, instant)
        output = self.urls.output(address)
        # Hosts lead from a folder's name to the folder.
        return FINE if output in self.outputs or f"{output}/index.html" in self.outputs else None

    def _hint(self, path: str) -> str:
        if self.inventory.by_path(path):
            return "to link to an article, write the path of its file relative to this one's"
        base = self.urls.base.strip("/")
        if base and f"{path}/".startswith(f"{base}/"):
            return f"leave out /{base}: a path from the site's root gets it by itself"
        for other in (f"{path}.html", path.rstrip("/") + "/index.html"):
            if other in self.outputs:
                return f"did you mean /{other.removesuffix('index.html')}?"
        outputs = self._same_but_for_case
        same = outputs.get(folded(path)) or outputs.get(folded(path.rstrip("/") + "/index.html"))
        return f"did you mean /{same.removesuffix('index.html')}?" if same else ""

    @cached_property
    def _same_but_for_case(self) -> dict[str, str]:
        return {folded(output): output for output in self.outputs}

    def _missing(self, source: str, path: str) -> Trouble:
        return Trouble(f"to content/{path}, which is not there", self._near(source, path))

    def _near(self, source: str, path: str) -> str:
        """The file that may have been meant: one of nearly the same name, or of the same elsewhere.

        Without such a file, how a path is read.
        """
        folder, name = posixpath.split(path.rstrip("/"))
        other = self._by_stem.get(_stem(name))
        if other is None:
            # Files with a dot in front are not published.
            beside = [file for file in self._names_in(folder) if not file.startswith(".")]
            few = beside if len(beside) <= MOST_NEIGHBOURS else []
            near = near_path(name, few)
            other = posixpath.join(folder, near) if near else None
        if other is None or other == source:
            return "a path is relative to the article's file"
        return f"did you mean {posixpath.relpath(other, posixpath.dirname(source) or '.')}?"

    def _names_in(self, folder: str) -> tuple[str, ...]:
        if folder not in self._names:
            names: list[str] = []
            with contextlib.suppress(OSError):
                names = sorted(map(composed, os.listdir(located(self.root, f"content/{folder}"))))
            self._names[folder] = tuple(names)
        return self._names[folder]

    @cached_property
    def _by_stem(self) -> dict[str, str]:
        """A file of the content folder for each name, whatever its ending and cases."""
        paths = (path.partition("/") for path in self.inventory.paths())
        return {_stem(below): below for top, _, below in paths if top == "content"}


def _stem(path: str) -> str:
    return folded(posixpath.splitext(posixpath.basename(path))[0])


def _without_query(target: str) -> str:
    return target.partition("#")[0].partition("?")[0]
