"""Recordings: the sound file of an article, with the facts that feed readers need.

Its length is that of the file, from which the row of the article is made. The length of a file
elsewhere is not known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archivegen.model.article import Recording
from archivegen.model.links import has_scheme
from archivegen.model.urls import encoded

if TYPE_CHECKING:
    from archivegen.loader.attachments import Attachments
    from archivegen.loader.frontmatter.schema import AudioField
    from archivegen.model.article import Article
    from archivegen.model.urls import Urls

_TYPES = {
    "aac": "audio/aac", "flac": "audio/flac", "m4a": "audio/mp4", "mp3": "audio/mpeg",
    "mp4": "audio/mp4", "oga": "audio/ogg", "ogg": "audio/ogg", "opus": "audio/ogg",
    "wav": "audio/wav", "weba": "audio/webm", "webm": "audio/webm",
}  # fmt: skip
_UNKNOWN = "application/octet-stream"


def with_recording(article: Article, audio: AudioField, urls: Urls, beside: Attachments) -> Article:
    """The article with a recording, to which it leads as to any other file of the site."""
    ending = audio.src.partition("?")[0].rpartition(".")[2].lower()
    recording = Recording(
        src=encoded(urls.beside(article.card.path, audio.src)),
        title=audio.title or "",
        seconds=audio.seconds,
        length=beside.size(audio.src),
        type=_TYPES.get(ending, _UNKNOWN),
    )
    own = () if has_scheme(audio.src) else (audio.src,)
    targets = tuple(dict.fromkeys((*article.targets, *own)))
    return replace(article, card=replace(article.card, audio=recording), targets=targets)
