"""The code's own laws: wings along the way of the data, and one place for each thing."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "archivegen"

WINGS = (
    "model", "system", "config", "archive", "loader", "pages", "renderer", "builder",
    "checks", "preview", "authoring", "importer", "preservation", "deployment", "cli",
)  # fmt: skip
"""Every wing may import those before it."""

BESIDE = {"checks", "preview", "authoring", "importer", "preservation", "deployment"}
"""Wings that stand beside each other: none imports another of them."""

SQL_OF_THE_SYSTEM = {"system.database", "system.tables"}
"""Databases as such, whatever is in them."""

SQL_OF_THE_BUILDER = {"builder.output.state", "builder.images.index"}
"""What is known of an output and of pictures: the databases that are no part of the archive."""

MOST_MODULES, MOST_LINES, MOST_LINES_OF_A_FUNCTION = 20, 300, 50

_STATEMENT = re.compile(
    r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|BEGIN|COMMIT)\s", re.MULTILINE
)


def _name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


FOLDERS = {_name(path): path.parent for path in SOURCE.rglob("__init__.py")} | {"": SOURCE}


@cache
def modules() -> Mapping[str, ast.Module]:
    """The syntax trees of all modules, by name; parsed where a test needs them.

    Each process of tests imports this module, and one of them runs its tests.
    """
    return {
        _name(path): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")
    }


def _wing(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def _imports(tree: ast.Module) -> set[str]:
    """The modules of the package that a module imports, anywhere in it."""
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("archivegen"):
            base = (node.module or "").removeprefix("archivegen").lstrip(".")
            below = {f"{base}.{alias.name}".lstrip(".") for alias in node.names}
            imported |= below & modules().keys() or {base or "__init__"}
    return imported


@cache
def imports() -> Mapping[str, set[str]]:
    """What each module imports of the package."""
    return {name: _imports(tree) for name, tree in modules().items()}


def test_every_module_stands_in_a_wing() -> None:
    assert {_wing(name) for name in modules()} == {*WINGS, "__init__", "__main__"}


def test_imports_go_one_way() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, imported in imports().items()
        for other in sorted(imported)
        if (own := _wing(name)) in WINGS and (its := _wing(other)) in WINGS and own != its
        if WINGS.index(own) < WINGS.index(its) or {own, its} <= BESIDE
    ]
    assert not wrong


def test_no_circles() -> None:
    left = {name: imported - {name} for name, imported in imports().items()}
    while free := {name for name, imported in left.items() if not imported & left.keys()}:
        left = {name: imported for name, imported in left.items() if name not in free}
    assert not left


def test_faces_say_what_is_in_a_wing_and_do_nothing() -> None:
    wrong = []
    for name, folder in FOLDERS.items():
        if name in {"", "__init__"}:
            continue
        face = modules()[name]
        if len(face.body) > 1:
            wrong.append(f"{name}/__init__.py has more than a docstring")
        words = set(re.findall(r"`(\w+)/?`", ast.get_docstring(face) or ""))
        inside = {path.stem for path in folder.iterdir() if path.suffix == ".py"} - {"__init__"}
        inside |= {path.name for path in folder.iterdir() if (path / "__init__.py").is_file()}
        wrong += [f"{name}/__init__.py does not speak of `{it}`" for it in sorted(inside - words)]
        wrong += [f"{name}/__init__.py speaks of `{it}`" for it in sorted(words - inside)]
    assert not wrong


def test_every_module_says_what_it_is() -> None:
    assert not [name for name, tree in modules().items() if not ast.get_docstring(tree)]


def test_only_the_command_line_prints_or_exits() -> None:
    forbidden = {"print", "click.echo", "sys.exit", "exit"}
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        if _wing(name) not in {"cli", "__main__"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in forbidden
    ]
    assert not wrong


def test_sql_stands_with_the_databases() -> None:
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        if _wing(name) != "archive" and name not in SQL_OF_THE_BUILDER | SQL_OF_THE_SYSTEM
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _STATEMENT.match(node.value)
    ]
    assert not wrong


def test_addresses_are_those_of_the_whole_configuration() -> None:
    """Made of `base_url` alone, they would not know where the site's own pages are."""
    made = {
        module
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node).startswith("Urls.of(")
    }
    # The reference of the theme tells of no site.
    assert made == {"config.settings", "authoring.theme_reference"}


def test_folders_modules_and_functions_fit_a_glance() -> None:
    wrong = []
    for name, folder in FOLDERS.items():
        count = sum(path.suffix == ".py" and path.stem != "__init__" for path in folder.iterdir())
        if count > MOST_MODULES:
            wrong.append(f"{name}/ has {count} modules")
    for name, tree in modules().items():
        if (lines := tree.body[-1].end_lineno or 0) > MOST_LINES:
            wrong.append(f"{name} has {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > MOST_LINES_OF_A_FUNCTION:
                    wrong.append(f"{name}.{node.name} has {length} lines")
    assert not wrong
