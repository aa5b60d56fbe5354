"""Clients: connects to a Dask scheduler, or starts a cluster on this machine."""

from __future__ import annotations

import logging
import re
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from distributed import Client, LocalCluster

from archivegen.model.problems import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30
"""Seconds in which a scheduler has to answer, and to have a worker."""

_LOGGERS = ("distributed", "distributed.client", "distributed.comm", "distributed.core")
"""What these say of connections and workers that are lost, a build says in words of its own."""

LEAVE = 5
"""Seconds to take leave of a scheduler, which may be gone."""

_LOCAL = re.compile(r"local:([1-9]\d*)")
"""A cluster of so many processes on this machine."""


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the scheduler at `address`, which has a worker at least; for the block.

    `local:N` starts N workers on this machine, which end with the block. Raises BuildError where
    nobody answers.
    """
    with ExitStack() as stack:
        local = _LOCAL.fullmatch(address)
        if local:
            address = stack.enter_context(_local_cluster(int(local[1])))
        for name in _LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            client = Client(address, timeout=PATIENCE, name="archivegen")
        except (OSError, ValueError) as error:
            raise BuildError(
                f"no scheduler answers at {address}: {error}; start one with: dask scheduler"
            ) from error
        stack.callback(client.close, timeout=LEAVE)
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise BuildError(
                f"the scheduler at {address} has no workers; start one, where the site's folder "
                f"can be seen, with: dask worker {address} --nthreads 1"
            ) from error
        yield client


@contextmanager
def _local_cluster(size: int) -> Iterator[str]:
    with LocalCluster(
        n_workers=size,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster.scheduler_address
