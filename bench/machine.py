"""The machine: its shape, in one line above the tables."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from pathlib import Path


def shape(folder: Path) -> str:
    """Processors, memory, systems, and what the folder lies on."""
    return ", ".join(
        (
            f"{_processors()} processors ({_model()})",
            f"{_memory() / 2**30:.0f} GB",
            f"{platform.system()} {platform.release()}",
            f"Python {platform.python_version()}",
            f"sites on {_file_system(folder)}",
            f"load average before {os.getloadavg()[0]:.1f}",
        )
    )


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _model() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _file_system(folder: Path) -> str:
    """The type of the file system whose mount point is the nearest above the folder."""
    nearest, kind = Path("/"), "an unknown file system"
    with suppress(OSError):
        for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
            _, point, name, *_ = line.split()
            if folder.is_relative_to(point) and len(point) >= len(str(nearest)):
                nearest, kind = Path(point), name
    return kind
