"""Kinds: what sort of text an article is, from news to opinion, and schema.org's name for each.

The types are https://schema.org/NewsArticle, those below it, and some other types of articles: to
schema.org, paid content is no news. A site can add kinds, and relabel these.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

ArticleType = Literal[
    "Article", "NewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle",
    "BackgroundNewsArticle", "OpinionNewsArticle", "ReportageNewsArticle", "ReviewNewsArticle",
    "AdvertiserContentArticle", "SatiricalArticle", "Report", "ScholarlyArticle", "TechArticle",
    "BlogPosting", "LiveBlogPosting", "SocialMediaPosting",
]  # fmt: skip
"""schema.org's types of articles, all of which have the properties that pages tell."""

NEWS = "news"
"""The kind of an article that does not say: nothing is told of it."""

TYPES: Mapping[str, ArticleType] = MappingProxyType(
    {
        NEWS: "NewsArticle",
        "analysis": "AnalysisNewsArticle",
        "opinion": "OpinionNewsArticle",
        "editorial": "OpinionNewsArticle",
        "column": "OpinionNewsArticle",
        "letter": "OpinionNewsArticle",
        "review": "ReviewNewsArticle",
        "interview": "ReportageNewsArticle",
        "obituary": "NewsArticle",
        "feature": "ReportageNewsArticle",
        "fact-check": "AnalysisNewsArticle",
        "live": "LiveBlogPosting",
        "photo-essay": "ReportageNewsArticle",
        "paid": "AdvertiserContentArticle",
        "notice": "Article",
    }
)
"""The kinds that every site has, and what schema.org calls each."""

NOT_NEWS = frozenset({"paid"})
"""What is for sale is not told to news aggregators (Google, "Publisher Center policies")."""
