"""JSON-LD: the nodes in a page's scripts, and which of them is the article (schema.org)."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

ARTICLES = {
    "advertisercontentarticle", "analysisnewsarticle", "article", "backgroundnewsarticle",
    "blogposting", "liveblogposting", "newsarticle", "opinionnewsarticle", "report",
    "reportagenewsarticle", "reviewnewsarticle", "satiricalarticle", "scholarlyarticle",
    "socialmediaposting", "techarticle",
}  # fmt: skip
"""Types that are articles, in small letters."""

_NOT_ABOUT_IT = {"comment", "isRelatedTo", "relatedLink", "mentions", "citation"}
_MOST_NESTED = 40
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")

Node = dict[str, Any]


@dataclass(slots=True)
class Graph:
    """All nodes of a page, in their order, and those that others may refer to."""

    nodes: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    broken: int = 0
    """Scripts that are no JSON."""

    def resolved(self, value: Any) -> Any:
        """A node instead of what only refers to it."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self.by_id.get(str(value.get("@id")), value)
        return value

    def articles(self) -> list[Node]:
        """The nodes that are articles."""
        return [node for node in self.nodes if types_of(node) & ARTICLES]


def graph_of(scripts: list[str]) -> Graph:
    """The graph in the texts of scripts; those that are broken are mended as far as is safe."""
    graph = Graph()
    for text in scripts:
        value = _loaded(text)
        if value is None:
            graph.broken += 1
        else:
            _walk(value, graph, 0)
    return graph


def types_of(node: Node) -> set[str]:
    """The types of a node, without their vocabulary, in small letters."""
    written = node.get("@type")
    listed = written if isinstance(written, list) else [written]
    return {str(one).rsplit("/", 1)[-1].lower() for one in listed if one}


def text_of(value: Any) -> str:
    """A value as a text on one line; empty for what is none."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return cleaned(str(value)) if isinstance(value, str | int) else ""


def cleaned(text: str) -> str:
    """A text on one line, in which no character is written as a reference."""
    return " ".join(html.unescape(html.unescape(text)).replace("\u200b", "").split())


def _loaded(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = re.sub(r"^(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>$", "", text).strip().rstrip(";")
    tame = _CONTROL.sub(" ", text)
    for attempt in (text, tame, _TRAILING_COMMA.sub(r"\1", tame), html.unescape(tame)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, graph: Graph, depth: int) -> None:
    if depth > _MOST_NESTED:
        return
    if isinstance(value, list):
        for one in value:
            _walk(one, graph, depth + 1)
    elif isinstance(value, dict):
        if "@id" in value and len(value) > 1:
            graph.by_id.setdefault(str(value["@id"]), value)
        graph.nodes.append(value)
        for key, one in value.items():
            if isinstance(one, dict | list) and key not in _NOT_ABOUT_IT:
                _walk(one, graph, depth + 1)
