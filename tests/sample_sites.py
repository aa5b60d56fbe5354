"""Sites to look at as a whole: the sample archive, and one of nasty articles."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from attacks import ATTACKS
from story import Story

REPOSITORY = Path(__file__).parents[1]


NASTY = {
    "markup": "</script></title><!-- \" ' & &amp; <img src=x onerror=alert(1)> ]]> <![CDATA[ %00",
    "templates": "{{ 7*7 }} {% raw %} {# a #} ${x} <%= x %>",
    "emoji": "\U0001f600\U0001f3f4\U000e0067\U000e0062\U000e007f \u2764\ufe0f \u200d\U0001f469",
    "bidi": "\u202eabc\u2066 \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8 \u200f",
    "scripts": "\u6a19\u984c \u0939\u093f\u0928\u094d\u0926\u0940 \u0e44\u0e17\u0e22 \u0420\u0443 "
    "\u0395\u03bb \u10e5\u10d0 \u1218 \u12a0 \uac00 \u304b \U0001d11e \U00020000",
    "blanks": "a\u00a0b\u2003c\u200bd\ufeffe\u2028f\u2029g\u3000h\u00adi",
    "combining": "e\u0301" + "\u0300\u0323" * 40 + " n\u0303 \u1112\u1161\u11ab",
    "long": "word " * 500,
    "long word": "x" * 2500,
    "punctuation": "!?.,;:'\"()[]{}<>|\\/@#$%^&*-_=+~`",
    "addresses": "javascript:alert(1) //evil.example https://elsewhere.example/?a=1&b=2#c",
}  # fmt: skip


LANGUAGES = ("ar", "he", "zh-Hant", "hi", "en-GB", "fa", "pt-BR")


BODIES = {
    "headings": "".join(f"{'#' * level} Level {level}\n\na\n\n" for level in (3, 1, 6, 2, 4, 5)),
    "same headings": "## Same\n\n## Same\n\n## Same 1\n\n## Page main\n\n## Text page main\n",
    "footnotes": "a[^1] b[^\u6a19] c[^1]\n\n[^1]: d[^2].\n\n[^2]: e.\n\n[^\u6a19]:\n    - f\n",
    "tables": "| a | b |\n|:--|--:|\n| **x** | `|` |\n\n| c |\n|:-:|\n| [d](lists.md) |\n",
    "lists": "1. a\n    - b\n        1. c\n\n3. d\n\n- e\n\nterm\n:   what it is\n",
    "quotes": "> a\n> > b\n>\n> ## c\n\n```py\n<b>&amp;\n```\n\n    d\n\n***\n\ne  \nf\n",
    "nothing": "",
    "links": "[a](odd%20%23%3F%25%20names/a%20b%20%231%3F.md) [b](headings.md#level-1)"
    " ![c](odd%20%23%3F%25%20names/p%20%23%3F%25%26.png) [d](</from static/\u00fc %23.txt>)"
    " [e](/) [f](#here) <a href='/archive/'>g</a> [h](old.md?x=1&y=2) <p id=here>i</p>"
    " <img alt='' src='odd%20%23%3F%25%20names/p%20%23%3F%25%26.png'>"
    " [j](footnotes.md#fn:1) [k](a/../nothing.md) [l](mailto:a@b.example) [m](tel:+1)",
}  # fmt: skip


@lru_cache(maxsize=1)
def _pictures() -> tempfile.TemporaryDirectory[str]:
    """A folder for what was made of the pictures of the sample, which is half of its build."""
    return tempfile.TemporaryDirectory(prefix="archivegen-pictures-")


@contextmanager
def pictures_of_the_sample(site: Story) -> Iterator[None]:
    """In the block, a site knows what was made of the pictures, and what it makes is kept.

    So the pictures are worked on once in a process of tests.
    """
    known, kept = site.paths.images_db, Path(_pictures().name)
    if not known.exists() and (kept / known.name).exists():
        shutil.copytree(kept, site.paths.state, dirs_exist_ok=True)
    yield
    if not (kept / known.name).exists():
        shutil.copytree(site.paths.images, kept / site.paths.images.name)
        shutil.copy2(known, kept)


class _Sample(Story):
    """The sample archive, with its pictures as they are kept."""

    def build(self, **options: Any) -> Self:
        with pictures_of_the_sample(self):
            return super().build(**options)


def of_the_sample(root: Path, base_url: str, engine: str) -> Story:
    """The sample archive without its search, which takes some seconds to make."""
    config = (REPOSITORY / "archivegen.toml").read_text(encoding="utf-8")
    config = re.sub(r"^base_url = .*$", f'base_url = "{base_url}"', config, flags=re.MULTILINE)
    config = config.replace("[search]\nenabled = true\n", "")
    site = _Sample(root, config=f'{config}\n[markdown]\nengine = "{engine}"\n')
    for folder in ("content", "static"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    return site


def of_nasty_articles(root: Path, base_url: str, engine: str) -> Story:
    config = (
        f"title = '{NASTY['markup'].replace(chr(39), '')}'\nbase_url = \"{base_url}\"\n"
        "description = '''\"<b>&amp; ]]>'''\nlisting_limit = 40\nnewest_limit = 5\n"
        '[feeds]\nlimit = 1000\n[theme]\nfooter = "F </footer>&"\n'
        f'[markdown]\nengine = "{engine}"\n'
    )
    site = Story(root, config=config)
    image = "/odd%20%23%3F%25%20names/p%20%23%3F%25%26.png"
    for number, (name, text) in enumerate(NASTY.items()):
        # A section has to have a letter, and nothing of a path.
        section = re.sub(r"[/\\.%]", "", f"S {text}")
        site.article(
            f"{name}.md", f"{text}\n\n# {text[:99]}\n", headline=text, summary=text, tags=[text],
            section=section, authors=[text, f"{text} II"], location=text,
            slug=f"nasty {number} {text[:40]}".translate({ord(c): None for c in "/\\.%"}),
            date=f"2024-0{number % 9 + 1}-01", updated="2024-12-31T10:00:00+05:30",
            language=LANGUAGES[number % len(LANGUAGES)], extra={"x": text},
            image={"src": image, "alt": text, "caption": text, "credit": text},
            source={"name": text, "url": "https://y.example/?a=1&b=2", "captured": "2024-05-01"},
            corrections=[{"date": "2024-06-01", "text": text}, {"date": "2024-06-02", "text": "x"}],
        )  # fmt: skip
    for name, text in BODIES.items():
        site.article(f"{name}.md", text, image="p.svg", source={"name": "x", "url": "http://x.y"})
    for number, text in enumerate(ATTACKS.values()):
        site.article(f"a/{number}.md", text, slug=f"attack-{number}", date="1856-03-04")
    site.article("odd #?% names/a b #1?.md", "## A\n\n[a](<../lists.md>)", image={
        "src": "p%20%23%3F%25%26.png", "alt": "",
    })  # fmt: skip
    site.article("old.md", date="0999-01-01", section="\u6a19\u984c", aliases=[
        "/old/", "/old.html", "/\u00e4lter/\u00f6.html", "/with space/", "old/page", "/a&b/'(x)'/",
        "/%D8%A7/", "/2001/01/",
    ])  # fmt: skip
    site.article("draft.md", draft=True).article("scheduled.md", date="2099-01-01")
    site.article("to what is not there yet.md", "[a](draft.md) [b](scheduled.md)", slug="attack-x")
    site.write("content/odd #?% names/p #?%&.png", b"x").write("content/p.svg", b"<svg/>")
    return site.write("static/from static/\u00fc #.txt", b"x")
