"""Templating: the Jinja environment, its cache, and which templates a template is made of."""

from __future__ import annotations

import contextlib
import os
from hashlib import blake2b
from typing import TYPE_CHECKING

import jinja2
from jinja2 import meta

from archivegen.renderer.macro_cache import Template
from archivegen.system.digests import SIZE, digest
from archivegen.system.files import replace_file
from archivegen.system.versions import libraries_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from gettext import NullTranslations
    from pathlib import Path

    from jinja2.bccache import Bucket

_NOT_FOR_TEMPLATES = ("lipsum", "cycler", "joiner")

THEME_PREFIX = "theme"
"""`theme/base.html` is the theme's own, also where a site has a template of that name."""

MOST_NUMBERS = 100_000
"""Numbers of a `range`, at most: no page shows more."""


class CheckedBytecodeCache(jinja2.BytecodeCache):
    """Compiled templates in a folder, each behind its digest: a damaged one is compiled again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.cache"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if there is something whole to fill it with."""
        try:
            data = self._path(bucket).read_bytes()
        except OSError:
            return
        checksum, code = data[:SIZE], data[SIZE:]
        if _checksum(code) == checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket; without a place to keep it, go on."""
        code = bucket.bytecode_to_string()
        path = self._path(bucket)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(path, _checksum(code) + code, path.with_suffix(f".{os.getpid()}"))


def _checksum(code: bytes) -> bytes:
    """The digest of compiled code and of what compiled it."""
    return digest(libraries_digest() + code)


def make_environment(
    folders: Sequence[Path], cache: Path, words: NullTranslations
) -> jinja2.Environment:
    """An environment for templates in these folders, the first before the others.

    The last is the theme's: its templates have a name of their own as well, so that a template
    can stand before the theme's and extend it, too. `words` translates. Nothing in the
    environment depends on the time, on chance or on the machine.
    """
    theme = jinja2.FileSystemLoader(str(folders[-1]))
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.FileSystemLoader([str(folder) for folder in folders]),
                jinja2.PrefixLoader({THEME_PREFIX: theme}),
            ]
        ),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=CheckedBytecodeCache(cache),
    )
    environment.template_class = Template
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    for name in _NOT_FOR_TEMPLATES:
        del environment.globals[name]
    del environment.filters["random"]
    environment.globals["range"] = _range
    return environment


def _range(*bounds: int) -> range:
    """Python's `range`, which in a template is never meant to go on for hours."""
    numbers = range(*bounds)
    # The length of what is longer than the machine's word cannot be asked for.
    if numbers[MOST_NUMBERS:]:
        raise ValueError(f"a range of more than {MOST_NUMBERS} numbers")
    return numbers


class TemplateDigests:
    """The digest of each template with all that it extends, includes or imports."""

    def __init__(self, environment: jinja2.Environment) -> None:
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
            tree = self._environment.parse(source, name, filename)
        except RecursionError as error:
            message = "an expression is nested too deeply"
            raise jinja2.TemplateSyntaxError(message, 1, name, filename) from error
        names: set[str] = set()
        for found in meta.find_referenced_templates(tree):
            names |= {found} if found else self._all()
        self._parts[name] = digest(source.encode()), frozenset(names)
        return self._parts[name]


def _is_no_asset(name: str) -> bool:
    return not name.removeprefix(f"{THEME_PREFIX}/").startswith(("assets/", "locales/"))


def _not_utf8(name: str, error: UnicodeDecodeError) -> jinja2.TemplateSyntaxError:
    line = error.object.count(b"\n", 0, error.start) + 1
    message = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
    return jinja2.TemplateSyntaxError(message, line, name)
