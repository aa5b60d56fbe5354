"""WXR: WordPress eXtended RSS 1.2, which WordPress imports, and `import --from wxr` reads back.

After export.php of WordPress (wp-admin/includes). Authors and categories stand before the first
article that names them, so that nothing but their names is kept. A text is one HTML block of the
block editor, which WordPress shows as it is.
"""

from __future__ import annotations

from datetime import UTC
from html import escape
from typing import TYPE_CHECKING

from archivegen.model.taxonomies import AUTHORS, SECTIONS
from archivegen.model.text import NOT_IN_MARKUP
from archivegen.model.vocabulary.wordpress_fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.model.article import Card, Image, Term
    from archivegen.preservation.export.item import ExportItem, ExportSite

_NAMESPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}


def parts(site: ExportSite, items: Iterable[ExportItem]) -> Iterator[bytes]:
    """The head, an article at a time, and the end."""
    yield _encoded(_head(site))
    known: set[tuple[str, str]] = set()
    for number, item in enumerate(items):
        # Each article has two numbers: one for itself, and one for its picture.
        lines = [*_names(item, known), *_article(site, item, 2 * number + 1)]
        yield _encoded(lines)
    yield b"</channel>\n</rss>\n"


def _encoded(lines: Iterable[str]) -> bytes:
    text = NOT_IN_MARKUP.sub("", "".join(f"{line}\n" for line in lines))
    return text.encode("utf-8", "replace")


def _head(site: ExportSite) -> Iterator[str]:
    config, address = site.config, site.address.rstrip("/")
    spaces = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<rss version="2.0"{spaces}>'
    yield "<channel>"
    yield _html("title", config.title)
    yield _text("link", address)
    yield _html("description", config.description)
    yield _text("language", config.language)
    yield _text("wp:wxr_version", "1.2")
    yield _text("wp:base_site_url", address)
    yield _text("wp:base_blog_url", address)
    yield _text("generator", "archivegen")


def _names(item: ExportItem, known: set[tuple[str, str]]) -> Iterator[str]:
    """The authors and categories of an article that no article before it has."""
    card = item.article.card
    for author in card.authors:
        if (AUTHORS, author.slug) not in known:
            known.add((AUTHORS, author.slug))
            login, name = _text("wp:author_login", author.slug), author.name
            yield f"<wp:author>{login}{_html('wp:author_display_name', name)}</wp:author>"
    for section in filter(None, (card.section.parent, card.section)):
        if (SECTIONS, section.slug) not in known:
            known.add((SECTIONS, section.slug))
            yield (
                f"<wp:category>{_text('wp:category_nicename', _nicename(section))}"
                f"{_text('wp:category_parent', _nicename(section.parent))}"
                f"{_html('wp:cat_name', section.name)}</wp:category>"
            )


def _article(site: ExportSite, item: ExportItem, number: int) -> Iterator[str]:
    article, card = item.article, item.article.card
    yield "<item>"
    yield _html("title", card.headline)
    yield _text("link", item.url)
    yield _text("pubDate", card.date.rfc822)
    yield _text("dc:creator", card.authors[0].slug if card.authors else "")
    yield f'<guid isPermaLink="false">{escape(item.id)}</guid>'
    yield _text("content:encoded", _content(item))
    yield _html("excerpt:encoded", article.summary)
    yield from _post(number, "post", item.slug, card)
    yield _category("category", _nicename(card.section), card.section.name)
    for tag in card.tags:
        yield _category("post_tag", tag.slug, tag.name)
    # As plug-ins for several authors have it.
    for author in card.authors if len(card.authors) > 1 else ():
        yield _category("author", f"cap-{author.slug}", author.name)
    for taxonomy, members in article.terms.items():
        for member in members:
            yield _category(taxonomy, member.term.slug, member.term.name)
    for name, value in _fields(item):
        yield _meta(name, value)
    if card.image:
        yield _meta("_thumbnail_id", str(number + 1))
    yield "</item>"
    if card.image:
        address = site.config.urls.absolute(card.image.src)
        yield from _picture(card.image, address, item, number + 1)


def _content(item: ExportItem) -> str:
    """The text, in which links to its own places stay such.

    A bracket is written as an entity, since WordPress would take `[gallery]` for a shortcode.
    """
    html = item.html.replace(f'href="{escape(item.url)}#', 'href="#').replace("[", "&#91;")
    return f"<!-- wp:html -->\n{html}\n<!-- /wp:html -->"


def _picture(image: Image, address: str, item: ExportItem, number: int) -> Iterator[str]:
    """The lead image of an article, as a file of the library."""
    name = address.rpartition("/")[2]
    yield "<item>"
    yield _text("title", name)
    yield _text("link", address)
    yield f'<guid isPermaLink="false">{escape(address)}</guid>'
    yield _text("content:encoded", "")
    yield _html("excerpt:encoded", image.caption)
    yield from _post(number, "attachment", name, item.article.card, number - 1)
    yield _text("wp:attachment_url", address)
    yield _meta("_wp_attachment_image_alt", image.alt)
    yield "</item>"


def _post(number: int, kind: str, slug: str, card: Card, parent: int = 0) -> Iterator[str]:
    """What an article and a file alike have."""
    yield _text("wp:post_id", str(number))
    for name, moment in (("post_date", card.date), ("post_modified", card.updated or card.date)):
        local = moment.local.replace(microsecond=0)
        for key, time in ((name, local), (f"{name}_gmt", local.astimezone(UTC))):
            yield _text(f"wp:{key}", time.replace(tzinfo=None).isoformat(" "))
    yield _text("wp:comment_status", "closed")
    yield _text("wp:ping_status", "closed")
    yield _text("wp:post_name", slug)
    yield _text("wp:status", "inherit" if parent else "publish")
    yield _text("wp:post_parent", str(parent))
    yield _text("wp:menu_order", "0")
    yield _text("wp:post_type", kind)
    yield _text("wp:post_password", "")
    yield _text("wp:is_sticky", "0")


def _fields(item: ExportItem) -> Iterator[tuple[str, str]]:
    """What WordPress has no place for, by the names of custom fields."""
    article, card = item.article, item.article.card
    values = {
        "date": "" if card.date.has_time else card.date.iso_date,
        "updated": card.updated.iso if card.updated else "",
        "kind": card.kind,
        "language": card.language,
        "location": escape(article.location, quote=False),
        "listed": "" if article.listed else "false",
        "indexed": "" if article.indexed else "false",
    }
    for name, key in FIELDS.items():
        if values[key]:
            yield name, values[key]


def _nicename(section: Term | None) -> str:
    """The name of a section in addresses, of which a category has one level."""
    return section.slug.replace("/", "--") if section else ""


def _category(domain: str, slug: str, name: str) -> str:
    attributes = f'domain="{escape(domain)}" nicename="{escape(slug)}"'
    return f"<category {attributes}>{_cdata(escape(name, quote=False))}</category>"


def _meta(key: str, value: str) -> str:
    pair = f"{_text('wp:meta_key', key)}{_text('wp:meta_value', value)}"
    return f"<wp:postmeta>{pair}</wp:postmeta>"


def _html(name: str, text: str) -> str:
    """An element whose content WordPress takes for HTML."""
    return _text(name, escape(text, quote=False))


def _text(name: str, text: str) -> str:
    return f"<{name}>{_cdata(text)}</{name}>"


def _cdata(text: str) -> str:
    """A text as readers of any kind take it to the letter; those of WordPress expect it so."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
