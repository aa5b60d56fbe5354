"""The folder of the state: no link in it is followed, and nothing in it stops a build.

It may come from anywhere, such as a checkout or a cache. Whatever is in the place of a file or
folder of the state, but is not one, would redirect writes elsewhere or make them fail. It is
removed before anything is opened.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from archivegen.system.database import files_of

if TYPE_CHECKING:
    from archivegen.config.paths import SitePaths

_LONGEST = 400
"""Bytes of the folder's path, at most: SQLite takes 512 for a file, on all systems."""


def require_short(paths: SitePaths) -> None:
    """Raise OSError where the folder's path is too long for databases in it."""
    if len(os.fsencode(os.path.realpath(paths.state))) > _LONGEST:
        raise OSError(errno.ENAMETOOLONG, "the path is too long for a database", str(paths.state))


def clear_the_way(paths: SitePaths) -> None:
    """Remove links and whatever else is in the place of a file or folder of the state.

    To be called behind the lock, and with a folder that is no link itself. Raises OSError.
    """
    folders = (
        paths.images, paths.social_cards, paths.compiled_templates, paths.cluster, paths.outputs,
        paths.output_state,
    )  # fmt: skip
    for folder in folders:
        if os.path.lexists(folder) and (os.path.islink(folder) or not os.path.isdir(folder)):
            os.unlink(folder)
    databases = (paths.articles_db, paths.bodies_db, paths.images_db, paths.outputs_db)
    files = [name for path in databases for name in files_of(path)]
    for name in (*files, str(paths.config_cache), str(paths.http_answers)):
        if os.path.islink(name):
            os.unlink(name)
