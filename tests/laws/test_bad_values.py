"""Bad values: what cannot be said in a file of text, or is wrong in many ways, file by file."""

from __future__ import annotations

import time
import tracemalloc
from functools import cache
from itertools import pairwise

import pytest

from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.validate import check
from archivegen.loader.frontmatter.validators import Setting
from archivegen.loader.frontmatter.yaml_reader import MOST_FAULTS
from archivegen.model.taxonomies import BUILT_IN
from archivegen.model.times import zone_of
from archivegen.model.written_dates.forms import FORMS

HEAD = ("headline: A", "date: 2024-05-01", "section: News")
WRITE_TIME = f"write a time such as {FORMS}"
NOT_TEXT = "an article is a text file; give another file another ending than .md"


def doc(*lines: str) -> bytes:
    return ("\n".join(("---", *lines, "---", "Body.")) + "\n").encode()


def with_key(key: str, value: str) -> bytes:
    """An article whose last line of front matter, the fourth or fifth, is this key."""
    return doc(*(line for line in HEAD if not line.startswith(key)), f"{key}: {value}")


def tell(data: bytes) -> list[tuple[str, str, str]]:
    """The place, the message and the hint of each error in an article."""
    document, problems = read("a.md", data, 64 * 1024)
    if not problems:
        front, problems = check(document, Setting(zone_of("UTC")))
        assert (front is None) == any(problem.severity == "error" for problem in problems)
    return [
        (f"{problem.line}:{problem.column}", problem.message, problem.hint)
        for problem in problems
        if problem.severity == "error"
    ]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        *((text, "yes or no") for text in ("no", "Yes", "on", "OFF", "true")),
        *((text, "a number") for text in ("2024", "017", "1e3", "1.5", "0x1F", "1_000", ".5")),
        *((text, "a number") for text in ("12:30", ".inf", ".NaN", "+1", "-0")),
        ("2024-01-01", "a date"),
        ("2024-01-01 10:00:00", "a date"),
    ],
)
def test_headline_that_is_no_text(value: str, kind: str) -> None:
    message = f"`headline`: `{value}` is read as {kind}, not as text"
    data = doc(f"headline: {value}", *HEAD[1:])
    assert tell(data) == [("2:11", message, f'quote it: "{value}"')]
    assert not tell(doc(f'headline: "{value}"', *HEAD[1:]))


@pytest.mark.parametrize("value", ["", " ~", " null", " ''", " '  '", " |", " # later"])
def test_headline_that_is_empty(value: str) -> None:
    ((_, message, hint),) = tell(doc(f"headline:{value}", *HEAD[1:]))
    assert (message, hint) == ("`headline` is empty", "write something after `headline:`")


@pytest.mark.parametrize(
    "value", ["Nothing", "12 dead", "2,000 people", "$5", "-5°C", "No. 1", "y"]
)
def test_headlines_that_are_fine(value: str) -> None:
    assert not tell(doc(f"headline: {value}", *HEAD[1:]))


@cache
def a_second() -> float:
    """Seconds of this processor for what takes one of a usual one, by a count in Python."""
    started, total = time.process_time(), 0
    for number in range(1_500_000):
        total += number * number
    return 10 * (time.process_time() - started)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2024-02-30", "`2024-02-30` names a day that does not exist"),
        ("2023-02-29", "`2023-02-29` names a day that does not exist"),
        ("2024-13-32", "`2024-13-32` names a day that does not exist"),
        ("0000-01-01", "`0000-01-01` names a day that does not exist"),
        ("July 32, 2022", "`July 32, 2022` names a day that does not exist"),
        ("2024-05-01 25:00", "there is no time 25:00"),
        ("2024-05-01T24:00", "there is no time 24:00"),
        ("2024-05-01 10:60", "there is no time 10:60"),
        ("2024-05-01 10:00:61", "there is no time 10:00:61"),
        ("2024-05-01T10:00+25:00", "there is no offset +25:00 from UTC"),
        ("06:40", "`06:40` is a time of day without its date"),
        ("06:40:30", "`06:40:30` is a time of day without its date"),
        ("0001-01-01T00:00+23:00", "`0001-01-01T00:00+23:00` is outside the years 1 to 9999"),
        ("9999-12-31T23:00-02:00", "`9999-12-31T23:00-02:00` is outside the years 1 to 9999"),
        *(
            (text, f"`{text}` is not a time")
            for text in (
                "1714521600", "1.5", "soon", "yes", "10000-01-01", "-2024-01-01",
                "-1-01-01", "2024-05-01T", "2024-05-01 10",
            )
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", ["date", "updated"])
def test_impossible_times(key: str, value: str, message: str) -> None:
    line = 4 if key == "date" else 5
    expected = (f"{line}:{len(key) + 3}", f"`{key}`: {message}", WRITE_TIME)
    assert tell(with_key(key, value)) == [expected]


@pytest.mark.parametrize(
    ("value", "message", "meant"),
    [
        ("21.07.2022", "is not a time", "`2022-07-21`"),
        ("7/8/2022", "is not a time", "`2022-07-08` or `2022-08-07`"),
        ("21. Juli 2022", "is not a time", "`2022-07-21`"),
        ("Juli 21, 2022", "is not an English month", "`2022-07-21`"),
        ("July 21, 2022 0:40am", "there is no hour 0", "`2022-07-21 00:40`"),
        ("July 21, 2022 13:40pm", "there is no hour 13", "`2022-07-21 13:40`"),
        ("2022-07-21\u200b", "is not a time", "`2022-07-21`"),
    ],
)
def test_times_that_are_written_otherwise(value: str, message: str, meant: str) -> None:
    ((_, told, hint),) = tell(with_key("date", value))
    assert message in told
    assert hint.startswith(f"did you mean {meant}?")


def test_character_that_cannot_be_seen_in_a_value() -> None:
    message = "`draft` is neither true nor false"
    hint = "remove the character that cannot be seen (zero width space, U+200B)"
    assert tell(with_key("draft", "true\u200b")) == [("5:8", message, hint)]


def test_slug_that_is_a_path() -> None:
    message = "`slug`: `51/2013/interview` cannot be part of an address"
    hint = "write the last part alone, `interview`; old addresses go under `aliases`"
    assert tell(with_key("slug", "51/2013/interview")) == [("5:7", message, hint)]


@pytest.mark.parametrize("key", ["slug", "section"])
@pytest.mark.parametrize(
    "value",
    [
        "..",
        "../x",
        "a//b",
        "/etc/passwd",
        "a\\b",
        "%2e%2e%2f",
        "%2E%2E",
        "..%5C",
        "x..y",
        "a%2Fb",
        "\u2026/..",
    ],
)
def test_names_that_would_leave_the_output(key: str, value: str) -> None:
    ((place, message, hint),) = tell(with_key(key, f"'{value}'"))
    assert place == {"slug": "5:7", "section": "4:10"}[key]
    assert message == f"`{key}`: `{value}` cannot be part of an address"
    if "/" not in value:
        assert hint == "leave out `/`, `\\` and `..`"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Topics", "topics"), ("Archive", "archive"), ("AUTHORS", "authors"), ("2024", "2024"),
        ("Assets", "assets"), ("Sitemaps", "sitemaps"), ("Árchive!", "archive"), ("12345", "12345"),
    ],
)  # fmt: skip
def test_sections_of_the_site_itself(name: str, slug: str) -> None:
    where = f"(/{slug}/)"
    message = f"`section`: `{name}` would stand where the site's own pages are {where}"
    hint = "give the section another name"
    if slug not in {"assets", "2024", "12345"}:
        key, table = ("path", f"taxonomies.{slug}") if slug in BUILT_IN else (slug, "paths")
        line = f'{key} = "site-{slug}" under [{table}] in archivegen.toml'
        hint += f", or the site's page another place: write {line}"
    assert tell(with_key("section", f"'{name}'")) == [("4:10", message, hint)]


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        (
            "Sport/Football / Women",
            "has too many levels: a section has one below it",
            "write `section: Sport/Football`, and `tags: [Women]`",
        ),
        ("Sport/", "cannot be part of an address", "leave out `/`, `\\` and `..`"),
        ("Sport/..", "cannot be part of an address", "leave out `/`, `\\` and `..`"),
        (
            "Sport/2022",
            "would stand where the years of `Sport` are (/sport/2022/)",
            "give the section another name",
        ),
        (
            "Series/Long",
            "would stand where the site's own pages are (/series/)",
            (
                "give the section another name, or the site's page another place: write path = "
                '"site-series" under [taxonomies.series] in archivegen.toml'
            ),
        ),
    ],
)
def test_sections_in_levels(name: str, message: str, hint: str) -> None:
    assert tell(with_key("section", name)) == [("4:10", f"`section`: `{name}` {message}", hint)]


@pytest.mark.parametrize(
    "alias",
    [
        "../x", "/a/../../x", "/%2e%2e/x", "https://example.org/", "/", "/a//b", "/a?b", "C:\\x",
        "/.archivegen-files", "/a/.ARCHIVEGEN/", "/con/", "/LPT1/x", "/a./", "/a*b/", "/a#b",
        "/.git/hooks/x", "/a/.GIT", "/%2Egit/x", "/a/%2e/b", "..", "/a/%00/", "/..%2f..%2fx",
    ],
)  # fmt: skip
def test_aliases_that_are_no_path_on_the_site(alias: str) -> None:
    message = f"`aliases`: `{alias}` is not a path on this site"
    expected = ("5:18", message, "write it as /old/path/")
    assert tell(with_key("aliases", f"[/fine, '{alias}']")) == [expected]


@pytest.mark.parametrize(
    "alias",
    [
        "/_headers", "/_worker.js", "/_worker.js/", "/%5Fredirects", "/.htaccess", "/x/.HTACCESS",
        "/x/Web.Config", "/CNAME", "/netlify.toml", "/.well-known/security.txt",
    ],
)  # fmt: skip
def test_aliases_that_would_control_the_host(alias: str) -> None:
    message = f"`aliases`: `{alias}` has a name that hosts read as instructions"
    expected = ("5:18", message, "remove it; files with such names belong in static/")
    assert tell(with_key("aliases", f"[/fine, '{alias}']")) == [expected]


@pytest.mark.parametrize("alias", ["/" + "a" * 300, "/" + "a/" * 501, "/" + "\u5317/" * 251])
def test_aliases_that_are_too_long_for_file_systems(alias: str) -> None:
    ((place, message, _),) = tell(with_key("aliases", alias))
    assert place == "5:10"
    assert message.endswith("\u2026` is not a path on this site")


@pytest.mark.parametrize(
    ("data", "place", "message", "hint"),
    [
        (b"", "1:1", "the file is empty", "an article begins with front matter"),
        (b"\xef\xbb\xbf\r\n", "1:1", "the file is empty", "an article begins with front matter"),
        (b"---\nheadline: Caf\xe9\n", "2:14", "byte 0xe9 is not UTF-8", "save the file as UTF-8"),
        (b"\xef\xbb\xbf---\nabc\xff", "2:4", "byte 0xff is not UTF-8", "save the file as UTF-8"),
        (b"---\rabc\rd\xff", "3:2", "byte 0xff is not UTF-8", "save the file as UTF-8"),
        (doc(*HEAD) + b"\xc3\xa9 \xff", "7:3", "byte 0xff is not UTF-8", "save the file as UTF-8"),
        ("---\n".encode("utf-16"), "1:1", "the file is UTF-16", "save it as UTF-8"),
        (doc("headline: A\x00"), "2:12", "a NUL byte", NOT_TEXT),
        (doc(*HEAD) + b"a\x00", "7:2", "a NUL byte", NOT_TEXT),
        (doc("headline: A\x07"), "2:12", "a control character", "remove it"),
        (doc('headline: "A\\0"'), "2:11", "a control character in a text", "remove it"),
        (doc('headline: "A\\x1b[0m"'), "2:11", "a control character in a text", "remove it"),
    ],
)
def test_files_that_are_no_text(data: bytes, place: str, message: str, hint: str) -> None:
    assert tell(data) == [(place, message, hint)]


def test_mistakes_behind_the_first_are_told_too() -> None:
    lines = (
        'headline: "Enough, he said', "date: 2024-05-01", 'summary: "x"', "section: News: local",
        "a: &x b", "tags: [a", "location: @home", "location: b",
    )  # fmt: skip
    assert [place for place, _, _ in tell(doc(*lines))] == ["2:11", "5:14", "6:4", "7:7", "8:11"]
    assert [place for place, _, _ in tell(doc("a: b: c", "d: e", "d: f"))] == ["2:5", "4:1"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"He said "no" again"', "'He said \"no\" again'"),
        ("'It's here'", '"It\'s here"'),
        ('"He said ""no"" again"', "'He said \"no\" again'"),
        ("'The dogs' dinner'", '"The dogs\' dinner"'),
    ],
)
def test_quotes_inside_quotes(written: str, meant: str) -> None:
    assert tell(with_key("headline", written)) == [
        ("4:11", "quotes stand inside a text between quotes", f"write headline: {meant}")
    ]


def test_texts_with_quotes_at_both_ends() -> None:
    hint = 'quote it: headline: \'"Yes" and "no"\''
    assert tell(with_key("headline", '"Yes" and "no"')) == [
        ("4:11", "a text goes on behind its quotes", hint)
    ]


@pytest.mark.parametrize("lines", [("headline:A", *HEAD[1:]), (*HEAD[1:], "headline:A")])
def test_key_without_a_blank(lines: tuple[str, ...]) -> None:
    number = lines.index("headline:A") + 2
    assert tell(doc(*lines)) == [
        (f"{number}:10", "no blank behind `headline:`", "write headline: A")
    ]


REMOVE = "remove it, or put a plain blank in its place"


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("headline:\u00a0A", "2:10", "a character that cannot be seen (no-break space, U+00A0)"),
        (
            "\u200bheadline: A",
            "2:1",
            "a character beside `headline` that cannot be seen (zero width space, U+200B)",
        ),
        (
            "headline\u00a0: A",
            "2:1",
            "a character beside `headline` that cannot be seen (no-break space, U+00A0)",
        ),
    ],
)
def test_characters_that_cannot_be_seen(line: str, place: str, message: str) -> None:
    assert tell(doc(line, *HEAD[1:])) == [(place, message, REMOVE)]


@pytest.mark.parametrize("before", ["\ufeff\ufeff", "\u200b"])
def test_something_before_the_front_matter(before: str) -> None:
    ((place, message, hint),) = tell(before.encode() + doc(*HEAD))
    assert (place, message) == ("1:1", "no front matter")
    name = "byte order mark, U+FEFF" if "\ufeff" in before else "zero width space, U+200B"
    assert hint == f"before `---` is a character that cannot be seen ({name}); remove it"


QUOTES = '""'
DEEP = "more than 16 lists or mappings inside one another"


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("[" * 100_000, "1:1", "the front matter is larger than 64 kB"),
        ("[" * 30_000, "5:10", DEEP),
        ("{a: " * 10_000, "5:10", DEEP),
        ("[" * 15 + "x" + "]" * 15, "", ""),
        ("9" * 5000, "5:10", "`summary`: `" + "9" * 60 + "… is read as a number, not as text"),
        ("9:" * 20_000 + "9", "5:10", "`summary`: `" + "9:" * 30 + "… is read as a number"),
        ("&a [*a, *a]", "5:10", "anchors and aliases have no place in front matter"),
        ("!!python/name:os.system", "5:10", "a tag (tag:yaml.org,2002:python/name:os.system)"),
        ("!!binary aGk=", "5:10", "a tag (tag:yaml.org,2002:binary) has no place"),
    ],
)
def test_hostile_yaml_is_an_error_and_quick(line: str, place: str, message: str) -> None:
    started = time.process_time()
    found = tell(with_key("summary", line))
    assert time.process_time() - started < a_second()
    assert len(found) == 1
    if place:
        assert found[0][0] == place
        assert found[0][1].replace("…`", "…").startswith(message)


MANY = {
    "keys that stand there again": ("a: b\n" * 12_000, "`a` stands here a second time"),
    "keys that stand there again in a line": (f"a: {{{'a,' * 30_000}}}", "`a` stands here a sec"),
    "numbers that no one reads": (
        "".join(f"k{n}: 1e999\n" for n in range(4_000)), "`k0`: `1e999` is too large",
    ),
    "items that are no text": (f"tags: [{'1,' * 30_000}]", "`tags`: `1` is read as a number"),
    "items that are nothing": ("tags:\n- x\n" + "- \n" * 20_000, "`tags` is empty"),
    "items that are no mapping": ("corrections:\n" + "- x\n" * 15_000, "`corrections` is text, n"),
    "anchors": ("".join(f"k{n}: &a{n} x\n" for n in range(4_000)), "anchors and aliases have no"),
    "bomb": ("a: &a [x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz")
    ), "anchors and aliases have no place"),
    "chain of merges": ("b0: &b0 {k: v}\n" + "".join(
        f"b{n}: &b{n}\n  <<: [*b{n - 1}, *b{n - 1}]\n" for n in range(1, 26)
    ), "anchors and aliases have no place"),
    "merges inside one another": (f"a: {'{<<: ' * 25}{{k: v}}{'}' * 25}", "merge keys have no"),
    "recursion": ("a: &a [*a]", "anchors and aliases have no place"),
    "keys that are lists": ("? " * 30_000 + "x", "not YAML: a list or mapping cannot be a key"),
    "brackets": (f"a: {'[' * 60_000}", "more than 16 lists or mappings"),
    "colons": (f"a: {'x: ' * 20_000}", "a colon in a text without quotes"),
    "quotes": (f"a: {QUOTES * 20_000}", "a text goes on behind its quotes"),
    "one quote": ('a: "' + "\\\\" * 30_000, "a text begins with"),
}  # fmt: skip
"""Mistakes that a machine makes, and what is told of the first."""


@pytest.mark.parametrize("name", MANY)
def test_many_mistakes_are_told_soon_and_in_little_memory(name: str) -> None:
    text, message = MANY[name]
    data = doc(*HEAD, text.rstrip("\n"))
    started = time.process_time()
    tell(data)
    assert time.process_time() - started < a_second()
    tracemalloc.start()
    try:
        found = tell(data)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()
    assert found[0][1].startswith(message)
    assert len(found) <= MOST_FAULTS + 1


@pytest.mark.parametrize("line", ["k{}: x", "k{}: x #y"])
def test_many_warnings_are_told_soon(line: str) -> None:
    lines = [line.format(number) for number in range(4_000)]
    started = time.process_time()
    document, _ = read("a.md", doc(*HEAD, *lines), 64 * 1024)
    front, problems = check(document, Setting(zone_of("UTC")))
    assert time.process_time() - started < a_second()
    assert front is not None
    assert len(front.extra) == 4_000
    assert {problem.severity for problem in problems} == {"warning"}
    assert MOST_FAULTS <= len(problems) <= 2 * MOST_FAULTS


@pytest.mark.parametrize("number", ["9" * 5000, "1e999", "0." + "9" * 100])
def test_numbers_that_no_one_reads(number: str) -> None:
    for data in (with_key("extra", f"{{n: {number}}}"), with_key("nn", number)):
        ((place, message, hint),) = tell(data)
        assert place in {"5:12", "5:5"}
        assert "for a number" in message or "too large" in message
        assert hint == "quote it, if it is a text"
