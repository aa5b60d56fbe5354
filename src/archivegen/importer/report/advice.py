"""Advice: what somebody can do about what items want attention for, by the kinds of their notes."""

from __future__ import annotations

from archivegen.importer.article_file import LACKING, REFUSED

_STAYS_DRAFT = (
    "Nothing has to be done: they stay drafts. To publish one, take `draft: true` out of its file."
)
_STAYS_TEXT = (
    "Readers would see it as it is written. Write what it stood for into the files, or remove it."
)
_IS_COMPARED = (
    "Compare the file with the source. If it is right, accept it; otherwise correct it, and take "
    "`draft: true` out."
)
_IS_NOT_EXPORTED = (
    "The source names it and does not have it. If you do, put it beside the article and name it "
    "there."
)
_IS_CUT = "The rest is missing. Get the source again, and import it again."

_ADVICE = {
    LACKING: "They are drafts, and build --strict stops at them. Write what is missing into the "
    "files and take `draft: true` out, or delete the files: they stay deleted.",
    REFUSED: "What the source says is in the file, under `extra.imported.refused`. Write it in the "
    "form that the key needs, and take `draft: true` out.",
    "uncertain": _IS_COMPARED,
    "dates that differ": _IS_COMPARED,
    "hardly any text": "Most of these are lists, such as front pages: leave them, or delete the "
    "files. Compare the articles with the source, and accept them.",
    "likely responses": "Accept the articles, and delete the files of the others.",
    "of the type": "Accept the articles, and delete the files of the others.",
    "another layout": "The file has all lines but the known furniture as its text. If many "
    "files have a layout in common, import again with --layout; else write `headline` and `date` "
    "into the file, take these lines out of its text, and `draft: true`, too.",
    "no headline": "Write `headline` into the file.",
    "no time": "What the source says is in the file, under `extra.imported.unused`. Write it as a "
    "time in front matter.",
    "heads that cannot be read": "Mend the head in the source and import with --retry, or write "
    "front matter into the file, and take `draft: true` out.",
    "with an end in time": "If readers may see it again, accept it.",
    "for members": "Accept those that everybody may read.",
    "only members": "Accept those that everybody may read.",
    "missing pictures": "The text has the old address. Import again, with the folder or the ZIP "
    "archive of the pictures as --media.",
    "the lead image is not in the export": _IS_NOT_EXPORTED,
    "a picture of a gallery is not in the export": _IS_NOT_EXPORTED,
    "a file of a playlist is not in the export": _IS_NOT_EXPORTED,
    "pictures that cannot be read": "The text has the old address. Replace each file with an "
    "intact one, and import with --retry.",
    "texts to compare": "report.html shows both texts side by side.",
    "paragraphs left out": "If they belong to the article, write them into the file.",
    "furniture within the text": "If it is a sentence of the page's own, write it back into the "
    "file.",
    "encoded twice": "Nothing was changed. If the proposal is right, write it into the file.",
    "characters lost": "Compare the file with the source, and write what is missing into it.",
    "the shortcode": _STAYS_TEXT,
    "the tag": _STAYS_TEXT,
    "addresses that two items have": "The address leads to the item that is named. The others are "
    "only at their new addresses.",
    "drafts in the source": _STAYS_DRAFT,
    "not public in the source": _STAYS_DRAFT,
    "readers needed a password": _STAYS_DRAFT,
    "in the trash of the source": _STAYS_DRAFT,
    "the file ends before its end": _IS_CUT,
    "broken archives": _IS_CUT,
}
"""What to do, by how the kinds of notes begin."""


def advice_on(reason: str) -> str:
    """What to do about a reason for which items want attention; empty, if only looking helps."""
    return next((told for start, told in _ADVICE.items() if reason.startswith(start)), "")
