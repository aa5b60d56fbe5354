"""Law 1: after any edits, a build leaves the very bytes that a clean build leaves."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PIL import Image

from archivegen.config.paths import MANIFEST_NAME
from archivegen.model.problems import SiteError
from faults import Watch, in_a_process, kill
from story import NOW, Story

TORTURE = "ARCHIVEGEN_TORTURE" in os.environ

NAMES = st.sampled_from(["a.md", "b.md", "2023/c.md", "2024/05/d.md", "deep/er/e.markdown"])
SECTIONS = st.sampled_from(["News", "Sport", "news", "Human Rights"])
DATES = st.sampled_from(
    [
        "2023-12-31",
        "2024-01-01",
        "2024-01-01T09:30",
        "May 1, 2024 6:40am",
        "2025-06-16",
        "1850-03-01",
    ]
)
TAGS = st.lists(st.sampled_from(["X", "Y", "Z", "x"]), max_size=2, unique=True)
LINKS = st.sampled_from(
    ["a.md", "../a.md", "b.md#top", "2023/c.md", "p.png", "/static.txt", "gone.md", "_pages/p.md"]
)
LEDGERS = st.sampled_from(["", "/gone/ retired\n", "/static.txt\n", "/old/b.html content/b.md\n"])
"""Most of them are no trouble: what a site with errors is built to says little."""

NUMBERS = st.integers(0, 1 << 24)
TEMPLATES = {
    "templates/day.html": '{% extends "base.html" %}{% block main %}{{ day | day }}{% endblock %}',
    "templates/_macros.html": None,
    "templates/article.html": '{% extends "base.html" %}{% block main %}{{ bodies }}{% endblock %}',
}
CONFIGS = (
    "",
    "listing_limit = 2\nnewest_limit = 1",
    'permalink = "/{section}/{year}/{slug}/"\ntimezone = "Pacific/Auckland"',
    'language = "ar"\n[indexes]\nmonths = false\n[taxonomies.authors]\npages = false',
    'base_url = "https://x.example/sub/path"\n[theme]\naccent = "#123456"',
    'taxonomies.topics.pages = false\n[indexes]\ndays = false\n[markdown]\nhtml = "escape"',
    '[markdown]\nengine = "commonmark"',
    "[search]\nenabled = true",
    '[feeds]\ncontent = "full"\nlimit = 2\n[theme]\nfooter = "*A* [p](_pages/p.md)"',
    "[feeds]\nlimit = 1\nrss = false\narchive = false\n[taxonomies.sections]\nfeed = false",
    "[redirects]\nhtml = false\nfile = true\n[indexes]\njson = false",
    "[redirects]\nfile = true",
    "[images]\nenabled = true\nwidths = [20, 40]",
)


class Edits(RuleBasedStateMachine):
    """Random edits of a small site, with a build after each few of them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="archivegen-"))
        self.site = Story(self.folder / "site")
        self.present: set[str] = set()
        self.built = False

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize()
    def first(self) -> None:
        self.site.article("first.md", tags=["X"], slug="first")
        self.built = False

    @rule(
        name=NAMES, section=SECTIONS, date=DATES, tags=TAGS, link=LINKS,
        slug=st.sampled_from(["", "one", "two"]), draft=st.booleans(), alias=st.booleans(),
        ends=st.integers(0, 9),
    )  # fmt: skip
    def put(
        self, name: str, section: str, date: str, tags: list[str], link: str, slug: str,
        *, draft: bool, alias: bool, ends: int,
    ) -> None:  # fmt: skip
        # A name of its own, so that two articles never claim one address.
        own = f"{Path(name).stem}-{slug}" if slug else Path(name).stem
        more = {"aliases": [f"/old/{own}.html"]} if alias else {}
        self.site.article(
            name, f"A [link]({link}) and *more*.\n\nThe end {ends}.",
            section=section, date=date, tags=tags, slug=own, draft=draft,
            authors=["Ann"] if draft else [], **more,
        )  # fmt: skip
        self.present.add(name)
        self.built = False

    @rule(
        name=st.sampled_from(["p.md", "legal/q.md"]), link=LINKS, ends=st.integers(0, 9),
        menu=st.sampled_from(["none", "header", "footer"]), is_shown=st.booleans(),
        state=st.sampled_from(["there", "there", "draft", "gone"]),
    )  # fmt: skip
    def put_page(
        self, name: str, link: str, ends: int, menu: str, state: str, *, is_shown: bool
    ) -> None:
        path = f"_pages/{name}"
        self.site.document(
            path, f"A [link](../{link}).\n\nThe end {ends}.", menu=menu, draft=state == "draft",
            listed=is_shown, indexed=is_shown, aliases=["/old/p"] if name == "p.md" else [],
        )  # fmt: skip
        if state == "gone":
            self.site.delete(f"content/{path}")
        self.built = False

    def _one(self, number: int) -> str:
        return sorted(self.present)[number % len(self.present)]

    @precondition(lambda self: self.present)
    @rule(number=NUMBERS, ends=st.integers(0, 9))
    def edit_body(self, number: int, ends: int) -> None:
        path = self.site.root / "content" / self._one(number)
        text = path.read_text(encoding="utf-8").rpartition("\n\n")[0]
        self.site.write(f"content/{self._one(number)}", f"{text}\n\nThe end {ends}.\n")
        self.built = False

    @precondition(lambda self: self.present)
    @rule(number=NUMBERS)
    def delete(self, number: int) -> None:
        name = self._one(number)
        self.site.delete(f"content/{name}")
        self.present.remove(name)
        self.built = False

    @precondition(lambda self: self.present)
    @rule(number=NUMBERS, new=NAMES)
    def move(self, number: int, new: str) -> None:
        name = self._one(number)
        self.site.move(f"content/{name}", f"content/{new}")
        self.present.remove(name)
        self.present.add(new)
        self.built = False

    @precondition(lambda self: self.present)
    @rule(number=NUMBERS, seconds=st.sampled_from([0, 1, 10**9]))
    def touch(self, number: int, seconds: int) -> None:
        name = self._one(number)
        os.utime(self.site.root / "content" / name, (seconds, seconds))
        self.built = False

    @precondition(lambda self: self.present)
    @rule(number=NUMBERS, head=st.sampled_from(["", "---\ndraft: true\n---\n![P](p.png)"]))
    def break_and_mend(self, number: int, head: str) -> None:
        """A build goes on while an article cannot be read; then that is what it was."""
        path = self.site.root / "content" / self._one(number)
        text = path.read_bytes()
        path.write_text(head)
        with suppress(SiteError):
            self.site.using(keep_going=True).build()
        self.site.using(keep_going=False)
        path.write_bytes(text)
        self.built = False

    @rule(name=st.sampled_from(["content/p.png", "static/static.txt"]), data=st.binary(max_size=3))
    def asset(self, name: str, data: bytes) -> None:
        self.site.write(name, data)
        self.built = False

    @rule(width=st.sampled_from([0, 30, 50]))
    def picture(self, width: int) -> None:
        """A picture that articles show comes, changes, or is broken."""
        image = BytesIO(b"")
        if width:
            Image.new("RGB", (width, 20), "navy").save(image, "PNG")
        self.site.write("content/p.png", image.getvalue())
        self.built = False

    @rule(name=st.sampled_from(sorted(TEMPLATES)))
    def template(self, name: str) -> None:
        path = self.site.root / name
        text = TEMPLATES[name]
        if path.exists() or text is None:
            path.unlink(missing_ok=True)
        else:
            self.site.write(name, text)
        self.built = False

    @rule(more=st.sampled_from(CONFIGS))
    def configure(self, more: str) -> None:
        if "base_url" in more:
            self.site.write("archivegen.toml", f'title = "T"\n{more}')
        else:
            self.site.configure(more)
        self.built = False

    @rule(text=LEDGERS)
    def ledger(self, text: str) -> None:
        self.site.write("urls.txt", text)
        self.built = False

    @rule(days=st.sampled_from([0, 1, -300]), drafts=st.booleans(), workers=st.sampled_from([1, 2]))
    def options(self, days: int, workers: int, *, drafts: bool) -> None:
        self.site.options = replace(
            self.site.options, now=NOW + days * 86_400, drafts=drafts, workers=workers
        )
        self.built = False

    @rule(number=NUMBERS, remove=st.booleans())
    def damage(self, number: int, *, remove: bool) -> None:
        # Without the list of files, a file that was changed as well is nobody's: that is an error.
        files = sorted(
            path
            for path in self.site.paths.output.rglob("*")
            if path.is_file() and path.name != MANIFEST_NAME
        )
        if files:
            victim = files[number % len(files)]
            if remove:
                victim.unlink()
            else:
                victim.write_bytes(b"x")
            self.built = False

    @rule(
        number=NUMBERS, place=NUMBERS, kind=st.sampled_from(["delete", "truncate", "flip"])
    )  # fmt: skip
    def damage_state(self, number: int, place: int, kind: str) -> None:
        files = sorted(
            path for path in (self.site.root / ".archivegen").rglob("*") if path.is_file()
        )
        if not files:
            return
        victim = files[number % len(files)]
        content = bytearray(victim.read_bytes())
        if kind == "delete":
            victim.unlink()
        elif content:
            at = place % len(content)
            content[at] ^= 1 << (at % 8)
            victim.write_bytes(content[:at] if kind == "truncate" else content)
        self.built = False

    @precondition(lambda self: hasattr(os, "fork"))
    @rule(at=st.integers(0, 500))
    def build_that_is_killed(self, at: int) -> None:
        in_a_process(self.site, Watch(at, kill).start)
        self.built = False

    @rule()
    def build(self) -> None:
        self.built = self.site.build_as_clean()

    @invariant()
    def stays_up_to_date(self) -> None:
        if self.built:
            self.site.build().assert_written()


Edits.TestCase.settings = settings(
    max_examples=120 if TORTURE else 10,
    stateful_step_count=30 if TORTURE else 14,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestEdits = Edits.TestCase
