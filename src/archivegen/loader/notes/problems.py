"""Turns the notes on a body into problems of its article, each at its position in the file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archivegen.loader.notes.characters import on_characters
from archivegen.loader.notes.html_blocks import on_markdown_in_html
from archivegen.loader.notes.leftovers import on_leftovers
from archivegen.loader.notes.pasted_text import on_pasted_text
from archivegen.loader.notes.unseen_words import on_unseen_words
from archivegen.model.problems import SHOWN_PER_KIND

if TYPE_CHECKING:
    from archivegen.config.tables import Engine
    from archivegen.loader.frontmatter.document import Document
    from archivegen.model.body import Body
    from archivegen.model.problems import Problem


def body_problems(document: Document, body: Body, engine: Engine) -> list[Problem]:
    """What an editor should know of the body that an engine made of a document.

    Of what is said of the text alone, a few of each kind are enough.
    """
    text = document.body
    notes = (
        *on_characters(text),
        *on_leftovers(text, body.html, engine),
        *on_pasted_text(text, engine),
        *on_unseen_words(text, body.html, engine),
        *on_markdown_in_html(text, body.html, engine),
    )
    kinds: Counter[str] = Counter()
    few = []
    for note in notes:
        kinds[note.kind] += 1
        if kinds[note.kind] <= SHOWN_PER_KIND:
            few.append(note)
    return [
        document.problem(
            document.position_in_body(note.at),
            note.message,
            note.hint,
            severity=note.severity,
            kind=note.kind,
        )
        for note in (*few, *body.notes)
    ]
