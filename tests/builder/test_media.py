"""Files that a text plays or offers: published as pictures are, and told where they are missing."""

from __future__ import annotations

from checking import line
from story import Story

TEXT = """\
<video poster="p.jpg"><source src="v.webm"><track src="de.vtt" srclang="de"></video>

<picture><source srcset="wide.png 2x, lost.png"><img src="p.jpg" alt="A"></picture>

<audio src="gone.mp3"></audio>
"""


def test_files_are_published_with_the_article_alone_and_told(site: Story) -> None:
    for name in ("p.jpg", "v.webm", "de.vtt", "wide.png"):
        site.write(f"content/{name}", b"x")
    site.article("a.md", TEXT, draft=True).build()
    assert not site.has("v.webm")
    assert not site.has("wide.png")
    site.article("a.md", TEXT).build()
    assert all(map(site.has, ("p.jpg", "v.webm", "de.vtt", "wide.png")))
    assert [line(problem).partition(" (")[0] for problem in site.problems] == [
        "warning content/a.md:8:39: the image leads to content/lost.png, which is not there",
        "warning content/a.md:10:13: the link leads to content/gone.mp3, which is not there",
    ]
    assert '<source srcset="/wide.png 2x, /lost.png">' in site.page("2024/05/01/a/index.html")
    site.assert_clean()
