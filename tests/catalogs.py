"""The messages of the theme's templates, and the catalogs that translate them, as files.

A catalog says nothing of when or with what it was made, so that it changes only with its messages.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from archivegen.config.paths import theme_folder
from archivegen.renderer.i18n import FOLDER

LANGUAGES = ("ar", "de", "es", "fr", "zh", "zh-Hant")
"""What the theme is translated to; its templates are in English."""

HEADER = """\
# {name}. What the theme says; `make golden` brings it up to date with the templates.
msgid ""
msgstr ""
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def path_of(tag: str) -> Path:
    return theme_folder() / FOLDER / f"{tag}.po"


def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


@cache
def _messages() -> tuple[Any, ...]:
    """All messages of the theme's templates, by name and line, as Babel finds them."""
    found = extract_from_dir(
        theme_folder(),
        [("**.html", "jinja2.ext.babel_extract")],
        {"**.html": {"silent": "false", "trimmed": "false"}},
        keywords={"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)},
    )
    return tuple(sorted(found, key=lambda entry: entry[:2]))


def template(tag: str) -> Catalog:
    """All messages of the theme's templates, for a catalog of that language."""
    catalog = Catalog(locale=_locale(tag))
    for name, _, message, comments, context in _messages():
        catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def updated(tag: str) -> str:
    """The text of a catalog with all messages and no others: new ones are not translated yet."""
    known, catalog = Catalog(locale=_locale(tag)), template(tag)
    if path_of(tag).exists():
        with path_of(tag).open("rb") as file:
            known = read_po(file, locale=_locale(tag))
    # The rule of its own header: CLDR's is another one from time to time.
    catalog.mime_headers = [("Plural-Forms", known.plural_forms)]
    for message in catalog:
        if message.id and (old := known.get(message.id, message.context)):
            message.string = old.string
        elif message.pluralizable:
            message.string = ("",) * known.num_plurals
        message.flags.clear()
        message.locations = list(dict.fromkeys(message.locations))
    text = io.BytesIO()
    write_po(text, catalog, width=0, omit_header=True, include_lineno=False)
    name = _locale(tag).english_name
    header = HEADER.format(name=name, tag=tag, plural=known.plural_forms)
    return header + text.getvalue().decode().lstrip("\n")


def untranslated(tag: str) -> list[str]:
    """The messages of a catalog that have no translation, in their order."""
    with path_of(tag).open("rb") as file:
        catalog = read_po(file, locale=_locale(tag))
    return [
        message.id[0] if message.pluralizable else str(message.id)
        for message in catalog
        if message.id
        and not (all(message.string or ()) if message.pluralizable else message.string)
    ]
