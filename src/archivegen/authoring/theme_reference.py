"""The reference of the theme: one page of Markdown that says all that a template can use.

Made from the guide and the theme's own files; each example is what really comes of it.
"""

from __future__ import annotations

import inspect
from itertools import groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

from archivegen.authoring import theme_guide as guide
from archivegen.authoring.theme_templates import PARTS, TEMPLATES
from archivegen.config.machines import FeedsConfig
from archivegen.config.tables import IndexesConfig
from archivegen.model.times import parse_moment, zone_of
from archivegen.model.urls import Urls
from archivegen.pages.page import Period, Site
from archivegen.renderer.filters import filters_for, url_filters
from archivegen.renderer.markdown.filters import markdown_filters
from archivegen.renderer.reading import reading_filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

EXAMPLES = {
    "date": ("card.date | date", 'card.date | date("MMMM y")', 'card.date | date("short")'),
    "datetime": ("card.date | datetime",),
    "time": ("card.date | time",),
    "day": ("day | day",),
    "weekday": ("day | weekday",),
    "month": ("day | month",),
    "month_name": ("day | month_name",),
    "month_short": ("day | month_short",),
    "month_narrow": ("day | month_narrow",),
    "number": ("count | number",),
    "year": ("day.year | year",),
    "day_of_year": ("day | day_of_year",),
    "weekday_name": ("0 | weekday_name", "6 | weekday_name"),
    "weekday_short": ("0 | weekday_short",),
    "list_marks": ("2 | list_marks", "3 | list_marks"),
    "excerpt": ("card.standfirst | excerpt", "card.standfirst | excerpt(24)"),
    "lastmod": ("entry.modified | lastmod",),
    "language_name": ('"fr" | language_name',),
    "news_language": ('"pt-BR" | news_language',),
    "url": ('"/world/" | url', '"logo.svg" | url', '"https://example.com/" | url'),
    "minutes": ("long | minutes",),
    "contents": ("(long | contents) | length",),
    "plain_text": ("bodies[0] | plain_text",),
    "front_matter": ('{"listed": true} | front_matter',),
    "markdown": ('"<p>A <em>lamp</em>.</p>" | markdown',),
    "absolute": ("card.url | absolute", '"logo.svg" | url | absolute'),
    "absolute_links": ("bodies[0] | absolute_links(card.url) | safe",),
}
"""How each filter is used."""

INTRODUCTION = """\
<!-- Made from the code by `make golden`; tests/authoring/test_theme.py holds it to the code. -->

# Templates

Templates are [Jinja](https://jinja.palletsprojects.com/en/stable/templates/). A file in your site's
`templates/` overrides the theme's file of the same name. `theme/` before a name means the theme's
own file, so that yours can extend it and change one block. This is a complete
`templates/base.html`, which adds a line to the footer of every page:

```jinja
{% extends "theme/base.html" %}
{% block footer %}
{{ super() }}
<p>Printed in Saltmarsh.</p>
{% endblock %}
```

`archivegen theme list` shows the templates and which of them your site overrides, and
`archivegen theme copy article.html` copies one for you to edit. [Theming](theming.md) explains how
to make a theme; this page lists everything a template can use.
"""

GLOBALS = """\
## In every template

| name | | |
|---|---|---|
| `site` | [Site](#site) | The site, as every page shows it. |
| `page` | [Page](#page) | The page itself; `page.data` is everything it receives, as one value. |
| `urls` | [Urls](#urls) | Makes the addresses of the site. |
| `bodies` | list of text | The HTML of article bodies: in `article.html` just one, `bodies[0]`; \
in feeds with full texts, one for each card. |
| `pictures.get(address)` | [Picture](#picture), or none | A picture that the page \
shows; none unless `[images]` is on. |
| `news_article(article, versions=(), original=none, series=(), \
profiles=())`, `collection_page(url, name, \
description="")`, `web_page(document)`, `about_term(profile, kind)`, `website()`, \
`breadcrumb_list(trail, here)` | mapping | \
JSON-LD of schema.org, for `tojson`. |
| `_(text)`, `gettext(text)` | text | A text of the theme, translated into the site's language. |
| `ngettext(one, many, num)` | text | The same, with a plural. |
| `pgettext(context, text)`, `npgettext(context, one, many, num)` | text | The same, for \
words with several meanings. |
| `cite(card, printed=none)` | [Citations](#citations) | How to cite an article; with its \
`article.print`, the printed issue is cited. |
| `citation_metadata(article)` | list of pairs | Names and contents of meta elements for Zotero \
and other reference managers. |
| `range(...)` | | Python's `range`, for up to 100,000 numbers. |

Jinja's own filters, tests, `namespace` and `dict` are available, except `random`, `lipsum`,
`cycler` and `joiner`. Nothing tells the time or is random. A name that does not exist is an error.
"""


def reference(theme: Path) -> str:
    """The page, for the templates in a folder that has all of the theme's."""
    sources = {
        name: (theme / name).read_text(encoding="utf-8")
        for name in (*(template.name for template in TEMPLATES), *PARTS)
    }
    parts = (
        INTRODUCTION,
        GLOBALS,
        "\n".join(_templates(sources)),
        "\n".join(_blocks(sources["base.html"])),
        "\n".join(_macros(sources["_macros.html"])),
        "\n".join(_filters()),
        "\n".join(_types()),
    )
    return "\n".join(parts)


def _templates(sources: dict[str, str]) -> Iterator[str]:
    yield "## The templates"
    for data, group in groupby(TEMPLATES, key=lambda template: template.data):
        alike = list(group)
        yield f"\n### {', '.join(template.name for template in alike)}\n"
        for template in alike:
            item = f"- `{template.name}`: " if len(alike) > 1 else ""
            yield f"{item}{template.makes}{_extends(sources[template.name])}"
        if paragraphs := guide.details_of(data):
            yield f"\n{paragraphs}"
        yield ""
        if entries := guide.entries_of(data):
            yield from _table(entries)
        else:
            yield "It receives only what every template has."
        yield from _own_blocks(sources[alike[0].name])
    yield "\n### Parts\n\nThese do not make pages by themselves.\n"
    for name, purpose in PARTS.items():
        yield f"- `{name}`: {purpose}{_extends(sources[name])}"
        if name != "base.html":
            blocks = guide.blocks_in(sources[name])
            yield from (f"  - block `{block.name}`: {block.meaning}" for block in blocks)


def _extends(source: str) -> str:
    name = guide.extended_by(source)
    return f" Extends `{name}`." if name else ""


def _own_blocks(source: str) -> Iterator[str]:
    if blocks := guide.blocks_in(source):
        yield "\nIts own blocks:\n"
        yield from (f"- `{block.name}`: {block.meaning}" for block in blocks)


def _blocks(source: str) -> Iterator[str]:
    yield "\n## The blocks of base.html\n\nIn the order of the page.\n"
    yield "| block | |\n|---|---|"
    yield from (f"| `{block.name}` | {block.meaning} |" for block in guide.blocks_in(source))


def _macros(source: str) -> Iterator[str]:
    yield "\n## Macros\n"
    yield "In templates that extend `base.html`, as `{{ macros.card(card, level=3) }}`.\n"
    yield "| macro | |\n|---|---|"
    yield from (f"| `{macro.kind}` | {macro.meaning} |" for macro in guide.macros_in(source))


def _table(entries: Iterable[guide.Entry]) -> Iterator[str]:
    yield "| name | | |\n|---|---|---|"
    for entry in entries:
        yield f"| `{entry.name}` | {_linked(entry.kind)} | {entry.meaning} |"


def _linked(kind: str) -> str:
    """What a value is, with a link to where its type is told of."""
    names = {type_.__name__ for type_ in guide.TYPES}
    words = (f"[{word}](#{word.lower()})" if word in names else word for word in kind.split(" "))
    return " ".join(words)


def filters() -> dict[str, Callable[..., Any]]:
    """The filters of a site in English, whose address is https://example.org/paper/."""
    site = Site(
        "", "", "en", "ltr", "", (), IndexesConfig(), FeedsConfig(), "", "", "", "", "", "", {}
    )  # fmt: skip
    urls = Urls.of("https://example.org/paper/")
    return filters_for(site) | url_filters(urls) | reading_filters() | markdown_filters()


def _filters() -> Iterator[str]:
    yield "\n## Filters\n"
    yield (
        "Dates and numbers follow the conventions of the site's language (CLDR); days and\n"
        "moments follow `date_format` and `datetime_format`, if configured. The examples are\n"
        'from a site in English at `base_url = "https://example.org/paper/"`.'
    )
    environment = Environment(autoescape=True)
    environment.filters.update(filters())
    for name, function in filters().items():
        meaning = f"{guide.summary_of(function)} {guide.details_of(function)}".strip()
        yield f"\n`{_call(name, function)}`: {meaning}\n\n```jinja"
        width = max(map(len, EXAMPLES[name])) + len("{{  }}")
        for example in EXAMPLES[name]:
            code = f"{{{{ {example} }}}}"
            yield f"{code:{width}}  {{# {environment.from_string(code).render(_sample())} #}}"
        yield "```"


def _call(name: str, function: Callable[..., Any]) -> str:
    """What a filter takes: `Moment | date(pattern='')`."""
    first, *others = inspect.signature(function).parameters.values()
    arguments = ", ".join(map(guide.parameter, others))
    taken = guide.in_words(str(first.annotation))
    return f"{taken} | {name}{f'({arguments})' if arguments else ''}"


def _sample() -> dict[str, Any]:
    return {
        "card": SimpleNamespace(
            date=parse_moment("2022-07-21 06:40", zone_of("Europe/London")),
            url="/paper/2022/07/21/harbour-light/",
        ),
        "day": Period(2022, 7, 21, "", 0),
        "count": 12_345,
        "bodies": ('<a href="#fn:1">1</a>',),
        "long": "word " * 1000,
        "entry": SimpleNamespace(modified=1_658_385_600),
    }


def _types() -> Iterator[str]:
    yield "\n## What the values hold"
    for type_ in guide.TYPES:
        yield f"\n### {type_.__name__}\n\n{guide.summary_of(type_)}\n"
        yield from _table(guide.entries_of(type_))
        if type_ is Urls:
            yield "\n| call | |\n|---|---|"
            for method in guide.methods_of_urls():
                yield f"| `urls.{method.kind}` | {method.meaning} |"
