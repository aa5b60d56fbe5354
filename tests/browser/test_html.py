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

import pytest

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


MACHINE = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")
"""To compile it well takes longer than to run it; compiled in haste, it needs more stack."""


@pytest.fixture(scope="session")
def told(whole_sites: dict[str, PublishedSite]) -> list[dict[str, Any]]:
    """What Nu says of all sites, at once, since it takes long to begin: messages as in
    https://github.com/validator/validator/wiki/Output-%C2%BB-JSON."""
    java = shutil.which("java")
    assert java, "there is no Java; install it, as with: apt-get install default-jre-headless"
    assert CHECKER.exists(), "the checker is not there: run `make test-browser`"
    options = ("--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html")
    outputs = [str(site.output) for site in whole_sites.values()]
    said = subprocess.run(
        [java, *MACHINE, "-jar", str(CHECKER), *options, *outputs],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    messages: list[dict[str, Any]] = json.loads(said.stdout)["messages"]
    assert [one for one in messages if one["type"] == "non-document-error"] == []
    return messages


def messages_of(
    site: PublishedSite, told: list[dict[str, Any]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The path of each page of a site with a message of it."""
    for message in told:
        path = Path(unquote(urlsplit(message["url"]).path))
        if path.is_relative_to(site.output.resolve()):
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


def test_html_is_right(published: PublishedSite, told: list[dict[str, Any]]) -> None:
    """No error, and in the sample and the Arabic paper no warning either."""
    # Hostile headlines are of many scripts, and of letters as nobody composes them.
    levels = {"error"} if published.is_hostile else {"error", "info"}
    found = [each for each in messages_of(published, told) if each[1]["type"] in levels]
    # Of hostile bodies there is much to say: the checker does look at them.
    assert bool(found) == published.is_hostile, found
    assert [
        f"{path}:{message['lastLine']}: {message['message']}"
        for path, message in found
        if not is_of_the_author(published, path, message)
    ] == []
