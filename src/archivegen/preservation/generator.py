"""The generator: archivegen itself as a wheel, and the versions of what it used.

Made of what is installed, whether from a wheel or from a repository: the same bytes for the same
version, so that a bag made elsewhere is the same.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import archivegen
from archivegen.config.paths import theme_folder
from archivegen.model.problems import BuildError
from archivegen.preservation.payload import PayloadFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of all files in the wheel: the first that a ZIP file can say."""

_WHEEL = "Wheel-Version: 1.0\nGenerator: archivegen\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


class NotInstalledError(BuildError):
    """Archivegen runs from files that no installer knows: what it needs is not recorded."""


def generator_files(extras: Collection[str]) -> list[PayloadFile]:
    """The wheel, and the versions of all that archivegen needs with these extras.

    Raises NotInstalledError.
    """
    try:
        own = distribution("archivegen")
    except PackageNotFoundError as error:
        message = "archivegen is not installed here, so it cannot say what it needs"
        raise NotInstalledError(message) from error
    name = f"archivegen-{archivegen.__version__}"
    pins = "".join(f"{line}\n" for line in sorted(_pins(own, extras)))
    return [
        PayloadFile(f"generator/{name}-py3-none-any.whl", _wheel(own, f"{name}.dist-info")),
        PayloadFile("generator/requirements.txt", pins.encode()),
    ]


def _pins(own: Distribution, extras: Collection[str]) -> set[str]:
    """Each distribution that is needed and installed, as a requirement of just that version."""
    pins = {f"archivegen=={archivegen.__version__}"}
    waiting = [*_needed(own, extras)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = distribution(name)
        except PackageNotFoundError:  # of another system or another Python
            continue
        pins.add(f"{name}=={found.version}")
        waiting += _needed(found, ())
    return pins


def _needed(found: Distribution, extras: Collection[str]) -> Iterator[str]:
    """The names that a distribution requires, normalised (PEP 503)."""
    for requirement in found.requires or ():
        extra = _EXTRA.search(requirement)
        if (not extra or extra[1] in extras) and (name := _NAME.match(requirement)):
            yield re.sub(r"[-_.]+", "-", name[0]).lower()


def _wheel(own: Distribution, folder: str) -> bytes:
    """The wheel of what is installed (PyPA, "Binary distribution format")."""
    members = dict(sorted(_modules()))
    for name in ("METADATA", "entry_points.txt"):
        members[f"{folder}/{name}"] = (own.read_text(name) or "").encode()
    members[f"{folder}/WHEEL"] = _WHEEL.encode()
    record = "".join(_record_line(path, data) for path, data in members.items())
    members[f"{folder}/RECORD"] = f"{record}{folder}/RECORD,,\n".encode()
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as file:
        for path, data in members.items():
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            file.writestr(entry, data)
    return wheel.getvalue()


def _modules() -> Iterator[tuple[str, bytes]]:
    """The files of the package, its theme among them, by their paths in a wheel."""
    package = Path(archivegen.__file__).parent
    folders = {package: "archivegen"}
    if not theme_folder().is_relative_to(package):
        folders[theme_folder()] = "archivegen/theme"
    for top, name in folders.items():
        for folder, below, files in os.walk(top):
            below[:] = [one for one in below if one != "__pycache__"]
            for file in files:
                path = Path(folder, file)
                if path.suffix != ".pyc":
                    yield f"{name}/{path.relative_to(top).as_posix()}", path.read_bytes()


def _record_line(path: str, data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(data)}\n"
