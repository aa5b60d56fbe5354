"""Pools: which workers do the work of a build, depending on how much there is."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from archivegen.builder.inputs import theme_digests
from archivegen.config.extras import install_command
from archivegen.config.paths import theme_folder
from archivegen.model.problems import BuildError
from archivegen.system.digests import fingerprint
from archivegen.system.process_pool import ProcessPool
from archivegen.system.versions import generator_digest, libraries_digest, pictures_version

if TYPE_CHECKING:
    from archivegen.builder.inputs import Inputs
    from archivegen.system.progress import Progress
    from archivegen.system.workers import WorkerPool

MANY_FILES = 100
"""Files to work on for which others than this process are worth their start."""


def open_pool(inputs: Inputs, files: int, progress: Progress) -> WorkerPool:
    """The workers for so many files, as the options say: of a cluster, processes, or this one.

    To be called while no SQLite connection is open. Raises BuildError where they cannot be had.
    """
    options = inputs.options
    if files <= MANY_FILES:
        return ProcessPool(1, progress)
    return _cluster(inputs, progress) if options.cluster else ProcessPool(options.workers, progress)


def makers() -> dict[str, bytes]:
    """What makes bytes besides the sources, as it is here: digests by names that people know."""
    return {
        "archivegen or Python": generator_digest(),
        "its libraries": libraries_digest(),
        "Pillow": pictures_version().encode(),
        "the theme": fingerprint(theme_digests(theme_folder())),
    }


def _cluster(inputs: Inputs, progress: Progress) -> WorkerPool:
    if find_spec("distributed") is None:
        raise BuildError(
            f"--cluster needs dask.distributed; install it with: {install_command('cluster')}"
        )
    paths = inputs.paths
    if paths.kept:
        raise BuildError(f"--cluster needs a folder that can be written to: {paths.root}")
    # Imported here, since it takes a second.
    from archivegen.system.cluster.pool import ClusterPool  # noqa: PLC0415

    return ClusterPool(inputs.options.cluster, paths.root, paths.cluster, makers, progress)
