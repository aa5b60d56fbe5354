"""Texts of a bag: what it says of itself to machines, and to a person who has nothing else."""

from __future__ import annotations

import shlex
from textwrap import indent
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import archivegen
from archivegen.preservation.payload import OUTPUT

if TYPE_CHECKING:
    from collections.abc import Collection

    from archivegen.preservation.subject import Subject

_README = """\
{title}
{line}

This folder is an archive of journalism: {articles}{span}.
It was packed on {date} (UTC) by archivegen {version}, a program that makes web pages of text
files. Nothing here needs that program to be read.

How to read it
--------------
The pages are those of a web site, and their links begin at its first folder: a browser that opens
them from a disk shows them without their look, and cannot follow the links. So let a web server
show them, such as the one of the language Python (https://www.python.org/). In this folder:

{serving}

While that runs, open http://localhost:8000/{base} in a web browser.
From there, sections, days, months and years lead to every article. Each page is a file of HTML, in
folders as its address has them: of the page /2022/07/21/a-story/ on {address},
it is {output}/2022/07/21/a-story/index.html.

What is here
------------
{contents}
Whether it is whole
-------------------
The folder above this one is a "bag" as RFC 8493 (BagIt 1.0) describes. manifest-sha512.txt and
manifest-sha256.txt there hold a checksum for every file. With common tools:

    sha512sum --check manifest-sha512.txt

(on a Mac, shasum -a 512 --check manifest-sha512.txt). In names of files, the lists write %25 for
a percent sign, and %0A or %0D for the end of a line. Where there are such names:

    sed s/%25/%/g manifest-sha512.txt | sha512sum --check

{since}"""

_CONTENTS = {
    OUTPUT: """\
The site as it was published: pages (HTML), pictures, feeds (XML and JSON), and,
where the site has them, files for programs with what is known of every article:
{output}/archive/index.json lists one for each month (JSON), and there may be one
with the texts for each year, such as {output}/archive/2022.jsonl.gz (packed with
gzip; JSON, an article a line). {output}/.archivegen-files lists all of its files.""",
    "content": """\
What people wrote. Each article is a text file in UTF-8 that ends in .md: first,
between two lines of three dashes, what is known of it (headline, date, section,
authors), one fact a line, in the notation YAML; then its text, in the notation
Markdown, which reads as plain text. Pictures lie beside the articles that show
them. Folders whose names begin with an underscore hold other texts: _authors,
_sections, _pages.
Some may never have been published: such a file says "draft: true", or its date
is later than the day of packing.""",
    "static": "Files that were published as they are.",
    "templates": """\
How the pages look, where the site has ways of its own: HTML with placeholders (the
notation of Jinja), style sheets (CSS).""",
    "imports": "What came from other systems, and what became of each item.",
    "archivegen.toml": "The settings of the site, in the notation TOML.",
    "urls.txt": "Every address that was ever published, with the file of its article.",
    "generator": """\
The program: a ZIP file that ends in .whl, whose source is readable text (the
language Python), and the versions of the libraries it used.""",
}
"""What each folder or file of a payload is, in the order in which a person is told of them."""

_WIDTH = 14
"""Where what is said of them begins."""

_SERVING = "    python3 -m http.server --directory {output} 8000"

_SERVING_BELOW = """\
    mkdir -p /tmp/served/{base}
    cp -R {output}/. /tmp/served/{base}
    python3 -m http.server --directory /tmp/served 8000"""
"""The same for a site whose address has a path, with which all of its links begin."""

_SINCE = """\
This bag goes with an earlier one
---------------------------------
That one is named in bag-info.txt, as Since-Bag: it is the bag whose tagmanifest-sha512.txt has that
SHA-512. This one holds what is new or changed. unchanged-sha512.txt, beside the manifests, lists
the files that are as they were, with their checksums: take those from the bags before this one.
What neither list names was removed since. To have the whole, copy all bags into one folder, the
oldest first and this one last, look at the pages there, and hold it to both lists:

    cat manifest-sha512.txt unchanged-sha512.txt | sha512sum --check
"""


def readme(subject: Subject, held: Collection[str], *, is_follow_up: bool) -> bytes:
    """What a person reads first. `held` are the names at the top of the payload."""
    count = "1 article" if subject.articles == 1 else f"{subject.articles} articles"
    span = f", of {subject.first_month} to {subject.last_month}" if subject.first_month else ""
    base = urlsplit(subject.address).path.strip("/")
    serving = _SERVING_BELOW if base else _SERVING
    return _README.format(
        title=subject.title,
        line="=" * len(subject.title),
        articles=count,
        span=span,
        date=subject.day,
        version=archivegen.__version__,
        output=OUTPUT,
        serving=serving.format(output=OUTPUT, base=shlex.quote(unquote(base))),
        base=f"{base}/" if base else "",
        address=subject.address or "its host",
        contents="".join(_entry(name, text) for name, text in _CONTENTS.items() if name in held),
        since=_SINCE if is_follow_up else "",
    ).encode()


def _entry(name: str, text: str) -> str:
    """What is said of a folder or a file, beside its name where that is short."""
    label = name if "." in name else f"{name}/"
    first = f"{label:{_WIDTH}}" if len(label) < _WIDTH else f"{label}\n{' ' * _WIDTH}"
    return f"{first}{indent(text.format(output=OUTPUT), ' ' * _WIDTH).lstrip()}\n"


def bag_info(subject: Subject, size: int, files: int, since: str) -> str:
    """The metadata of a bag (RFC 8493, 2.2.2), a label a line.

    `size` is that of the payload in bytes; `since` is the digest of the bag before, or empty.
    """
    entries = {
        "Source-Organization": subject.title,
        "External-Description": f"The news archive of {subject.title}: sources and published site",
        "Bagging-Date": subject.day,
        "External-Identifier": subject.address,
        "Payload-Oxum": f"{size}.{files}",
        "Bag-Software-Agent": f"archivegen {archivegen.__version__}",
        "Archive-Articles": str(subject.articles),
        "Archive-First-Month": subject.first_month,
        "Archive-Last-Month": subject.last_month,
        "Since-Bag": since,
    }
    return "".join(
        f"{label}: {' '.join(text.split())}\n" for label, text in entries.items() if text
    )
