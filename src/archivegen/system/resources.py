"""Resources: the processors that this process may use, and the memory that it has used.

Apart from the workers, since a build with nothing to do tells both and starts none.
"""

from __future__ import annotations

import os
import sys


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
