"""Article pages, and the redirects from their old addresses.

A slice is a section's month: the articles of one page show one another as neighbours.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.content_digests import article_groups, picture_numbers, texts_of_groups
from archivegen.archive.further_reading.mentions import mentions_of, numbers_of_mentions
from archivegen.archive.further_reading.related import Related, neighbourhoods
from archivegen.archive.terms.parts import numbers_of_parts
from archivegen.archive.translations import ALONE, language_groups, versions_of
from archivegen.pages.article_links import links_of, replacements_of
from archivegen.pages.article_templates import article_templates
from archivegen.pages.machines.alternates import (
    ALTERNATES,
    ArticleTextData,
    alternate_links,
    alternates,
)
from archivegen.pages.machines.redirects import REDIRECT, RedirectData, redirect_page
from archivegen.pages.machines.timemap import TIMEMAP, timemap_url, timemaps
from archivegen.pages.page import (
    Family,
    Page,
    PageTemplate,
    Planning,
    Slice,
    pictures_at,
    slice_name,
)
from archivegen.pages.print_issues.article_places import place_numbers, with_issues
from archivegen.pages.profiles.find import byline_numbers, profiles_of
from archivegen.pages.series import series_of
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from archivegen.config.read import Config
    from archivegen.model.article import Article, Card
    from archivegen.pages.profiles.profile import Profile
    from archivegen.pages.series import Series


@dataclass(frozen=True, slots=True)
class ArticleData:
    """An article with its neighbours."""

    article: Article
    """The article."""
    older: Card | None
    """The previous article in its section, if any."""
    newer: Card | None
    """The next article in its section, if any."""
    related: tuple[Card, ...]
    """Articles published shortly before it that share topics, closest match first."""
    versions: tuple[Card, ...]
    """The article in all its languages, including this one; empty if it has no translations."""
    original: Card | None
    """The version that the others translate, if it is published."""
    day_url: str
    """The address of the page of its day (or month or year, if no more is known); empty if there is
    none, or if the article is not listed."""
    replacements: dict[str, str]
    """The addresses of published articles that its notices name in `by`, by the value written
    there."""
    profiles: tuple[Profile, ...] = ()
    """Profiles of those authors who have a file, in the order of the byline."""
    series: tuple[Series, ...] = ()
    """The series it belongs to, with their other parts."""
    later: tuple[Card, ...] = ()
    """What happened next, oldest first: later articles that link to it, except the parts of its
    series that `series` already has."""
    is_old: bool = False
    """Whether it is marked as from the archive."""
    timemap: str = ""
    """The address of the list of all captures of its source, or empty."""
    social_card: str = ""
    """The address of the picture drawn for sharing it, or empty."""
    alternates: tuple[tuple[str, str], ...] = ()
    """The files beside the page with the article in other formats: media type and address."""


ARTICLE = PageTemplate(
    "article.html", ArticleData, "The page of an article, unless it has its own template."
)


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice for each section and month that has articles."""
    catalog = planning.catalog
    around: Counter[str] = Counter(language_groups(catalog))
    if planning.config.reading.related:
        around.update(neighbourhoods(catalog))
    if planning.config.reading.later:
        around.update(numbers_of_mentions(catalog))
    ordered = (one for one in planning.config.taxonomies.values() if one.ordered)
    around.update(numbers_of_parts(catalog, ordered))
    pictures = planning.pictures.digests() if planning.pictures else {}
    around.update(picture_numbers(catalog, pictures))
    around.update(byline_numbers(planning, pictures))
    around.update(place_numbers(catalog))
    before = _old_before(planning)
    # Of a card, all else follows from the article and its picture.
    cards = planning.pictures.card_of("") if planning.pictures else ""
    for (section, year, month), digest in article_groups(catalog, around).items():
        parts = [*filter(None, ("old" if year < before else "", cards))]
        key = fingerprint((digest, *parts)) if parts else digest
        yield Slice(slice_name("articles", section, year, month), key)


def slices_of_bodies(planning: Planning, articles: Collection[str]) -> Iterator[Slice]:
    """The slices of articles with other bodies: what they were before, and the texts as of now."""
    for group, texts in texts_of_groups(planning.catalog, articles).items():
        name = slice_name("articles", *group)
        yield Slice(name, fingerprint((planning.known.get(name), texts)))


def pages(planning: Planning, section: str, year: str, month: str) -> Iterator[Page]:
    """The pages of the articles of a section's month, and their redirects."""
    catalog, template_of = planning.catalog, article_templates(planning.config)
    articles = catalog.articles(section, int(year), int(month))
    if not articles:
        return
    beside = _beside(planning, section, articles)
    versions = versions_of(catalog, [article.card.path for article in articles])
    is_old = int(year) < _old_before(planning)
    profiles = profiles_of(planning, (term for one in articles for term in one.card.authors))
    for unchanged, article in zip(articles, with_issues(catalog, articles), strict=True):
        own, original = versions.get(article.card.path, ALONE)
        older, newer, close, parts, later = beside.get(article.card.path, _NOTHING)
        authors = [profiles.get(author.slug) for author in article.card.authors]
        data = ArticleData(
            article, older, newer, close, own, original, _day_url(planning, article),
            replacements_of(planning, article), tuple(filter(None, authors)), parts,
            later, is_old, timemap_url(planning, article),
            planning.pictures.card_of(article.card.path) if planning.pictures else "",
            alternate_links(planning, article),
        )  # fmt: skip
        page = _page(planning, data, template_of(article))
        yield page
        as_text = ArticleTextData(article, data.replacements)
        yield from alternates(planning, page, as_text, unchanged, own)
        yield from timemaps(planning, article)
        if planning.config.redirects.html:
            yield from _redirects(planning, article)


def _old_before(planning: Planning) -> int:
    """The year before which articles say that they are from the archive."""
    if year := planning.config.reading.archive_before:
        return year
    newest = planning.catalog.latest(1)
    return newest[0].date.year - 1 if newest else 0


class _Beside(NamedTuple):
    """What the page of an article leads to: its neighbours, related and later ones, its series."""

    older: Card | None
    newer: Card | None
    related: tuple[Card, ...]
    series: tuple[Series, ...]
    later: tuple[Card, ...]


_NOTHING = _Beside(None, None, (), (), ())


def _beside(planning: Planning, section: str, articles: Sequence[Article]) -> dict[str, _Beside]:
    """What stands beside the listed ones of a section's month, by their paths."""
    catalog = planning.catalog
    listed = [article for article in articles if article.listed]
    if not listed:
        return {}
    cards = [
        catalog.neighbour(section, catalog.position(listed[0].card), newer=False),
        *(article.card for article in listed),
        catalog.neighbour(section, catalog.position(listed[-1].card), newer=True),
    ]
    series = series_of(planning, listed)
    related = _related(planning, listed, list(map(_shown_of, cards, series)))
    later = _later(planning, listed, series)
    around = map(_Beside, cards, cards[2:], related, series, later)
    return {article.card.path: beside for article, beside in zip(listed, around, strict=False)}


def _page(planning: Planning, data: ArticleData, template: str) -> Page:
    article, card = data.article, data.article.card
    links = links_of(planning, article)
    images = [card.image, *(profile.image for profile in data.profiles)]
    shown = [image.src for image in images if image]
    return Page(
        url=card.url,
        output=planning.urls.output(card.url),
        template=template,
        data=data,
        bodies=(article.body,),
        links=(links,),
        pictures=pictures_at(planning, [*shown, *(url for _, url in links)]),
        boxes=article.boxes,
        source=f"content/{card.path}",
        is_listing=False,
    )


def _day_url(planning: Planning, article: Article) -> str:
    date, indexes = article.card.date, planning.config.indexes
    has_page = indexes.days if date.day else indexes.months if date.month else indexes.years
    if not (has_page and article.listed):
        return ""
    return planning.urls.calendar(date.year, date.month, date.day)


def _shown_of(older: Card | None, series: Sequence[Series]) -> set[str]:
    """The paths of what a page shows as its older neighbour and as parts of its series."""
    paths = {part.card.path for one in series for part in one.parts}
    return paths | {older.path} if older else paths


def _related(
    planning: Planning, articles: Sequence[Article], shown: Sequence[set[str]]
) -> list[tuple[Card, ...]]:
    """The related articles of each article, but for those that its page shows already."""
    if not planning.config.reading.related:
        return [()] * len(articles)
    return Related(planning.catalog, articles).of(list(zip(articles, shown, strict=True)))


def _later(
    planning: Planning, articles: Sequence[Article], series: Sequence[Sequence[Series]]
) -> list[tuple[Card, ...]]:
    """What came after each article and links to it, but for the parts of its series it shows."""
    if not planning.config.reading.later:
        return [()] * len(articles)
    mentions = mentions_of(planning.catalog, articles)
    parts = ({part.card.path for one in own for part in one.parts} for own in series)
    return [
        tuple(card for card in linking if card.path not in shown)
        for linking, shown in zip(mentions, parts, strict=True)
    ]


def _redirects(planning: Planning, article: Article) -> Iterator[Page]:
    card = article.card
    for alias in article.aliases:
        to = RedirectData(card.url, card.headline)
        yield redirect_page(planning, alias, to, card.path)


def _always(_: Config) -> bool:
    return True


_TEMPLATES = (ARTICLE, REDIRECT, TIMEMAP, *ALTERNATES)
FAMILY = Family("articles", slices, pages, _TEMPLATES, _always, slices_of_bodies=slices_of_bodies)
