"""The transfer: what is sent, in which order, and what an interruption or somebody else leaves."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from stores import Bench

from archivegen.deployment import transfer
from archivegen.deployment.changes import changes_of, fingerprint_of
from archivegen.deployment.headers import ARGUMENTS, Headers, headers_of, key_of
from archivegen.deployment.manifest import MANIFEST, WRITER
from archivegen.deployment.site_files import SiteFile
from archivegen.deployment.store import PAUSES, ObjectStore, StoreError
from archivegen.system.caching import BRIEFLY, FOR_EVER

OLD = {"a": "old a", "list": "a b", "b": "b", "same": "same"}
NEW = {"a": "new a", "list": "a c list-c", "c": "c", "list-c": "c a", "same": "same"}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_what_changed_is_sent_in_order(bench: Bench) -> None:
    assert bench.publish(OLD).size == 5 + 3 + 1 + 4
    begin = [f"put {WRITER}", "put .archivegen/changes/000000"]
    end = [f"put {MANIFEST}", "remove .archivegen/changes/000000", f"remove {WRITER}"]
    assert bench.log == [*begin, "put a", "put b", "put same", "put list", *end]
    changes = bench.publish(NEW)
    # What is new, before what may lead there; listings behind articles; what goes, last.
    assert bench.log == [*begin, "put c", "put list-c", "put a", "put list", "remove b", *end]
    assert (len(changes.new), len(changes.changed), changes.unchanged) == (2, 2, 1)
    assert bench.texts() == NEW
    assert bench.own() == {MANIFEST}


def test_where_nothing_changed_two_requests_say_so(bench: Bench) -> None:
    bench.publish(OLD)
    bench.publish(OLD)
    assert bench.system.log == ["list .archivegen", f"get {MANIFEST}"]
    assert [file.path for file in bench.publish(OLD, again=True).new] == ["a", "b", "same", "list"]


@pytest.mark.parametrize("error", [PermissionError, KeyboardInterrupt])
def test_an_interruption_anywhere_is_mended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    """And at every moment, all that is led to is there, whole."""
    monkeypatch.setattr(transfer, "BATCH", 2)
    for steps in range(100):
        bench = Bench(tmp_path)
        bench.publish(OLD)
        bench.system.before = _fails_after(steps, error)
        try:
            bench.publish(NEW)
        except (StoreError, KeyboardInterrupt):
            _assert_readable(bench.texts())
        else:
            break
        finally:
            bench.system.before = lambda _: None
        # Somebody has another thought meanwhile, and takes it back.
        if steps % 2:
            bench.publish({**NEW, "a": "other a", "d": "d"})
        bench.publish(NEW)
        assert bench.texts() == NEW
        assert bench.own() == {MANIFEST}
        bench.publish(NEW)
        assert not bench.log
    assert steps > 15


def _fails_after(steps: int, error: type[BaseException]) -> Callable[[str], None]:
    left = [steps]

    def before(_: str) -> None:
        if not left[0]:
            raise error
        left[0] -= 1

    return before


def _assert_readable(texts: dict[str, str]) -> None:
    for path, text in texts.items():
        assert text in {OLD.get(path), NEW.get(path)}
        if path.startswith("list"):
            assert {*text.split()} <= texts.keys()


def test_what_was_sent_before_an_interruption_is_not_sent_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "BATCH", 2)
    site = {name: name for name in "abcdef"}

    def before(line: str) -> None:
        if line == "put f":
            raise PermissionError

    bench.system.before = before
    with pytest.raises(StoreError, match=r"one has to list, read.*publish again to go on from her"):
        bench.publish(site)
    bench.system.before = lambda _: None
    assert [file.path for file in bench.publish(site).new] == ["e", "f"]


def test_attempts_have_a_limit(bench: Bench) -> None:
    failures = [OSError("slow down")] * len(PAUSES)

    def before(line: str) -> None:
        if line == "put a" and failures:
            raise failures.pop()

    bench.system.before = before
    bench.publish(OLD)
    assert (bench.texts(), tuple(bench.pauses)) == (OLD, PAUSES)
    failures += [OSError("slow down")] * (len(PAUSES) + 1)
    with pytest.raises(StoreError, match=r"memory://archive/site: slow down; not all was sent"):
        bench.publish(NEW)


def test_what_others_put_there_is_not_touched(bench: Bench) -> None:
    for path in ("a", "theirs"):
        bench.put(path, b"theirs")
    with pytest.raises(StoreError, match=r"an object that archivegen did not put there.*: a; "):
        bench.publish(OLD)
    assert not bench.log
    bench.publish(OLD, overwrites=True)
    # Of few new files among many objects, each is asked for.
    bench.publish({**{str(number): "" for number in range(200)}, **OLD})
    bench.put("c", b"theirs")
    bench.put("list-c/d", b"no object of this name, but below it")
    with pytest.raises(StoreError, match=r"an object .*: c; "):
        bench.publish(NEW)
    assert "look c" in bench.system.log
    bench.publish(NEW, overwrites=True)
    assert bench.texts() == {**NEW, "theirs": "theirs", "list-c/d": bench.texts()["list-c/d"]}


def test_a_list_that_leads_elsewhere_is_not_followed(bench: Bench) -> None:
    bench.put(MANIFEST, gzip.compress(b"archivegen manifest 1\nx ../other\nx /b\nx gone\n"))
    assert bench.publish(OLD).removed == ("gone",)
    bench.put(MANIFEST, b"x")
    with pytest.raises(StoreError, match=r"manifest\.gz is not as this archivegen writes it"):
        bench.publish(OLD)


def _another_begins(bench: Bench) -> None:
    bench.put(WRITER, b"7")


def _another_ends(bench: Bench) -> None:
    bench.put(MANIFEST, gzip.compress(b"archivegen manifest 1\n"))


def _another_notes(bench: Bench) -> None:
    bench.put(".archivegen/changes/000000-7.gz", gzip.compress(b"archivegen manifest 1\n"))


@pytest.mark.parametrize("what", [_another_begins, _another_ends, _another_notes])
@pytest.mark.parametrize("when", ["put list", "remove b"])
def test_a_second_writer_is_noticed(bench: Bench, what: Callable[[Bench], None], when: str) -> None:
    bench.publish(OLD)

    def before(line: str) -> None:
        if line == when:
            what(bench)

    bench.system.before = before
    with pytest.raises(StoreError, match="somebody else publishes there at the same time"):
        bench.publish(NEW)
    assert ("b" in bench.texts()) == (when == "put list")


def test_what_a_writer_noted_that_another_followed_is_not_believed(bench: Bench) -> None:
    bench.publish(OLD)
    held = fingerprint_of(SiteFile("a", 0, b"x"))
    late = f"archivegen manifest 1\n{held} a\n{held} late\n"
    bench.put(".archivegen/changes/000003-7.gz", gzip.compress(late.encode()))
    changes = bench.publish(OLD)
    assert ([file.path for file in changes.new], changes.removed) == (["a"], ("late",))


@pytest.mark.parametrize("when", ["put a", "remove b"])
def test_what_a_slow_writer_did_after_it_was_taken_for_dead(
    bench: Bench, tmp_path: Path, when: str
) -> None:
    """Another went on in its place and ended; what that sent is sent again by whoever is next."""
    bench.publish(OLD)
    other = Bench(tmp_path / "other", bench.system)
    newer = {**NEW, "a": "newer a", "b": "b again"}

    def before(line: str) -> None:
        if line == when:
            bench.system.before = lambda _: None
            other.publish(newer)

    bench.system.before = before
    with pytest.raises(StoreError, match="somebody else publishes there at the same time"):
        bench.publish(NEW)
    assert bench.texts() != newer
    other.publish(newer)
    assert bench.texts() == newer
    assert bench.own() == {MANIFEST}


def test_the_folder_of_the_manifest_is_no_place_for_a_site(bench: Bench) -> None:
    with pytest.raises(StoreError, match=r"\.archivegen/x cannot be published"):
        bench.publish({".archivegen/x": ""})


def test_headers() -> None:
    """A file that gets other headers is sent again, and each store is told in its own words."""
    page = SiteFile("index.html", 1, b"x" * 16)
    other = fingerprint_of(page).replace(key_of(headers_of(page.path)), "0" * 8)
    assert changes_of([page], {page.path: other}).changed == (page,)
    assert headers_of("index.html") == Headers("text/html; charset=utf-8", BRIEFLY)
    assert headers_of("feed.xml").media_type == "application/atom+xml"
    assert headers_of("assets/style.0123456789ab.css").caching == FOR_EVER
    assert headers_of("assets/photo.20240501.jpg").caching == BRIEFLY
    given = {name: arguments(Headers("t", "c")) for name, arguments in ARGUMENTS.items()}
    assert given == {
        "s3": {"ContentType": "t", "CacheControl": "c"},
        "gs": {"content_type": "t", "fixed_key_metadata": {"cache_control": "c"}},
        "abfs": {"content_settings": {"content_type": "t", "cache_control": "c"}},
    }


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("public", "public is no address of a store; write one such as s3://my-archive/gazette"),
        ("zip::memory://a", "zip::memory://a is no address"),
        ("sftp://me@host/a", "sftp://host/a: fsspec does not ask whether that is the host"),
        ("none://me:secret@host/a/", "none://host/a: Protocol not known: none"),
    ],
)
def test_addresses_that_are_none(address: str, message: str) -> None:
    with pytest.raises(StoreError, match=f"^{re.escape(message)}"):
        ObjectStore.at(address, 1)
