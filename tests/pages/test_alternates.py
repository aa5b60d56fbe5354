"""Alternates: an article as JSON, text and Markdown beside its page, and what changes them."""

from __future__ import annotations

import yaml
from test_data import valid

from archivegen.config.tables import EXTENSIONS, MarkdownConfig
from archivegen.importer.markdown.read_back import tokens_of_html, words_of
from archivegen.loader.markup.convert import make_markup
from attacks import ATTACKS
from sample_sites import BODIES
from story import Story

ON = "[alternates]\njson = true\ntext = true\nmarkdown = true\n"
PAGE = "2024/05/01/a/index"


def files(page: str) -> list[str]:
    return [f"{page}.html", f"{page}.json", f"{page}.md", f"{page}.txt"]


def test_they_stand_beside_each_page_where_they_are_wanted(site: Story) -> None:
    site.article("a.md", "One.").article("b.md", url="/b.html", listed=False)
    site.article("draft.md", draft=True).build()
    assert not site.has(f"{PAGE}.txt")
    site.configure(ON).build().assert_written(*files(PAGE), *files("b"))
    site.assert_clean()
    page = site.page("b.html")
    assert '<link rel="alternate" type="application/json" href="/b.json">' in page
    assert '<link rel="alternate" type="text/plain" href="/b.txt">' in page
    assert '<link rel="alternate" type="text/markdown" href="/b.md">' in page
    assert valid(site.page("b.json"))["listed"] is False
    site.configure(ON.replace("json = true", "")).build().assert_clean()
    assert [site.has(f"b{suffix}") for suffix in (".json", ".txt")] == [False, True]


def test_only_an_articles_own_change_with_its_text(site: Story) -> None:
    """And those of others with what they show: addresses of what they link to, terms, issues."""
    site.configure(ON).write("content/_issues/2024-05-03.md", "---\nnumber: 7\n---\n")
    site.article("a.md", "One.").article(
        "b.md", "To [a](a.md).", translation_of="a.md", language="de"
    )
    site.article("c.md", print={"date": "2024-05-03"}, date="2024-05-03").build()
    site.article("a.md", "Two.", summary="S.").build()
    site.article("a.md", "Three.", summary="S.").build().assert_written(*files(PAGE))
    site.article("a.md", "Three.", summary="S.", slug="moved").build().assert_clean()
    other = valid(site.page("2024/05/01/b/index.json"))
    assert other["translation_of"] == "https://gazette.example/2024/05/01/moved/"
    assert other["html"] == f'<p>To <a href="{other["translation_of"]}">a</a>.</p>'
    markdown = site.page("2024/05/01/b/index.md")
    assert markdown.endswith(f"---\n\nTo [a]({other['translation_of']}).\n")
    site.write(
        "content/_sections/news.md", "---\nname: The News\naliases: [News]\n---\n"
    ).build().assert_clean()
    site.write("content/_issues/2024-05-03.md", "---\nnumber: 8\n---\n").build().assert_clean()


def test_nothing_is_in_them_that_is_not_on_the_page(site: Story) -> None:
    words = "1 &lt; 2 &amp; <script>secret()</script>\n\n`</script>` &#27;[31m {{ 7 }}"
    withdrawn = {"type": "withdrawn", "date": "2024-05-03"}
    site.configure(ON).article(
        "a.md", f"<!-- secret -->\n\n{words}", slug="a", headline="<b>&amp;</b>",
        extra={"desk": "secret"},
        location="{{ 7 }}", summary="word " * 40, notices=[withdrawn],
    ).build()  # fmt: skip
    text, data, markdown = (site.page(f"{PAGE}.{end}") for end in ("txt", "json", "md"))
    assert text.startswith("[Withdrawn] <b>&amp;</b>\n\nWithdrawn, May 3, 2024\n\nword word")
    assert text.endswith("\n\n{{ 7 }}\n\n1 < 2 &\n\n</script> [31m {{ 7 }}\n")
    assert "secret" not in text + data + markdown
    assert markdown.endswith("\n---\n\n1 < 2 &\n\n`</script>` \\[31m {{ 7 }}\n")
    assert '\nheadline: "<b>&amp;</b>"\n' in markdown
    assert "<" not in data
    assert max(map(len, text.splitlines())) <= 72
    assert valid(data)["text"] == "1 < 2 &\n\n</script> [31m {{ 7 }}"


def test_hosts_are_told_that_it_is_utf_8(site: Story) -> None:
    site.configure(f"{ON}[headers]\nfile = true\n").article("a.md").build()
    assert "/*.txt\n  Content-Type: text/plain; charset=utf-8\n" in site.page("_headers")
    assert "/*.md\n  Content-Type: text/markdown; charset=utf-8\n" in site.page("_headers")


def test_the_markdown_says_what_the_page_says_to_both_engines(site: Story) -> None:
    bodies = BODIES | {"attacks": "\n\n".join(ATTACKS.values())}
    for name, text in bodies.items():
        site.article(f"{name}.md", text, headline=f"no: *{name}*", url=f"/{name}/")
    site.configure(ON).build()
    engines = [
        make_markup(MarkdownConfig(engine=name, extensions=extensions, link_cards=False))
        for name, extensions in EXTENSIONS.items()
    ]
    for name in bodies:
        record = valid(site.page(f"{name}/index.json"))
        _, head, body = site.page(f"{name}/index.md").split("---\n", 2)
        said = yaml.safe_load(head)
        assert said["headline"] == f"no: *{name}*"
        assert said == {key: record[key] for key in said}
        words = words_of(tokens_of_html(record["html"]))
        for engine in engines:
            assert words_of(tokens_of_html(engine.render(body).html)) == words
