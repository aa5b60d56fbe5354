"""Which template makes the page of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.model.taxonomies import SECTIONS
from archivegen.model.vocabulary.kinds import NEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from archivegen.config.read import Config
    from archivegen.model.article import Article

ARTICLE = "article.html"
"""The template of articles that have no other."""


def article_templates(config: Config) -> Callable[[Article], str]:
    """What gives the template of an article's page: the one that is nearest to it.

    That is its own; else that of its section, or of the section above; else that of its kind, and
    at last `article.html`.
    """
    taxonomy, of_kinds = config.taxonomies[SECTIONS], config.templates.kinds
    of_sections = {
        taxonomy.slug_of(name, config.slugger): template
        for name, template in config.templates.sections.items()
    }

    def template_of(article: Article) -> str:
        card, section = article.card, article.card.section
        named = article.template or of_sections.get(section.slug)
        if not named and section.parent:
            named = of_sections.get(section.parent.slug)
        return named or of_kinds.get(card.kind or NEWS) or ARTICLE

    return template_of
