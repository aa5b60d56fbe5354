"""Pagefind: runs the program that makes a search index of a folder, and finds its output.

One runs at a time, since it needs some 300 kilobytes of memory for each article. It has no time
limit, since the right limit depends on the archive; it ends when the build is told to stop.
"""

from __future__ import annotations

import contextlib
import gzip
import importlib
import json
import os
import subprocess
from typing import TYPE_CHECKING

from archivegen.config.settings import CONFIG_NAME
from archivegen.model.problems import Problem, SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
"""Where the program may come from, the one first that tells words apart in more languages."""

_SIGNATURE = b"pagefind_dcd"


def make_index(source: Path, target: Path, language: str) -> None:
    """Index the HTML files of one folder into another.

    `language` is a tag of which the first part counts. Raises SiteError with Pagefind's own
    words, and OSError.
    """
    program = _program()
    options = ["--silent", "--force-language", language.partition("-")[0].lower()]
    command = [program, *options, "--site", os.fspath(source), "--output-path", os.fspath(target)]
    # Pagefind takes options from the environment, and from files where it is started.
    environment = {key: value for key, value in os.environ.items() if key[:9] != "PAGEFIND_"}
    try:
        done = subprocess.run(  # noqa: S603 -- the paths are our own
            command, cwd=source.parent, env=environment, capture_output=True, check=False
        )
    except OSError as error:
        raise _failure(f"{program}: {error.strerror}") from error
    if done.returncode:
        said = (done.stderr + done.stdout).decode("utf-8", "replace").split()
        raise _failure(" ".join(said) or _silent_end(done.returncode))


def _program() -> str:
    for name in _PACKAGES:
        with contextlib.suppress(ImportError, FileNotFoundError):
            path: Path = importlib.import_module(name).get_executable()
            return os.fspath(path)
    raise _failure("the program is not there")


def _silent_end(code: int) -> str:
    if code < 0:
        return f"it was ended by signal {-code}; there may not be enough memory"
    return f"it ended with status {code}"


def _failure(words: str) -> SiteError:
    hint = "to publish without a search, write enabled = false under [search]"
    return SiteError([Problem(CONFIG_NAME, f"Pagefind made no search index: {words}", hint=hint)])


def fragments_of(index: Path) -> Iterator[tuple[str, str]]:
    """The name of each record in an index, and its path in the folder that was indexed."""
    for path in sorted((index / "fragment").iterdir()):
        data = gzip.decompress(path.read_bytes())
        yield path.stem, json.loads(data.removeprefix(_SIGNATURE))["url"]


def files_of_index(index: Path) -> list[str]:
    """The files that are an index, as paths in its folder: without the user interfaces."""
    paths = (path for path in index.rglob("*") if path.is_file())
    names = (path.relative_to(index).as_posix() for path in paths)
    return sorted(name for name in names if not name.endswith((".js", ".css", ".pagefind")))


def files_of_engine(index: Path) -> list[str]:
    """The files that search any index of the language, with those of this index."""
    (language,) = json.loads((index / "pagefind-entry.json").read_bytes())["languages"].values()
    program = f"wasm.{language['wasm'] or 'unknown'}.pagefind"
    return sorted([*files_of_index(index), "pagefind.js", program])
