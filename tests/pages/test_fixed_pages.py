"""Files of the site that stand instead of pages of the theme, and pages that hosts do not show."""

from __future__ import annotations

import json
import re

from checking import told
from story import Story


def test_a_file_in_static_stands_instead_of_the_page_of_the_theme(site: Story) -> None:
    site.article("a.md").build()
    for name in ("robots.txt", "404.html"):
        site.write(f"static/{name}", "mine")
    site.article("a.md", "Another text.").build().assert_clean()
    assert site.page("robots.txt") == site.page("404.html") == "mine"
    assert [line.partition(" (")[0] for line in told(site) if "static/" in line] == [
        f"advice static/{name}:0:0: this file is published instead of the theme's {name}"
        for name in ("404.html", "robots.txt")
    ]
    assert "`Sitemap: https://gazette.example/sitemap.xml`" in site.problems[-1].hint
    site.delete("static/robots.txt").build().assert_clean()
    assert "Sitemap:" in site.page("robots.txt")
    assert site.page("404.html") == "mine"


def test_bots_are_refused_by_their_kinds_and_names(site: Story) -> None:
    site.article("a.md").build()
    assert site.page("robots.txt").startswith("User-agent: *\nAllow: /\n\nSitemap: ")
    assert not site.has(".well-known")
    lines = 'training = false\nallow = ["ccbot"]\ndisallow = ["BadBot"]\n'
    site.configure(f"[robots]\n{lines}").build().assert_clean()
    refused, others, _ = site.page("robots.txt").split("\n\n")
    bots = [line.removeprefix("User-agent: ") for line in refused.splitlines()]
    assert bots[-1] == "Disallow: /"
    assert {"GPTBot", "ClaudeBot", "Google-Extended", "BadBot"} < set(bots)
    assert not {"CCBot", "OAI-SearchBot"} & set(bots)
    assert others == "User-agent: *\nAllow: /"
    site.configure("[robots]\nsearch = false\n").build().assert_clean()
    assert "User-agent: OAI-SearchBot\n" in site.page("robots.txt")
    assert "GPTBot" not in site.page("robots.txt")


def test_the_right_to_mining_is_reserved(site: Story) -> None:
    reserved = "[robots]\ntdm_reservation = true\n"
    site.article("a.md").configure(reserved).build()
    assert json.loads(site.page(".well-known/tdmrep.json")) == [
        {"location": "/", "tdm-reservation": 1}
    ]
    page = site.configure(f'{reserved}tdm_policy = "/terms/"\n').build().page("index.html")
    site.assert_clean()
    policy = "https://gazette.example/terms/"
    assert json.loads(site.page(".well-known/tdmrep.json")) == [
        {"location": "/", "tdm-reservation": 1, "tdm-policy": policy}
    ]
    assert '<meta name="tdm-reservation" content="1">' in page
    assert f'<meta name="tdm-policy" content="{policy}">' in page
    site.write("static/.well-known/tdmrep.json", "[]").build().assert_clean()
    assert site.page(".well-known/tdmrep.json") == "[]"
    assert "make it templates/tdmrep.json" in site.problems[-1].hint


def test_hosts_are_told_what_to_send(site: Story) -> None:
    site.article("a.md").build()
    assert not site.has("_headers")
    site.configure("[headers]\nfile = true\n").build().assert_clean()
    style = site.page("index.html").partition('rel="stylesheet" href="/')[2].partition('"')[0]
    assert site.page("_headers") == (
        "/*\n"
        "  Content-Security-Policy: default-src 'none'; img-src 'self'; media-src 'self'; "
        "style-src 'self'; base-uri 'none'; form-action 'none'; "
        "script-src 'self'; connect-src 'self'\n"
        "  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
        "/*.link\n"
        "  Content-Type: application/link-format\n"
        f"/{style}\n"
        "  Cache-Control: public, max-age=31536000, immutable\n"
    )
    more = '[headers.policy]\nimg-src = "https:"\nfont-src = "\'self\'"\n'
    site.configure(
        f'[headers]\nfile = true\n{more}[search]\nenabled = true\n[markdown]\n'
        'embed_hosts = ["v.example"]\n'
    )  # fmt: skip
    headers = site.build().page("_headers")
    assert re.findall(r"/assets/(\w+)\.\w+\.\w+\n  Cache-Control", headers) == [
        "style", "search", "hits",
    ]  # fmt: skip
    policy = headers.splitlines()[1].partition(": ")[2]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["img-src"] == "'self' https:"
    assert directives["font-src"] == "'self'"
    assert directives["frame-src"] == "https://v.example"
    assert directives["script-src"] == "'self' 'wasm-unsafe-eval'"
    # Names are found in a long list of topics by a script.
    site.article("a.md", tags=["A", "B"]).configure("terms_limit = 1\n[headers]\nfile = true\n")
    assert "/assets/terms." in site.build().assert_clean().page("_headers")
    site.write("static/_headers", "/*").fail()
    assert "templates/_headers" in site.problems[-1].hint


def test_old_addresses_that_browsers_download_are_told(site: Story) -> None:
    site.article("a.md", aliases=["/post.php", "/v1.0", "/old/", "/old.html"]).build()
    assert site.places() == [
        f"content/a.md:{line}:3: hosts send the page at the old address {alias} as a download: "
        "nobody is led on"
        for line, alias in ((5, "/post.php"), (6, "/v1.0"))
    ]
    site.configure("[redirects]\nfile = true\n").build()
    assert site.places() == []
    site.article("a.md", aliases=["//other.example/x"]).fail()
    assert "is not a path on this site" in site.problems[0].message


def test_a_drawing_is_no_picture_of_a_card(site: Story) -> None:
    site.configure('[theme]\nsocial_image = "card.png"\n').write("static/card.png", "x")
    site.write("content/d.svg", "<svg/>").write("content/p.png", "x")
    site.article("d.md", image={"src": "d.svg", "alt": "D"})
    site.article("p.md", image={"src": "p.png", "alt": "P"}, date="2024-05-02").build()
    drawn, other = map(site.page, ("2024/05/01/d/index.html", "2024/05/02/p/index.html"))
    assert 'og:image" content="https://gazette.example/card.png"' in drawn
    assert "og:image:alt" not in drawn
    assert 'og:image" content="https://gazette.example/p.png"' in other
    site.configure('[theme]\nsocial_image = "logo.svg"\n').write("static/logo.svg", "<svg/>")
    (line,) = told(site, "configuration")
    assert line.startswith("advice archivegen.toml:4:1: `social_image`: a drawing (SVG)")
