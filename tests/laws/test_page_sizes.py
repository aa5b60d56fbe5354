"""No page grows with the archive beyond what a reader's browser takes at once.

The articles are rows, not files: to read 20,000 files is not what is tested here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from archivegen.archive.rows import ArticleRow, article_row
from archivegen.builder.site_reader import SiteReader
from archivegen.model.article import Article, PrintPlace, Term
from archivegen.pages.families import pages_of, slices_of
from faults import TORTURE
from made_archives import archive_of, renderer_of
from story import Story

MOST_BYTES = 150_000

ARTICLES, TOPICS = (20_000, 5_000) if TORTURE else (1_500, 1_500)

STANDFIRST = " ".join(["They said that it had to be said once more."] * 6)

YEARS = 100
"""A newspaper's, which had most of its articles in the last of them."""


def rows(one: Article) -> Iterator[ArticleRow]:
    """Many articles like one, each with topics of its own."""
    names = [f"{chr(97 + number % 23).upper()}harbour {number}" for number in range(TOPICS)]
    topics = [Term(name, f"t-{at}", f"/topics/t-{at}/") for at, name in enumerate(names)]
    for number in range(ARTICLES):
        share = (number / ARTICLES) ** 0.25
        days = int(365 * YEARS * (share - 1))
        date = replace(one.card.date, local=one.card.date.local + timedelta(days=days))
        tags = (topics[0], topics[number % TOPICS], topics[number * 7 % TOPICS])
        card = replace(
            one.card, path=f"{number}.md", url=f"/{number}/", date=date, standfirst=STANDFIRST,
            headline=f"What the harbour master had to say of it all, {number}",
            tags=tuple(dict.fromkeys(tags)),
        )  # fmt: skip
        yield article_row(replace(one, card=card), "", is_draft=False)


def of_every_month(one: Article) -> Iterator[ArticleRow]:
    """Articles of twice as many years, one in each month, all of which were printed."""
    for number in range(2 * YEARS * 12):
        local = one.card.date.local.replace(year=1824 + number // 12, month=1 + number % 12)
        date = replace(one.card.date, local=local)
        place = PrintPlace(date, f"/issues/{local:%Y/%m/%d}/", *[""] * 10)
        card = replace(one.card, path=f"{number}.md", url=f"/{number}/", date=date)
        yield article_row(replace(one, card=card, print=place), "", is_draft=False)


def of_every_year(one: Article) -> Iterator[ArticleRow]:
    """Articles of one day, twenty in each of twice as many years."""
    for number in range(2 * YEARS * 20):
        date = replace(one.card.date, local=one.card.date.local.replace(year=1825 + number // 20))
        card = replace(
            one.card, path=f"{number}.md", url=f"/{number}/", date=date, standfirst=STANDFIRST
        )
        yield article_row(replace(one, card=card), "", is_draft=False)


def html_pages(site: Story, reader: SiteReader) -> Iterator[tuple[str, int]]:
    """The addresses of pages that grow with the archive, and how long each is."""
    planning, renderer = reader.planning(), renderer_of(site, reader)
    seen: dict[str, int] = {}
    for part in slices_of(planning):
        family = part.name.partition("/")[0]
        # Of many topics, years and days, the first are as long as others.
        seen[family] = seen.get(family, 0) + 1
        if family == "articles" or (seen[family] > 12 and "/t-0" not in part.name):
            continue
        for page in pages_of(planning, part.name):
            if page.output.endswith(".html"):
                yield page.url, len(renderer.render(page))


def test_the_overviews_of_two_hundred_years_are_not_longer(site: Story) -> None:
    with archive_of(site, of_every_month) as reader:
        renderer = renderer_of(site, reader)
        for part, at, counted in (
            ("archive", "", "12 articles"),
            ("issues/all/0/0/", "/issues", "12 issues"),
        ):
            (page,) = pages_of(reader.planning(), part)
            made = renderer.render(page).decode()
            assert len(made) <= MOST_BYTES
            # The far years lead to their pages, which have their months.
            assert f'<td colspan="12"><a href="{at}/1824/">{counted}</a></td>' in made
            assert f'href="{at}/2023/12/"' in made
            assert f'href="{at}/1824/01/"' not in made


def test_a_day_of_two_hundred_years_is_not_longer(site: Story) -> None:
    with archive_of(site, of_every_year) as reader:
        (page,) = pages_of(reader.planning(), "anniversary/5/1")
        made = renderer_of(site, reader).render(page).decode()
    assert len(made) <= MOST_BYTES
    assert made.count('class="card"') == 60
    # The far years lead to their pages of this day.
    assert '<h2 id="page-decade-1820">1820s</h2>' in made
    far = '<li><a href="/1825/05/01/">1825</a> <span class="count">20 articles</span></li>'
    assert far in made


def test_no_page_is_longer_than_a_bound(site: Story) -> None:
    with archive_of(site, rows) as reader:
        sizes = dict(html_pages(site, reader))
    assert {"/topics/", "/topics/a-z/a/", "/news/", "/topics/t-0/"} <= sizes.keys()
    largest = max(sizes, key=sizes.__getitem__)
    assert sizes[largest] <= MOST_BYTES, (largest, sizes[largest])
