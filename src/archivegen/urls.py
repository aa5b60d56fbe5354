"""URLs: every address of the site and every output path is made here, and nowhere else.

An address is a path from the host's root, percent-encoded, with the base path of `base_url` in
front (`/paper/2022/07/`). An output path is relative to the output folder, with forward slashes
and not encoded (`2022/07/index.html`).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, unquote, urlsplit

from slugify import slugify

if TYPE_CHECKING:
    from archivegen.times import Moment

Kind = Literal["section", "topic", "author"]
"""What articles are gathered by, apart from the calendar."""

SLUG_LENGTH = 80
"""Characters of a slug, at most: a file name stays well below every file system's bound."""

PERMALINK_TOKENS = ("year", "month", "day", "slug", "section", "language")

_SAFE = "/:@!$&'()*+,;=~-._"
"""Characters of a path that RFC 3986 (3.3) allows unencoded, and the separator."""

_RESERVED = re.compile(r"archive|topics|authors|assets|sitemaps|\d{4,}")
"""Folders of the site's own pages, and years."""

_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)\d")
"""What Windows keeps for devices, and cannot have as a folder's name."""

_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc")
"""They join the parts of a word: `don't` is one."""

_IS_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")

_NOT_IN_FILES = re.compile(r'[\\\x00-\x1f\x7f?#:*"<>|]')
_NAME_LENGTH = 200
"""Bytes of a name in a path, at most: file systems allow 255, some less."""

MAX_PATH = 1000
"""Bytes of a path below the site's root, at most: systems allow 4096 and less for whole paths."""

_TERM_FOLDERS: dict[Kind, str] = {"section": "", "topic": "topics/", "author": "authors/"}


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one site."""

    origin: str
    """Scheme and host, such as `https://example.org`; empty where the site has no `base_url`."""
    base: str
    """The path that all addresses begin with: `/`, or such as `/paper/`."""

    @classmethod
    def of(cls, base_url: str) -> Urls:
        """The addresses below a configured `base_url`; without one, from the root of any host."""
        parts = urlsplit(base_url)
        path = quote(parts.path.strip("/"), safe=_SAFE + "%")
        origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        return cls(origin, f"/{path}/" if path else "/")

    def at(self, path: str) -> str:
        """The address of an output path or of a folder in the output."""
        return self.base + quote(path, safe=_SAFE)

    def from_root(self, path: str) -> str:
        """The address of a path from the site's root, such as a page or a file of `static/`.

        The site's base path comes in front, and what a path cannot hold is encoded; an address
        with a scheme or a host, or of a place in the page, is left alone.
        """
        if has_scheme(path) or path.startswith(("//", "#", "?")):
            return path
        return self.base + quote(path.lstrip("/"), safe=_SAFE + "%?#")

    def absolute(self, url: str) -> str:
        """The address with scheme and host, where the site has them; others are left alone."""
        return self.origin + url if url.startswith("/") and not url.startswith("//") else url

    def output(self, url: str) -> str:
        """The output path that a host serves at this address."""
        path = unquote(url.removeprefix(self.base))
        return path + "index.html" if path.endswith("/") or not path else path

    def home(self) -> str:
        """The front page."""
        return self.base

    def article(self, pattern: str, date: Moment, *, slug: str, section: str, language: str) -> str:
        """An article's permalink, from the configured pattern."""
        tokens = {
            "year": f"{date.year:04}",
            "month": f"{date.month:02}",
            "day": f"{date.day:02}",
            "slug": slug,
            "section": section,
            "language": language.lower(),
        }
        return self.at(pattern.format_map(tokens).lstrip("/"))

    def term(self, kind: Kind, slug: str, year: int = 0, month: int = 0) -> str:
        """The listing of a section, a topic or an author: all of it, a year or a month."""
        return self.at(f"{_TERM_FOLDERS[kind]}{slug}/{_calendar(year, month)}")

    def terms(self, kind: Kind) -> str:
        """The list of all topics or of all authors."""
        return self.at(_TERM_FOLDERS[kind])

    def archive(self) -> str:
        """The overview of the whole archive."""
        return self.at("archive/")

    def calendar(self, year: int, month: int = 0, day: int = 0) -> str:
        """The listing of a year, a month or a day."""
        return self.at(_calendar(year, month, day))

    def feed(self) -> str:
        """The site's Atom feed."""
        return self.at("feed.xml")

    def sitemap(self, year: int = 0, month: int = 0) -> str:
        """The sitemap of a month; without a month, the index of the sitemaps."""
        return self.at(f"sitemaps/{year:04}-{month:02}.xml" if year else "sitemap.xml")

    def listings_sitemap(self) -> str:
        """The sitemap of the pages that are no article."""
        return self.at("sitemaps/listings.xml")

    def beside(self, source: str, target: str) -> str:
        """The address of a file named in an article by a path relative to the article's file.

        `source` is the article's path below the content folder. A target that is an address
        already (with a scheme, or from a host's root) is kept; one from the site's root gets
        the base path.
        """
        if has_scheme(target) or target.startswith(("//", "#", "?")):
            return target
        if target.startswith("/"):
            return self.base + target.lstrip("/")
        path, mark, rest = _split(target)
        joined = join_below(source, path)
        return target if joined is None else self.at(joined) + mark + rest


def _calendar(year: int, month: int, day: int = 0) -> str:
    if not year:
        return ""
    return f"{year:04}/" + (f"{month:02}/" if month else "") + (f"{day:02}/" if day else "")


def has_scheme(target: str) -> bool:
    """Whether a link names a scheme, such as `https:` or `mailto:` (RFC 3986, 3.1)."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target) is not None


def is_web_address(target: str) -> bool:
    """Whether a link leads to a host on the web."""
    try:
        parts = urlsplit(target)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _split(target: str) -> tuple[str, str, str]:
    """A link's path, decoded, and what follows it: `?` or `#` and the rest."""
    match = re.search(r"[?#]", target)
    if not match:
        return unquote(target), "", ""
    return unquote(target[: match.start()]), match[0], target[match.end() :]


def fragment_of(target: str) -> str:
    """The query and fragment of a link, with their marks."""
    _, mark, rest = _split(target)
    return mark + rest


def join_below(source: str, target: str) -> str | None:
    """The path below the content folder that a relative path in `source` names; None if outside."""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    if joined == ".." or joined.startswith(("../", "/")):
        return None
    return joined + "/" if target.endswith("/") else joined


def linked_article(source: str, target: str) -> str | None:
    """The article file that a link in `source` means, as a path below the content folder."""
    if has_scheme(target) or target.startswith(("/", "#", "?")):
        return None
    path, _, _ = _split(target)
    return join_below(source, path) if path.lower().endswith((".md", ".markdown")) else None


def slug_of(text: str) -> str:
    """A slug for any text, never empty: lower-case ASCII letters, digits and hyphens.

    Other scripts are transliterated; a text of which nothing is left (an emoji) gets a name
    from its digest, the same for all its cases and normal forms. The names of Windows devices
    get a suffix.
    """
    slug = _slug(text)
    if not slug:
        same = unicodedata.normalize("NFC", text).casefold()
        return "x-" + blake2b(same.encode(), digest_size=4).hexdigest()
    return f"{slug}-x" if _DEVICES.fullmatch(slug) else slug


def has_slug(text: str) -> bool:
    """Whether a slug says something of the text: it has a letter or a digit of any script."""
    return any(map(str.isalnum, text)) or bool(_slug(text))


def _slug(text: str) -> str:
    if len(text) <= SLUG_LENGTH and _IS_SLUG.fullmatch(text):
        return text
    # The text is ASCII before slugify sees it, since that would go by whichever package for
    # transliteration happens to be installed.
    return slugify(
        _ascii(text.translate(_APOSTROPHES)),
        entities=False,
        decimal=False,
        hexadecimal=False,
        max_length=SLUG_LENGTH,
        word_boundary=True,
        save_order=True,
    )


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    # Imported here, since its table takes three megabytes.
    from text_unidecode import unidecode  # type: ignore[import-untyped]  # noqa: PLC0415

    return str(unidecode(unicodedata.normalize("NFKD", text))).translate(_APOSTROPHES)


def leads_elsewhere(text: str) -> bool:
    """Whether a name has something of a path in it, which no section or slug may have."""
    lowered = text.lower()
    return any(part in lowered for part in ("/", "\\", "..", "%2e", "%2f", "%5c"))


def is_reserved(slug: str) -> bool:
    """Whether a section of that name would stand where the site's own pages are."""
    return _RESERVED.fullmatch(slug) is not None


def alias_path(alias: str) -> str | None:
    """The output path of an old address, or None if it is not a path inside the site.

    An address without a file extension is a folder with an index, as hosts serve it.
    """
    path = unquote(alias).lstrip("/")
    parts = path.split("/")
    if not path or ".." in parts or "." in parts or _NOT_IN_FILES.search(path):
        return None
    if len(path.encode()) > MAX_PATH:
        return None
    if "" in parts[:-1] or any(not _is_file_name(part) for part in parts if part):
        return None
    name = parts[-1]
    return path if "." in name else path.rstrip("/") + "/index.html"


def _is_file_name(part: str) -> bool:
    """Whether every file system can have a file or folder of that name, and it is not ours."""
    lowered = part.lower()
    if lowered.startswith(".archivegen") or lowered == ".git" or part.endswith((".", " ")):
        return False
    return not _DEVICES.fullmatch(lowered) and len(part.encode()) <= _NAME_LENGTH
