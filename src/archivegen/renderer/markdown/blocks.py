"""Blocks: the blocks of a text, as Markdown where both engines read it alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archivegen.renderer.markdown.escape import escaped, guarded, in_brackets, target_of
from archivegen.renderer.markdown.inline import BLOCKS, has_block, inline
from archivegen.renderer.markdown.raw import raw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

GROUPS = {"div", "section"}
"""Elements that hold blocks, and are no more than that where they have no language."""

GALLERY = "gallery"
"""The class of a group whose pictures stand side by side."""

NOTHING = "<!-- -->"
"""What stands where there is nothing, so that the signs around it are read as such."""

_LIST_BELOW_WORDS = re.compile(r"(?:-|1\.) ")
"""How a list begins that may follow a line of words; one with another number would be words."""

_BREAK = "<br>\n"
_LANGUAGE = re.compile(r"(?:language-|lang-|brush:\s*)([\w+#-]+)")


def groups_of(body: HtmlElement) -> Iterator[HtmlElement]:
    """The blocks of a body, one by one; runs of loose content are paragraphs.

    The elements of the body are moved.
    """
    run = _run(body, body.text)
    for child in [*body]:
        if isinstance(child.tag, str) and child.tag not in BLOCKS:
            if run is None:
                run = body.makeelement("p")
            run.append(child)
            continue
        if run is not None:
            yield run
        run = _run(body, child.tail)
        child.tail = None
        if _only_groups(child) and child.get("class") != GALLERY:
            yield from groups_of(child)
        else:
            yield _as_paragraph(child)
    if run is not None:
        yield run


def _run(body: HtmlElement, text: str | None) -> HtmlElement | None:
    """A paragraph that begins with loose words; None, if there are none."""
    if not text or text.isspace():
        return None
    run = body.makeelement("p")
    run.text = text
    return run


def _as_paragraph(element: HtmlElement) -> HtmlElement:
    """The element; a group with nothing but words in it is a paragraph."""
    if element.tag in GROUPS and not has_block(element):
        element.tag = "p"
    return element


def _only_groups(element: HtmlElement) -> bool:
    is_group = element.tag in GROUPS or element.tag == "p"
    return is_group and has_block(element) and not (element.get("dir") or element.get("lang"))


def block(element: HtmlElement) -> str:
    """A block as Markdown; empty, if there is nothing in it.

    A comment that is left is the mark that ends what listings show.
    """
    if not isinstance(element.tag, str):
        return "<!-- more -->"
    return _WRITERS.get(element.tag, raw)(element)


def _blocks_in(element: HtmlElement) -> str:
    """What is in an element that may hold blocks."""
    if not has_block(element):
        return _lines(inline(element))
    parts = filter(None, map(block, groups_of(element)))
    return "\n\n".join(parts)


def _lines(text: str) -> str:
    """Inline content as a paragraph."""
    text = text.strip()
    if text.startswith(_BREAK):
        # Alone in the first line, it would begin HTML.
        text = f"<br> {text.removeprefix(_BREAK)}"
    return "\n".join(map(guarded, text.split("\n")))


def _paragraph(element: HtmlElement) -> str:
    if element.get("dir") or element.get("lang"):
        return raw(element)
    text = inline(element).strip()
    if text.endswith("<br>"):
        # A break at the end of a paragraph breaks nothing.
        text = re.sub(r"(?:<br>\s*)+\Z", "", text)
    return _lines(text)


def _heading(element: HtmlElement) -> str:
    text = " ".join(inline(element).split())
    if not text:
        return ""
    text = re.sub(r"#+$", lambda marks: "&#35;" * len(marks[0]), text)
    return f"{'#' * int(element.tag[1])} {text}"


def _rule(_: HtmlElement) -> str:
    return "---"


def _quotation(element: HtmlElement) -> str:
    text = _blocks_in(element)
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text else ""


def _code(element: HtmlElement) -> str:
    inner = element.find("code")
    text = str(element.text_content()).removeprefix("\n").rstrip()
    if any(part.tag not in {"code", "span"} for part in element.iterdescendants()):
        return raw(element)
    classes = f"{element.get('class', '')} {'' if inner is None else inner.get('class', '')}"
    language = _LANGUAGE.search(classes)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language[1] if language else ''}\n{text}\n{fence}"


def _list(element: HtmlElement) -> str:
    if any(child.tag != "li" for child in element) or _has_loose_text(element):
        return raw(element)
    start = element.get("start") or "1"
    number = int(start) if start.isdecimal() and len(start) < 9 else 1  # noqa: PLR2004 -- CommonMark
    items = []
    for item in element:
        mark = f"{number}." if element.tag == "ol" else "-"
        items.append(_item(item, mark))
        number += 1
    is_loose = any("\n\n" in item for item in items)
    return ("\n\n" if is_loose else "\n").join(items)


def _has_loose_text(element: HtmlElement) -> bool:
    """Whether words stand between the children of an element."""
    return any((text or "").strip() for text in (element.text, *(one.tail for one in element)))


def _item(element: HtmlElement, mark: str) -> str:
    parts = [*map(block, groups_of(element))] if has_block(element) else [_lines(inline(element))]
    is_tight = len(parts) == 2 and bool(_LIST_BELOW_WORDS.match(parts[1]))  # noqa: PLR2004
    text = ("\n" if is_tight else "\n\n").join(filter(None, parts)) or NOTHING
    first, *rest = text.split("\n")
    return "\n".join([f"{mark} {first}", *(f"    {line}" if line else "" for line in rest)])


def _table(element: HtmlElement) -> str:
    rows = [[*row] for row in element.iter("tr")]
    if not _is_simple(element, rows):
        return raw(element)
    lines = [[_cell(inline(cell)) for cell in row] for row in rows]
    lines.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(markdown: str) -> str:
    """Inline content as the cell of a table, which a bar would end even in HTML."""
    return " ".join(markdown.split()).replace("|", "&#124;") or " "


def _is_simple(element: HtmlElement, rows: list[list[HtmlElement]]) -> bool:
    """Whether a table is one that Markdown has signs for."""
    parts = [element, *element.iter("tr", "thead", "tbody", "tfoot")]
    if any(map(_has_loose_text, parts)):
        return False
    if len(rows) < 2 or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:  # noqa: PLR2004
        return False
    if any(part.tag in BLOCKS | {"br"} for row in rows for cell in row for part in cell.iter("*")
           if part is not cell):  # fmt: skip
        return False
    cells = [cell for row in rows for cell in row]
    if any(cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1" for cell in cells):
        return False
    heads = [cell for cell in cells if cell.tag == "th"]
    has_titles = all(str(cell.text_content()).strip() for cell in rows[0])
    return heads == rows[0] and has_titles and element.find("caption") is None


def _figure(element: HtmlElement) -> str:
    """A picture with a caption of nothing but words, as a site writes it; else, as it is."""
    pictures, caption = [*element.iter("img")], element.find("figcaption")
    others = {part.tag for part in element.iterdescendants()} - {"a", "figcaption", "img", "span"}
    is_plain = len(pictures) == 1 and not others and not _has_loose_text(element)
    if not is_plain or not pictures[0].get("src"):
        return raw(element)
    title = "" if caption is None else _title(caption)
    alt = " ".join((pictures[0].get("alt") or "").split())
    if title is None or not alt:
        return raw(element)
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    end = f' "{quoted}"' if title else ""
    shown = f"![{in_brackets(escaped(alt))}]({target_of(pictures[0].get('src'))}{end})"
    link = pictures[0].getparent()
    return f"[{shown}]({target_of(link.get('href'))})" if _leads_on(link, pictures[0]) else shown


def _gallery(element: HtmlElement) -> str:
    """Pictures that stand side by side, as one paragraph of them."""
    pictures = [*map(block, element)]
    is_gallery = element.get("class") == GALLERY
    if is_gallery and all(picture.startswith(("![", "[![")) for picture in pictures):
        return "\n".join(pictures)
    return raw(element)


def _leads_on(link: HtmlElement, picture: HtmlElement) -> bool:
    """Whether a picture is a link to anything but itself."""
    return link.tag == "a" and bool(link.get("href")) and link.get("href") != picture.get("src")


def _title(caption: HtmlElement) -> str | None:
    """A caption as the title of a picture; None, if it is more than words."""
    credited = [*caption.iter("span")]
    text = " ".join(str(caption.text_content()).split())
    if caption.find(".//a") is not None or " | " in text or re.search(r"[\\&<`\[]", text):
        return None
    if len(credited) != 1:
        return None if credited else text
    credit = " ".join(str(credited[0].text_content()).split())
    if not credit or not text.endswith(credit):
        return None
    return f"{text.removesuffix(credit).rstrip()} | {credit}".lstrip()


_WRITERS: dict[str, Callable[[HtmlElement], str]] = {
    "p": _paragraph,
    **{f"h{level}": _heading for level in range(1, 7)},
    "hr": _rule,
    "blockquote": _quotation,
    "pre": _code,
    "ul": _list,
    "ol": _list,
    "table": _table,
    "figure": _figure,
    "div": _gallery,
}
