"""Links to other sites: how they are asked, what is said of the answers, and who is never asked.

A server on this machine answers under the names of hosts that do not exist.
"""

from __future__ import annotations

import json
import os
import re
import socket
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count, repeat
from pathlib import Path
from typing import Any, Self

import httpcore
import pytest

from archivegen.checks.external_links import Manners, _ask_host, ask_all, problems
from archivegen.checks.http_answers import HttpAnswer, HttpAnswers
from archivegen.checks.http_client import MOST_SECONDS, USER_AGENT, Asker
from archivegen.checks.public_network import PublicTransport, is_public
from checking import checked, line
from story import NOW, Story

QUICK = Manners(pause=0.0, patience=20.0)
NOWHERE = Path(os.devnull, "links.json")
"""Where nobody can keep anything: servers of other tests had the same ports before."""

DAY = 86_400


class Web:
    """Servers of some sites, all on one address of this machine.

    `pages` has what a path answers: a status, and headers. `asked` are the requests so far.
    """

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str]]] = {"/": (200, {})}
        self.asked: list[tuple[str, str, str]] = []
        self.most_at_once: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.refuses_head = False
        self.resolved: list[str] = []
        self.addresses: dict[str, list[str]] = {}
        self._busy: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                web.answer(self, "HEAD")

            def do_GET(self) -> None:
                web.answer(self, "GET")

            def log_message(self, *_: object) -> None: ...

        return Handler

    def answer(self, request: BaseHTTPRequestHandler, method: str) -> None:
        host = request.headers["Host"].partition(":")[0]
        with self._lock:
            self._busy[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self._busy[host])
            self.asked.append((method, host, request.path))
            self.agents.add(request.headers["User-Agent"])
        status, headers = self.pages.get(request.path, (404, {}))
        if method == "HEAD" and self.refuses_head:
            status, headers = 405, {}
        with self._lock:
            self._busy[host] -= 1
        request.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            request.send_header(name, value.replace("PORT", str(self.port)))
        request.end_headers()

    def url(self, path: str = "/", host: str = "a.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def resolve(self, host: str, port: int) -> list[str]:
        with self._lock:
            self.resolved.append(host)
        if host.startswith("gone"):
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        return self.addresses.get(host, ["127.0.0.1"])

    def ask(
        self, *paths: str, known: HttpAnswers | None = None, host: str = "a.example"
    ) -> list[HttpAnswer]:
        """The answers under these paths of a host, asked politely but without pauses."""
        urls = [path if "://" in path else self.url(path, host) for path in paths]
        kept = known or HttpAnswers(NOWHERE, NOW)
        found = ask_all(urls, kept, self.asker, QUICK)
        return [found[url] for url in urls]

    def asker(self) -> Asker:
        return Asker(PublicTransport(self.resolve, lambda address: address == "127.0.0.1"), NOW)

    @contextmanager
    def running(self) -> Iterator[Web]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()


@pytest.fixture
def web() -> Iterator[Web]:
    with Web().running() as web:
        yield web


def moved(status: int, to: str) -> tuple[int, dict[str, str]]:
    return status, {"Location": to}


def test_good_and_bad_answers(web: Web) -> None:
    web.pages |= {"/410": (410, {}), "/403": (403, {}), "/500": (500, {}), "/204": (204, {})}
    assert web.ask("/", "/204", "/404", "/410", "/403", "/500") == [
        HttpAnswer("fine"),
        HttpAnswer("fine"),
        HttpAnswer("gone", "it answers 404"),
        HttpAnswer("gone", "it answers 410"),
        HttpAnswer("unsure", "it answers 403"),
        HttpAnswer("unsure", "it answers 500"),
    ]
    assert web.agents == {USER_AGENT}
    assert USER_AGENT.startswith("archivegen/")


def test_only_the_head_is_asked_for_where_it_is_given(web: Web) -> None:
    web.ask("/")
    web.refuses_head = True
    assert web.ask("/", host="b.example") == [HttpAnswer("fine")]
    assert web.asked == [
        ("HEAD", "a.example", "/"), ("HEAD", "b.example", "/"), ("GET", "b.example", "/"),
    ]  # fmt: skip


def test_redirects(web: Web) -> None:
    web.pages |= {
        "/301": moved(301, "/new"),
        "/308": moved(308, "http://b.example:PORT/new#part"),
        "/302": moved(302, "/new"),
        "/301-302": moved(301, "/302"),
        "/302-301": moved(302, "/301"),
        "/301-404": moved(301, "/no"),
        "/loop": moved(301, "/loop"),
        "/file": moved(301, "file:///etc/passwd"),
        "/nowhere": (301, {}),
        "/new": (200, {}),
    }
    assert web.ask("/301", "/308", "/302", "/301-302", "/302-301", "/301-404") == [
        HttpAnswer("moved", web.url("/new")),
        HttpAnswer("moved", web.url("/new", "b.example")),
        HttpAnswer("fine"),
        HttpAnswer("moved", web.url("/302")),
        HttpAnswer("fine"),
        HttpAnswer("gone", "it answers 404"),
    ]
    assert {answer.kind for answer in web.ask("/loop", "/file", "/nowhere")} == {"unsure"}
    assert len(web.asked) < 40


def test_hosts_that_are_not_there(web: Web) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        refused = f"http://a.example:{unused.getsockname()[1]}/"
        assert web.ask("http://gone.example/", refused, "/")[0] == HttpAnswer(
            "no host", "there is no such host"
        )
        (answer,) = web.ask(refused)
    assert answer.kind == "unsure"
    assert answer.detail.startswith("it cannot be reached: ")


def test_a_host_that_asks_for_a_little_each_time_is_left_alone() -> None:
    class Busy:
        asked = 0

        def ask(self, _: str) -> HttpAnswer:
            self.asked += 1
            return HttpAnswer("unsure", "it answers 429", 4)

    class Waited(threading.Event):
        seconds = 0.0

        def wait(self, timeout: float | None = None) -> bool:
            self.seconds += timeout or 0
            return False

    busy, waited = Busy(), Waited()
    answers = list(_ask_host([f"https://a.example/{n}" for n in range(100)], busy, waited, 0))
    assert (len(answers), busy.asked, waited.seconds) == (100, 4, 8)


def test_without_a_network_nothing_is_said(web: Web, tmp_path: Path) -> None:
    path = tmp_path / "links.json"
    hosts = [f"http://gone-{number}.example/" for number in range(5)]
    answers = web.ask(*hosts, known=HttpAnswers(path, NOW))
    assert {answer.kind for answer in answers} == {"no network"}
    assert HttpAnswers(path, NOW).find(hosts[0]) is None


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "0.0.0.0", "255.255.255.255", "224.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
     "2002:7f00:1::", "2002:a00:1::", "2001:db8::1", "64:ff9b:1::5db8:d70e", "fec0::1",
     "::93.184.215.14", "::ffff:0:93.184.215.14"],
)  # fmt: skip
def test_addresses_that_are_never_asked(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:{}/", "http://[::ffff:127.0.0.1]:{}/", "http://2130706433:{}/"]
)
def test_this_machine_is_not_asked(web: Web, url: str) -> None:
    target = url.format(web.port)
    with Asker(PublicTransport(), NOW) as asker:
        assert asker.ask(target).kind in {"private", "no host", "unsure"}
    assert web.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(web: Web) -> None:
    web.addresses["inside.example"] = ["10.0.0.7"]
    web.pages["/in"] = moved(302, "http://inside.example/")
    web.pages["/metadata"] = moved(302, "http://169.254.169.254/")
    web.addresses["169.254.169.254"] = ["169.254.169.254"]
    assert {answer.kind for answer in web.ask("/in", "/metadata")} == {"private"}
    assert {host for _, host, _ in web.asked} == {"a.example"}


def test_a_host_with_one_private_address_is_not_asked(web: Web) -> None:
    web.addresses["a.example"] = ["127.0.0.1", "10.0.0.7"]
    assert web.ask("/") == [HttpAnswer("private", "a.example")]
    assert web.asked == []


def test_what_was_looked_at_is_what_is_asked(web: Web) -> None:
    """A name is resolved once for each request: it cannot become another address in between."""
    web.ask("/")
    assert web.resolved == ["a.example"]


class Network(httpcore.NetworkBackend):
    """A network without hosts: what a connection reads, and what was connected to, and sent."""

    def __init__(self, answer: Iterable[bytes]) -> None:
        self.seen: list[object] = []
        self._answer = iter(answer)

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.seen.append((host, port))
        network = self

        class Stream(httpcore.NetworkStream):
            def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
                return next(network._answer, b"")

            def write(self, buffer: bytes, timeout: float | None = None) -> None:
                network.seen += re.findall(rb"GET .*|HEAD .*|Host: .*(?=\r)", buffer)

            def start_tls(
                self, ssl_context: Any, server_hostname: str | None = None,
                timeout: float | None = None,
            ) -> Stream:  # fmt: skip
                network.seen.append(server_hostname)
                return self

            def get_extra_info(self, info: str) -> None: ...

            def close(self) -> None: ...

        return Stream()


def test_a_name_is_held_to_its_certificate(web: Web) -> None:
    """The address is connected to; what is asked for, and vouched for, is the host."""
    network = Network([b"HTTP/1.1 200 OK\r\n\r\n"])
    with Asker(PublicTransport(web.resolve, lambda _: True, network), NOW) as asker:
        assert asker.ask("https://a.example/x?y") == HttpAnswer("fine")
    assert network.seen == [
        ("127.0.0.1", 443), "a.example", b"HEAD /x?y HTTP/1.1\r", b"Host: a.example",
    ]  # fmt: skip


DRIPS = {
    "the head": [b"HTTP/1.1 200 OK\r\n", *repeat(b"X: y\r\n", 200)],
    "one line": [b"HTTP/1.1 200 OK\r\nX: ", *repeat(b"y", 200)],
    "answers before the answer": repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n", 200),
    "redirects": [
        b"HTTP/1.1 302 Found\r\n",
        *repeat(b"X: y\r\n", 8),
        b"Location: /\r\n\r\n",
    ]
    * 20,
}


@pytest.mark.parametrize("drips", DRIPS)
def test_an_answer_that_drips_ends_with_its_time(web: Web, drips: str) -> None:
    """Each step is quick, a second by this clock; all of them are not."""
    clock = count()
    network = Network(DRIPS[drips])
    transport = PublicTransport(web.resolve, lambda _: True, network)
    with Asker(transport, NOW, lambda: float(next(clock))) as asker:
        assert asker.ask("http://a.example/") == HttpAnswer("unsure", "it does not answer in time")
    assert next(clock) <= MOST_SECONDS + 2


def test_a_body_is_not_waited_for(web: Web) -> None:
    web.refuses_head = True
    web.pages["/long"] = (200, {"Content-Length": "1000000000"})
    assert web.ask("/long") == [HttpAnswer("fine")]


def test_one_question_at_a_time_for_a_host(web: Web) -> None:
    web.pages |= {f"/{number}": (200, {}) for number in range(12)}
    urls = [web.url(f"/{n}", host) for n in range(12) for host in ("a.example", "b.example")]
    assert {answer.kind for answer in web.ask(*urls)} == {"fine"}
    assert set(web.most_at_once.values()) == {1}
    assert len(web.asked) == 24


def test_a_host_that_wants_to_be_left_alone_is(web: Web, tmp_path: Path) -> None:
    web.pages |= {"/1": (429, {"Retry-After": "7200"}), "/2": (200, {})}
    known = HttpAnswers(tmp_path / "links.json", NOW)
    one, two = web.ask("/1", "/2", known=known)
    assert (one.kind, one.wait) == ("unsure", 7200)
    assert two == HttpAnswer("unsure", "its host asks to be left alone", 7200)
    assert [path for _, _, path in web.asked] == ["/1"]
    later = HttpAnswers(tmp_path / "links.json", NOW + 7000)
    web.ask("/1", "/2", known=later)
    assert len(web.asked) == 1
    web.pages["/1"] = (200, {})
    later = HttpAnswers(tmp_path / "links.json", NOW + 7300)
    assert web.ask("/1", "/2", known=later) == [HttpAnswer("fine"), HttpAnswer("fine")]


def test_a_date_to_wait_for(web: Web) -> None:
    web.pages |= {
        "/1": (503, {"Retry-After": "Sun, 15 Jun 2025 15:10:00 GMT"}),
        "/2": (503, {"Retry-After": "soon"}),
    }
    assert [web.ask("/1")[0].wait, web.ask("/2")[0].wait] == [200, 0]


def test_answers_are_kept_good_ones_longer(web: Web, tmp_path: Path) -> None:
    path = tmp_path / "state" / "links.json"
    web.ask("/", "/no", known=HttpAnswers(path, NOW))
    assert len(web.asked) == 3
    for now, more in ((NOW + 3600, 0), (NOW + DAY, 2), (NOW + 8 * DAY, 3)):
        web.asked.clear()
        first, second = web.ask("/", "/no", known=HttpAnswers(path, now))
        assert (first.kind, second.kind) == ("fine", "gone")
        assert len(web.asked) == more


@pytest.mark.parametrize(
    "text", ["", "no json", "[]", '{"http://a.example/": 1}', '{"x": ["odd", "", 1]}',
             '{"x": ["fine", "", "soon"]}', "\x00"]
)  # fmt: skip
def test_kept_answers_that_are_damaged(web: Web, tmp_path: Path, text: str) -> None:
    path = tmp_path / "links.json"
    path.write_text(text)
    assert web.ask("/", known=HttpAnswers(path, NOW)) == [HttpAnswer("fine")]
    assert list(json.loads(path.read_text())) == [web.url("/")]


def test_a_clock_that_was_wrong_keeps_nothing_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "links.json"
    path.write_text(json.dumps({"x": ["gone", "", NOW + 1000 * DAY]}))
    HttpAnswers(path, NOW).save()
    assert HttpAnswers(path, NOW + 8 * DAY).find("x") is None


def test_who_asks_and_fails_is_no_silence(tmp_path: Path) -> None:
    def broken() -> Asker:
        raise RuntimeError("no certificates")

    with pytest.raises(RuntimeError, match="no certificates"):
        ask_all(["http://a.example/"], HttpAnswers(tmp_path / "x", NOW), broken, QUICK)


class Deaf:
    """Asks, and never hears."""

    def __init__(self, released: threading.Event) -> None:
        self._released = released

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def ask(self, address: str) -> HttpAnswer:
        self._released.wait(20)
        return HttpAnswer("fine")


def test_who_never_answers_is_not_waited_for(tmp_path: Path) -> None:
    released = threading.Event()
    known = HttpAnswers(tmp_path / "x", NOW)
    found = ask_all(["http://a.example/"], known, lambda: Deaf(released), Manners(patience=0.05))
    released.set()
    assert found == {"http://a.example/": HttpAnswer("unsure", "it does not answer in time")}


def test_what_is_said_of_an_article(site: Story) -> None:
    site.article(
        "a.md",
        "[x](http://x.example/a#part) [y](https://y.example/) ![A](//z.example/i.png)\n"
        "[x](http://x.example/a) [own](https://gazette.example/) [m](mailto:a@b.example)",
        source={"name": "S", "url": "https://s.example/"},
        image={"src": "https://i.example/i.jpg", "alt": ""},
    )
    site.article("b.md", "[d](https://draft.example/)", draft=True)
    done = checked(site)
    assert set(done.outside) == {
        "http://x.example/a", "https://y.example/", "https://z.example/i.png",
        "https://s.example/", "https://i.example/i.jpg",
    }  # fmt: skip
    answers = {
        "http://x.example/a": HttpAnswer("gone", "it answers 404"),
        "https://y.example/": HttpAnswer("moved", "https://new.example/"),
        "https://z.example/i.png": HttpAnswer("private", "z.example"),
        "https://s.example/": HttpAnswer("no host", "there is no such host"),
        "https://i.example/i.jpg": HttpAnswer("unsure", "it answers 403"),
    }
    found = [line(problem) for problem in problems(answers, done.outside, site.root)]
    copy = "(look for a copy: https://web.archive.org/web/"
    gone = "does not answer any more: it answers 404"
    assert [problem.removeprefix("advice content/a.md:") for problem in found] == [
        f"12:5: http://x.example/a {gone} {copy}http://x.example/a)",
        f"13:5: http://x.example/a {gone} {copy}http://x.example/a)",
        (
            "12:34: https://y.example/ has moved for good"
            " (write its new address: https://new.example/)"
        ),
        (
            "12:59: https://z.example/i.png is in a private network, and was not asked"
            " (readers cannot reach it: link to a public address)"
        ),
        (
            "6:8: https://s.example/ does not answer any more: there is no such host"
            f" {copy}https://s.example/)"
        ),
    ]
