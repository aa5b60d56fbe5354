"""Resources: the processors that a process may use, its memory use, and garbage collection.

This is apart from the workers, since a build with nothing to do uses it and starts none.
"""

from __future__ import annotations

import gc
import os
import sys

GARBAGE = 50_000
"""New objects after which a process looks for garbage, in place of Python's 700."""


def look_for_garbage_rarely() -> None:
    """Look for cycles of objects less often: hardly anything that a build makes is in one.

    To look for them took a sixteenth of the build of one article, most of it during imports.
    """
    gc.set_threshold(GARBAGE)


def default_workers() -> int:
    """How many workers use this machine well: its processors, as far as we may use them."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def peak_memory_mb() -> float | None:
    """Megabytes that this process has used at most, and its largest worker; None if not known."""
    try:
        import resource  # noqa: PLC0415 -- only POSIX has it
    except ImportError:
        return None
    own, worker = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return round((own + worker) / unit, 1)
