"""Laws 5 and 6: nothing foreign is touched, and the output is the old site or the new one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from archivegen.builder.build import RefusedError, build
from archivegen.builder.output.folder import Publisher
from archivegen.builder.output.manifest import leads_out
from archivegen.config.paths import MANIFEST_NAME, SitePaths
from story import Silence, Story, needs_links


def test_foreign_files_survive_every_build(site: Story) -> None:
    site.article("a.md").build()
    foreign = site.paths.output / "2024/05/01/notes.txt"
    foreign.write_text("mine")
    site.article("b.md").build()
    site.delete("content/a.md").delete("content/b.md").build()
    assert foreign.read_text() == "mine"
    assert not site.has("2024/05/01/a")


def test_foreign_file_in_the_way_is_an_error(site: Story) -> None:
    site.paths.output.mkdir()
    (site.paths.output / "index.html").write_text("another site")
    site.article("a.md").fail()
    assert "no build has written it" in site.problems[0].message


@pytest.mark.parametrize("place", ["2024", "2024/05/01/a"])
def test_foreign_file_where_a_folder_is_needed(site: Story, place: str) -> None:
    site.article("old.md", date="2023-05-01").build()
    taken = site.paths.output / place
    taken.parent.mkdir(parents=True, exist_ok=True)
    taken.write_text("mine")
    listed = site.page(MANIFEST_NAME)
    site.article("a.md").fail()
    assert any(problem.message.startswith(f"{place} stands") for problem in site.problems)
    assert (site.page(MANIFEST_NAME), taken.read_text()) == (listed, "mine")


def _everything(folder: Path) -> list[tuple[Path, bytes]]:
    """All files and folders below a folder."""
    return sorted((at, at.read_bytes() if at.is_file() else b"") for at in folder.rglob("*"))


def test_what_fails_before_the_first_file_moves_has_changed_nothing(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("old.md", date="2023-05-01").build()
    output = site.paths.output
    (output / "2024").mkdir()
    before = sorted(
        (path, path.read_bytes() if path.is_file() else b"") for path in output.rglob("*")
    )

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "somewhere")

    for where, name in (("manifest", "Manifest.write"), ("folder", "Publisher._make_folder")):
        with monkeypatch.context() as patch:
            patch.setattr(f"archivegen.builder.output.{where}.{name}", refuse)
            site.article("a.md")
            with pytest.raises(PermissionError):
                site.build()
        after = sorted(
            (path, path.read_bytes() if path.is_file() else b"") for path in output.rglob("*")
        )
        assert after == before
    site.build().assert_clean()


def test_equal_file_in_the_way_is_taken_over(site: Story) -> None:
    site.article("a.md").build()
    (site.paths.output / MANIFEST_NAME).unlink()
    site.build().assert_written().assert_clean()


def test_files_stay_ours_without_the_list(site: Story) -> None:
    site.article("a.md").build()
    (site.paths.output / MANIFEST_NAME).unlink()
    site.article("a.md", "Changed.").build().assert_clean()


def test_changed_file_is_nobodys_without_the_list(site: Story) -> None:
    site.article("a.md").build()
    (site.paths.output / MANIFEST_NAME).unlink()
    (site.paths.output / "index.html").write_text("another site")
    site.article("a.md", headline="Changed").fail()
    assert "no build has written it" in site.problems[0].message


def test_what_was_written_is_pruned_without_the_state(site: Story) -> None:
    site.article("a.md").article("b.md", section="Sport", date="2020-02-02").build()
    for path in sorted((site.root / ".archivegen").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    site.delete("content/b.md").build().assert_clean()
    assert not site.has("2020")
    assert not site.has("sport")


def test_hostile_manifest_removes_nothing_outside(site: Story) -> None:
    site.article("a.md").build()
    victim = site.root / "victim.txt"
    victim.write_text("here")
    with (site.paths.output / MANIFEST_NAME).open("a") as file:
        file.write(f"../victim.txt\n{victim}\n2024/../../victim.txt\n")
    site.build()
    site.article("b.md").build()
    assert victim.read_text() == "here"


@pytest.mark.parametrize(
    "where", [".", "..", "content", "content/below", "templates", ".archivegen"]
)
def test_outputs_that_are_refused(site: Story, where: str) -> None:
    site.article("a.md")
    paths = SitePaths(site.root, Path(os.path.normpath(site.root / where)))
    with pytest.raises(RefusedError):
        build(paths, site.options, Silence())


@pytest.mark.parametrize("where", [Path("/"), Path.home()])
def test_root_and_home_are_refused(site: Story, where: Path) -> None:
    with pytest.raises(RefusedError):
        build(SitePaths(site.root, where), site.options, Silence())


@needs_links
def test_folder_of_the_output_that_was_moved_and_linked_back(site: Story) -> None:
    """Its files are as they were, but what is published beside them would replace the link."""
    site.article("a.md").article("b.md").write("static/2024/x.txt", "x").build()
    elsewhere = site.root / "elsewhere"
    (site.paths.output / "2024").rename(elsewhere)
    (site.paths.output / "2024").symlink_to(elsewhere)
    site.article("a.md", "Changed.").build().assert_clean()
    assert not (site.paths.output / "2024").is_symlink()
    assert (elsewhere / "x.txt").read_text() == "x"


@needs_links
@pytest.mark.parametrize("has_state", [True, False])
def test_folder_that_was_linked_back_without_a_state(site: Story, has_state: bool) -> None:
    site.article("a.md").write("static/2024/x.txt", "x").build()
    (site.paths.output / "2024").rename(site.root / "elsewhere")
    (site.paths.output / "2024").symlink_to(site.root / "elsewhere")
    if not has_state:
        shutil.rmtree(site.paths.state)
    site.article("b.md").build().assert_clean()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@needs_links
def test_removed_pages_are_not_reachable_through_a_link(site: Story) -> None:
    site.article("a.md").article("old.md", date="2020-05-01").build()
    shutil.move(site.paths.output / "2020", site.root / "moved")
    (site.paths.output / "2020").symlink_to(site.root / "moved")
    site.delete("content/old.md").build().assert_clean()
    assert not os.path.lexists(site.paths.output / "2020")
    assert (site.root / "moved").exists()


def test_a_failing_template_names_the_same_page_whatever_stands(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A worker for each page, however few there are.
    monkeypatch.setattr("archivegen.builder.pools.MANY_FILES", 0)
    monkeypatch.setattr("archivegen.builder.render_slices.BATCH", 1)
    slowly = "{% for a in range(2000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}"
    fails = f"{{% if 'slow' in bodies[0] %}}{slowly}{{% endif %}}{{{{ bodies[0].index('x') }}}}"
    site.write("templates/article.html", fails)
    for name in "za":
        site.article(f"{name}.md", "x", section=name, summary="S")
    site.build()
    # Nothing but bodies changes, and the first page takes longer than the other.
    site.article("z.md", "y", section="z", summary="S")
    site.article("a.md", "slow", section="a", summary="S")
    (first,) = site.fail(workers=2).problems
    assert "content/a.md" in first.message
    shutil.rmtree(site.paths.state)
    assert site.fail(workers=2).problems == (first,)
    assert site.fail(workers=1).problems == (first,)


def test_pipe_where_the_list_should_be(site: Story) -> None:
    site.article("a.md").build()
    (site.paths.output / MANIFEST_NAME).unlink()
    os.mkfifo(site.paths.output / MANIFEST_NAME)
    site.article("a.md", "Changed.").build().assert_clean()


@needs_links
def test_output_that_is_a_link_to_itself(site: Story) -> None:
    site.paths.output.symlink_to(site.paths.output)
    with pytest.raises(OSError, match=r"public|loop|links"):
        site.article("a.md").build()


@pytest.mark.parametrize("where", [".git", ".git/x", "other"])
def test_more_outputs_that_are_refused(site: Story, where: str) -> None:
    site.article("a.md").write("other/archivegen.toml", "").write(".git/HEAD", "")
    with pytest.raises(RefusedError):
        build(SitePaths(site.root, site.root / where), site.options, Silence())


def test_file_becomes_a_folder_and_back(site: Story) -> None:
    site.article("a.md").write("static/x", "file").build()
    site.delete("static/x").write("static/x/y.txt", "in a folder").build().assert_clean()
    site.delete("static/x/y.txt")
    (site.root / "static/x").rmdir()
    site.write("static/x", "file").build().assert_clean()


def test_repository_of_something_else_is_refused(site: Story) -> None:
    output = site.article("a.md").paths.output
    (output / ".git").mkdir(parents=True)
    with pytest.raises(RefusedError, match="repository of something else"):
        site.build()
    (output / MANIFEST_NAME).touch()
    site.build().article("b.md").build()
    assert (output / ".git").is_dir()


def test_two_outputs_do_not_disturb_each_other(site: Story) -> None:
    site.article("a.md").article("draft.md", draft=True).build()
    preview = Story(site.root, config=(site.root / "archivegen.toml").read_text())
    preview.paths = SitePaths(site.root, site.root / "preview")
    preview.build(drafts=True)
    assert preview.has("2024/05/01/draft/index.html")
    site.build().assert_written()
    site.article("b.md").build().assert_clean()
    preview.build().assert_clean()
    assert not site.has("2024/05/01/draft")


@needs_links
def test_links_in_the_output_are_replaced_and_not_followed(site: Story) -> None:
    site.article("a.md").build()
    outside = site.root / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("outside")
    page = site.paths.output / "2024/05/01/a"
    (page / "index.html").unlink()
    page.rmdir()
    page.symlink_to(outside)
    (site.paths.output / "404.html").unlink()
    (site.paths.output / "404.html").symlink_to(outside / "index.html")
    site.build().assert_clean()
    assert (outside / "index.html").read_text() == "outside"
    assert not page.is_symlink()


@needs_links
def test_output_that_is_a_link_is_written_through(site: Story) -> None:
    target = site.root / "elsewhere"
    target.mkdir()
    (site.root / "public").symlink_to(target)
    site.article("a.md").build()
    assert (target / "index.html").exists()
    assert (site.root / "public").is_symlink()


@pytest.mark.parametrize("break_at", [0, 1, 5, 20])
def test_killed_publishing_is_finished_by_the_next_build(
    site: Story, monkeypatch: pytest.MonkeyPatch, break_at: int
) -> None:
    site.article("a.md").article("b.md", section="Sport").build()
    site.delete("content/b.md").article("c.md", section="World", date="2021-01-01")
    moves = iter(range(1000))
    replace = os.replace

    def killed(source: str, target: str) -> None:
        if "staging" in str(source) and next(moves) == break_at:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        site.build()
    monkeypatch.undo()
    assert all(path.stat().st_size for path in site.paths.output.rglob("*") if path.is_file())
    site.build().assert_clean()


def test_articles_are_published_before_what_links_to_them(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[str] = []
    publish = Publisher.publish

    def watch(self: Publisher, staged: Path, output: str) -> object:
        moved.append(output)
        return publish(self, staged, output)

    site.article("z.md", section="Sport", date="2020-01-01").build()
    monkeypatch.setattr(Publisher, "publish", watch)
    site.article("a.md", "![p](p.png)", aliases=["/old/"]).write("content/p.png", b"x").build()
    before = {"2024/05/01/a/index.html", "p.png", "old/index.html"}
    assert max(map(moved.index, before)) < moved.index("index.html")
    assert max(map(moved.index, before)) < moved.index("news/index.html")


@pytest.mark.parametrize("moves_folders", [True, False])
def test_folders_take_their_places_whole_where_nothing_stands(
    site: Story, monkeypatch: pytest.MonkeyPatch, moves_folders: bool
) -> None:
    moved: list[str] = []
    rename = os.rename

    def watch(source: str, target: str) -> None:
        if os.path.isdir(source) and not moves_folders:
            raise OSError(18, "Invalid cross-device link")
        moved.append(os.path.relpath(target, site.paths.output))
        rename(source, target)

    monkeypatch.setattr(os, "rename", watch)
    site.article("a.md", "![p](2024/p.png)").write("content/2024/p.png", b"x").build()
    assert ("2024" in moved) == moves_folders
    assert ("2024/05/01/a/index.html" in moved) != moves_folders
    assert moved.index("index.html") > moved.index("2024" if moves_folders else "2024/p.png")
    monkeypatch.undo()
    site.build().assert_written().assert_clean()


@pytest.mark.skipif(os.name != "posix", reason="there are no groups of folders")
def test_folders_have_the_group_of_the_output(site: Story) -> None:
    site.paths.output.mkdir()
    site.paths.output.chmod(0o2755)
    site.article("a.md").build()
    assert (site.paths.output / "2024/05").stat().st_mode & 0o2000


def test_failed_rendering_leaves_no_trace(site: Story) -> None:
    site.article("a.md").build()
    site.write("templates/article.html", "{{ no_such_name }}").fail()
    assert not list((site.root / ".archivegen").rglob("staging/*"))
    problem = site.problems[0]
    assert (problem.path, problem.line) == ("templates/article.html", 1)
    assert "no_such_name" in problem.message
    assert "content/a.md" in problem.message
    site.delete("templates/article.html").build().assert_written()


def test_a_broken_template_is_told_once(site: Story) -> None:
    for number in range(60):
        site.article(f"{number}.md", date=f"2024-{1 + number % 12:02}-01")
    site.write("templates/article.html", "one\n{{ no_such_name }}").fail()
    assert [(problem.path, problem.line) for problem in site.problems] == [
        ("templates/article.html", 2)
    ]
    assert "content/" in site.problems[0].message


def test_every_broken_template_is_told(site: Story) -> None:
    """However many pages of one fail, the others are still tried."""
    for number in range(60):
        site.article(f"n{number}.md", date=f"2024-{1 + number % 12:02}-01", tags=[f"T{number}"])
    broken = {f"templates/{name}.html" for name in ("article", "day", "topic", "404")}
    for name in broken:
        site.write(name, "one\n{{ no_such_name }}")
    site.fail()
    assert {problem.path for problem in site.problems} == broken


def test_unchanged_files_keep_their_times(site: Story) -> None:
    site.article("a.md", summary="S").build()
    page = site.paths.output / "index.html"
    before = page.stat().st_mtime_ns
    site.article("a.md", "Other.", summary="S").build()
    assert page.stat().st_mtime_ns == before


@pytest.mark.parametrize("path", ["", "/a", "..", "a/..", "a/../b", "../a", "a/../../b", "C:a"])
def test_a_listed_path_that_leads_out_is_none(path: str) -> None:
    assert leads_out(path)
    assert leads_out("a/b\x00")
    assert not any(map(leads_out, ("a/b..html", "a/..b/c", "ab:c", "2024/05/a/index.html", ".b")))
