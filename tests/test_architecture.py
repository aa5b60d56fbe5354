"""The code's own laws: imports go one way, and one module has the last word on each thing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "archivegen"

ORDER = (
    "__init__", "problems", "digests", "report", "interrupts", "locks", "timeouts", "workers",
    "texts", "times", "languages", "slugs", "links", "urls",
    "tables", "settings", "config_checks", "toml_places", "config_schema", "config", "layout",
    "ledger",
    "scan", "database",
    "yaml_errors", "yaml_reader", "simple_yaml", "frontmatter", "scalars", "fields", "schema",
    "json_schema", "drafting", "scaffold",
    "article", "body", "bodies",
    "pictures", "picture_metadata", "picture_markup", "picture_store", "darkroom",
    "shortcuts", "python_markdown", "footnotes", "commonmark", "sanitizer", "video_cards", "markup",
    "sources", "rows", "state", "inputs", "parser", "loader", "catalog", "related",
    "language_versions", "holdings", "whole_articles", "survey", "picture_problems",
    "vanishing", "vocabulary", "session", "listing", "recording",
    "page", "site", "pages.articles", "pages.feeds", "pages.terms",
    "pages.neighbours", "pages.month_grid",
    "pages.on_this_day", "pages.calendar", "pages.corrections", "pages.data", "pages.redirects",
    "pages.front", "pages.search", "pages.sitemaps", "pages.news", "pages.special", "pages",
    "absolute_links", "formats", "structured", "reading", "citations", "macros", "translations",
    "templating", "renderer",
    "theme_guide", "theme_reference",
    "places", "outputs", "standing", "conflicts", "assets", "gallery", "plan", "production",
    "publisher", "cleaning", "publication",
    "checks", "checks.references", "checks.manuscript", "checks.addresses", "checks.links",
    "checks.images", "checks.headlines", "checks.unpublished", "checks.similar", "checks.terms",
    "checks.configured", "checks.templates", "checks.articles", "checks.checker",
    "checks.answers", "checks.network", "checks.external",
    "search_records", "pagefind", "indexing",
    "assembly", "builder", "wording",
    "preview", "preview.hosts", "preview.addresses", "preview.media_types", "preview.injection",
    "preview.bulletins", "preview.board", "preview.attempts", "preview.files", "preview.server",
    "preview.watching",
    "cli", "cli.endings", "cli.console", "cli.arguments", "cli.completion", "cli.output",
    "cli.init", "cli.new", "cli.serve", "cli.check", "cli.build", "cli.list", "cli.urls",
    "cli.theme", "cli.schema", "cli.clean",
    "__main__",
)  # fmt: skip
"""Every module may import those before it."""


def _name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


MODULES = {_name(path): path for path in SOURCE.rglob("*.py")}


def _imports(path: Path) -> set[str]:
    """The modules of the package that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("archivegen"):
            base = (node.module or "").removeprefix("archivegen").lstrip(".")
            below = {f"{base}.{alias.name}".lstrip(".") for alias in node.names}
            found |= below & MODULES.keys() or {base or "__init__"}
        elif isinstance(node, ast.Import):
            found |= {"__init__" for alias in node.names if alias.name == "archivegen"}
    return found


def test_every_module_has_its_place() -> None:
    assert set(ORDER) == MODULES.keys()
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_go_one_way(name: str) -> None:
    later = set(ORDER[ORDER.index(name) :])
    assert not _imports(MODULES[name]) & later


@pytest.mark.parametrize("name", [n for n in sorted(MODULES) if n.split(".")[0] != "cli"])
def test_only_the_command_line_prints_or_exits(name: str) -> None:
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    assert not {"print", "click.echo", "sys.exit", "exit"} & set(calls)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(ast.parse(MODULES[name].read_text(encoding="utf-8")))
