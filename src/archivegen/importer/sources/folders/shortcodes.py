"""Tags of templates in a text: those that generators have built in, as Markdown.

`{{< figure >}}` of Hugo and Nikola, `{% highlight %}` of Jekyll and Hexo, `{{ youtube() }}` of
Zola. Others stay as text and are counted by name, since only the site's own templates knew what
they meant.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from archivegen.importer.sources.shared.html_texts import attribute
from archivegen.loader.notes.code import without_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from archivegen.importer.sources.folders.links import Files
    from archivegen.importer.sources.shared.findings import Findings

_TAG = re.compile(
    r"\{\{(?P<sign>[<%])[ \t]*(?P<name>/?[\w./-]+)(?P<arguments>[^{}]{0,2000}?)/?[ \t]*[>%]\}\}"
    r"|\{%-?[ \t]*(?P<liquid>\w+)(?P<words>[^{}%]{0,2000}?)-?%\}"
    r"|\{\{-?[ \t]*(?P<output>[\w.]+|\"[^\"{}]*\"|'[^'{}]*')[ \t]*"
    r"(?P<rest>(?:\([^{}]{0,2000}?\)|\|[^{}|]{0,200}))?[ \t]*-?\}\}"
)
_ARGUMENT = re.compile(
    r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s,\"']+))|\"([^\"]*)\"|'([^']*)'|([^\s,]+)"
)

_PAGES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "gist": "https://gist.github.com/{}",
    "soundcloud": "https://soundcloud.com/{}",
    "tweet": "https://x.com/i/status/{}",
    "twitter": "https://x.com/i/status/{}",
    "x": "https://x.com/i/status/{}",
}
_IS_TARGET = re.compile(r"""(?s:.*)(?:\]\(|\]:|[<"'=(])\s*""").fullmatch
"""What stands before the address of a link, in Markdown and in HTML."""

_NOTHING = frozenset(
    {"raw", "endraw", "rawhtml", "/rawhtml", "comment", "endcomment", "jekyll.environment"}
)
_CODE = frozenset({"highlight", "codeblock", "/highlight", "endhighlight", "endcodeblock"})
_OF_SITE = frozenset({"site.baseurl", "site.url", "base_url", "config.root", "siteurl"})


def without_tags(text: str, source: str, files: Files, findings: Findings) -> str:
    """The text with Markdown in the place of the tags that generators have built in."""
    if "{{" not in text and "{%" not in text:
        return text
    parts: list[str] = []
    end = 0
    # Of the same length, so that a place in one is that in the other.
    for match in _TAG.finditer(without_code(text)):
        made = _made(match, source, files)
        if made is None:
            name = match["name"] or match["liquid"] or match["output"]
            if not name.startswith(("/", "end")):
                sign = f"{match[0][:3]} " if match["name"] else f"{match[0][:2]} "
                findings.count(f"tag {sign}{name}")
                findings.note(f"the tag {sign}{name} stays as text", "attention")
            continue
        before = text[end : match.start()]
        if made.startswith("file:") and not _IS_TARGET(before):
            # Where readers see it, the address that a generator prints says nothing.
            made = f"[{_label(made)}]({made})"
        parts += [before, made]
        end = match.end()
    return "".join([*parts, text[end:]])


def _made(match: re.Match[str], source: str, files: Files) -> str | None:
    """What stands in the place of a tag; None, if it stays."""
    if match["output"]:
        return _output(match["output"], match["rest"] or "")
    name = (match["name"] or match["liquid"]).removesuffix(".html")
    named, values = _arguments(match["arguments"] or match["words"] or "")
    if name in _NOTHING:
        return ""
    if name in {"ref", "relref", "post_url", "link", "post_link"}:
        return _reference(named.get("path") or next(iter(values), ""), source, files)
    if name in _CODE:
        language = next((it for it in values if re.fullmatch(r"[\w+#-]+", it)), "")
        return f"\n```{language if name in {'highlight', 'codeblock'} else ''}\n"
    return _figure(named) if name == "figure" else _page(name, named, values)


def _output(name: str, rest: str) -> str | None:
    """What a template prints: the address of the site, or what a function makes."""
    if name in _OF_SITE:
        return ""
    if name[:1] in "\"'" and re.match(r"\|\s*(?:relative_url|absolute_url|url)\b", rest):
        return name[1:-1]
    if rest.startswith("("):
        named, values = _arguments(rest[1:-1])
        return _page(name, named, values)
    return None


def _arguments(written: str) -> tuple[dict[str, str], list[str]]:
    named: dict[str, str] = {}
    values: list[str] = []
    for match in _ARGUMENT.finditer(written):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        if match[1]:
            named[match[1].lower()] = value
        else:
            values.append(value)
    return named, values


def _reference(target: str, source: str, files: Files) -> str | None:
    found = files.find(target, source) if target else ""
    fragment = target.partition("#")[2]
    return f"file:{found}" + (f"#{fragment}" if fragment else "") if found else None


def _label(address: str) -> str:
    """What a link is called that has no words: the name of the text, or that of its folder."""
    path = re.sub(r"(/_?index)?\.\w+(#.*)?$", "", address)
    return path.rpartition("/")[2]


def _figure(named: Mapping[str, str]) -> str | None:
    """A picture with its caption."""
    if not named.get("src"):
        return None
    words = [named.get("title", ""), named.get("caption", "")]
    caption = ". ".join(filter(None, words))
    credit = named.get("attr", "")
    picture = f'<img src="{attribute(named["src"])}" alt="{attribute(named.get("alt", ""))}">'
    if named.get("link"):
        picture = f'<a href="{attribute(named["link"])}">{picture}</a>'
    if credit:
        credit = f' <span class="credit">{html.escape(credit, quote=False)}</span>'
    if caption or credit:
        caption = f"<figcaption>{html.escape(caption, quote=False)}{credit}</figcaption>"
    return f"\n\n<figure>{picture}{caption}</figure>\n\n"


def _page(name: str, named: Mapping[str, str], values: list[str]) -> str | None:
    """What another site shows, as its address in a paragraph."""
    value = named.get("id") or next(reversed(values), "")
    template: Callable[[str], str] | None = _PAGES[name].format if name in _PAGES else None
    if template is None or not value:
        return None
    if re.match(r"https?://\S+\Z", value):
        return f"\n\n{value}\n\n"
    if not re.fullmatch(r"[\w/-]+", value):
        return None
    if name == "gist" and "/" not in value and len(values) > 1:
        value = "/".join(values[:2])
    return f"\n\n{template(value)}\n\n"
