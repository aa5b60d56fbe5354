"""Links: those inside the site that lead nowhere, and addresses that are none.

Looked at are the links, pictures and frames of bodies, also of articles that wait for their time:
nobody looks at them again when it has come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archivegen.checks.body_links import id_in_body, ids
from archivegen.checks.link_targets import Trouble
from archivegen.model.links import has_scheme, is_web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archivegen.checks.article_file import ArticleFile
    from archivegen.checks.body_links import Reference
    from archivegen.checks.link_targets import Addresses
    from archivegen.model.problems import Problem

_TEMPLATE_ID = re.compile(r"\sid=\"([^\"]+)\"")
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


@dataclass(frozen=True)
class LinkCheck:
    """Checks links of one site. `body_of` gives the HTML under a digest.

    `in_templates` says whether a template may give an element this id.
    """

    addresses: Addresses
    body_of: Callable[[bytes], str]
    in_templates: Callable[[str], bool]

    def problems(
        self,
        file: ArticleFile,
        source: str,
        instant: int,
        own: str,
        references: Iterable[Reference],
    ) -> Iterator[Problem]:
        """The problems with the references of a body, whose HTML is `own`.

        `source` is the article's path below the content folder, and `instant` the time at which it
        is published, in seconds since 1970.
        """
        for reference in references:
            trouble = self._trouble(source, instant, own, reference)
            if trouble:
                yield file.document.problem(
                    file.position_of(reference),
                    f"the {reference.what} leads {trouble.why}",
                    trouble.hint,
                    severity="warning",
                    kind="broken link" if reference.what == "link" else "broken image",
                )

    def _trouble(self, source: str, instant: int, own: str, reference: Reference) -> Trouble | None:
        target = reference.target
        if target.startswith("#"):
            return self._in(own, target, f"content/{source}", is_same=True)
        if target.startswith("?"):
            return None
        if has_scheme(target) and target.lower().startswith("http") and not is_web_address(target):
            return _no_address(target)
        link = self.addresses.lead(source, target, instant)
        if link.trouble or not link.path or "#" not in target:
            return link.trouble
        body = own if link.path == source else self.body_of(link.body)
        return self._in(body, "#" + target.partition("#")[2], f"content/{link.path}")

    def _in(self, body: str, fragment: str, path: str, *, is_same: bool = False) -> Trouble | None:
        """Why a fragment leads nowhere in a body: nothing has it as its id."""
        # What follows is for the browser: https://wicg.github.io/scroll-to-text-fragment/
        name = fragment[1:].partition(":~:")[0]
        if not name or name.lower() == "top":
            return None
        ids_there = _ids(body)
        if is_same and id_in_body(name) != name:
            # What the theme has is out of reach for the text around it.
            names = {id_in_body(name), id_in_body(unquote(name))}
        else:
            names = {name, unquote(name)}
            if self.in_templates(unquote(name)):
                return None
        if names & ids_there:
            return None
        near = get_close_matches(unquote(name), sorted(ids_there), 1)
        where = "this article" if is_same else path
        hint = f"did you mean #{near[0]}?" if near else "link to a heading by its id"
        return Trouble(f"to #{name}, but nothing in {where} has that id", hint)


def _no_address(target: str) -> Trouble:
    return Trouble(f"to {target}, which is no address", "write it as in https://example.org/page")


@lru_cache(maxsize=256)
def _ids(body: str) -> frozenset[str]:
    return frozenset(ids(body))


def template_ids(templates: Iterable[str]) -> Callable[[str], bool]:
    """Whether a template, given by its text, may give an element an id."""
    patterns = set()
    for text in templates:
        for value in _TEMPLATE_ID.findall(text):
            literal = _EXPRESSION.split(value)
            patterns.add(".+".join(map(re.escape, literal)))
    # What is nothing but an expression says nothing.
    possible = re.compile("|".join(sorted(patterns - {".+"})) or "(?!)")
    return lambda name: possible.fullmatch(name) is not None
