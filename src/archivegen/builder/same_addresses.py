"""Same addresses: articles that would share one address, and what would tell them apart.

Another `slug` tells two apart. Where many share one, as in an imported archive, a token of the
permalink may tell all of them apart at once; for translations, it is that of their language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from archivegen.loader.documents.kinds import kind_of
from archivegen.loader.frontmatter.document import ADDRESS_KEYS, article_document, at_key
from archivegen.model.documents.folders import folder_of
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.archive.inventory import Inventory
    from archivegen.config.settings import Config

_WHY = {
    "language": "their languages tell them apart",
    "section": "their sections tell all of these apart",
    "name": "the names of the files tell all of these apart",
}
"""The tokens that may tell articles of one day and headline apart, the best before others."""


def same_addresses(inventory: Inventory, root: Path, config: Config) -> Iterator[Problem]:
    """The problems, each at the file of a later article."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for url, first, path in inventory.same_address():
        groups[url, first].append(path)
    separating = {
        key: [
            name
            for name in _WHY
            if not any(map(folder_of, paths))
            and _separates(name, [key[1], *paths], inventory, root, config)
        ]
        for key, paths in groups.items()
    }
    often = Counter(name for names in separating.values() for name in names)
    are_many = sum(map(len, groups.values())) > 1
    for key, paths in groups.items():
        # The same advice for as many as possible: a site has one pattern.
        name = max(separating[key], key=lambda name: often[name], default="")
        hint = _hint(name if are_many or name == "language" else "", config.permalink)
        for path in paths:
            # Of an article and a document, it is the document that is told.
            is_article = not folder_of(path)
            message = f"{'this article' if is_article else 'this'} and content/{key[1]} have the "
            hint_there = hint if is_article else _hint_of_document(config, path)
            problem = Problem(f"content/{path}", f"{message}same address {key[0]}", hint=hint_there)
            yield at_key(root, problem, *ADDRESS_KEYS)


def _hint_of_document(config: Config, path: str) -> str:
    """What to do with a document whose address is taken: some kinds go by what they are of."""
    kind = kind_of(config, path)
    if kind and "url" not in kind.contract.keys:
        return f"put everything about one {kind.contract.noun} into one file"
    return "give one of them another address: write its `url`"


def _separates(
    name: str, paths: list[str], inventory: Inventory, root: Path, config: Config
) -> bool:
    """Whether a token of the permalink has another value for each of these articles."""
    values = {_value(name, path, inventory, root, config) for path in paths}
    return len(values) == len(paths)


def _value(name: str, path: str, inventory: Inventory, root: Path, config: Config) -> str:
    card = inventory.article(path).card
    if name == "name":
        document = article_document(root, f"content/{path}")
        slug = document.values.get("slug") if document else None
        if isinstance(slug, str) and slug:
            return config.slugger.of_text(slug, card.language)
        return config.slugger.of_file(path, card.language)
    return card.language.lower() if name == "language" else card.section.slug


def _hint(name: str, permalink: str) -> str:
    """What to do; also with a token of this name in the permalink, if there is one."""
    by_slug = "give one of them another `slug`"
    if not name:
        return by_slug
    of_file = permalink.replace("{slug}", "{name}")
    pattern = of_file if name == "name" else f"/{{{name}}}{permalink}"
    return (
        f'{by_slug}; or, since {_WHY[name]}, write permalink = "{pattern}" in archivegen.toml, by '
        "which every article gets a new address"
    )
