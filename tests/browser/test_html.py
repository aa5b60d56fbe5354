"""The HTML of whole sites before a checker that knows more than a parser does: Nu, of the W3C."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from browser.published_sites import PublishedSite

CHECKER = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"

WRITTEN_BY_AUTHORS = {
    r"An “img” element must have an “alt” attribute": "an image in HTML of the author's own",
    r"Element “img” is missing one or more of .*“src”": "its address was harmful and is gone",
    r"The heading “h\d” .* follows the heading": "headings are the author's, levels too",
    r"Text not allowed in element “details”": "what was in it was harmful and is gone",
    r"Element “details” is missing .* “summary”": "an author may leave it out; browsers have one",
    r"Element “\w+” not allowed as child of element “\w+”": "tags that the author misnested",
    r"Bad value .* “href” .* Space is not allowed": "a link as the author wrote it",
    r"Bad value “#fn(ref)?:.*Illegal character in fragment": "a footnote that is called `<b>`",
}
"""What the bodies of hostile articles may have, and why it is left there: it does no harm."""


def messages(site: PublishedSite) -> Iterator[tuple[str, dict[str, Any]]]:
    """What Nu says of the pages of a site: the path of a page and the message, as in
    https://github.com/validator/validator/wiki/Output-%C2%BB-JSON."""
    java = shutil.which("java")
    assert java, "there is no Java; install it, as with: apt-get install default-jre-headless"
    assert CHECKER.exists(), "the checker is not there: run `make test-browser`"
    options = ("--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html")
    told = subprocess.run(
        [java, "-jar", str(CHECKER), *options, str(site.output)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    for message in json.loads(told.stdout)["messages"]:
        assert message["type"] != "non-document-error", message
        path = Path(unquote(urlsplit(message["url"]).path))
        yield path.relative_to(site.output.resolve()).as_posix(), message


def is_in_a_body(site: PublishedSite, path: str, message: dict[str, Any]) -> bool:
    """Whether a message is about the body of an article."""
    before = site.text(path).split("\n")[: message["lastLine"]]
    before[-1] = before[-1][: message["lastColumn"]]
    _, start, body = "\n".join(before).partition('<div class="story-body">')
    return bool(start) and not re.search(r"\n</div>\n(<section class=\"corr|<footer|</art)", body)


def is_of_the_author(site: PublishedSite, path: str, message: dict[str, Any]) -> bool:
    return (
        site.is_hostile
        and any(re.search(known, message["message"]) for known in WRITTEN_BY_AUTHORS)
        and is_in_a_body(site, path, message)
    )


def test_html_is_right(published: PublishedSite) -> None:
    """No error, and in the sample and the Arabic paper no warning either."""
    # Hostile headlines are of many scripts, and of letters as nobody composes them.
    levels = {"error"} if published.is_hostile else {"error", "info"}
    told = [(path, message) for path, message in messages(published) if message["type"] in levels]
    # Of hostile bodies there is much to say: the checker does look at them.
    assert bool(told) == published.is_hostile, told
    assert [
        f"{path}:{message['lastLine']}: {message['message']}"
        for path, message in told
        if not is_of_the_author(published, path, message)
    ] == []
