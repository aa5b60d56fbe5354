"""Recovery from damage in the state that is kept between builds.

The state is only an accelerator, so all of it is discarded and the work starts over, once. This is
the same for every command, whichever file was damaged.
"""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING, TypeVar

from archivegen.model.problems import BuildError
from archivegen.system.database import StateDamagedError, discard, is_full

if TYPE_CHECKING:
    from collections.abc import Callable

    from archivegen.config.paths import SitePaths

T = TypeVar("T")


def with_sound_state(
    paths: SitePaths,
    attempt: Callable[[], T],
    failure: Callable[[str], BuildError] = BuildError,
) -> T:
    """The result of an attempt, or of a second one if the first meets damage in the state.

    Raises BuildError when the disk is full, what `failure` makes of the reason when there is damage
    the second time, and whatever else the attempt raises.
    """
    try:
        return attempt()
    except (StateDamagedError, sqlite3.DatabaseError) as error:
        if is_full(error):
            raise BuildError(f"{paths.state}: {error}") from error
    _discard_all(paths)
    try:
        return attempt()
    except (StateDamagedError, sqlite3.DatabaseError) as error:
        raise failure(f"{paths.state}: {error}") from error


def _discard_all(paths: SitePaths) -> None:
    """Forget all that is kept, but for what is behind digests of its own, as templates are."""
    # Imported here, since it is hardly ever needed.
    from archivegen.archive import store  # noqa: PLC0415

    store.discard_state(paths)
    discard(paths.images_db)
    shutil.rmtree(paths.images, ignore_errors=True)
    discard(paths.outputs_db)
