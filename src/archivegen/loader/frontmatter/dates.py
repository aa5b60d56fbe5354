"""Dates and times: their validators; those of other values are in `validators`."""

from __future__ import annotations

from archivegen.loader.frontmatter.nothing import is_nothing
from archivegen.loader.frontmatter.scalars import named, short, wrong
from archivegen.loader.frontmatter.validators import Setting, Validation, setting_of
from archivegen.loader.frontmatter.yaml_reader import Untyped
from archivegen.model.likely_dates import likely_dates
from archivegen.model.times import Moment, parse_moment
from archivegen.model.written_dates.forms import FORMS

WRITE_TIME = f"write a time such as {FORMS}"


def moment_of(value: object, info: Validation) -> Moment:
    """A moment, in the time zone that is the validation's context."""
    return _moment(value, setting_of(info), is_partial=False)


def date_of(value: object, info: Validation) -> Moment:
    """A moment, possibly known only to the month or the year."""
    return _moment(value, setting_of(info), is_partial=True)


def _moment(value: object, setting: Setting, *, is_partial: bool) -> Moment:
    if is_nothing(value):
        raise wrong("is empty", WRITE_TIME)
    text = value.text if isinstance(value, Untyped) else value
    if not isinstance(text, str):
        raise wrong(f"is {named(value)}, not a time", WRITE_TIME)
    try:
        return parse_moment(short(text), setting.zone, setting.date_order, is_partial=is_partial)
    except ValueError as error:
        raise wrong(str(error), _hint(text, setting)) from error


def _hint(text: str, setting: Setting) -> str:
    """The times that a text may mean, or else the forms that there are."""
    meant = [written for written in likely_dates(text) if _is_moment(written, setting)]
    if not meant:
        return WRITE_TIME
    hint = f"did you mean {' or '.join(f'`{time}`' for time in meant)}?"
    if len(meant) > 1 and not setting.date_order:
        hint += ' For all dates, write date_order = "dmy" or "mdy" in archivegen.toml'
    return hint


def _is_moment(text: str, setting: Setting) -> bool:
    try:
        parse_moment(text, setting.zone)
    except ValueError:
        return False
    return True
