"""Texts of WordPress become the HTML that readers saw."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from archivegen.importer.sources.shared.findings import Findings
from archivegen.importer.sources.wordpress.bodies import body_of
from archivegen.importer.sources.wordpress.export import Record
from archivegen.importer.sources.wordpress.library import Library, library_of
from archivegen.importer.sources.wordpress.paragraphs import paragraphs

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.\nTwo.", "<p>One.<br>Two.</p>"),
        ("One.\r\n\r\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.<br />\nTwo.", "<p>One.<br />Two.</p>"),
        ("One.<br><br>Two.", "<p>One.</p><p>Two.</p>"),
        ("Before\n<h2>Head</h2>\nAfter", "<p>Before</p><h2>Head</h2><p>After</p>"),
        ("<ul>\n<li>a</li>\n<li>b\nc</li>\n</ul>", "<ul><li>a</li><li>b<br>c</li></ul>"),
        ("<div>a</div>", "<div>a</div>"),
        ("<div>a\n\nb</div>", "<div><p>a</p><p>b</p></div>"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<p>One.\n\nTwo.</p>\nThree.", "<p>One.</p><p>Two.</p><p>Three.</p>"),
        ("<pre>a\n\n  b\n</pre>\nc", "<pre>a\n\n  b\n</pre><p>c</p>"),
        ("<table>\n<tr>\n<td>a\nb</td>\n</tr>\n</table>",
         "<table><tr><td>a<br>b</td></tr></table>"),
        ("<a\nhref='x'>a</a> b", "<p><a href='x'>a</a> b</p>"),
        ("<iframe src='x'></iframe>\n\nb", "<iframe src='x'></iframe><p>b</p>"),
        ("<script>\na\n\nb\n</script>\nc", "<script>\na\n\nb\n</script><p>c</p>"),
        ("a\n<hr />\nb", "<p>a</p><hr /><p>b</p>"),
        ("<figure>\n<img src='x'>\n<figcaption>a</figcaption>\n</figure>",
         "<figure><img src='x'><figcaption>a</figcaption></figure>"),
        ("</div>a <iframe>", "</div><p>a <iframe></p>"),
        (" \n ", ""),
    ],
)  # fmt: skip
def test_paragraphs_are_those_of_wordpress(written: str, shown: str) -> None:
    assert _on_one_line(paragraphs(written)) == _on_one_line(shown)


def _on_one_line(text: str) -> str:
    return re.sub(r"(?<=>)\n|\n(?=<)", "", text)


def body(text: str, library: Library | None = None, **meta: str) -> tuple[str, Findings]:
    """The HTML of a text, and what is told of it."""
    findings = Findings()
    texts = {"content:encoded": text, "wp:post_id": "7"}
    record = Record("item", "x.xml", texts=texts, meta={key: [it] for key, it in meta.items()})
    with library_of([]) as empty:
        return body_of(record, library or empty, findings), findings


@pytest.fixture
def library() -> Iterator[Library]:
    """A library without anything in it."""
    with library_of([]) as library:
        yield library


def add_pictures(library: Library, *pictures: tuple[str, str, str], parent: str = "7") -> None:
    """Add pictures to a library: number, path, caption."""
    for number, path, caption in pictures:
        texts = {
            "wp:post_id": number,
            "wp:post_type": "attachment",
            "wp:post_parent": parent,
            "wp:attachment_url": f"https://old.example/{path}",
            "excerpt:encoded": caption,
            "link": f"https://old.example/page-of-{number}/",
        }
        library.add(Record("item", "x.xml", texts=texts))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('[caption width="3"]<a href="i.jpg"><img src="i-3x2.jpg" /></a> A <i>lamp</i>[/caption]',
         '<figure><img src="i-3x2.jpg" /><figcaption>A <i>lamp</i></figcaption></figure>'),
        ('[caption caption="The lamp"]<img src="i.jpg">[/caption]',
         '<figure><img src="i.jpg"><figcaption>The lamp</figcaption></figure>'),
        ('[audio mp3="a.mp3"][/audio]', '<audio controls src="a.mp3"></audio>'),
        ('[video mp4="a.mp4" webm="a.webm"]',
         '<video controls><source src="a.mp4"><source src="a.webm"></video>'),
        (f"[embed width='5']{VIDEO}[/embed]", f"<p>{VIDEO}</p>"),
        (f"One.\n{VIDEO}\nTwo.", f"<p>One.</p><p>{VIDEO}</p><p>Two.</p>"),
        ("[youtube dQw4w9WgXcQ]", f"<p>{VIDEO}</p>"),
        (f"[youtube={VIDEO}]", f"<p>{VIDEO}</p>"),
        ("[vimeo 123]", "<p>https://vimeo.com/123</p>"),
        ('[code lang="c"]\n#include &lt;x>\n[/code]',
         '<pre><code class="language-c">#include &lt;x&gt;</code></pre>'),
        ("[[gallery]] makes one", "<p>[gallery] makes one</p>"),
        ("<code>[gallery]</code> [sic] [1]", "<p><code>[gallery]</code> [sic] [1]</p>"),
        ("a<!--more-->\n\nb<!--nextpage-->c", "<p>a</p><!--more--><p>bc</p>"),
    ],
)  # fmt: skip
def test_what_html_can_say_of_shortcodes_is_html(written: str, shown: str) -> None:
    assert body(written)[0].replace("\n", "") == shown


def test_a_gallery_has_the_pictures_that_it_names_or_those_of_its_post(library: Library) -> None:
    add_pictures(library, ("1", "a.jpg", "The <b>lamp</b>"), ("2", "b.jpg", ""), ("3", "c.pdf", ""))
    named, findings = body('[gallery ids="2,1,99"]', library)
    assert named.index("b.jpg") < named.index("a.jpg")
    assert "<figcaption>The <b>lamp</b></figcaption>" in _on_one_line(named)
    assert [note.text for note in findings.notes] == [
        "the picture 99 of a gallery is not in the export"
    ]
    own, _ = body("[gallery]", library)
    assert own.count("<img") == 2
    assert body('[gallery exclude="1"]', library)[0].count("<img") == 1


def test_an_unknown_shortcode_stays_as_text_and_is_counted_by_name() -> None:
    shown, findings = body('[poll id="3"] and [quote]words[/quote] and [contact_form] and [sic]')
    assert shown == '<p>[poll id="3"] and [quote]words[/quote] and [contact_form] and [sic]</p>'
    assert findings.counts == {
        "shortcode [poll]": 1, "shortcode [quote]": 1, "shortcode [contact_form]": 1,
    }  # fmt: skip
    assert {note.weight for note in findings.notes} == {"attention"}


def test_links_that_wordpress_sets_around_pictures_are_gone(library: Library) -> None:
    add_pictures(library, ("1", "u/a.jpg", ""))
    for leads_to in ("https://old.example/u/a.jpg", "https://old.example/page-of-1/"):
        shown, _ = body(
            f'<a href="{leads_to}"><img src="https://old.example/u/a-1x2.jpg"></a>', library
        )
        assert shown == '<p><img src="https://old.example/u/a-1x2.jpg"></p>'
    kept = '<a href="https://example.org/"><img src="a.jpg"></a>'
    assert body(kept, library)[0] == f"<p>{kept}</p>"


BLOCKS = """\
<!-- wp:paragraph {"dropCap":true} -->
<p>One
line.</p>
<!-- /wp:paragraph -->

<!-- wp:embed {"url":"https://youtu.be/dQw4w9WgXcQ","type":"video"} -->
<figure class="wp-block-embed"><div>
https://youtu.be/dQw4w9WgXcQ
</div><figcaption>The lamp</figcaption></figure>
<!-- /wp:embed -->
<!-- wp:group -->
<div><!-- wp:table -->
<figure class="x"><table><tr><td>a</td></tr></table><figcaption>T</figcaption></figure>
<!-- /wp:table --></div>
<!-- /wp:group -->
<!-- wp:gallery {"ids":[1]} -->
<figure class="wp-block-gallery"><!-- wp:image -->
<figure><img src="a.jpg" alt="A"/><figcaption>First</figcaption></figure>
<!-- /wp:image --><figcaption class="blocks-gallery-caption">All</figcaption></figure>
<!-- /wp:gallery -->
<!-- wp:shortcode -->
[youtube dQw4w9WgXcQ]
<!-- /wp:shortcode -->
<!-- wp:block {"ref":5} /-->
<!-- wp:latest-posts {"postsToShow":3} /-->
<!-- wp:acme/chart {"of":"votes"} /-->
<!-- wp:spacer -->
<div style="height:10px"></div>
<!-- /wp:spacer -->
<!-- wp:footnotes /-->"""


def test_a_text_of_blocks_has_neither_their_comments_nor_other_paragraphs(
    library: Library,
) -> None:
    note = '<sup data-fn="x" class="fn"><a href="#x">1</a></sup>'
    again = f'<!-- wp:html --><p>Again{note}</p><!-- /wp:html --><!-- wp:block {{"ref":5}} /-->'
    texts = {"wp:post_id": "5", "wp:post_type": "wp_block", "content:encoded": again}
    library.add(Record("item", "x.xml", texts=texts))
    shown, findings = body(BLOCKS, library, footnotes='[{"id":"x","content":"A note"}]')
    assert "wp:" not in shown
    assert "<br" not in shown
    assert "".join(shown.split("\n")) == (
        "<p>Oneline.</p><p>https://youtu.be/dQw4w9WgXcQ</p><p>The lamp</p>"
        "<div><table><caption>T</caption><tr><td>a</td></tr></table></div>"
        '<div class="gallery"><figure><img src="a.jpg" alt="A"/><figcaption>First</figcaption>'
        "</figure></div>"
        f"<p>All</p><p>{VIDEO}</p><p>Again<sup>1</sup></p><ol><li>A note</li></ol>"
    )
    assert findings.counts == {
        "block used again": 2, "block latest-posts": 1, "block acme/chart": 1,
    }  # fmt: skip
    assert [(note.text, note.weight) for note in findings.notes] == [
        ("the block 5, which is used again, is not in the export", "attention"),
        ("the block latest-posts is left out: WordPress made it when the page was read", "told"),
        ("the block acme/chart is left out: WordPress made it when the page was read", "attention"),
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "[a ",
        "[a x=",
        "<a ",
        "<iframe>",
        "<pre>",
        "<!--",
        "<br>\n \n",
        "<!-- wp:x {",
        "[code]",
        "<div>",
        " \t",
    ],
)
def test_no_text_costs_more_than_its_length(hostile: str) -> None:
    # Squares would take minutes.
    body(hostile * 20_000)
