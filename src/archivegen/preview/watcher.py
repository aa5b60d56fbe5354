"""Watcher: which files of a site were saved, as soon as they are.

The folders are watched wherever they are now or appear later, and nothing else is: neither the
output nor what is kept between builds. An editor that saves by renaming, a folder that is replaced
by another of the same name and a checkout of thousands of files are all one answer or a few.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from watchfiles import Change, watch

from archivegen.config.paths import STATE_NAME
from archivegen.system.scan import is_leaving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from archivegen.config.paths import SitePaths

_STEP_MS = 20
"""Milliseconds without another change after which changes are told."""

_MOST_MS = 200
"""Milliseconds after which changes are told although there are more."""

_LOOK_MS = 100
"""Milliseconds after which a watch that saw nothing says so: then it is known to have begun."""

_PATIENCE = 10.0
"""Seconds within which a watch begins and ends, at most."""


class Watcher:
    """Watches the sources of a site in the block.

    Where the system tells nothing of changes, as on network drives, WATCHFILES_FORCE_POLLING in
    the environment makes it look again and again (see the documentation of watchfiles).
    """

    def __init__(self, paths: SitePaths) -> None:
        self._root = paths.root
        self._folders = (paths.content, paths.static, paths.templates)
        self._files = {paths.config.name, paths.ledger.name}
        self._names = {folder.name for folder in self._folders}
        self._changed_folders: SimpleQueue[set[str]] = SimpleQueue()
        self._changed: SimpleQueue[set[str]] = SimpleQueue()
        # The root alone, since below it are large folders that are none of the sources.
        self._top = _Watch([paths.root], self._is_top, self._hear_of_top, is_deep=False)
        self._below = _Watch([], _is_source, self._changed.put, is_deep=True)

    def __enter__(self) -> Self:
        self._top.start()
        self._watch_folders()
        return self

    def __exit__(self, *_: object) -> None:
        self._top.stop()
        self._below.stop()

    def wait(self, seconds: float) -> list[str]:
        """The files that changed, as paths from the site's root, in order; waits for them.

        Empty if there are none after so many seconds.
        """
        changed: set[str] = set()
        with suppress(Empty):
            changed |= self._changed.get(timeout=seconds)
        changed |= _all_of(self._changed)
        if _all_of(self._changed_folders):
            # One of the folders may be new, or another than it was. What is saved in it before it
            # is watched is there for whoever reads it after that.
            self._watch_folders()
            changed |= _all_of(self._changed)
        return sorted(self._shown(path) for path in changed)

    def _hear_of_top(self, paths: set[str]) -> None:
        if any(os.path.basename(path) in self._names for path in paths):
            self._changed_folders.put(paths)
        self._changed.put(paths)

    def _watch_folders(self) -> None:
        """Watch the folders that there are now."""
        self._below.stop()
        folders = [folder for folder in self._folders if folder.is_dir()]
        self._below = _Watch(folders, _is_source, self._changed.put, is_deep=True)
        self._below.start()

    def _is_top(self, change: Change, path: str) -> bool:
        """Whether a change in the root is one of the sources, or all that was built is gone."""
        name = os.path.basename(path)
        if name == STATE_NAME:
            return change == Change.deleted
        return name in self._files or name in self._names

    def _shown(self, path: str) -> str:
        with suppress(ValueError):  # another drive
            path = os.path.relpath(path, self._root)
        return path.replace(os.sep, "/")


def _is_source(_: Change, path: str) -> bool:
    return not is_leaving(os.path.basename(path))


def _all_of(queue: SimpleQueue[set[str]]) -> set[str]:
    """Everything that is in a queue now; it is empty then."""
    paths: set[str] = set()
    with suppress(Empty):
        while True:
            paths |= queue.get_nowait()
    return paths


class _Watch:
    """A thread that watches some folders, with all below them or alone, and tells what changed."""

    def __init__(
        self,
        folders: Sequence[os.PathLike[str]],
        is_meant: Callable[[Change, str], bool],
        tell: Callable[[set[str]], None],
        *,
        is_deep: bool,
    ) -> None:
        self._folders, self._is_meant, self._tell = folders, is_meant, tell
        self._is_deep = is_deep
        self._begun, self._end = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Start the thread, and return when it sees every change from then on."""
        if self._folders:
            self._thread.start()
            self._begun.wait(_PATIENCE)

    def stop(self) -> None:
        """End the thread."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        try:
            self._watch(is_polling=None)
        except FileNotFoundError:
            # A folder went away just now; the watch of the root will say so, too.
            pass
        except Exception:  # noqa: BLE001 -- whatever the system refuses, such as one more watch
            with suppress(FileNotFoundError):
                self._watch(is_polling=True)
        finally:
            self._begun.set()

    def _watch(self, *, is_polling: bool | None) -> None:
        for changes in watch(
            *map(os.fspath, self._folders),
            watch_filter=self._is_meant,
            debounce=_MOST_MS,
            step=_STEP_MS,
            stop_event=self._end,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=is_polling,
            recursive=self._is_deep,
            ignore_permission_denied=True,
        ):
            self._begun.set()
            if changes:
                self._tell({path for _, path in changes})
