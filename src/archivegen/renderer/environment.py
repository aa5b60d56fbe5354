"""Templating: the Jinja environment, and the templates that a template depends on."""

from __future__ import annotations

import json
from functools import cached_property, wraps
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import meta

from archivegen.renderer.bytecode_cache import CheckedBytecodeCache
from archivegen.renderer.macro_cache import Template
from archivegen.renderer.undefined import StrictName
from archivegen.system.digests import digest

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence
    from gettext import NullTranslations
    from pathlib import Path

    from jinja2 import nodes
    from jinja2.runtime import Context

    from archivegen.renderer.bytecode_cache import References

_NOT_FOR_TEMPLATES = ("lipsum", "cycler", "joiner")

THEME_PREFIX = "theme"
"""`theme/base.html` is the theme's own, also where a site has a template of that name."""

_encode = json.JSONEncoder(sort_keys=True).encode

MOST_NUMBERS = 100_000
"""Numbers of a `range`, at most: no page shows more."""


class _ReadOnce(jinja2.ChoiceLoader):
    """Loads from the first of some loaders that has a template, which it reads once.

    So what a page's key says of a template is said of the text that is rendered.
    """

    load = jinja2.BaseLoader.load

    @cached_property
    def _read(self) -> dict[str, tuple[str, str | None, Callable[[], bool] | None]]:
        return {}

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        if template not in self._read:
            self._read[template] = super().get_source(environment, template)
        return self._read[template]


class Environment(jinja2.Environment):
    """Jinja's environment, which parses a template once to look at it and to compile it."""

    compiled: CheckedBytecodeCache
    constants: Callable[[bytes], dict[str, Any]]
    """What templates that are compiled for a site have by name, of the bytes in their code."""

    def references(self, name: str, filename: str | None, source: str) -> References:
        """The templates that a template refers to. Raises jinja2.TemplateSyntaxError."""

        def find() -> References:
            tree = self.parse(source, name, filename)
            self._trees[name, filename, source] = tree
            return tuple(meta.find_referenced_templates(tree))

        return self.compiled.references(name, filename, source, find)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item, or an attribute where there is none: as `groupby` and others look them up.

        Jinja asks for the item first, and most values that pages hold have none to ask for: what
        it would learn from an exception is said by their type.
        """
        if type(argument) is str and not hasattr(type(obj), "__getitem__"):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template sees of the environment: the same mapping for all of them."""
        return super().make_globals(d) if d else self.globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        # Compiling changes the tree, so that it serves once.
        tree = self._trees.pop((name, filename, source), None)
        return tree or super()._parse(source, name, filename)

    @cached_property
    def _trees(self) -> dict[tuple[str | None, str | None, str], nodes.Template]:
        return {}


def make_environment(folders: Sequence[Path], cache: Path, words: NullTranslations) -> Environment:
    """An environment for templates in these folders, the first before the others.

    The last is the theme's: its templates have a name of their own as well, so that a template
    can stand before the theme's and extend it, too. `words` translates. Nothing in the
    environment depends on the time, on chance or on the machine.
    """
    theme = jinja2.FileSystemLoader(str(folders[-1]))
    compiled = CheckedBytecodeCache(cache)
    environment = Environment(
        loader=_ReadOnce(
            [
                jinja2.FileSystemLoader([str(folder) for folder in folders]),
                jinja2.PrefixLoader({THEME_PREFIX: theme}),
            ]
        ),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=StrictName,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
    )
    environment.compiled = compiled
    environment.template_class = Template
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    for name in _NOT_FOR_TEMPLATES:
        del environment.globals[name]
    del environment.filters["random"]
    environment.globals["range"] = _range
    environment.policies.update({"json.dumps_function": _as_json, "json.dumps_kwargs": {}})
    return environment


def when_rendered(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that Jinja calls when a page is rendered, and never when a template is compiled.

    It would call one with constant arguments then, and compiled templates outlive the site's
    address and its language.
    """

    @jinja2.pass_context
    @wraps(function)
    def called(_: Context, *arguments: Any, **options: Any) -> Any:
        return function(*arguments, **options)

    return called


def _as_json(value: object, **options: Any) -> str:
    """What `tojson` writes, which without options needs no encoder of its own."""
    return json.dumps(value, sort_keys=True, **options) if options else _encode(value)


def _range(*bounds: int) -> range:
    """Python's `range`, which in a template is never meant to go on for hours."""
    numbers = range(*bounds)
    # The length of what is longer than the machine's word cannot be asked for.
    if numbers[MOST_NUMBERS:]:
        raise ValueError(f"a range of more than {MOST_NUMBERS} numbers")
    return numbers


class TemplateDigests:
    """The digest of each template with all that it extends, includes or imports."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._known: dict[str, bytes] = {}
        self._parts: dict[str, tuple[bytes, frozenset[str]]] = {}

    def of(self, name: str) -> bytes:
        """The digest of a template. Raises jinja2.TemplateError for one that cannot be read."""
        if name not in self._known:
            hasher = blake2b(digest_size=16)
            for part in sorted(self._closure(name)):
                hasher.update(part.encode() + self._part(part)[0])
            self._known[name] = hasher.digest()
        return self._known[name]

    def _closure(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            part = waiting.pop()
            if part not in found:
                found.add(part)
                waiting += self._part(part)[1]
        return found

    def _all(self) -> set[str]:
        """Every file that a template could include."""
        return set(self._environment.list_templates(filter_func=_is_no_asset))

    def _part(self, name: str) -> tuple[bytes, frozenset[str]]:
        """A template's own digest, and what it refers to; all templates, if it does not say."""
        if name in self._parts:
            return self._parts[name]
        loader = self._environment.loader
        assert loader is not None  # noqa: S101 -- make_environment gives one
        try:
            source, filename, _ = loader.get_source(self._environment, name)
        except jinja2.TemplateNotFound:
            # `include ... ignore missing` may name a template that is not there.
            self._parts[name] = b"", frozenset()
            return self._parts[name]
        except UnicodeDecodeError as error:
            raise _not_utf8(name, error) from error
        try:
            references = self._environment.references(name, filename, source)
        except RecursionError as error:
            message = "an expression is nested too deeply"
            raise jinja2.TemplateSyntaxError(message, 1, name, filename) from error
        names: set[str] = set()
        for found in references:
            names |= {found} if found else self._all()
        self._parts[name] = digest(source.encode()), frozenset(names)
        return self._parts[name]


def _is_no_asset(name: str) -> bool:
    return not name.removeprefix(f"{THEME_PREFIX}/").startswith(("assets/", "locales/"))


def _not_utf8(name: str, error: UnicodeDecodeError) -> jinja2.TemplateSyntaxError:
    line = error.object.count(b"\n", 0, error.start) + 1
    message = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
    return jinja2.TemplateSyntaxError(message, line, name)
