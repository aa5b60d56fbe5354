"""Configuration: every key, its default and its errors; the kept copy is checked before use."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from archivegen.config.checks import CheckConfig
from archivegen.config.defaults import FolderDefaults
from archivegen.config.front_page import FrontConfig
from archivegen.config.machines import (
    AlternatesConfig,
    FeedsConfig,
    MetadataConfig,
    RedirectsConfig,
    SitemapsConfig,
)
from archivegen.config.paths import SitePaths
from archivegen.config.publishing import HeadersConfig, PublisherConfig, RobotsConfig
from archivegen.config.read import Config, from_json, read_config, to_json
from archivegen.config.tables import (
    EXTENSIONS,
    ImagesConfig,
    IndexesConfig,
    KindConfig,
    LimitsConfig,
    MarkdownConfig,
    NavigationLink,
    PathsConfig,
    ReadingConfig,
    SearchConfig,
    SlugsConfig,
    TaxonomyConfig,
    ThemeConfig,
)
from archivegen.config.taxonomies import KEYS_OF_ARTICLES
from archivegen.config.templates import TemplatesConfig
from archivegen.config.validate import validate
from archivegen.loader.frontmatter.schema import FrontMatter
from archivegen.model.problems import SiteError
from archivegen.model.taxonomies import BUILT_IN
from every_key import EVERY_KEY
from story import Story

TAGS = "tags look like en, pt-BR or zh-Hant"
TOKENS = "the tokens are {year}, {month}, {day}, {slug}, {name}, {section}, {language}"
HAS = ", ".join(EXTENSIONS["commonmark"])
TAKEN = "would stand where the site's own pages are"
OTHER = "give the section another name, or the site's page another place: write"
UNDER = "under [paths] in archivegen.toml"
NO_FOLDER = "is not the name of a folder, in small letters without accents"
OWN = "(a site's own settings go under [extra])"


def told(text: str) -> list[str]:
    """The problems of a configuration, as `line:column message (hint)`."""
    with pytest.raises(SiteError) as caught:
        validate(text.encode())
    problems = caught.value.problems
    assert {problem.path for problem in problems} == {"archivegen.toml"}
    return [
        f"{p.line}:{p.column} {p.message}" + (f" ({p.hint})" if p.hint else "") for p in problems
    ]


def test_defaults() -> None:
    assert validate(b'title = "T"') == Config("T")
    assert Config("T").permalink == "/{year}/{month}/{day}/{slug}/"
    assert Config("T").listing_limit == 100


def test_every_key() -> None:
    config = validate(EVERY_KEY.encode())
    assert config == Config(
        "T", "D", "https://example.org/paper/", "pt-BR", "America/Sao_Paulo", "mdy", "News",
        ("News", "Arts & Culture"), "/{language}/{section}/{year}/{month}/{day}/{slug}.html",
        "d MMMM y", "d MMMM y, HH:mm",
        1, 2, 3, 4, ("README.md", "_drafts/**"),
        kinds={"recipe": KindConfig("R", "Article")},
        defaults=(
            FolderDefaults(
                "1998/**",
                {
                    "section": "News", "language": "en", "source": "The Star",
                    "licence": {"name": "Own", "url": "https://l.org/"}, "authors": ["A"],
                    "kind": "recipe", "template": "recipe.html",
                    "print": {"publication": "The Star"},
                },
            ),
        ),
        templates=TemplatesConfig({"recipe": "recipe.html"}, {"sport": "own/sport.html"}),
        check=CheckConfig(known_authors=True),
        slugs=SlugsConfig("language"),
        paths=PathsConfig(
            "all", "days", "errata", "numbers", "find", "atom", "maps"
        ),
        front=FrontConfig("a.md", ("b.md",), ("News",), "list"),
        theme=ThemeConfig("#a3352b", "#FF8A7A", "/logo.svg", "/icon.svg", "/card.png", "F", (
            NavigationLink("News", "/news/"), NavigationLink("X", "https://x.org/"),
        ), 9, 3),
        markdown=MarkdownConfig("markdown", "escape", ("tables",)),
        indexes=IndexesConfig(
            years=False, months=False, days=False, on_this_day=False, corrections=False,
            issues=False, json=False, jsonl=True,
        ),
        reading=ReadingConfig(
            contents=False, minutes=False, related=False, later=False, archive_before=1990,
            cite=False,
        ),
        feeds=FeedsConfig(
            atom=False, rss=False, json=False, archive=False, content="full", limit=4,
            page=False,
        ),
        taxonomies={
            **{name: TaxonomyConfig(**asdict(one)) for name, one in BUILT_IN.items()},
            "topics": TaxonomyConfig(
                "topics", "tags", "Schlagworte", "Schlagwort", "tags", pages=False, feed=False,
                ordered=True, json_ld="mentions", type="Place", template="own/topic.html",
                list_template="own.html",
            ),
            "people": TaxonomyConfig("people", "people", "People", path="people", type="Person"),
        },
        metadata=MetadataConfig(
            json_ld=False, social_cards=False, noindex_below=8, citations=False
        ),
        redirects=RedirectsConfig(html=False, file=True),
        publisher=PublisherConfig(
            "_pages/a.md", "/ethics/", "https://example.org/c", *(f"/{it}/" for it in "abcdefgh")
        ),
        headers=HeadersConfig(file=True, policy={"img-src": "https:"}),
        robots=RobotsConfig(
            training=False, search=False, allow=("CCBot",), disallow=("A bot",),
            tdm_reservation=True, tdm_policy="/terms/",
        ),
        images=ImagesConfig(
            enabled=True, widths=(9,), quality=8, keep=("credit",), max_megapixels=7,
            max_megabytes=6, max_memory=5, max_seconds=4, social_cards=True,
            social_font="static/own.ttf",
        ),
        alternates=AlternatesConfig(json=True, text=True, markdown=True),
        sitemaps=SitemapsConfig(enabled=False, images=False, news=False),
        search=SearchConfig(enabled=True),
        limits=LimitsConfig(5, 6, 7, article_items=8, article_translations=9),
        extra={
            "since": "1850-03-01", "at": "10:00:00",
            "deep": {"list": [1, 2.5, True, "x", "2022-07-21T06:40:00+00:00"]},
        },
    )  # fmt: skip
    assert from_json(to_json(config)) == config


@pytest.mark.parametrize(
    "change", [lambda t: b"\xef\xbb\xbf" + t, lambda t: t.replace(b"\n", b"\r\n")]
)
def test_byte_order_mark_and_carriage_returns(change: object) -> None:
    assert callable(change)
    assert validate(change(EVERY_KEY.encode())) == validate(EVERY_KEY.encode())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("titel = 1", "unknown key `titel` (did you mean `title`?)"),
        ("listing_limits = 5", "unknown key `listing_limits` (did you mean `listing_limit`?)"),
        ("accent = '#a3352b'", "unknown key `accent` (it belongs under [theme])"),
        ("colour = 'x'", "unknown key `colour` (a site's own settings go under [extra])"),
        ("description = 5", "`description` is not text, which stands in quotes"),
        ("description = 1990-01-01", "`description` is not text, which stands in quotes"),
        ("front_limit = '5'", "`front_limit` is not a whole number"),
        ("front_limit = true", "`front_limit` is not a whole number"),
        ("front_limit = 1.5", "`front_limit` is not a whole number"),
        ("feed_limit = 30", "unknown key `feed_limit` (it is `limit` under [feeds])"),
        ("front_limit = 0", "`front_limit`: a listing shows at least one article"),
        ("feeds.limit = 999999999999999", "`feeds.limit`: a listing shows at most 10000 articles"),
        (
            "limits.article_seconds = 0",
            "`limits.article_seconds`: a limit is between 1 and 1000000",
        ),
        ("limits.article_seconds = 0.5", "`limits.article_seconds` is not a whole number"),
        ("theme = 5", "`theme` is not a table"),
        ("extra = 5", "`extra` is not a table"),
        *(
            (f"base_url = '{url}'", "`base_url`: not a web address such as https://example.org/paper/")
            for url in (
                "example.org", "/paper/", "ftp://example.org", "https://", "https://[x",
                "https://a b.org/", "https://example.org:99999/", "https://example.org/a<b>/",
            )
        ),
        (
            "base_url = 'https://ann:secret@example.org/'",
            "`base_url`: each page would show the name and the password before the `@`",
        ),
        ("images.quality = 101", "`images.quality`: a quality is between 1 and 100"),
        (
            "images.widths = [320, 0]",
            "`images.widths`: the width of a picture in WebP is between 1 and 16383",
        ),
        (
            "base_url = 'https://example.org/?a'",
            "`base_url`: an address with `?` or `#` cannot have pages below it",
        ),
        (
            "timezone = 'Mars'",
            "`timezone`: there is no time zone 'Mars'; names look like Europe/London",
        ),
        *(
            (
                f"language = '{tag}'",
                f"`language`: there are no formats for the language '{tag}'; {TAGS}",
            )
            for tag in ("xx", "english", "en_US", "")
        ),
        *(
            (
                f"default_section = '{name}'",
                f"`default_section`: '{name}' {why}",
            )
            for name, why in (
                ("Search", f"{TAKEN} (/search/) ({OTHER} search = \"site-search\" {UNDER})"),
                ("2024", f"{TAKEN} (/2024/) (give the section another name)"),
                ("../x", "cannot be part of an address (leave out `/`, `\\` and `..`)"),
                ("!!", "cannot be part of an address (a name has a letter or a digit)"),
            )
        ),
        *(
            (f"permalink = '{pattern}'", f"`permalink`: {why}")
            for pattern, why in [
                ("/{year}/", "without {slug} or {name}, articles would share one address"),
                ("/{slug}", "a permalink ends in `/` or in `.html`"),
                ("{slug}/", "not a path from the site's root such as /{year}/{slug}/"),
                ("//{slug}/", "not a path from the site's root such as /{year}/{slug}/"),
                ("/../{slug}/", "not a path from the site's root such as /{year}/{slug}/"),
                ("/{slug!r}/", "a token takes no format"),
                ("/{slug:>9}/", "a token takes no format"),
                ("/{slug", "not a pattern: expected '}' before end of string"),
                *(
                    (path, "not a path from the site's root such as /{year}/{slug}/")
                    for path in (
                        "/%2e%2e/{slug}/", "/a\\b/{slug}/", "/con/{slug}/", "/.archivegen/{slug}/",
                        "/.git/{slug}/", "/{slug}?.html", "/#/{slug}/", "/a//{slug}/", "/{slug}./",
                        f"/{'a' * 300}/{{slug}}/", f"/{'a/' * 600}{{slug}}/",
                    )
                ),
            ]
        ),
        *(
            (
                f"permalink = '/{{slug}}/{{{token}}}/'",
                f"`permalink`: unknown token {{{token}}}; {TOKENS}",
            )
            for token in ("foo", "", "slug.__class__", "0")
        ),
        (
            "date_format = 'long'",
            "`date_format`: 'long' is not a date pattern such as d MMMM y; leave it out",
        ),
        ("date_format = 'HH:mm'", "`date_format`: a date has no hours and minutes to show"),
    ],
)  # fmt: skip
def test_errors_have_a_line(line: str, message: str) -> None:
    text = f'title = "T"\n# {line}\n{line}\n'
    assert told(text) == [f"3:1 {message}"]


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("theme", "acent = '#fff'", "unknown key `theme.acent` (did you mean `accent`?)"),
        ("theme", "accent = 'red'", "`theme.accent`: 'red' is not a colour such as #a3352b"),
        ("theme", "accent_dark = ' '", "`theme.accent_dark`: ' ' is not a colour such as #a3352b"),
        ("theme", "title = 'x'", "unknown key `theme.title` (it belongs above the first [table])"),
        ("theme", "logo = 5", "`theme.logo` is not text, which stands in quotes"),
        (
            "theme",
            "navigation = [{ title = 'x' }]",
            '`theme.navigation.url` is missing (add url = "...")',
        ),
        (
            "theme",
            "navigation = [{ titel = 'x', title = 'x', url = 'y' }]",
            "unknown key `theme.navigation.titel` (did you mean `title`?)",
        ),
        ("markdown", "html = 'raw'", "`markdown.html` is not 'sanitize', 'escape' or 'trusted'"),
        (
            "slugs",
            "transliterate = 'x'",
            "`slugs.transliterate` is not 'ascii', 'language' or 'none'",
        ),
        ("markdown", "engine = 'x'", "`markdown.engine` is not 'markdown' or 'commonmark'"),
        (
            "markdown",
            "extensions = 'x'",
            "`markdown.extensions` is not a list, which stands in brackets",
        ),
        (
            "markdown",
            "extensions = ['tables', 'nosuch']",
            "`markdown.extensions`: 'nosuch' is not a Markdown extension that is installed",
        ),
        (
            "markdown",
            "engine = 'commonmark'\nextensions = ['tables', 'toc']",
            f"`markdown.extensions`: the engine 'commonmark' has no extension 'toc'; it has {HAS}",
        ),
        (
            "publisher",
            "masthead = 'us'",
            (
                "`publisher.masthead`: 'us' is no page (name its file below content/, such as "
                "_pages/ethics.md, or its address)"
            ),
        ),
        (
            "headers",
            "policy = { script-src = 'a; b' }",
            (
                "`headers.policy.script-src`: 'a; b' cannot be the value of a directive of a "
                "policy (write its sources with spaces between them: \"'self' https://example.org\")"
            ),
        ),
        (
            "robots",
            "disallow = ['*']",
            (
                "`robots.disallow`: '*' is not the name of a bot (write the name that its operator "
                "publishes, such as GPTBot; `*` would mean all bots)"
            ),
        ),
        (
            "robots",
            "tdm_policy = 'terms'",
            (
                "`robots.tdm_policy`: 'terms' is neither a web address nor a path on the site "
                '(write it from the site\'s root: "/terms")'
            ),
        ),
        ("paths", "archiv = 'a'", "unknown key `paths.archiv` (did you mean `archive`?)"),
        ("paths", "archive = 5", "`paths.archive` is not text, which stands in quotes"),
        *(
            ("paths", f"archive = '{folder}'", f"`paths.archive`: '{folder}' {why}")
            for folder, why in (
                ("Das Archiv/", f'{NO_FOLDER} (write archive = "das-archiv")'),
                ("search", "is the folder of `search`, too (give one of them another)"),
                ("2024", "is a folder of the site's own already (give the page another)"),
            )
        ),
        *(
            (table, f"topics = {value}", f"unknown key `{table}.topics` (write {line})")
            for table, value, line in (
                ("paths", '"tags"', 'path = "tags" under [taxonomies.topics]'),
                ("indexes", "false", "pages = false under [taxonomies.topics]"),
                ("feeds", "true", "feed = true under [taxonomies.topics]"),
            )
        ),
        *(
            ("taxonomies.people", line, f"`taxonomies.people.{line.split()[0]}`{message}")
            for line, message in (
                ("path = 'search'", (": 'search' is the folder of `search`, too (give one of them "
                 "another)")),
                ("path = 'topics'", (": 'topics' is the folder of `[taxonomies.topics]`, too (give "
                 "one of them another)")),
                ("name = 'x'", ": follows from the name of the taxonomy (take it out)"),
                ("template = '../a.html'", (": '../a.html' is not the name of a template (it is a "
                 'file of templates/, such as "person.html")')),
                ("type = 'a b'", (": 'a b' is not a type of schema.org (write one such as "
                 '"Person" or "Place")')),
                ("json_ld = 'is'", " is not '', 'about', 'mentions' or 'isPartOf'"),
                ("pages = 1", " is neither true nor false"),
            )
        ),
        (
            "taxonomies.people",
            "titel = 'x'",
            "unknown key `taxonomies.people.titel` (did you mean `title`?)",
        ),
        ("indexes", "years = 'yes'", "`indexes.years` is neither true nor false"),
        ("indexes", "years = 1", "`indexes.years` is neither true nor false"),
        ("indexes", "week = true", f"unknown key `indexes.week` {OWN}"),
    ],
)  # fmt: skip
def test_errors_in_tables_have_a_line(table: str, line: str, message: str) -> None:
    last = 4 + line.count("\n")
    assert told(f'title = "T"\n\n[{table}]\n{line}\n') == [f"{last}:1 {message}"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tags", "exists already under another name (write [taxonomies.topics])"),
        ("author", "exists already under another name (write [taxonomies.authors])"),
        (
            "date",
            "articles have a key `date` already, which means something else (give it another name)",
        ),
        (
            "Leute",
            (
                "is not a name that articles can have as a key "
                "(write small letters, digits and `_`: [taxonomies.people])"
            ),
        ),
    ],
)
def test_names_of_taxonomies(name: str, message: str) -> None:
    assert told(f'title = "T"\n[taxonomies.{name}]\n') == [f"2:1 `taxonomies.{name}`: {message}"]


def test_a_taxonomy_is_a_table() -> None:
    assert told('title = "T"\n[taxonomies]\npeople = 5\n') == [
        "3:1 `taxonomies.people` is not a table"
    ]
    assert told('title = "T"\ntaxonomies = 5\n') == ["2:1 `taxonomies` is not a table"]


def test_no_taxonomy_takes_a_key_that_articles_have() -> None:
    assert {*FrontMatter.model_fields} <= KEYS_OF_ARTICLES


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            '[[theme.navigation]]\ntitle = "a"\nurl = 5\n\n[[theme.navigation]]\nurl = "b"\n',
            ["4:1 `theme.navigation.url` is not text", "6:1 `theme.navigation.title` is missing"],
        ),
        ('theme = { accent = "red" }\n', ["2:1 `theme.accent`: 'red' is not"]),
        ('theme.accent = "red"\n', ["2:1 `theme.accent`: 'red' is not"]),
        ('"front_limit" = 0\n', ["2:1 `front_limit`: a listing shows"]),
        ("  front_limit   =   0\n", ["2:3 `front_limit`: a listing shows"]),
        ('"front limit" = 0\n', ["2:1 unknown key `front limit`"]),
        ("description = \"'''\"\nfront_limit = 0\n", ["3:1 `front_limit`: a listing shows"]),
        ("description = '#['\nfront_limit = 0\n", ["3:1 `front_limit`: a listing shows"]),
        (
            '[theme] # [x]\nfooter = """\naccent = 1\n"""\naccent = "q"\n',
            ["6:1 `theme.accent`: 'q' is not"],
        ),
        (
            '[extra]\nx = [\n[1],\n["[theme]",\n"accent = 1"] # ]\n]\n[theme]\naccent = "q"\n',
            ["9:1 `theme.accent`: 'q' is not"],
        ),
        ("[[theme]]\naccent = '#ffffff'\n", ["2:1 `theme` is not a table"]),
    ],
)
def test_places_of_keys_however_they_are_written(text: str, places: list[str]) -> None:
    found = told(f'title = "T"\n{text}')
    assert len(found) == len(places)
    assert all(one.startswith(place) for one, place in zip(found, places, strict=True))


def test_each_engine_has_extensions_of_its_own() -> None:
    config = validate(b'title = "T"\n[markdown]\nengine = "commonmark"')
    assert config.markdown == MarkdownConfig("commonmark", "sanitize", EXTENSIONS["commonmark"])
    assert from_json(to_json(config)) == config
    config = validate(b'title = "T"\n[markdown]\nengine = "commonmark"\nextensions = ["tables"]')
    assert config.markdown.extensions == ("tables",)


class TestEngineThatIsNotInstalled:
    TEXT = 'title = "T"\n[markdown]\nengine = "commonmark"\n'
    TOLD = (
        "3:1 `markdown.engine`: 'commonmark' is not installed; "
        "install it with: pip install 'archivegen[commonmark] @ git+https://github.com/archivegen/archivegen'"
    )

    def test_is_told_with_the_command_that_installs_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.without_pyromark(monkeypatch)
        assert told(self.TEXT) == [self.TOLD]

    def test_is_told_though_it_was_installed_before(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, kept = tmp_path / "archivegen.toml", tmp_path / "config.json"
        path.write_text(self.TEXT, encoding="utf-8")
        read_config(path, kept)
        self.without_pyromark(monkeypatch)
        with pytest.raises(SiteError):
            read_config(path, kept)

    def without_pyromark(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyromark", None)


def test_markdown_beside_articles_needs_lxml_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept = tmp_path / "archivegen.toml", tmp_path / "config.json"
    path.write_text('title = "T"\n[alternates]\nmarkdown = true\n', encoding="utf-8")
    assert read_config(path, kept).alternates.markdown
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(SiteError) as caught:
        read_config(path, kept)
    (problem,) = caught.value.problems
    assert (
        "lxml is not installed; install it with: pip install 'archivegen[import]" in problem.message
    )


class TestSearchThatIsNotInstalled:
    TEXT = 'title = "T"\n[search]\nenabled = true\n'
    TOLD = (
        "3:1 `search.enabled`: Pagefind is not installed; "
        "install it with: pip install 'archivegen[search] @ git+https://github.com/archivegen/archivegen'"
    )

    def test_is_told_with_the_command_that_installs_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.without_pagefind(monkeypatch)
        assert told(self.TEXT) == [self.TOLD]
        assert not validate(self.TEXT.replace("true", "false").encode()).search.enabled

    def test_is_told_though_it_was_installed_before(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, kept = tmp_path / "archivegen.toml", tmp_path / "config.json"
        path.write_text(self.TEXT, encoding="utf-8")
        read_config(path, kept)
        self.without_pagefind(monkeypatch)
        with pytest.raises(SiteError):
            read_config(path, kept)

    def without_pagefind(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("pagefind_bin", "pagefind_bin_extended"):
            monkeypatch.setitem(sys.modules, name, None)


def test_all_problems_at_once_and_in_order() -> None:
    assert told('timezone = "Mars"\nfront_limit = 0\n[themes]\n') == [
        "1:1 `timezone`: there is no time zone 'Mars'; names look like Europe/London",
        '1:1 `title` is missing (add a line above [themes], which is line 3: title = "...")',
        "2:1 `front_limit`: a listing shows at least one article",
        "3:1 unknown key `themes` (did you mean `theme`?)",
    ]


@pytest.mark.parametrize("escape", ["\\u0000", "\\b", "\\u001b", "\\u007f", "\\u0085", "\\uFFFE"])
def test_control_characters_have_no_place(escape: str) -> None:
    """No page and no feed may hold them, and TOML can write them."""
    text = f'title = "T{escape}"\n[theme]\nnavigation = [{{ title = "{escape}", url = "x" }}]\n'
    assert told(text) == [
        "1:1 `title` has a control character (remove it)",
        "3:1 `theme.navigation.title` has a control character (remove it)",
    ]


def test_keys_inside_texts_are_no_keys() -> None:
    text = 'title = "T"\ndescription = """\ntimezone = 5\n"""\ntimezone = "Mars"\n'
    assert told(text)[0].startswith("5:1 ")


@pytest.mark.parametrize(
    ("text", "told_as"),
    [
        ('title = "T"\ntitle = "U"', "2:12 not TOML: Cannot overwrite a value"),
        ("title = ", "1:9 not TOML: Invalid value"),
        ("title = 'T", "1:11 not TOML: Expected"),
        ("a = " + "[" * 5000, "1:1 lists or tables are nested too deeply"),
        ("a" + ".a" * 5000 + " = 1", "1:1 lists or tables are nested too deeply"),
        ("extra = " + "[" * 40 + "]" * 40, "1:1 lists or tables are nested too deeply"),
        ("a = " + "9" * 5000, "1:1 a number with too many digits"),
        ('title = ""', "1:1 `title`: is empty"),
    ],
)
def test_what_is_no_toml(text: str, told_as: str) -> None:
    (only,) = told(text)
    assert only.split(" ", 1)[1].startswith(told_as.split(" ", 1)[1])
    assert only.split(":")[0] == told_as.split(":", maxsplit=1)[0]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_is_no_utf8(mark: bytes) -> None:
    with pytest.raises(SiteError) as caught:
        validate(mark + b'title = "T"\ndescription = "Caf\xe9"')
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (2, 19)


class TestKeptCopy:
    """The validated copy is taken only if it is whole and that of the file as it is."""

    def test_is_read_instead_of_validating(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, kept = self.write(tmp_path, EVERY_KEY), tmp_path / "kept" / "config.json"
        first = read_config(path, kept)
        monkeypatch.setattr("archivegen.config.validate.validate", None)
        assert read_config(path, kept) == first

    def test_is_that_of_the_file(self, tmp_path: Path) -> None:
        kept = tmp_path / "config.json"
        read_config(self.write(tmp_path, EVERY_KEY), kept)
        assert read_config(self.write(tmp_path, 'title = "U"'), kept) == Config("U")

    @pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"x\n{}", b"\n"])
    def test_may_be_anything(self, tmp_path: Path, data: bytes) -> None:
        path, kept = self.write(tmp_path, EVERY_KEY), tmp_path / "config.json"
        first = read_config(path, kept)
        kept.write_bytes(data)
        assert read_config(path, kept) == first

    def test_may_have_any_byte_flipped(self, tmp_path: Path) -> None:
        path, kept = self.write(tmp_path, 'title = "T"'), tmp_path / "config.json"
        read_config(path, kept)
        whole = kept.read_bytes()
        for index in range(0, len(whole), 29):
            kept.write_bytes(whole[:index] + bytes([whole[index] ^ 1]) + whole[index + 1 :])
            assert read_config(path, kept) == Config("T")

    def test_may_have_no_place(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, 'title = "T"')
        assert read_config(path, path / "config.json") == Config("T")

    def write(self, folder: Path, text: str) -> Path:
        path = folder / "archivegen.toml"
        path.write_text(text, encoding="utf-8")
        return path


@pytest.mark.parametrize(
    ("more", "place", "hint"),
    [
        ("", 0, "add a line: base_url = "),
        ("\n# address\nbase_url = ''\n[theme]\n", 4, "set `base_url` in line 4: base_url = "),
        ("[theme]\n", 0, "add a line above [theme], which is line 2: base_url = "),
    ],
)
def test_where_the_address_belongs(site: Story, more: str, place: int, hint: str) -> None:
    site.write("archivegen.toml", f"title = 'T'\n{more}").article("a.md").build()
    (advice,) = site.problems
    assert (advice.line, advice.severity) == (place, "advice")
    assert advice.hint == f'once you know it, {hint}"https://example.org/"'


@pytest.mark.parametrize(
    ("key", "pattern", "meant"),
    [
        ("date_format", "d MMMM YYYY", "d MMMM y"),
        ("date_format", "F j, Y", "MMMM d, y"),
        ("datetime_format", "jS F Y, g:i a", "d MMMM y, h:mm a"),
        ("datetime_format", "MMMM Do YYYY, h:mm a", "MMMM d y, h:mm a"),
        ("date_format", "YYYY-MM-DD", "y-MM-dd"),
        ("date_format", "dd.mm.yyyy", "dd.MM.yyyy"),
        ("date_format", "dddd, d MMMM y", "EEEE, d MMMM y"),
        ("date_format", "%d.%m.%Y", "dd.MM.y"),
        ("date_format", "%-d %B %Y", "d MMMM y"),
        ("datetime_format", "dd.mm.yyyy hh:mm", "dd.MM.yyyy HH:mm"),
        ("datetime_format", "%d.%m.%Y %H:%M", "dd.MM.y HH:mm"),
        ("datetime_format", "YYYY-MM-DD HH:MM:SS", "y-MM-dd HH:mm:ss"),
        ("datetime_format", "MMMM d, y h:mm A", "MMMM d, y h:mm a"),
        ("datetime_format", "d MMMM y 'um' h:mm", "d MMMM y 'um' H:mm"),
    ],
)
def test_date_patterns_of_other_tools(key: str, pattern: str, meant: str) -> None:
    (problem,) = told(f'title = "T"\n{key} = "{pattern}"')
    assert f'(write "{meant}")' in problem
    validate(f'title = "T"\n{key} = "{meant}"'.encode())


@pytest.mark.parametrize(
    "pattern",
    [
        "d MMMM y", "d. MMMM y", "dd/MM/yy", "EEEE, d MMMM y", "'week' w 'of' YYYY", "y-DDD",
        "d 'de' MMMM 'de' y", "MMM d, y", "d MMMM y, HH:mm", "MMMM d, y h:mm a", "d/M/y H.mm",
        "y-MM-dd'T'HH:mm:ss", "d MMMM y 'h' HH'h'mm", "d MMMM y, mm:ss",
    ],
)  # fmt: skip
def test_date_patterns_that_say_what_they_mean(pattern: str) -> None:
    validate(f'title = "T"\ndatetime_format = "{pattern}"'.encode())


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('opnion = "a.html"', ("opnion`: there is no kind of articles of this name (did you mean "
         "`opinion`?)")),
        ('sections = "a.html"', ("sections`: there is no kind of articles of this name (did you "
         "mean `section`?)")),
        ('opinion = "../a.html"', ("opinion`: '../a.html' is not the name of a template (it is a "
         'file of templates/, such as "opinion.html")')),
        ("opinion = 3", ("opinion`: 3 is not the name of a template (it is a file of templates/, "
         'such as "opinion.html")')),
        ('section = "a.html"', ("section`: is not a table of sections (name the section, too: "
         'section.sport = "sport.html")')),
        ('section.sport = "{{ 7 * 7 }}"', ("section.sport`: '{{ 7 * 7 }}' is not the name of a "
         'template (it is a file of templates/, such as "opinion.html")')),
    ],
)  # fmt: skip
def test_templates_that_cannot_be(lines: str, message: str) -> None:
    assert told(f'title = "T"\n[templates]\n{lines}\n') == [f"3:1 `templates.{message}"]


def test_templates_are_a_table() -> None:
    assert told('title = "T"\ntemplates = 3\n') == ["2:1 `templates` is not a table"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("section = 'A'", ('2:1 `defaults.path`: is missing (say for which files, such as path = '
         '"1998/**")')),
        ("path = 3", ("3:1 `defaults.path`: is not a pattern of paths (write one such as "
         '"1998/**", in quotes)')),
        ("path = 'content/1998/**'", ("3:1 `defaults.path`: begins below content/ (write "
         '"1998/**")')),
        ("path = 'a'\nkid = 'news'", ("4:1 `defaults.kid`: this cannot be a default of a folder "
         "(did you mean `kind`?)")),
        ("path = 'a'\nheadline = 'A'", ("4:1 `defaults.headline`: this cannot be a default of a "
         "folder (there are: section, language, source, licence, authors, kind, template, print)")),
        ("path = 'a'\nauthors = [1]", ("4:1 `defaults.authors`: is neither text, nor a list or "
         "table of texts (write texts between quotes)")),
        (
            "path = 'a'\nprint.publication = 3",
            ("4:1 `defaults.print`: a folder can have a `publication` alone "
            '(write print.publication = "The Evening Star")'),
        ),
        ("path = 'a'\nprint.page = '3'", ("4:1 `defaults.print`: a folder can have a `publication` "
         'alone (write print.publication = "The Evening Star")')),
    ],
)  # fmt: skip
def test_defaults_that_cannot_be(lines: str, message: str) -> None:
    assert told(f'title = "T"\n[[defaults]]\n{lines}\n') == [message]


def test_defaults_are_a_list_of_tables() -> None:
    wrong = "2:1 `defaults`: is a table, not a list of them (write [[defaults]])"
    assert told('title = "T"\n[defaults]\npath = "a"\n') == [wrong]
    assert told('title = "T"\ndefaults = [3]\n') == ["2:1 `defaults` is not a table"]


def test_each_output_has_a_state_of_its_own_wherever_the_site_is_seen() -> None:
    here, there = Path("/srv/archive"), Path("/home/iris/mounted/archive")
    for output in ("/mnt/public", "/srv/other"):
        states = {SitePaths(root, Path(output)).output_state.name for root in (here, there)}
        assert len(states) == 1
    names = {SitePaths(root, root / "public").output_state.name for root in (here, there)}
    assert len(names) == 1
    assert names != {SitePaths(here, here / "other").output_state.name}
