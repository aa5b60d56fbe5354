"""Publishing to S3: a server that speaks as S3 does runs beside the tests, a process of its own."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from email.message import Message
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen
from xml.etree import ElementTree as ET

import pytest
from botocore.exceptions import ParamValidationError  # type: ignore[import-untyped]
from click.testing import CliRunner, Result
from fsspec import asyn

from archivegen.cli.main import main
from archivegen.deployment.changes import UNCERTAIN
from archivegen.deployment.conditional_writes import write_in_place_of
from archivegen.deployment.manifest import MANIFEST, Journal, read_held
from archivegen.deployment.store import ObjectStore, StoreError
from archivegen.system.caching import BRIEFLY, FOR_EVER
from story import Snapshot, Story

_SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/s3/aws4_request"}
"""Enough for the server, which looks at no signature."""


class Server:
    """A server with a bucket, `archive`, asked without a library, so that headers are as sent."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.ask("PUT", "")

    def ask(self, method: str, path: str, data: bytes | None = None) -> tuple[Message, bytes]:
        """The headers and the body of an answer."""
        url = f"{self._address}/archive/{path}"
        with urlopen(Request(url, data, _SIGNED, method=method)) as answer:
            return answer.headers, answer.read()

    def objects(self) -> dict[str, tuple[Message, bytes]]:
        """What stands there, by key."""
        listing = ET.fromstring(self.ask("GET", "?list-type=2")[1])
        keys = [one.text or "" for one in listing.iterfind(".//{*}Key")]
        return {key: self.ask("GET", quote(key)) for key in keys}


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The server, whose address stands in the environment."""
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            said = iter(server.stderr.readline, "")
            address = next(m[0] for line in said if (m := re.search(r"http://[\d.:]+", line)))
            for name, value in {
                "AWS_ENDPOINT_URL": address,
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_EC2_METADATA_DISABLED": "true",
                # Nothing of whoever runs the tests.
                "AWS_CONFIG_FILE": os.devnull,
                "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            }.items():
                monkeypatch.setenv(name, value)
            monkeypatch.delenv("AWS_PROFILE", raising=False)
            yield Server(address)
            _end_the_loop()
        finally:
            server.kill()


def _end_the_loop() -> None:
    """End the thread in which fsspec waits for the network; a new one begins where it is needed."""
    # What is open closes itself on the loop when it goes.
    gc.collect()
    loop: asyncio.AbstractEventLoop = asyn.loop[0]
    loop.call_soon_threadsafe(loop.stop)
    asyn.iothread[0].join()
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
    asyn.loop[0] = asyn.iothread[0] = None


def publish(site: Story, address: str) -> Result:
    return CliRunner().invoke(main, ["publish", address, "--site", str(site.root)])


def test_a_site_is_published_to_s3(
    site: Story, s3: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("a.md").write("static/[ä]*?#%.txt", "x").build()
    result = publish(site, "s3://archive/gazette")
    assert result.exit_code == 0, result.output
    expected = Snapshot.of(site.paths.output).files
    expected.pop(".archivegen-files")
    found = {key.removeprefix("gazette/"): answer for key, answer in s3.objects().items()}
    found.pop(".archivegen/manifest.gz")
    assert {path: data for path, (_, data) in found.items()} == expected
    (style,) = (path for path in expected if path.startswith("assets/style."))
    for path, media_type, caching in (
        ("index.html", "text/html; charset=utf-8", BRIEFLY),
        ("feed.xml", "application/atom+xml", BRIEFLY),
        (style, "text/css; charset=utf-8", FOR_EVER),
    ):
        headers = found[path][0]
        assert (headers["Content-Type"], headers["Cache-Control"]) == (media_type, caching)

    site.delete("content/a.md").article("b.md").build()
    assert ", 1 removed, " in publish(site, "s3://archive/gazette").stdout
    assert "gazette/2024/05/01/b/index.html" in s3.objects()
    assert "gazette/2024/05/01/a/index.html" not in s3.objects()

    s3.ask("PUT", "other/index.html", b"theirs")
    assert ": index.html; remove what is in the" in publish(site, "s3://archive/other").stderr
    assert "there is no bucket nothing-here" in publish(site, "s3://nothing-here/a").stderr
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    assert "no credentials were found" in publish(site, "s3://archive/gazette").stderr


def test_of_two_who_write_at_once_one_learns_of_it(s3: Server) -> None:
    """Also where the answer to the first attempt was lost, and where it is gone by now."""
    store = ObjectStore.at("s3://archive/gazette", 2)
    assert store.replace("a", "", b"1")
    assert not store.replace("a", "", b"2")
    assert store.replace("a", "", b"1")
    first = store.versions("")["a"]
    assert store.replace("a", first, b"3")
    assert not store.replace("a", first, b"4")
    assert s3.objects()["gazette/a"][1] == b"3"
    last = store.versions("")["a"]
    store.remove("a")
    assert not store.replace("a", last, b"5")
    assert not s3.objects()


def test_of_two_who_publish_at_once_one_begins(s3: Server) -> None:
    store = ObjectStore.at("s3://archive/gazette", 2)
    held = read_held(store)
    one, other = Journal(store, held), Journal(store, held)
    one.begin(["a"])
    with pytest.raises(StoreError, match="somebody else publishes there at the same time"):
        other.begin(["b"])
    one.end({"a": "1"}, [])
    assert [*s3.objects()] == [f"gazette/{MANIFEST}"]


def test_a_list_that_changed_after_the_last_look_is_not_replaced(
    s3: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may be other than it says is noted beside it."""
    store = ObjectStore.at("s3://archive/gazette", 2)
    slow = Journal(store, read_held(store))
    slow.begin(["a"])
    other = Journal(store, read_held(store))
    other.begin(["a"])
    other.end({"a": "1"}, [])
    monkeypatch.setattr(Journal, "require_alone", lambda *_: None)
    with pytest.raises(StoreError, match="somebody else publishes there at the same time"):
        slow.end({"a": "2"}, ["a"])
    held = read_held(store)
    assert held.is_unfinished
    assert held.files == {"a": UNCERTAIN}


@pytest.mark.parametrize("refusal", [OSError(errno.ENOSYS, "no"), ParamValidationError(report="")])
def test_a_store_that_cannot_compare_just_writes(refusal: Exception) -> None:
    written: list[tuple[str, bytes]] = []

    class System:
        """Speaks as S3 does, but for conditions."""

        def pipe_file(self, place: str, data: bytes, **options: Any) -> None:
            if options:
                raise refusal
            written.append((place, data))

    assert write_in_place_of(System(), "a", "", b"1")
    assert written == [("a", b"1")]
