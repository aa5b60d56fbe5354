"""Dates: when an article was published and updated, as far as the page itself agrees.

Where the date that machines are told is the one that a second reader of the page finds, it is right
nine times in ten; where they differ, once in three. So what differs is held back.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from htmldate import find_date

from archivegen.importer.item import Field, Note
from archivegen.importer.sources.layouts import date_in, update_in
from archivegen.importer.sources.pages.json_ld import cleaned, text_of
from archivegen.model.times import parse_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from archivegen.importer.sources.pages.page import Page

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dcterms.created", "datepublished", "pubdate", "publishdate", "publish-date",
    "publication_date", "publish_date", "article_date_original", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "dcterms.modified",
    "dc.date.modified", "datemodified", "last-modified", "lastmod", "revised",
)  # fmt: skip
_MARKED_PUBLISHED = (
    '//*[@itemprop="datePublished"] | //time[@pubdate] | //time[contains(@class,"publi")]'
    ' | //abbr[contains(@class,"published")] | //time[contains(@class,"entry-date")]'
    " | //article//time[@datetime] | //main//time[@datetime]"
    ' | //*[self::p or self::span or self::div][contains(@class,"date")][not(*)]'
)
_MARKED_MODIFIED = (
    '//*[@itemprop="dateModified"][not(self::meta)]'
    ' | //time[contains(@class,"updat") or contains(@class,"modif")]'
    ' | //abbr[contains(@class,"updated")]'
)
_UTC = ZoneInfo("UTC")
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?)?")
_SECONDS = re.compile(r"(\d{10})(?:\d{3})?")
_ISO_START = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?"
)
_A_DAY = 86400


def dates_of(page: Page) -> tuple[dict[str, Field], list[Note]]:
    """The fields `date` and `updated` of a page, and what is to be told of them."""
    fields, notes = dict[str, Field](), list[Note]()
    for written, origin in _published(page):
        if found := time_in(written):
            fields["date"] = Field(found, origin)
            break
        if written:
            text = f"`{written}` is no date of an article ({origin})"
            notes.append(Note(text, "told", f"refused dates: {origin}"))
    if "date" in fields:
        notes += _disagreements(page, fields["date"])
        if updated := _updated(page, str(fields["date"].value)):
            fields["updated"] = updated
    return fields, notes


def shown_dates(page: Page, fields: Mapping[str, Field]) -> list[str]:
    """How the page shows its dates, where these are what its machines are told."""
    days = {_day(str(fields[key].value)) for key in ("date", "updated") if key in fields}
    marked = page.document.xpath("//time")
    found = ((_written(one), str(one.text_content())) for one in marked)
    return [text for written, text in found if (time := time_in(written)) and _day(time) in days]


def time_in(written: str) -> str:
    """A time as front matter can have it, in whichever way a page says it; empty for none."""
    text = cleaned(written)
    if match := _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC).isoformat()
    if match := _COMPACT.fullmatch(text):
        year, month, day, hour, minute = match.groups()
        text = f"{year}-{month}-{day}" + (f" {hour}:{minute}" if hour else "")
    elif match := _ISO_START.match(text):
        text = match[0]
    else:
        text = update_in(text) or date_in(text)
    try:
        moment = parse_moment(text, _UTC)
    except ValueError:
        return ""
    return text if _FIRST_YEAR < moment.year < _LAST_YEAR else ""


def _published(page: Page) -> Iterator[tuple[str, str]]:
    """What the page says of when it was published, the best first."""
    article = page.article
    for key in ("datePublished", "dateCreated"):
        if written := text_of(article.get(key)):
            yield written, f"JSON-LD {key}"
    for name in _PUBLISHED:
        if name in page.meta:
            yield page.meta[name][0], f"meta {name}"
    for element in page.document.xpath(_MARKED_PUBLISHED):
        yield _written(element), f"<{element.tag}>"


def _written(element: HtmlElement) -> str:
    value = element.get("datetime") or element.get("content") or element.get("title")
    return str(value or element.text_content()).strip()


def _updated(page: Page, date: str) -> Field | None:
    """When it was updated, if the page shows that to people."""
    shown = {
        _day(found)
        for element in page.document.xpath(f"{_MARKED_MODIFIED} | //time")
        if (found := time_in(_written(element)))
    }
    marked = [_written(element) for element in page.document.xpath(_MARKED_MODIFIED)]
    machine = [text_of(page.article.get("dateModified")), page.meta_of(*_MODIFIED)[0]]
    for written, origin in [*((one, "dateModified") for one in machine),
                            *((one, "marked as modified") for one in marked)]:  # fmt: skip
        found = time_in(written)
        if found and _day(found) in shown and _instant(found) > _instant(date):
            return Field(found, origin)
    return None


def _disagreements(page: Page, date: Field) -> Iterator[Note]:
    """What other readers of the page take for its date, where that is another day."""
    marked = (time_in(_written(one)) for one in page.document.xpath(_MARKED_PUBLISHED))
    seen = next(filter(None, marked), "")
    others = {"the page shows": seen, "a second reader finds": _second_reader(page)}
    for who, found in others.items():
        if found and abs(_instant(found) - _instant(str(date.value))) >= 2 * _A_DAY:
            text = f"its date is {date.value} ({date.origin}), but {who} {found}"
            yield Note(text, "held", "dates that differ")
            return


def _second_reader(page: Page) -> str:
    try:
        found = find_date(
            page.document, original_date=True,
            min_date=datetime(1900, 1, 1), max_date=datetime(_LAST_YEAR, 1, 1),  # noqa: DTZ001
        )  # fmt: skip
    except Exception:  # noqa: BLE001 -- of a library, on a page of anyone's
        return ""
    return found or ""


def _instant(text: str) -> int:
    return parse_moment(text, _UTC).instant


def _day(text: str) -> str:
    return parse_moment(text, _UTC).iso_date
