"""A preview for tests: the server alone, over an output that a test makes, or the whole command."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from archivegen.preview.broadcast import Board
from archivegen.preview.editing import EditingPage
from archivegen.preview.events import Bulletin
from archivegen.preview.listen import listen, names_of
from archivegen.preview.server import Server
from compiled_theme import give_compiled_theme
from story import Story

PATIENCE = 60
"""Seconds that a test waits for what is to come, at most."""


@dataclass
class Served:
    """A server that runs, its board, and a client for it."""

    board: Board
    port: int
    client: httpx.Client

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def raw(self, target: str, *headers: str, method: str = "GET", host: str = "localhost") -> str:
        """The whole answer to a request that no client would send like this."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *headers, "Connection: close"]
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
        return answer.decode("utf-8", "replace")

    def status(
        self, target: str, *headers: str, method: str = "GET", host: str = "localhost"
    ) -> int:
        return int(self.raw(target, *headers, method=method, host=host).split(" ", 2)[1])


@contextmanager
def serving(
    output: Path,
    *,
    base: str = "/",
    host: str = "127.0.0.1",
    editing: EditingPage | None = None,
) -> Iterator[Served]:
    board = Board(Bulletin("run-0", base=base))
    listening = listen(host, 0)
    port = listening.getsockname()[1]
    with (
        listening,
        Server(output, board, listening, names_of(listening, host), editing),
        httpx.Client(
            base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False
        ) as client,
    ):
        yield Served(board, port, client)


def bulletins(answer: httpx.Response) -> Iterator[dict[str, Any]]:
    """The bulletins of an answer that does not end."""
    for line in answer.iter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


@dataclass
class Preview:
    """`archivegen serve` at work."""

    process: subprocess.Popen[str]
    url: str
    first: list[str]
    """What it said before it said where it is."""

    def line(self) -> str:
        """The next line that it says."""
        assert self.process.stdout
        return self.process.stdout.readline().rstrip("\n")


@contextmanager
def previewing(site: Story, *options: str) -> Iterator[Preview]:
    """Run the command; when the block is done it is told to stop, and has to do so well."""
    give_compiled_theme(site)
    command = [sys.executable, "-m", "archivegen", "serve", "--site", str(site.root), *options]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "NO_COLOR": "1"},
    ) as process:
        try:
            assert process.stdout
            first: list[str] = []
            for line in process.stdout:
                if line.startswith("Showing the site at "):
                    yield Preview(process, line.split(" ")[4], first)
                    break
                first.append(line.rstrip("\n"))
            else:
                raise AssertionError("\n".join(first))
            if os.name == "nt":
                process.terminate()
            else:
                process.send_signal(signal.SIGINT)
            rest, _ = process.communicate(timeout=PATIENCE)
            assert "Traceback" not in rest
            assert process.returncode == (1 if os.name == "nt" else 0)
        finally:
            process.kill()
