"""Elements: the names that HTML and MathML know, and what becomes of those that may not stand.

https://html.spec.whatwg.org/multipage/indices.html#elements-3 and its section on obsolete features.
"""

from __future__ import annotations

KEPT = {
    "a", "abbr", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
    "var", "wbr",
}  # fmt: skip
"""Elements that may stand anywhere in a body."""

MEDIA = {"audio", "video"}
"""Elements that play a file."""

SOURCES = {"audio": {"source", "track"}, "picture": {"source"}, "video": {"source", "track"}}
"""Elements that choose among files, and the elements that name these within them alone."""

VOID = {
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
"""Elements that have neither content nor an end."""

RAW = {"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"}
"""Elements in which no tag is one, up to their own end (13.2.6.2 and 13.2.6.4)."""

END_IMPLIED = {
    "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc", "tbody",
    "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
"""Elements that end where another begins, and so need no end of their own (13.1.2.4)."""

RENAMED = {"acronym": "abbr", "dir": "ul", "menu": "ul", "strike": "s", "tt": "code"}
"""Elements of old, and what says the same today."""

_EMBEDS = "link to the file, as in [the report](report.pdf)"
_FORMS = "its text stays; link to a page that has the form"
_LOOKS = "its text stays; how it looks is for the theme's stylesheet to say"
HINTS = {
    "applet": _EMBEDS,
    "audio": 'name the file: <audio controls src="interview.mp3"></audio>',
    "button": _FORMS,
    "embed": _EMBEDS,
    "form": _FORMS,
    "frame": "link to the page that it shows",
    "input": _FORMS,
    "math": "its words stay, but not their layout; show the formula as a picture",
    "object": _EMBEDS,
    "script": "scripts stand in the templates of a site, not in its articles",
    "select": _FORMS,
    "style": "styles stand in the theme's stylesheet, not in articles",
    "svg": "save the drawing beside the article and show it: ![What it shows](drawing.svg)",
    "textarea": _FORMS,
    "video": 'name the file: <video controls src="harbour.mp4"></video>',
}
"""What readers miss where it is left out, and what to write instead."""

LOOKS = dict.fromkeys(("basefont", "big", "blink", "center", "font", "marquee", "nobr"), _LOOKS)
"""What only makes text look another way."""

SILENT = {
    "address", "area", "article", "base", "bgsound", "body", "canvas", "data", "datalist",
    "dialog", "fieldset", "footer", "frameset", "head", "header", "hgroup", "html", "keygen",
    "label", "legend", "link", "main", "map", "meta", "meter", "nav", "noembed", "noframes",
    "noscript", "optgroup", "option", "output", "param", "progress", "rb", "rtc",
    "search", "slot", "source", "template", "title", "track", "xmp",
}  # fmt: skip
"""Elements without which readers read the same words in the same order."""

MATH = {
    "annotation", "annotation-xml", "maction", "maligngroup", "malignmark", "menclose", "merror",
    "mfenced", "mfrac", "mglyph", "mi", "mlabeledtr", "mmultiscripts", "mn", "mo", "mover",
    "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle",
    "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none",
    "semantics",
}  # fmt: skip
"""Elements of MathML; within `<math>` alone they are tags."""

WITHOUT_VALUE = {
    "align", "allow", "allowfullscreen", "alt", "async", "autofocus", "autoplay", "border",
    "checked", "class", "compact", "contenteditable", "controls", "declare", "default", "defer",
    "dir", "disabled", "download", "draggable", "formnovalidate", "frameborder", "hidden", "href",
    "id", "inert", "ismap", "itemscope", "lang", "loop", "markdown", "mozallowfullscreen",
    "multiple", "muted", "name", "nohref", "nomodule", "noresize", "noshade", "novalidate",
    "nowrap", "open", "playsinline", "readonly", "rel", "required", "reversed", "scoped",
    "scrolling", "seamless", "selected", "spellcheck", "src", "style", "target", "title",
    "translate", "typemustmatch", "webkitallowfullscreen",
}  # fmt: skip
"""Attributes that stand without a value; other words in a tag are words."""

KNOWN = KEPT | SOURCES.keys() | VOID | RAW | SILENT | RENAMED.keys() | HINTS.keys() | LOOKS.keys()
"""The elements that HTML knows, or once knew."""
