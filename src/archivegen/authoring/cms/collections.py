"""Collections: which files the CMS edits, where new ones go, and the fields of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archivegen.authoring.cms.fields import BODY, Field, fields_of
from archivegen.authoring.json_schema import article_schema, document_schema
from archivegen.loader.documents import issues, terms, tombstones
from archivegen.loader.documents.pages import FOLDER as PAGES_FOLDER
from archivegen.loader.documents.pages import PAGES
from archivegen.model.documents.folders import MARK
from archivegen.model.documents.issue import FOLDER as ISSUES_FOLDER
from archivegen.model.documents.tombstone import FOLDER as TOMBSTONES_FOLDER
from archivegen.model.taxonomies import AUTHORS, KINDS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.authoring.cms.layout import Layout
    from archivegen.config.read import Config
    from archivegen.model.taxonomies import Taxonomy

Collection = dict[str, Any]
"""A collection, as the configuration has it."""

_FILES = {"extension": "md", "format": "yaml-frontmatter"}
_BESIDE = {"media_folder": "", "public_folder": ""}
"""Where the pictures of a file are: in its folder, so that its name alone leads to each."""
_BELOW_FOLDERS = {"media_folder": "..", "public_folder": ""}
"""The same for a collection with folders in its `path`, of whose files each has a folder of its
own for the CMS, next to it."""
_DATES = tuple(f"{{{{date | date('{part}')}}}}" for part in ("YYYY", "MM", "DD"))
_DEEPEST = 5
_OWN_NAMES = ("articles", "pages", "issues", "tombstones")


def collections_of(config: Config, layout: Layout) -> list[Collection]:
    """The collections of a site."""
    return [
        *_articles(config, layout),
        _pages(layout),
        *(_terms(taxonomy, layout) for taxonomy in config.taxonomies.values()),
        *([_issues(layout)] if config.indexes.issues else []),
        _tombstones(layout),
    ]


def _articles(config: Config, layout: Layout) -> Iterator[Collection]:
    """Articles, a collection for each depth of folders; new ones go where most of them are."""
    # Of a folder with a default, a file need not name its section.
    given = [config.default_section, *(one.values.get("section") for one in config.defaults)]
    default = next(filter(None, given), "")
    form = article_schema(default, config.taxonomies, config.kinds)
    fields = [*fields_of(form, _shapes(config, layout)), BODY]
    by_name = {field["name"]: field for field in fields}
    by_name["date"]["default"] = "{{now}}"
    by_name["date"]["hint"] += f" Times are those of {config.timezone}."
    for number, depth in enumerate(layout.depths):
        path = "/".join([*_DATES[:depth], *["{{slug}}"] * max(depth - len(_DATES), 0), "{{slug}}"])
        where = "content/" + "*/" * depth
        yield {
            "name": "articles" if not number else f"articles-{depth}",
            "label": "Articles" if not number else f"Articles in {where}",
            "label_singular": "Article",
            "folder": f"{layout.folder}content",
            "path": path,
            "slug": "{{slug}}",
            "create": not number,
            **_FILES,
            "identifier_field": "headline",
            "summary": "{{headline}} ({{date}})",
            "sortable_fields": ["date", "headline"],
            # Files in folders such as _pages/ may lie as deep, and have no date.
            "filter": {"field": "date", "pattern": "."},
            **(_BELOW_FOLDERS if depth else _BESIDE),
            "fields": fields,
        }


def _shapes(config: Config, layout: Layout) -> dict[str, Field]:
    """What the keys have that name sections, authors and other terms, by what the site knows."""
    shapes: dict[str, Field] = {}
    for taxonomy in config.taxonomies.values():
        if taxonomy.name == SECTIONS and config.sections:
            shapes[taxonomy.key] = {"widget": "select", "options": [*config.sections]}
        elif taxonomy.name in layout.named and taxonomy.name != KINDS:
            at = f"{taxonomy.key}.name" if taxonomy.ordered else taxonomy.key
            shapes[at] = _relation(taxonomy)
    return shapes


def _relation(taxonomy: Taxonomy) -> Field:
    """The names of those that have a file."""
    return {
        "widget": "relation",
        "collection": _name(taxonomy),
        "value_field": "name",
        "display_fields": ["name"],
        "search_fields": ["name"],
        **({} if taxonomy.ordered or taxonomy.name == SECTIONS else {"multiple": True}),
    }


def _name(taxonomy: Taxonomy) -> str:
    """The name of the collection of a taxonomy's terms."""
    return f"{taxonomy.name}-terms" if taxonomy.name in _OWN_NAMES else taxonomy.name


def _nested(deepest: int) -> Collection:
    """For files that may lie in folders, which an editor chooses."""
    return {
        "nested": {"depth": deepest, "subfolders": False},
        "meta": {"path": {"widget": "string", "label": "Folder"}},
    }


def _pages(layout: Layout) -> Collection:
    return {
        "name": "pages",
        "label": "Pages",
        "label_singular": "Page",
        "folder": f"{layout.folder}content/{PAGES_FOLDER}",
        "slug": "{{slug}}",
        "create": True,
        **_FILES,
        "identifier_field": "headline",
        "summary": "{{headline}}",
        **_nested(_DEEPEST),
        **_BESIDE,
        "fields": [*fields_of(document_schema(PAGES), {}), BODY],
    }


def _terms(taxonomy: Taxonomy, layout: Layout) -> Collection:
    """The files of a taxonomy's terms. Each has a name, by which relations find it."""
    form = document_schema(terms.TERMS)
    form["required"] = ["name"]
    title = taxonomy.title or taxonomy.name.capitalize()
    without = () if taxonomy.name == AUTHORS else ("role", "email")
    return {
        "name": _name(taxonomy),
        "label": title,
        "label_singular": taxonomy.label or taxonomy.noun.strip("`").capitalize(),
        "folder": f"{layout.folder}content/{MARK}{taxonomy.name}",
        "slug": "{{slug}}",
        "create": True,
        **_FILES,
        "identifier_field": "name",
        "summary": "{{name}}",
        **(_nested(taxonomy.levels) if taxonomy.levels > 1 else {}),
        **_BESIDE,
        "fields": [*fields_of(form, {}, without), BODY],
    }


def _issues(layout: Layout) -> Collection:
    """The files of issues, whose names begin with their days: an editor writes the name."""
    return {
        "name": "issues",
        "label": "Issues",
        "label_singular": "Issue",
        "folder": f"{layout.folder}content/{ISSUES_FOLDER}",
        "slug": {
            "editable": ["create"],
            "hint": "The day of the issue, as in 1922-07-21, or 1922-07-21-late.",
            "pattern": [r"^\d{4}-\d{2}-\d{2}(?!\d)", "begin with the day, as in 1922-07-21"],
        },
        "create": True,
        **_FILES,
        "identifier_field": "volume",
        "summary": "{{slug}}",
        **_BESIDE,
        "fields": [*fields_of(document_schema(issues.ISSUES), {}), BODY],
    }


def _tombstones(layout: Layout) -> Collection:
    """The files of what was taken out, which are called by the addresses that they name."""
    form = document_schema(tombstones.TOMBSTONES)
    return {
        "name": "tombstones",
        "label": "Tombstones",
        "label_singular": "Tombstone",
        "folder": f"{layout.folder}content/{TOMBSTONES_FOLDER}",
        "slug": "{{slug}}",
        "create": True,
        **_FILES,
        "identifier_field": "url",
        "summary": "{{url}}",
        **_BESIDE,
        "fields": [*fields_of(form, {}, tombstones.WITHOUT_EFFECT), BODY],
    }
