"""A kind of documents: its folders, its front matter, and how files become documents.

To add a kind, declare one `DocumentKind` and list it in `kinds`. Add the type of its details to
`archive/documents/codec`, so that they can be stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from archivegen.model.article import Image
from archivegen.model.body import box_names
from archivegen.model.documents.document import Document
from archivegen.model.documents.folders import below_folder
from archivegen.model.languages import direction_of
from archivegen.model.links import linked_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archivegen.config.read import Config
    from archivegen.loader.documents.heads import DocumentHead
    from archivegen.loader.frontmatter.contract import Contract
    from archivegen.loader.frontmatter.document import Document as FileDocument
    from archivegen.loader.frontmatter.schema import ImageField
    from archivegen.model.body import Body
    from archivegen.model.documents.document import Details
    from archivegen.model.problems import Problem
    from archivegen.model.urls import Urls


Head = TypeVar("Head", bound="DocumentHead")
"""The front matter of a kind of documents."""


class Identity(NamedTuple):
    """What a kind says of a document: what tells it from others, its title, address and details."""

    kind: str
    name: str
    title: str
    url: str
    details: Details


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """What a document is made from besides its front matter.

    `path` is the file's below the content folder, `body` its text, and `key` the digest of that.
    """

    config: Config
    urls: Urls
    path: str
    body: Body
    key: bytes

    @property
    def below(self) -> str:
        """The path of the file below the folder of its kind."""
        return below_folder(self.path)

    def document(self, identity: Identity, front: DocumentHead) -> Document:
        """The document, made by its kind."""
        language = front.language or self.config.language
        own = language != self.config.language
        original = front.translation_of
        return Document(
            kind=identity.kind,
            name=identity.name,
            path=self.path,
            url=identity.url,
            title=identity.title,
            summary=front.summary or "",
            image=self._image(front.image) if front.image else None,
            language=language if own else "",
            direction=direction_of(language) if own else "",
            details=identity.details,
            body=self.key,
            targets=self.body.targets,
            aliases=front.aliases,
            translation_of=(linked_article(self.path, original) or original) if original else "",
            listed=front.listed,
            indexed=front.indexed,
            extra=front.extra,
            boxes=box_names(self.body.html),
        )

    def _image(self, image: ImageField) -> Image:
        src = self.urls.beside(self.path, image.src)
        return Image(src, image.alt or "", image.caption or "", image.credit or "")


def no_faults(_: FileDocument) -> tuple[Problem, ...]:
    """Whatever the file: nothing is wrong with it."""
    return ()


@dataclass(frozen=True, slots=True)
class DocumentKind(Generic[Head]):
    """A kind of documents.

    `folders` gives its folders in the content folder, in a site of a configuration; `contract` says
    what its files may say, and `make` the document of a file that says so. `faults` are the errors
    of a file besides those of its front matter, such as a name that says nothing.
    `switches` has the folders that a site has only if its configuration says so, with what it says.
    """

    folders: Callable[[Config], Iterable[str]]
    contract: Contract[Head]
    make: Callable[[DocumentSource, Head], Document]
    faults: Callable[[FileDocument], Iterable[Problem]] = no_faults
    switches: Mapping[str, str] = field(default_factory=dict)


AnyKind = DocumentKind[Any]
"""A kind, whatever its front matter."""
