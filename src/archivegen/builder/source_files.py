"""Source files that are no texts, and which of them are copied to the output.

A file beside the articles that only drafts or scheduled articles show waits for these, so that
nothing is known before its time. So does one that an unreadable article may show.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from posixpath import basename, splitext
from typing import TYPE_CHECKING

from archivegen.archive import files
from archivegen.builder.output.assets import copied_assets
from archivegen.loader.documents.kinds import folders_of, switch_of
from archivegen.loader.unread import named_among
from archivegen.model.links import output_named
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from archivegen.archive.queries import View
    from archivegen.builder.images.library import ImageLibrary
    from archivegen.builder.output.assets import Asset
    from archivegen.config.read import Config


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """The files of a site that are neither articles nor documents, by their paths from its root.

    `digests` has those that can be copied, and `withheld` the outputs of those among them that are
    not published yet. `misnamed` begin like articles, under another ending, and `homeless` lie in
    folders of documents that no kind has; `folders` are those that kinds have.
    """

    digests: Mapping[str, bytes]
    withheld: frozenset[str]
    misnamed: tuple[str, ...]
    homeless: tuple[str, ...]
    folders: tuple[str, ...]

    @property
    def outputs(self) -> set[str]:
        """The paths that all of them would have in the output."""
        return {path.partition("/")[2] for path in (*self.digests, *self.misnamed, *self.homeless)}

    def assets(self, images: ImageLibrary) -> Iterator[Asset]:
        """The files to copy: of pictures what was made of them, and none of those with faults."""
        renditions: dict[str, Asset] = {}
        for asset in copied_assets(self.digests):
            is_beside = asset.source.startswith("content/")
            if asset.source in images.faults or (is_beside and asset.output in self.withheld):
                continue
            yield images.pictures.get(asset.source, asset)
            # Equal pictures have the same renditions.
            made = images.renditions.get(asset.source, ())
            renditions.update((rendition.output, rendition) for rendition in made)
        yield from renditions.values()
        yield from images.cards.files

    def problems(self, flaws: Mapping[str, str]) -> Iterator[Problem]:
        """Warnings for files that are no articles only since they end in something else.

        And for pictures that are published though something is wrong with them: `flaws`.
        """
        for path, flaw in flaws.items():
            message = f"{flaw}: the picture is published without it"
            yield Problem(path, message, 1, 1, "save it once more", "warning", kind="picture")
        for path in self.misnamed:
            name = splitext(basename(path))[0]
            yield Problem(
                path,
                "this begins like an article, but is not published",
                1,
                1,
                f"call it {name}.md; or, if it is to be published as it is, take out the lines "
                "between `---` with which it begins",
                "warning",
                kind="ending",
            )
        yield from self._without_a_kind()

    def _without_a_kind(self) -> Iterator[Problem]:
        """A warning for each folder of documents that no kind has, at its first file."""
        first: dict[str, str] = {}
        for path in self.homeless:
            first.setdefault(path.split("/")[1], path)
        for folder, path in first.items():
            yield Problem(
                path,
                f"nothing in content/{folder}/ is published: what a folder with `_` in front of "
                "its name holds is no article, and there is no kind of this name",
                1,
                1,
                self._hint(folder),
                "warning",
                kind="folder",
            )

    def _hint(self, folder: str) -> str:
        """What to do with a folder of documents that no kind has."""
        if switch := switch_of(folder):
            return f"the site has it with {switch} in archivegen.toml"
        if near := get_close_matches(folder, self.folders, 1):
            return f"did you mean content/{near[0]}/?"
        return "take the `_` away, if these are articles; or else there are: " + ", ".join(
            self.folders
        )


def source_files(
    connection: sqlite3.Connection, view: View, config: Config, unread_words: frozenset[str]
) -> SourceFiles:
    """The files of a site that are no articles, from the rows of the state.

    `unread_words` are those of articles that cannot be read: they may name any file of such a name.
    """
    digests = files.other_files(connection)
    beside = {path.partition("/")[2] for path in digests if path.startswith("content/")}
    withheld = beside & files.withheld_files(connection, view)
    if named := named_among(beside, unread_words):
        withheld |= named - files.published_files(connection, view, named)
    withheld -= _configured(config)
    homeless = tuple(files.passed_over(connection, "folder"))
    return SourceFiles(
        digests,
        frozenset(withheld),
        misnamed=tuple(files.passed_over(connection, "ending")),
        homeless=homeless,
        folders=folders_of(config) if homeless else (),
    )


def _configured(config: Config) -> set[str | None]:
    """The files of the output that every page may show, as the configuration names them."""
    theme = config.theme
    links = (link.url for link in theme.navigation)
    named = (theme.logo, theme.favicon, theme.social_image, *links)
    return {output_named("", f"/{path.lstrip('/')}") for path in named}
