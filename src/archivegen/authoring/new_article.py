"""A new article: the text of its file, and where that belongs.

What was asked for is written so that the reader of front matter gives back exactly that, and it is
read back and held to the contract before it becomes a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from archivegen.loader.frontmatter.completion import FolderValues
from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.validate import check
from archivegen.loader.frontmatter.validators import Setting
from archivegen.loader.frontmatter.yaml_writer import quoted, yaml_scalar
from archivegen.model.text import CONTROL, is_blank, tidy
from archivegen.model.times import parse_moment, zone_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from archivegen.config.settings import Config
    from archivegen.model.problems import Problem

_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of an article before it is written; `date` is as an editor writes a time."""

    headline: str
    date: str
    section: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_draft: bool = False


def line_of(text: str) -> str:
    """The text as front matter has it. Raises ValueError, with a message for people, if it can't.

    It is refused if it has more than one line or a control character, or if nothing of it can be
    seen.
    """
    if _LINE_BREAK.search(text):
        raise ValueError("it has more than one line")
    if CONTROL.search(text):
        raise ValueError("it has a character that cannot be written")
    tidied = tidy(text)
    if is_blank(tidied):
        raise ValueError("it is empty")
    return tidied


def article_text(draft: Draft) -> str:
    """The file of a new article: its front matter, with the keys that are to be filled in.

    Its texts are as `line_of` gives them.
    """
    # Always between quotes, so that whoever puts a colon into it later need not think of them.
    lines = [f"headline: {quoted(draft.headline)}", f"date: {draft.date}"]
    if draft.section:
        lines.append(f"section: {yaml_scalar(draft.section)}")
    lines.append("summary:")
    for key, names in (("authors", draft.authors), ("tags", draft.tags)):
        lines += [f"{key}:", *(f"  - {yaml_scalar(name)}" for name in names)]
    if draft.is_draft:
        lines.append("draft: true")
    return "\n".join(["---", *lines, "---", "", ""])


def date_text(instant: int, zone: ZoneInfo) -> str:
    """A time, in seconds since 1970, as an editor writes it: to the minute, in the site's zone.

    With its offset only where clocks go back, and the text alone would be an hour earlier.
    """
    instant -= instant % 60
    local = datetime.fromtimestamp(instant, zone)
    text = f"{local:%Y-%m-%d %H:%M}"
    return text if parse_moment(text, zone).instant == instant else local.isoformat(" ", "minutes")


def article_path(draft: Draft, config: Config) -> str:
    """Where the file belongs, below the content folder: `2024/11/lamp-lit.md`.

    Raises ValueError, with a message for people, if the date is none.
    """
    date = parse_moment(draft.date, zone_of(config.timezone), config.date_order)
    return f"{date.year:04}/{date.month:02}/{config.slugger.of_text(draft.headline)}.md"


def has_section(path: str, config: Config) -> bool:
    """Whether the folder of a path below content/ says the section of its articles."""
    return bool(FolderValues(config.defaults).of(path).get("section"))


def problems_of(text: str, path: str, config: Config) -> list[Problem]:
    """What a build would say of the front matter of this text, at a path below content/."""
    document, problems = read(path, text.encode(), config.limits.front_matter_bytes)
    if problems:
        return problems
    given = FolderValues(config.defaults, config.default_section).of(path)
    return check(document, Setting.of(config), given)[1]
