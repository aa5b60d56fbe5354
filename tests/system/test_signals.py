"""Signals: told once, a process cleans up behind itself; told twice, it leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

HOLDS_OUT = "hashlib.pbkdf2_hmac('sha256', b'', b'', 10**9)"
"""Minutes in which Python hears nothing."""
BEGIN = """
import hashlib
from contextlib import nullcontext, suppress
from functools import partial
from archivegen.system.signals import StoppedError, leave_when_told, stoppable
from archivegen.system.process_pool import ProcessPool
from story import Silence

def work(job):
    try:
        print("at it", flush=True)
        HOLDS_OUT
    finally:
        # The first may come before that begins.
        HOLDS_OUT

"""
PROCESSES = {
    "at work": "with stoppable(), ProcessPool(1, Silence()) as pool:\n"
    "    list(pool.run(partial(nullcontext, work), [1], None))",
    "cleaning up": "with suppress(StoppedError), stoppable():\n"
    "    try:\n        print('at it', flush=True)\n        while True: pass\n"
    "    finally:\n        while True: pass",
    "leaving": "leave_when_told()\nprint('at it', flush=True)\nwhile True: pass",
}


@pytest.mark.skipif(os.name == "nt", reason="no signals are sent there")
@pytest.mark.parametrize("process", PROCESSES)
def test_who_is_told_twice_leaves(process: str) -> None:
    code = BEGIN.replace("HOLDS_OUT", HOLDS_OUT) + PROCESSES[process]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"at it\n"
        # Two that are sent at the same time may be one.
        while running.poll() is None:
            running.send_signal(signal.SIGINT)
            time.sleep(0.02)
    assert running.returncode == 128 + signal.SIGINT
