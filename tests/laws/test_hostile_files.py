"""Hostile files: whatever lies in the folders of a site, it is published right or passed over."""

from __future__ import annotations

import builtins
import errno
import html
import io
import os
import socket
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from archivegen.model.links import composed
from story import Snapshot, Story, needs_links

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files or names")

THEME_SCRIPTS = ("assets/not-found.js", "assets/today.js")


def passed_over(site: Story) -> dict[str, str]:
    """Why each file was passed over; nothing but warnings may be told."""
    assert {problem.severity for problem in site.problems} <= {"warning"}
    return {p.path: p.message.removeprefix("passed over: ") for p in site.problems}


def published(site: Story) -> set[str]:
    """The copied files of the output."""
    made = (".html", ".xml", ".txt", ".css", ".json", ".archivegen-files", *THEME_SCRIPTS)
    return {path for path in Snapshot.of(site.paths.output).files if not path.endswith(made)}


CONTROLS_HOSTS = [
    "CNAME", "Web.config", "_headers", "_redirects", "_routes.json", "_worker.js/index.js",
    "deep/web.config", "netlify.toml", "staticwebapp.config.json", "vercel.json",
]  # fmt: skip


def test_files_beside_articles_do_not_control_the_host(site: Story) -> None:
    site.article("a.md").write("content/.htaccess", "x").write("content/_headers.txt", "x").build()
    assert not site.has(".htaccess")
    for path in CONTROLS_HOSTS:
        site.write(f"content/{path}", "x")
    site.fail()
    assert [problem.path for problem in site.problems] == [f"content/{p}" for p in CONTROLS_HOSTS]
    assert all(f"static/{p}" in q.hint for p, q in zip(CONTROLS_HOSTS, site.problems, strict=True))
    for path in CONTROLS_HOSTS:
        site.move(f"content/{path}", f"static/{path}")
    assert not site.configure("[redirects]\nfile = false\n").build().problems
    assert all(site.has(path) for path in CONTROLS_HOSTS)


@needs_links
def test_links_out_of_the_folder(site: Story, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "a.md").write_text("---\nheadline: Secret\nsection: N\ndate: 2024-05-01\n---\n")
    (secret / "a.jpg").write_text("secret")
    site.article("good.md").write("static/x.jpg", "x").write("templates/assets/y.jpg", "y")
    places = ["content/a.md", "content/a.jpg", "static/a.jpg", "templates/assets/a.jpg"]
    for place in places:
        (site.root / place).symlink_to(secret / Path(place).name)
    (site.root / "content/folder").symlink_to(secret)
    (site.root / "content/sideways.md").symlink_to("../archivegen.toml")
    site.build().assert_clean()
    assert published(site) == {"x.jpg", "assets/y.jpg"}
    assert not any(b"ecret" in data for data in Snapshot.of(site.paths.output).files.values())
    told = dict.fromkeys(
        [*places[:3], "content/folder", "content/sideways.md"], "the link leads out of the folder"
    )
    assert passed_over(site) == told


@needs_links
def test_links_in_circles(site: Story) -> None:
    content = site.article("good.md").root / "content"
    (content / "a.md").symlink_to("b.md")
    (content / "b.md").symlink_to("a.md")
    (content / "self.jpg").symlink_to("self.jpg")
    (content / "here").symlink_to(".")
    (content / "sub").mkdir()
    (content / "sub/up").symlink_to("..")
    site.build().assert_clean()
    nowhere, out = "the link leads nowhere", "the link leads out of the folder"
    assert passed_over(site) == {
        "content/a.md": nowhere, "content/b.md": nowhere, "content/self.jpg": nowhere,
        "content/here": out, "content/sub/up": out,
    }  # fmt: skip


@needs_links
def test_links_inside_the_folder(site: Story) -> None:
    site.article("real/a.md").write("content/real/p.jpg", "p")
    content = site.root / "content"
    (content / "q.jpg").symlink_to("real/p.jpg")
    (content / "whole").symlink_to("real")
    site.build().assert_clean()
    assert published(site) == {"real/p.jpg", "q.jpg"}
    assert passed_over(site) == {"content/whole": "links are followed to files only"}
    (content / "b.md").symlink_to("real/a.md")
    site.fail()
    message = "this article and content/b.md have the same address /2024/05/01/a/"
    assert site.places()[0] == f"content/real/a.md:2:1: {message}"


@posix_only
def test_what_is_no_file(site: Story) -> None:
    content = site.article("good.md").write("static/x.jpg", "x").root / "content"
    os.mkfifo(content / "pipe.md")
    os.mkfifo(content / "pipe.jpg")
    os.mkfifo(site.root / "static/pipe")
    (content / "to-pipe.md").symlink_to("pipe.md")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(content)  # the paths of sockets are short
        try:
            listener.bind("socket.md")
        finally:
            os.chdir(here)
        site.build()
    assert published(site) == {"x.jpg"}
    no_file = "this is not a file"
    assert passed_over(site) == {
        "content/pipe.md": no_file, "content/pipe.jpg": no_file, "content/socket.md": no_file,
        "content/to-pipe.md": "links are followed to files only", "static/pipe": no_file,
    }  # fmt: skip


@posix_only
def test_devices(site: Story) -> None:
    site.article("good.md")
    try:
        os.mknod(site.root / "content/null.md", stat.S_IFCHR | 0o600, os.makedev(1, 3))
        os.mknod(site.root / "content/zero.jpg", stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root may make devices")
    (site.root / "content/random.jpg").symlink_to("/dev/urandom")
    site.build()
    assert published(site) == set()
    assert passed_over(site) == {
        "content/null.md": "this is not a file", "content/zero.jpg": "this is not a file",
        "content/random.jpg": "the link leads out of the folder",
    }  # fmt: skip


def test_folder_named_like_an_article(site: Story) -> None:
    site.article("x.md/a.md", "![](p.jpg) [b](../y.MD/b.md)").article("y.MD/b.md")
    site.write("content/x.md/p.jpg", "p").build().assert_clean()
    page = site.page("2024/05/01/a/index.html")
    assert 'src="/x.md/p.jpg"' in page
    assert 'href="/2024/05/01/b/"' in page
    assert site.problems == ()
    assert published(site) == {"x.md/p.jpg"}


ODD = [
    "a b", "#a", "a#b", "a?b=1&c", "100%", "%2e%2e", "%20", "-rf", "--help", "it's", 'say "x"',
    "<b>", "a\\b", "a:b", "*", "[x](y)", "{{ x }}", "a;b,c", "~a", "\u00fc", "u\u0308\u0323",
    "\u202etxt", "a\u200bb", "\U0001f389", ".", "a.md", "\u5317" * 80,
]  # fmt: skip


@posix_only
@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_links_between_files_with_odd_names(site: Story, name: str) -> None:
    link = quote(name, safe="")
    site.article(f"a{name}.md", slug="odd").write(f"content/a{name}.jpg", "x")
    site.article(
        f"-{name}/b.md", f"[a](../a{link}.md) ![](../a{link}.jpg)", image=f"../a{link}.jpg"
    )
    site.article("c.md", f"[b](-{link}/b.md#top)", image={"src": f"a{link}.jpg", "alt": ""}).build()
    # That the name looks like markup, as a headline, is told.
    messages = {problem.message for problem in site.problems if problem.kind != "markup"}
    assert messages == {"the image has no `alt` text"}
    assert published(site) == {composed(f"a{name}.jpg")}
    page = html.unescape(site.page("2024/05/01/b/index.html"))
    assert 'href="/2024/05/01/odd/"' in page
    address = quote(composed(f"/a{name}.jpg"), safe="!$&'()*+,;=:@/~")
    assert page.count(f'src="{address}"') == 2
    assert 'href="/2024/05/01/b/#top"' in site.page("2024/05/01/c/index.html")
    site.assert_clean()


@posix_only
def test_names_that_cannot_be_published(site: Story) -> None:
    content = os.fsencode(site.article("good.md").root / "content")
    site.article("a\nb.md").write("content/a\tb.jpg", "x").write("content/a\x9bb.jpg", "x")
    for name in (b"/\xff.md", b"/\xff.jpg"):
        Path(os.fsdecode(content + name)).write_text("x")
    Path(os.fsdecode(content + b"/\xfe")).mkdir()
    Path(os.fsdecode(content + b"/\xfe/x.md")).write_text("x")
    site.build()
    assert published(site) == set()
    control, no_text = "the name has a control character", "the name is not UTF-8"
    assert passed_over(site) == {
        "content/a\\nb.md": control, "content/a\\tb.jpg": control, "content/a\\x9bb.jpg": control,
        "content/\\udcff.md": no_text, "content/\\udcff.jpg": no_text, "content/\\udcfe": no_text,
    }  # fmt: skip


def test_deep_folders(site: Story) -> None:
    deep = "/".join("d" * 150)
    site.article(f"{deep}/a.md", "![](p.jpg)").write(f"content/{deep}/p.jpg", "p").build()
    assert site.problems == ()
    assert published(site) == {f"{deep}/p.jpg"}
    assert f'src="/{deep}/p.jpg"' in site.page("2024/05/01/a/index.html")


@contextmanager
def folders_in_one_another(top: Path, name: str, count: int) -> Iterator[None]:
    """Folders whose whole path is too long for the system, with a file in the innermost."""
    here = Path.cwd()
    os.chdir(top)
    for _ in range(count):
        os.mkdir(name)
        os.chdir(name)
    Path("p.jpg").write_text("p")
    try:
        os.chdir(here)
        yield
    finally:
        # What cleans up after tests goes by paths and calls itself for each folder.
        subprocess.run(["rm", "-r", str(top / name)], check=True)


@posix_only
@pytest.mark.parametrize(("name", "count"), [("d", 1500), ("d" * 100, 45)])
def test_folders_without_end(site: Story, name: str, count: int) -> None:
    site.article("good.md")
    with folders_in_one_another(site.root / "content", name, count):
        site.build()
    assert published(site) == set()
    ((path, why),) = passed_over(site).items()
    assert why == "a path longer than 1000 bytes"
    assert path.startswith(f"content/{name}/{name}/")


LEAVINGS = [
    "a.md~", ".a.md.swp", ".a.md.swo", "a.md.swp", "#a.md#", "a.md.bak", "a.md.tmp", "~$a.docx",
    ".~lock.a.odt#", ".DS_Store", "Thumbs.db", "desktop.ini",
]  # fmt: skip


@pytest.mark.parametrize("folder", ["content", "static"])
def test_leavings_of_editors(site: Story, folder: str) -> None:
    site.article("good.md").write("static/x.jpg", "x")
    for name in LEAVINGS:
        site.write(f"{folder}/{name}", "not an article").write(f"{folder}/sub/{name}", "x")
    if os.name != "nt":
        (site.root / folder / ".#a.md").symlink_to("editor@host.4711:1714521600")
    site.build().assert_clean()
    assert site.problems == ()
    assert published(site) == {"x.jpg"}


def test_hidden_files_of_content(site: Story) -> None:
    site.article("good.md").article(".hidden.md").article(".hidden/a.md")
    site.write("content/.env", "SECRET=1").build()
    assert site.problems == ()
    assert published(site) == set()
    assert site.report.articles == 1


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], AbstractContextManager[None]]:
    """A path that may not be looked at for a while, also where the tests run as root."""

    @contextmanager
    def close(path: Path) -> Iterator[None]:
        def closing(function: Any) -> Any:
            def closed_function(target: Any, *arguments: Any, **options: Any) -> Any:
                if not isinstance(target, int) and os.fspath(target) == os.fspath(path):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
                return function(target, *arguments, **options)

            return closed_function

        with monkeypatch.context() as patched:
            calls = (builtins, "open"), (io, "open"), (os, "open"), (os, "scandir"), (os, "stat")
            for module, name in calls:
                patched.setattr(module, name, closing(getattr(module, name)))
            yield

    return close


@pytest.mark.parametrize("place", ["content/sub/a.md", "content/sub/p.jpg", "content/sub"])
def test_what_cannot_be_read_is_an_error(
    site: Story, closed: Callable[[Path], AbstractContextManager[None]], place: str
) -> None:
    """A site that is built without it would lose it."""
    site.article("good.md").article("sub/a.md").write("content/sub/p.jpg", "p").build()
    site.article("sub/a.md", "More.").write("content/sub/p.jpg", "q")
    site.article("wrong.md", headline="")
    with closed(site.root / place):
        site.fail()
    assert site.places() == [
        f"{place}:0:0: cannot be read: Permission denied",
        "content/wrong.md:2:11: `headline` is empty",
    ]
    site.delete("content/wrong.md").build().assert_clean()
    assert "More." in site.page("2024/05/01/a/index.html")


@needs_links
def test_link_to_what_cannot_be_read(
    site: Story, closed: Callable[[Path], AbstractContextManager[None]]
) -> None:
    site.article("good.md").write("content/.hidden/p.jpg", "p")
    (site.root / "content/p.jpg").symlink_to(".hidden/p.jpg")
    site.build()
    with closed((site.root / "content/.hidden/p.jpg").resolve()):
        site.fail()
    assert site.places() == ["content/p.jpg:0:0: cannot be read: Permission denied"]


@pytest.mark.parametrize("folder", ["content", "static"])
def test_folder_that_is_none(site: Story, folder: str) -> None:
    site.article("good.md").write("static/x.jpg", "x").build()
    (site.root / folder).rename(site.root / "away")
    site.write(folder, "x").fail()
    assert site.places() == [f"{folder}:0:0: this is not a folder, nor a link to one"]
    if os.name != "nt":
        site.delete(folder)
        (site.root / folder).symlink_to("nowhere")
        site.fail()
        assert site.places() == [f"{folder}:0:0: this is not a folder, nor a link to one"]
