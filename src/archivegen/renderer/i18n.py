"""Translations: the theme's own words in the site's language, from gettext catalogs.

Catalogs are `locales/<tag>.po` in the folders of templates, read when pages are rendered. The
site's own take precedence over the theme's, message by message. A missing message is looked up in
the fallback languages (`pt-AO`, `pt-PT`, `pt`), and last is English, as in the templates.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import io
import re
from contextlib import suppress
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING

from archivegen.model.languages import fallback_tags, locale_of
from archivegen.model.problems import Problem
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message

FOLDER = "locales"
"""The folder of catalogs, beside the templates."""

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_PLURAL_FORMS = re.compile(rb'^(?:msgstr )?"Plural-Forms: *([^"\\]+)', re.MULTILINE)
_PERCENT = re.compile(r"%(?!%|\(\w+\)s)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language: what translates, the digest of the files it is from, problems.

    Files with problems are no part of `catalog`.
    """

    catalog: NullTranslations
    digest: bytes
    problems: tuple[Problem, ...] = ()


def read_words(folders: Sequence[Path], language: str) -> Words:
    """The words of a language, from folders of templates, the first before the others."""
    files, problems = [], []
    catalog, last = NullTranslations(), None
    for tag in fallback_tags(language):
        catalogs = list(_files(folders, tag))
        plural = next(filter(None, map(_plural_forms, catalogs)), None)
        for data in catalogs:
            files.append((tag, data))
            read, wrong = _read(f"templates/{FOLDER}/{tag}.po", data, tag, plural)
            problems += wrong
            if wrong:
                continue
            if last is None:
                catalog = read
            else:
                last.add_fallback(read)
            last = read
    return Words(catalog, fingerprint(files), tuple(problems))


def _files(folders: Sequence[Path], tag: str) -> Iterator[bytes]:
    """What is in the catalogs of one tag."""
    for folder in folders:
        with suppress(OSError):
            yield (folder / FOLDER / f"{tag}.po").read_bytes()


def _plural_forms(data: bytes) -> str | None:
    """How the language counts, as the catalog's header says it."""
    match = _PLURAL_FORMS.search(data)
    return match[1].decode(errors="replace") if match else None


def _read(
    shown: str, data: bytes, tag: str, plural: str | None
) -> tuple[GNUTranslations, list[Problem]]:
    """A catalog, and what is wrong with it; `shown` is its path in problems.

    A catalog that does not say how its language counts has the rule `plural`, that of another
    catalog of the language: what CLDR has differs from one version of Babel to the next, and is
    asked only where no catalog says it.
    """
    # Slow; a site in English has no catalog.
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.pofile import PoFileError, PoFileParser  # noqa: PLC0415

    catalog = Catalog(locale=str(locale_of(tag)))
    if plural:
        catalog.mime_headers = [("Plural-Forms", plural)]
    try:
        PoFileParser(catalog, abort_invalid=True).parse(io.BytesIO(data))
    except PoFileError as error:
        return _nothing(), [Problem(shown, f"not a catalog: {error}", (error.lineno or 0) + 1, 1)]
    except (UnicodeDecodeError, ValueError) as error:
        return _nothing(), [Problem(shown, f"not a catalog: {error}", 1, 1)]
    except IndexError:  # what Babel raised for it up to version 2.16
        return _nothing(), [Problem(shown, "not a catalog: a `msgid` without a `msgstr`", 1, 1)]
    problems = [
        Problem(shown, message, entry.lineno or 1, 1, hint)
        for entry in catalog
        if entry.id and entry.string
        for message, hint in _faults(entry)
    ]
    return _compiled(catalog) if not problems else _nothing(), problems


def _nothing() -> GNUTranslations:
    return GNUTranslations()


def _compiled(catalog: Catalog) -> GNUTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415

    for entry in list(catalog):
        # Half of a translation would hide the English.
        if entry.id and not all(_texts(entry.string)):
            catalog.delete(entry.id, entry.context)
    data = io.BytesIO()
    write_mo(data, catalog)
    data.seek(0)
    return GNUTranslations(data)


def _texts(text: object) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (str(text),)


def _faults(entry: Message) -> Iterator[tuple[str, str]]:
    """What is wrong with a message, each with a hint."""
    own, forms = _texts(entry.id), _texts(entry.string)
    if any(forms) and not all(forms):
        message = f"{sum(map(bool, forms))} forms for a number of things, not {len(forms)}"
        yield message, f"write msgstr[0] to msgstr[{len(forms) - 1}]"
    placeholders = {name for text in own for name in _PLACEHOLDER.findall(text)}
    for form in forms:
        for name in sorted({*_PLACEHOLDER.findall(form)} - placeholders):
            hint = ", ".join(f"%({known_name})s" for known_name in sorted(placeholders))
            yield f"there is no `%({name})s` in this message", hint and f"it has {hint}"
        if _PERCENT.search(form):
            yield "a `%` that is no placeholder", "write it as `%%`"
