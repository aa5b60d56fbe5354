"""Social cards, made between loading and planning: a picture for each article, shown when shared.

A card is stored under a key made from its inputs. So it is drawn once, and again only when its
headline, year, picture, masthead or font changes. If the font lacks letters of a card, there is no
card, which is reported.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from archivegen.archive import store
from archivegen.archive.catalog import Catalog
from archivegen.archive.months import card_digests, cards_at
from archivegen.builder.images.card_drawing import (
    CardJob,
    CardTask,
    DrawnCard,
    file_of_card,
    lost_cards,
    open_drawer,
)
from archivegen.builder.images.index import KnownCard
from archivegen.builder.output.assets import FOLDER, Asset
from archivegen.builder.problems.footer import problem_at
from archivegen.model.languages import direction_of
from archivegen.model.numbering import with_digits_of
from archivegen.model.problems import Problem, SiteError
from archivegen.system.digests import digest, digest_of, fingerprint
from archivegen.system.files import located
from archivegen.system.versions import generator_digest, pictures_version

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from archivegen.builder.images.index import ImageStore
    from archivegen.builder.inputs import Inputs
    from archivegen.config.read import Config
    from archivegen.model.article import Card
    from archivegen.system.workers import Opener, WorkerPool

BATCH = 16
"""Cards that a worker draws at a time."""

ACCENT = "#98271c"
"""The accent of the theme, where the site has none of its own."""

FONT = "images", "social_font"
"""The key of the font."""


@dataclass(frozen=True, slots=True)
class SocialCards:
    """The cards of a site: their files, and the letters that kept others from being drawn.

    Those go by the paths of the articles below the content folder. `digest` stands for all that
    pages show of cards.
    """

    files: tuple[Asset, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    digest: bytes = b""

    def problems(self) -> Iterator[Problem]:
        """A warning for each article without a card."""
        for path, letters in self.missing.items():
            yield Problem(
                f"content/{path}",
                f"no social card was drawn: its font lacks the letters {letters[:12]}",
                1,
                1,
                'name a font that has them: social_font = "static/fonts/NAME.ttf" under [images]',
                "warning",
                kind="social-card",
            )


def draw_cards(
    inputs: Inputs, pool: WorkerPool, index: ImageStore, pictures: Mapping[str, tuple[Asset, ...]]
) -> SocialCards:
    """Draw the cards that are new, and say what is to be published of all.

    An article is read again only where its card in listings, or its picture, is another than when
    its social card was made. `pictures` are the renditions of picture files, narrowest first, by
    their paths from the site's root. Raises SiteError for a font that cannot be read, and
    StateDamagedError.
    """
    config, folder = inputs.config, inputs.paths.social_cards
    drawn = index.drawn_cards()
    if not (config.images.social_cards and config.base_url and config.metadata.social_cards):
        if drawn:
            index.replace_cards("", b"", {}, drawn)
            shutil.rmtree(folder, ignore_errors=True)
        return SocialCards()
    folder.mkdir(parents=True, exist_ok=True)
    files = {entry.name for entry in os.scandir(folder)}
    there = {key for key in drawn if drawn[key].missing or file_of_card(folder, key).name in files}
    fonts = _fonts(inputs)
    drawing = fingerprint((generator_digest(), pictures_version(), [*map(digest_of, fonts)]))
    design = _Design.of(config, drawing)
    settings = fingerprint(design)
    before = index.known_cards(settings)
    known, tasks = _compare(inputs, design, pictures, before, there)
    new = {task.key: task for task in tasks.values() if task.key not in there}
    drawn |= _draw(pool, index, partial(open_drawer, folder, fonts), list(new.values()))
    _forbid_lost(tasks, drawn)
    shown = {path: drawn[card.key] for path, card in known.items()}
    assets = {path: _asset(folder, card) for path, card in shown.items() if card.digest}
    urls = {path: config.urls.at(asset.output) for path, asset in assets.items()}
    if tasks or known.keys() != before.keys():
        cards = {path: one._replace(url=urls.get(path, "")) for path, one in known.items()}
        used = {card.key for card in shown.values()}
        index.replace_cards(drawing.hex(), settings, cards, drawn.keys() - used)
        _sweep(folder, used)
    return SocialCards(
        tuple({asset.output: asset for asset in assets.values()}.values()),
        {path: card.missing for path, card in shown.items() if card.missing},
        fingerprint(sorted(urls.items())),
    )


def _fonts(inputs: Inputs) -> list[Path]:
    """The files of fonts to try, the site's own. Raises SiteError for one that is none."""
    name = inputs.config.images.social_font
    if not name:
        return []
    from PIL import ImageFont  # noqa: PLC0415 -- an extra, slow to import

    root = inputs.paths.root
    path = located(root, name)
    try:
        ImageFont.truetype(path, 40)
    except OSError as error:
        message = f"`images.social_font`: {name} is no font that can be read: {error}"
        hint = "write the path of a TrueType or OpenType font from the site's root"
        raise SiteError([problem_at(root, FONT, message, hint, "error")]) from error
    return [path]


@dataclass(frozen=True, slots=True)
class _Design:
    """What all cards of a site have in common; `drawing` stands for what draws them."""

    drawing: bytes
    base_url: str
    title: str
    language: str
    accent: str

    @classmethod
    def of(cls, config: Config, drawing: bytes) -> _Design:
        """The design of a site's cards."""
        accent = config.theme.accent or ACCENT
        return cls(drawing, config.base_url, config.title, config.language, accent)

    def task(self, card: Card, picture: Asset | None) -> CardTask:
        """What to draw for an article."""
        year = with_digits_of(self.language, str(card.date.year))
        is_rtl = direction_of(card.language or self.language) == "rtl"
        of_picture = picture.digest if picture else b""
        key = digest(fingerprint((self, card.headline, year, is_rtl, of_picture)))
        stored = Path(picture.stored) if picture else None
        return CardTask(key, self.title, card.headline, year, is_rtl, self.accent, stored)


def _compare(
    inputs: Inputs,
    design: _Design,
    pictures: Mapping[str, tuple[Asset, ...]],
    before: Mapping[str, KnownCard],
    drawn: Container[bytes],
) -> tuple[dict[str, KnownCard], dict[str, CardTask]]:
    """The cards of all published articles, by path, and what they show where that may be new."""
    known: dict[str, KnownCard] = {}
    tasks: dict[str, CardTask] = {}
    urls = inputs.config.urls
    with closing(store.read_only_articles(inputs.paths)) as articles:
        catalog = Catalog(articles, inputs.view, urls)
        digests = {path: (low, high) for path, low, high in card_digests(catalog)}
        for path, own in digests.items():
            one = before.get(path)
            if one is None or one.key not in drawn:
                continue
            if one.made_from == _made_from(own, _picture_at(one.picture, pictures)):
                known[path] = one
        for card in cards_at(catalog, [*digests.keys() - known.keys()]):
            output = urls.file_of(card.image.src) if card.image else ""
            picture = _picture_at(output, pictures)
            task = tasks[card.path] = design.task(card, picture)
            made_from = _made_from(digests[card.path], picture)
            known[card.path] = KnownCard("", task.key, output, made_from)
    return {path: known[path] for path in digests}, tasks


def _made_from(article: tuple[int, int], picture: Asset | None) -> bytes:
    return fingerprint((article, picture.digest if picture else b""))


def _picture_at(output: str, pictures: Mapping[str, tuple[Asset, ...]]) -> Asset | None:
    """The widest rendition of the picture at an output path, if there is any."""
    found = pictures.get(f"content/{output}") or pictures.get(f"static/{output}")
    return found[-1] if found else None


def _draw(
    pool: WorkerPool,
    index: ImageStore,
    opener: Opener[CardJob, list[DrawnCard]],
    tasks: list[CardTask],
) -> dict[bytes, DrawnCard]:
    """What became of cards that are new, by their keys; kept at once, whatever comes next."""
    drawn: dict[bytes, DrawnCard] = {}
    if not tasks:
        return drawn
    pool.progress.phase("pictures", len(tasks))
    jobs = (CardJob(tuple(tasks[at : at + BATCH])) for at in range(0, len(tasks), BATCH))
    for cards in pool.run(opener, jobs, lost_cards):
        drawn.update((one.key, one) for one in cards)
        index.put_drawn_cards([one for one in cards if one.digest or one.missing])
        pool.progress.advance(len(cards))
    return drawn


def _forbid_lost(tasks: Mapping[str, CardTask], drawn: Mapping[bytes, DrawnCard]) -> None:
    """Raise SiteError for cards of which nothing came."""
    lost = [
        Problem(
            f"content/{path}",
            "its social card could not be drawn: that took too long, or its process died",
            1,
            1,
            "build again; or publish without cards: social_cards = false under [images]",
        )
        for path, task in tasks.items()
        if not (drawn[task.key].digest or drawn[task.key].missing)
    ]
    if lost:
        raise SiteError(lost)


def _asset(folder: Path, card: DrawnCard) -> Asset:
    """The file of a card, under its digest, so that hosts may cache it for ever."""
    output = f"{FOLDER}/cards/{card.digest.hex()[:16]}.jpg"
    return Asset(output, card.digest, "", stored=os.fspath(file_of_card(folder, card.key)))


def _sweep(folder: Path, kept: Iterable[bytes]) -> None:
    """Remove the files that are of none of these cards."""
    names = {file_of_card(folder, key).name for key in kept}
    for entry in os.scandir(folder):
        if entry.name not in names:
            with contextlib.suppress(OSError):
                os.unlink(entry.path)
