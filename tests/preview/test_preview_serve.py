"""`archivegen serve`: what is saved is served, whatever state the site is in, and nothing else is
touched."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from archivegen.cli.main import main
from archivegen.preview import listen as addresses
from archivegen.preview.host_guard import Names
from archivegen.preview.listen import listen, names_of, urls
from archivegen.preview.server import EVENTS
from previewing import PATIENCE, Preview, bulletins, previewing
from story import CONFIG, Snapshot, Story, needs_links

A = "2024/05/01/a/"


def run(site: Story, *options: str) -> Result:
    """The command, which is expected not to come to serve anything."""
    result = CliRunner().invoke(main, ["serve", "--site", str(site.root), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def get(preview: Preview, path: str) -> httpx.Response:
    return httpx.get(preview.url + path, timeout=PATIENCE, trust_env=False)


def until(is_so: Callable[[], bool]) -> None:
    """Wait until it is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_from_save_to_save(site: Story) -> None:
    site.article("a.md", "Before.", summary="S").article("b.md").article("draft.md", draft=True)
    site.build()
    built = Snapshot.of(site.paths.output)
    with previewing(site, "--port", "0") as preview:
        assert "2 articles, " in preview.first[-1]
        assert "1 draft left out" in preview.first[-1]
        assert "Before." in get(preview, A).text
        assert get(preview, "2024/05/01/draft/").status_code == 404
        with httpx.stream("GET", preview.url + EVENTS[1:], timeout=PATIENCE) as answer:
            news = bulletins(answer)
            edition = next(news)["edition"]
            site.article("a.md", "After.", summary="S")
            assert preview.line().startswith("content/a.md: 1 file written in ")
            # The files are in place when the browser hears of it.
            while (told := next(news))["edition"] == edition:
                pass
            assert "After." in get(preview, A).text
            site.write("content/b.md", "---\nheadline: no\ndate: 2024-05-01\nsection: N\n---\n")
            place = "content/b.md:2:11: error: `headline`: `no` is read as yes or no, not as text"
            assert preview.line() == place
            assert preview.line().strip() == "headline: no"
            assert preview.line().strip() == "^"
            assert preview.line().strip().startswith("hint: ")
            assert preview.line().startswith("content/b.md: nothing to write, 1 error in ")
            failed = next(news)
            assert failed["edition"] == told["edition"]
            assert [each["place"] for each in failed["problems"]] == ["content/b.md:2:11"]
            assert get(preview, "2024/05/01/b/").status_code == 200
            site.article("b.md", mood="x")
            assert "content/b.md:4:1: warning: unknown key `mood`" in preview.line()
            for _ in range(3):
                assert preview.line().startswith("    ")
            assert preview.line().startswith("content/b.md: nothing to write, 1 warning in ")
            mended = next(news)
            assert [each["severity"] for each in mended["problems"]] == ["warning"]
            # What is known is not said again.
            site.article("a.md", "Once more.", summary="S")
            assert preview.line().startswith("content/a.md: 1 file written, 1 warning in ")
    assert Snapshot.of(site.paths.output) == built
    served = Snapshot.of(site.paths.preview)
    assert b"Once more." in served.files[A + "index.html"]
    assert not any(b"__archivegen" in data for data in served.files.values())


def test_first_build_that_fails(site: Story) -> None:
    """Also one in which nothing at all is known of the site."""
    site.article("a.md").write("archivegen.toml", "titel = 1")
    with previewing(site, "--port", "0", "--drafts") as preview:
        assert "archivegen.toml:1:1: error: unknown key `titel`" in "\n".join(preview.first)
        answer = get(preview, "")
        assert (answer.status_code, "has not been built yet" in answer.text) == (404, True)
        site.write("archivegen.toml", 'title = "T"\nbase_url = "https://example.org/paper/"\n')
        until(lambda: get(preview, "paper/" + A).status_code == 200)
        answer = get(preview, "")
        assert (answer.status_code, answer.headers["location"]) == (307, "/paper/")
        site.article("c.md", draft=True)
        until(lambda: get(preview, "paper/2024/05/01/c/").status_code == 200)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are kept from others in other ways")
def test_the_system_fails_and_the_preview_goes_on(site: Story) -> None:
    site.article("a.md", "Before.")
    with previewing(site, "--port", "0") as preview:
        config = site.root / "archivegen.toml"
        config.unlink()
        line = preview.line()
        assert line.startswith("Error: archivegen.toml: ")
        assert "No such file" in line
        with httpx.stream("GET", preview.url + EVENTS[1:], timeout=PATIENCE) as answer:
            assert "archivegen.toml: No such file" in next(bulletins(answer))["failure"]
        site.article("a.md", "After.").write("archivegen.toml", CONFIG)
        until(lambda: "After." in get(preview, A).text)


def test_scheduled_article_appears_when_its_time_has_come(site: Story) -> None:
    soon = datetime.fromtimestamp(time.time() + 2, UTC)
    path = f"{soon:%Y/%m/%d}/soon/"
    site.article("soon.md", date=f"{soon:%Y-%m-%dT%H:%M:%SZ}")
    with previewing(site, "--port", "0") as preview:
        until(lambda: get(preview, path).status_code == 200)
    with previewing(
        site.article("late.md", date="2999-01-01"), "--port", "0", "--future"
    ) as preview:
        assert get(preview, "2999/01/01/late/").status_code == 200


def test_all_that_was_built_is_gone(site: Story, tmp_path: Path) -> None:
    site.article("a.md")
    with previewing(site, "--port", "0") as preview:
        # At once, since a build may be at work in it.
        site.paths.state.rename(tmp_path / "elsewhere")
        until(lambda: get(preview, A).status_code == 200)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_told_to_end(site: Story) -> None:
    with previewing(site.article("a.md"), "--port", "0") as preview:
        preview.process.send_signal(signal.SIGTERM)
        rest, _ = preview.process.communicate(timeout=PATIENCE)
        assert (preview.process.returncode, rest) == (0, "")


def test_one_preview_of_a_site(site: Story, tmp_path: Path) -> None:
    with previewing(site.article("a.md"), "--port", "0") as preview:
        result = run(site, "--port", "0")
        assert result.exit_code == 1
        assert f"a preview already (process {preview.process.pid})" in result.stderr
        options = ("--port", "0", "--output", str(tmp_path / "other"))
        with previewing(site, *options) as other:
            assert get(other, A).status_code == get(preview, A).status_code == 200
    assert (tmp_path / "other" / A / "index.html").is_file()


@pytest.mark.parametrize(
    "output", ["public", "public/below", "PUBLIC", "./content/../public", "below/../public/x/y"]
)
@pytest.mark.parametrize("is_there", [True, False])
def test_what_is_published_is_no_preview(
    site: Story, output: str, is_there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("a.md")
    if is_there:
        site.build()
    before = Snapshot.of(site.root)
    monkeypatch.chdir(site.root)
    result = run(site, "--output", output, "--port", "0")
    assert result.exit_code == 2
    assert "a preview may hold drafts" in result.stderr
    assert Snapshot.of(site.root) == before


@needs_links
def test_what_is_published_is_no_preview_by_a_link(site: Story, tmp_path: Path) -> None:
    site.article("a.md").build()
    (tmp_path / "link").symlink_to(site.paths.output)
    site.paths.preview.symlink_to(site.paths.output)
    published, link = "a preview may hold drafts", "a link leads from .archivegen/preview elsewhere"
    for options, message in (
        (("--output", str(tmp_path / "link")), published),
        (("--output", str(tmp_path / "link/x")), published),
        ((), link),
    ):
        result = run(site, *options, "--port", "0")
        assert (result.exit_code, message in result.stderr) == (2, True)


@pytest.mark.parametrize("output", ["content", ".", ".archivegen", "static/x"])
def test_other_refused_outputs(site: Story, output: str) -> None:
    result = run(site.article("a.md"), "--output", str(site.root / output), "--port", "0")
    assert (result.exit_code, "the output would " in result.stderr) == (2, True)


def test_a_port_that_is_taken(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        result = run(site.article("a.md"), "--port", str(port))
        assert result.exit_code == 1
        assert f"127.0.0.1, port {port}: " in result.stderr
        assert "try another --port" in result.stderr
        assert not site.paths.preview.exists()
        # Who did not ask for one gets another.
        monkeypatch.setattr(addresses, "PORT", port)
        with listen("127.0.0.1", None) as other:
            assert other.getsockname()[1] != port


def test_hosts_that_are_not_this_computer(site: Story) -> None:
    for host in ("192.0.2.1", "no-such-host.invalid", ""):
        result = run(site.article("a.md"), "--host", host or "x y")
        assert result.exit_code == 1
        assert "--host" in result.stderr


def test_no_port_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*_: object, **__: object) -> socket.socket:
        raise OSError(errno.EADDRINUSE, "Address already in use")

    monkeypatch.setattr(socket, "create_server", taken)
    with pytest.raises(OSError, match="no port is free"):
        listen("127.0.0.1", None)


def test_where_it_is() -> None:
    with listen("127.0.0.1", 0) as here:
        port = here.getsockname()[1]
        names = names_of(here, "127.0.0.1")
        assert names == Names("127.0.0.1", is_local=True)
        assert urls(here, names, "/paper/") == [f"http://127.0.0.1:{port}/paper/"]
        assert urls(here, Names("localhost", is_local=True), "/") == [f"http://localhost:{port}/"]
    with listen("0.0.0.0", 0) as everywhere:
        names = names_of(everywhere, "0.0.0.0")
        assert not names.is_local
        assert urls(everywhere, names, "/")[0].startswith("http://127.0.0.1:")


@pytest.mark.skipif(not socket.has_ipv6, reason="there is no IPv6")
def test_where_it_is_in_ipv6() -> None:
    try:
        here = listen("::1", 0)
    except OSError:
        pytest.skip("there is no IPv6")
    with here:
        names = names_of(here, "::1")
        assert names.is_local
        assert urls(here, names, "/") == [f"http://[::1]:{here.getsockname()[1]}/"]
