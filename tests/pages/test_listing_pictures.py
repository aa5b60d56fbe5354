"""Pictures in listings: small ones beside their stories, and the lead story's, which is large."""

from __future__ import annotations

import re
from io import BytesIO

from PIL import Image

from story import Story


def png(width: int) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, 20), "navy").save(data, "PNG")
    return data.getvalue()


def small(site: Story, path: str) -> list[str]:
    """The small pictures of a page, without their digests."""
    found = re.findall(
        r'<a class="card-image"[^>]*><img src="([^"]*)" alt="" loading', site.page(path)
    )
    return [re.sub(r"\.[0-9a-f]{6,}", "", address) for address in found]


def test_listings_show_the_pictures_that_articles_have(site: Story) -> None:
    site.configure("[images]\nenabled = true\nwidths = [320, 640]\n")
    site.write("static/p.png", png(700)).write("static/q.png", png(30))
    image = {"src": "/p.png", "alt": "A"}
    site.article("a.md", date="2023-02-01", image=image, tags=["T"], authors="Ann")
    site.article("b.md", date="2023-02-02", image={"src": "/q.png", "alt": "B"}, tags=["T"])
    site.article("c.md", date="2023-02-03").article("d.md", date="2023-02-04", section="Sport")
    site.article("e.md", date="2024-02-04", image=image).build()
    listings = "news/2023", "topics/t", "authors/ann", "2023", "2023/02", "2023/02/01"
    for path in listings:
        assert any("320" in one for one in small(site, f"{path}/index.html")), path
    assert small(site, "topics/t/index.html")[0] == "/q.png"
    assert not small(site, "sport/index.html")
    # The newest leads the section's landing page, and is not listed there once more.
    lead = site.page("news/index.html").partition('<div class="lead">')[2]
    assert re.match(
        r'\s*<article class="card">\s*<a class="card-image" href="/2024/02/04/e/"', lead
    )
    assert "640w" in lead.partition("</article>")[0]
    assert site.page("news/index.html").count('href="/2024/02/04/e/"') == 2
    assert 'class="lead"' not in site.page("topics/t/index.html")


def test_a_changed_picture_changes_the_listings_that_show_it(site: Story) -> None:
    site.configure("[images]\nenabled = true\nwidths = [320]\n").write("static/p.png", png(700))
    site.article("a.md", date="2023-02-01", image={"src": "/p.png", "alt": "A"}, tags=["T"])
    site.article("b.md", date="2021-02-02", tags=["T"]).build()
    site.write("static/p.png", png(800)).build().assert_clean()
    assert {path for path in site.written if path.endswith(".html")} == {
        "index.html", "2023/02/01/a/index.html", "2023/02/01/index.html", "2023/02/index.html",
        "2023/index.html", "news/2023/index.html", "news/index.html", "topics/t/index.html",
    }  # fmt: skip
    site.delete("static/p.png").configure("").build()
    assert small(site.assert_clean(), "2023/index.html") == ["/p.png"]
