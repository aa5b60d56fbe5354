"""The server of the preview: what a static host would answer, and nothing to whom it is not for."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from archivegen.model.problems import Problem
from archivegen.preview.events import Bulletin
from archivegen.preview.live_reload import CLIENT
from archivegen.preview.server import EVENTS, MOST_STREAMS
from previewing import PATIENCE, Served, bulletins, serving
from story import Snapshot, Story, needs_links

SECRET = "what is not for you"


FILES = {
    "site/index.html": "<!doctype html>\n<html lang=en>\n<head>\n<title>Front</title></head>",
    "site/404.html": "<!doctype html><head></head><p>The site's own page",
    "site/news/index.html": "<head></head>News",
    "site/feed.xml": "<feed/>",
    "site/empty/x.txt": "x",
    "site/film.mp4": "0123456789",
    "site/.well-known/x.txt": "x",
    "site/.archivegen-files": SECRET,
    "site/.archivegen-staging/x.html": SECRET,
    "site/a b/ä%.txt": "found",
    "site-sibling/x.txt": SECRET,
    "x.txt": SECRET,
}
"""An output with a sibling whose name begins like its own."""


def _write(folder: Path) -> Path:
    for path, text in FILES.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder / "site"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return _write(tmp_path)


@pytest.fixture
def served(output: Path) -> Iterator[Served]:
    """A server for a test that changes what it serves."""
    with serving(output) as server:
        yield server


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for tests that only ask."""
    with serving(_write(tmp_path_factory.mktemp("standing"))) as server:
        yield server


def test_page_has_the_script_only_when_it_is_sent(served: Served, output: Path) -> None:
    before = Snapshot.of(output)
    answer = served.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    script = f'<script src="{CLIENT}" data-edition="run-0" defer></script>'
    assert f"<head>{script}\n<title>" in answer.text
    assert answer.text.replace(script, "") == before.files["index.html"].decode()
    assert Snapshot.of(output) == before


@pytest.mark.parametrize(
    ("path", "media_type", "text"),
    [
        ("/feed.xml", "application/atom+xml", "<feed/>"),
        ("/film.mp4", "video/mp4", "0123456789"),
        ("/.well-known/x.txt", "text/plain; charset=utf-8", "x"),
        ("/a%20b/%C3%A4%25.txt", "text/plain; charset=utf-8", "found"),
        ("/feed.xml?once=more", "application/atom+xml", "<feed/>"),
    ],
)
def test_file(standing: Served, path: str, media_type: str, text: str) -> None:
    answer = standing.get(path)
    assert (answer.status_code, answer.text) == (200, text)
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-length"] == str(len(text.encode()))
    head = standing.client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == answer.headers["content-length"]


def test_folder(standing: Served) -> None:
    assert standing.get("/news/").text.endswith("News")
    answer = standing.get("/news?a=b")
    assert (answer.status_code, answer.headers["location"]) == (307, "/news/?a=b")
    assert "no-store" in answer.headers["cache-control"]
    assert standing.get("/empty").status_code == standing.get("/empty/").status_code == 404
    # Two slashes would lead to another host.
    assert "Location: /news/\r\n" in standing.raw("//news").replace("location", "Location")


@pytest.mark.parametrize(
    "path", ["/no/such", "/index.html/", "/feed.xml/", "/news/x.html", "/empty/"]
)
def test_what_is_not_there(standing: Served, path: str) -> None:
    answer = standing.get(path)
    assert answer.status_code == 404
    assert "The site's own page" in answer.text
    assert CLIENT in answer.text


def test_without_a_page_for_what_is_not_there(served: Served, output: Path) -> None:
    (output / "404.html").unlink()
    answer = served.get("/no/such")
    assert (answer.status_code, "There is nothing here" in answer.text) == (404, True)
    (output / "index.html").unlink()
    answer = served.get("/")
    assert (answer.status_code, "has not been built yet" in answer.text) == (404, True)
    assert CLIENT in answer.text


def test_before_there_is_an_output(tmp_path: Path) -> None:
    with serving(tmp_path / "nowhere") as served:
        answer = served.get("/")
        assert (answer.status_code, "has not been built yet" in answer.text) == (404, True)


def test_etag(served: Served, output: Path) -> None:
    for path in ("/", "/feed.xml", CLIENT):
        tag = served.get(path).headers["etag"]
        answer = served.get(path, If_None_Match=tag)
        assert (answer.status_code, answer.content) == (304, b"")
        assert served.get(path, If_None_Match='"another"').status_code == 200
    before = served.get("/").headers["etag"]
    # A new edition is another page, since the script has to know of which it is.
    served.board.put(Bulletin("run-1"))
    answer = served.get("/", If_None_Match=before)
    assert (answer.status_code, 'data-edition="run-1"' in answer.text) == (200, True)
    before = served.get("/feed.xml").headers["etag"]
    (output / "feed.xml").write_text("<feed>new</feed>")
    assert served.get("/feed.xml", If_None_Match=before).text == "<feed>new</feed>"
    assert served.get("/no", If_None_Match="*").status_code == 404


def test_ranges(standing: Served) -> None:
    answer = standing.get("/film.mp4", Range="bytes=2-4")
    assert (answer.status_code, answer.text) == (206, "234")
    assert answer.headers["content-range"] == "bytes 2-4/10"
    assert answer.headers["content-type"] == "video/mp4"
    assert standing.get("/film.mp4", Range="bytes=-2").text == "89"
    assert standing.get("/film.mp4", Range="bytes=8-").text == "89"
    assert standing.get("/film.mp4", Range="bytes=20-").status_code == 416
    assert standing.get("/film.mp4").headers["accept-ranges"] == "bytes"
    stale = standing.get("/film.mp4", Range="bytes=2-4", If_Range='"another"')
    assert (stale.status_code, stale.text) == (200, "0123456789")


def test_base_path(output: Path) -> None:
    with serving(output, base="/z%C3%A9/") as served:
        assert "Front" in served.get("/z%C3%A9/").text
        for path in ("/", "/z%C3%A9"):
            answer = served.get(path)
            assert (answer.status_code, answer.headers["location"]) == (307, "/z%C3%A9/")
        assert served.get("/z%C3%A9/news").headers["location"] == "/z%C3%A9/news/"
        for path in ("/feed.xml", "/z%C3%A9feed.xml", "/z%C3%A9/no"):
            answer = served.get(path)
            assert (answer.status_code, "The site's own page" in answer.text) == (404, True)
        assert served.get(CLIENT).status_code == 200
        # As when the configuration is changed while it is served.
        served.board.put(Bulletin("run-1", base="/"))
        assert served.get("/feed.xml").status_code == 200


OUTSIDE = (
    "/../x.txt", "/../site-sibling/x.txt", "/news/../../x.txt", "/..%2fx.txt", "/%2e%2e/x.txt",
    "/%2e%2e%2fsite-sibling%2fx.txt", "/..%5cx.txt", "/..\\x.txt", "/%2e%2e%5cx.txt",
    "/%252e%252e/x.txt", "/....//x.txt", "/news/%2e%2e/%2e%2e/x.txt", "/.archivegen-files",
    "/%2earchivegen-files", "/.archivegen-staging/x.html", "/.archivegen-staging/",
    "/.ARCHIVEGEN-files", "/x.txt%00", "/%00", "/index.html%00.txt", "/c:/x.txt", "/" + "x" * 5000,
    "/-sibling/x.txt", "/../site/index.html", "//etc/passwd", "/%2fetc/passwd", "http://evil/x.txt",
)  # fmt: skip


@pytest.mark.parametrize("target", OUTSIDE)
def test_nothing_outside_of_the_output(standing: Served, target: str) -> None:
    answer = standing.raw(target)
    assert answer.startswith("HTTP/1.1 404 "), answer
    assert SECRET not in answer


def test_nothing_by_its_whole_path(served: Served, tmp_path: Path) -> None:
    path = (tmp_path / "x.txt").as_posix()
    for target in (path, f"/{path}", f"/%2f{path[1:]}", f"file://{path}"):
        answer = served.raw(target)
        assert answer.startswith("HTTP/1.1 404 "), answer
        assert SECRET not in answer


@needs_links
def test_links_that_lead_out(served: Served, output: Path, tmp_path: Path) -> None:
    (output / "link.txt").symlink_to(tmp_path / "x.txt")
    (output / "up").symlink_to(tmp_path)
    (output / "near").symlink_to(tmp_path / "site-sibling")
    (output / "list.txt").symlink_to(output / ".archivegen-files")
    (output / "round").symlink_to(output / "round")
    (output / "inside.xml").symlink_to(output / "feed.xml")
    for path in (
        "/link.txt",
        "/up/x.txt",
        "/near/x.txt",
        "/list.txt",
        "/round",
        "/up/site/feed.xml/",
    ):
        answer = served.get(path)
        assert answer.status_code == 404
        assert SECRET not in answer.text
    assert served.get("/inside.xml").text == "<feed/>"


@needs_links
def test_output_that_is_a_link(output: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(output)
    with serving(tmp_path / "link") as served:
        assert served.get("/feed.xml").text == "<feed/>"
        assert served.status("/../x.txt") == 404


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_is_no_file_does_not_hang(served: Served, output: Path) -> None:
    os.mkfifo(output / "pipe.txt")
    assert served.get("/pipe.txt").status_code == 404


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_what_cannot_be_read(served: Served, output: Path) -> None:
    (output / "index.html").chmod(0)
    answer = served.get("/")
    assert (answer.status_code, "cannot be read" in answer.text) == (500, True)


FOREIGN_HOSTS = (
    "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:80",
    "0.0.0.0", "192.168.1.5", "[2001:db8::1]", "", "a@localhost", "localhost/x", "localhost:",
    "2130706433", "localhost, evil.example", "[::1", "::1",
)  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/feed.xml", CLIENT, EVENTS, "/no"])
def test_foreign_hosts_are_refused(standing: Served, path: str) -> None:
    for host in FOREIGN_HOSTS:
        answer = standing.raw(path, host=host)
        assert answer.startswith("HTTP/1.1 421 "), host
        assert "does not answer to the name" in answer
        assert "Front" not in answer


def test_more_than_one_host(standing: Served) -> None:
    assert standing.status("/", "Host: evil.example") in {400, 421}
    assert standing.raw("/", host="localhost\r\nX: y").startswith("HTTP/1.1 200 ")
    with_none = standing.raw("/", host="").split(" ", 2)[1]
    assert with_none == "421"


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:1",
        "localhost.",
        "127.0.0.1",
        "127.0.0.5:80",
        "[::1]:9",
        "x.localhost",
    ],
)
def test_own_hosts_are_answered(standing: Served, host: str) -> None:
    assert standing.status("/", host=host) == 200


def test_hosts_from_outside(output: Path) -> None:
    """Bound elsewhere, addresses are answered, too, but names only if they were given."""
    with serving(output, host="0.0.0.0") as served:
        for host in ("192.168.1.5:8000", "[2001:db8::1]", "localhost", "127.0.0.1"):
            assert served.status("/", host=host) == 200
        for host in ("evil.example", "mybox"):
            assert served.status("/", host=host) == 421


@pytest.mark.parametrize("path", ["/", "/feed.xml", CLIENT, EVENTS])
def test_foreign_origins_are_refused(standing: Served, path: str) -> None:
    for origin in (
        "https://evil.example", "null", "http://localhost:1", "http://127.0.0.1", "", "file://",
        f"ftp://localhost:{standing.port}", f"http://localhost:{standing.port}.evil.example",
    ):  # fmt: skip
        answer = standing.raw(path, f"Origin: {origin}", host=f"localhost:{standing.port}")
        assert answer.startswith("HTTP/1.1 403 "), origin
    if path != EVENTS:
        own = f"Origin: http://localhost:{standing.port}"
        assert standing.status(path, own, host=f"localhost:{standing.port}") == 200


def test_more_streams_than_browsers_need_are_refused(standing: Served) -> None:
    request = f"GET {EVENTS} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(MOST_STREAMS):
            address = "127.0.0.1", standing.port
            stream = stack.enter_context(socket.create_connection(address, PATIENCE))
            stream.sendall(request)
            assert stream.recv(12) == b"HTTP/1.1 200"
        assert standing.status(EVENTS) == 503
        assert standing.get("/").status_code == 200
    # Those that are closed make room.
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with standing.client.stream("GET", EVENTS) as answer:
            if answer.status_code == 200:
                break
    else:
        raise AssertionError("there is no room")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "X"])
def test_only_reading(standing: Served, method: str) -> None:
    answer = standing.raw("/", method=method)
    assert answer.startswith("HTTP/1.1 405 ")
    assert "allow: GET, HEAD\r\n" in answer.lower().replace("get, head", "GET, HEAD")


def test_pages_of_other_sites_cannot_show_it(standing: Served) -> None:
    for path in ("/", "/feed.xml", "/no", CLIENT):
        assert standing.get(path).headers["cross-origin-resource-policy"] == "same-origin"


def test_client(standing: Served) -> None:
    answer = standing.get(CLIENT)
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    # The styles are in it.
    assert "STYLES" not in answer.text
    assert "prefers-color-scheme" in answer.text


def test_news(served: Served) -> None:
    with served.client.stream("GET", EVENTS) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        news = bulletins(answer)
        assert next(news)["edition"] == "run-0"
        problem = Problem("content/a.md", "no\nway", 3, 5, "hint", excerpt="abc: \x1bd\t")
        served.board.put(Bulletin("run-0", 1, problems=(problem,)))
        told = next(news)
        assert (told["edition"], told["build"]) == ("run-0", 1)
        assert told["problems"] == [
            {
                "severity": "error", "place": "content/a.md:3:5", "message": "no\ufffdway",
                "excerpt": ["abc:", " ", "\ufffdd "], "hint": "hint",
            }
        ]  # fmt: skip
        served.board.put(Bulletin("run-1", 2))
        assert next(news)["edition"] == "run-1"
    # Who connects later learns how things stand.
    with served.client.stream("GET", EVENTS) as answer:
        assert next(bulletins(answer))["build"] == 2
    assert served.client.head(EVENTS).status_code == 200


def test_who_reads_the_news_does_not_keep_the_server_from_ending(output: Path) -> None:
    before = set(threading.enumerate())
    with serving(output) as served, served.client.stream("GET", EVENTS) as answer:
        news = bulletins(answer)
        next(news)
        ended = threading.Thread(target=lambda: list(news))
        ended.start()
        served.board.close()
        ended.join(PATIENCE)
        assert not ended.is_alive()
    assert set(threading.enumerate()) <= before


def test_built_site(site: Story) -> None:
    """What a build made is served, and the build is as clean as it was."""
    site.article("a.md").build()
    with serving(site.paths.output) as served:
        assert "<title>A | The Test Gazette</title>" in served.get("/2024/05/01/a/").text
        assert served.get("/no").status_code == 404
        assert "Page not found" in served.get("/no").text
        assert served.get("/feed.xml").headers["content-type"] == "application/atom+xml"
    site.build().assert_written().assert_clean()
    assert not any(
        b"__archivegen" in data for data in Snapshot.of(site.paths.output).files.values()
    )
