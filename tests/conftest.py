from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import settings
from jinja2.bccache import Bucket

from archivegen.builder import inputs
from archivegen.config import validate as config
from archivegen.config.paths import theme_folder
from archivegen.renderer import bytecode_cache, environment
from archivegen.system.resources import look_for_garbage_rarely
from story import CONFIG, Story

# How long an example takes says more about the machine than about the code.
settings.register_profile("archivegen", deadline=None)
settings.load_profile("archivegen")


IN_MEMORY = "/dev/shm"
ENOUGH = 2 << 30
"""Bytes: all sites of the tests take a third of it."""


def pytest_configure() -> None:
    """Have sites in memory where there is room: on a disk, each rename waits for it.

    To have them elsewhere, set PYTEST_DEBUG_TEMPROOT, or say --basetemp.
    """
    look_for_garbage_rarely()
    _know_what_stays()
    # Some containers are set up so; each of some hundred processes would compile all modules.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform == "linux" and os.access(IN_MEMORY, os.W_OK):
        room = os.statvfs(IN_MEMORY)
        # Tests put programs there, too.
        may_run = not room.f_flag & os.ST_NOEXEC
        if may_run and room.f_bavail * room.f_frsize >= ENOUGH:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", IN_MEMORY)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One worker more than there are processors: some tests wait, and others can run meanwhile."""
    return (yield) + 1


def _know_what_stays() -> None:
    """Have each process of tests read the theme of the repository once, and check `CONFIG` once.

    Both stay as they are while tests run, and nearly every build begins with them. Folders of
    templates that a test makes, and other configurations, are read each time.
    """
    theme, usual = theme_folder(), CONFIG.encode()
    read, validate, get_source = (
        inputs.theme_digests,
        config.validate,
        jinja2.FileSystemLoader.get_source,
    )
    known, checked = cache(read), cache(validate)

    @cache
    def source_in_theme(name: str) -> Any:
        return get_source(jinja2.FileSystemLoader(str(theme)), jinja2.Environment(), name)

    def source(self: Any, environment: jinja2.Environment, template: str) -> Any:
        *before, last = self.searchpath
        if last != str(theme) or any(os.path.lexists(f"{path}/{template}") for path in before):
            return get_source(self, environment, template)
        return source_in_theme(template)

    inputs.theme_digests = lambda folder: [*known(folder)] if folder == theme else read(folder)
    config.validate = lambda data: checked(data) if data == usual else validate(data)
    jinja2.FileSystemLoader.get_source = source  # type: ignore[method-assign]


def pytest_collection_finish() -> None:
    """Look for garbage in what tests make alone: modules and their cases stay until the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def site(tmp_path: Path) -> Story:
    """An empty site."""
    return Story(tmp_path / "site")


@pytest.fixture(autouse=True, scope="module")
def threads_end() -> Iterator[None]:
    """No module leaves a thread: where there is one, workers are spawned, a second of CPU each."""
    before = set(threading.enumerate())
    yield
    if set(threading.enumerate()) - before:
        # What has one may end it when it goes.
        gc.collect()
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=60)
        assert not thread.is_alive()


class _InMemory(bytecode_cache.CheckedBytecodeCache):
    """Compiled templates that no folder has: all sites of the tests have nearly the same.

    As where the state cannot be written. To write them takes a seventh of a first build.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = bytecode_cache.remembered(bucket.key, bucket.checksum).code

    def dump_bytecode(self, bucket: Bucket) -> None:
        bytecode_cache.remembered(bucket.key, bucket.checksum).code = bucket.code

    @contextmanager
    def alone(self) -> Iterator[None]:
        yield

    def references(
        self, name: str, filename: str | None, source: str, find: Callable[[], Any]
    ) -> Any:
        key, checksum = self.get_cache_key(name, filename), self.get_source_checksum(source)
        known = bytecode_cache.remembered(key, checksum)
        if known.references is None:
            known.references = find()
        return known.references


@pytest.fixture(autouse=True)
def templates_in_memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sites have no compiled templates in their folders, but where `compiled_templates` is used."""
    if "compiled_templates" not in request.fixturenames:
        monkeypatch.setattr(environment, "CheckedBytecodeCache", _InMemory)


@pytest.fixture
def compiled_templates() -> None:
    """Sites keep compiled templates in the folder of their state, as anywhere but in tests."""


@pytest.fixture
def forgetful(compiled_templates: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds find templates as in a process of their own: in the folder of the state or nowhere."""
    monkeypatch.setattr(bytecode_cache, "remembered", lambda *_: bytecode_cache.Remembered())


@pytest.fixture
def forgetful_of_files(forgetful: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `forgetful`, but what Jinja makes of a source, it makes once for all of these tests.

    For tests of the state as a whole, which would compile the theme some hundred times.
    """
    kept, compiler = bytecode_cache.CheckedBytecodeCache, environment.Environment
    look, compile_ = kept.references, compiler.compile

    def references(
        cache: Any, name: str, filename: str | None, source: str, find: Callable[[], Any]
    ) -> Any:
        key = (name, filename, source)
        return look(cache, *key, lambda: _made(_REFERENCES, key, find))

    def compiled(
        jinja: Any, source: Any, name: str | None = None, filename: str | None = None, **how: Any
    ) -> Any:
        key = (name, filename, source, *sorted(how.items()))
        return _made(_COMPILED, key, lambda: compile_(jinja, source, name, filename, **how))

    monkeypatch.setattr(kept, "references", references)
    monkeypatch.setattr(compiler, "compile", compiled)


_REFERENCES: dict[Any, Any] = {}
_COMPILED: dict[Any, Any] = {}


def _made(known: dict[Any, Any], key: Any, make: Callable[[], Any]) -> Any:
    if key not in known:
        known[key] = make()
    return known[key]
