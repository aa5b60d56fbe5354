"""The HTML of a body as Markdown, without an engine that would read it back."""

from __future__ import annotations

import pytest

from archivegen.renderer.markdown.convert import markdown_of


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("", ""),
        # Python-Markdown has headings without a blank.
        ("<p>#MeToo</p>", "\\#MeToo"),
        ("<p>a <em>b</em></p>\n<!-- c --><h2 id='x'>d</h2>", "a *b*\n\n## d"),
        # Signs of Markdown would be read as words within the tags of a block.
        ("<strong>a<div>*b*</div></strong>", "<p><strong>a<div>*b*</div></strong></p>"),
        ("<ul><li>*a*<dl><dt>b</dt></dl></li></ul>", "<ul><li>*a*<dl><dt>b</dt></dl></li></ul>"),
        # A tag alone in the first line would begin HTML, in which signs are words.
        ("<p><br>*a*</p>", "<br> \\*a\\*"),
        ("<ul><li><br>*a*</li></ul>", "- <br> \\*a\\*"),
        # Python-Markdown takes an empty item for a line below a heading, and none for a list.
        ("<ul><li>a</li><li></li></ul>", "- a\n- <!-- -->"),
        # CommonMark begins no list below a line with another number than 1.
        ("<ul><li>a<ol start='7'><li>b</li></ol></li></ul>", "- a\n\n    7. b"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n    1. b"),
        # Python-Markdown reads no code between fences within a list or a quotation.
        ("<ul><li><pre>*a*</pre></li></ul>", "<ul><li><pre>*a*</pre></li></ul>"),
        ("<blockquote><pre>a</pre></blockquote>", "<blockquote><pre>a</pre></blockquote>"),
        # Both engines read Markdown between the tags of a line.
        ("<p><code>*a|b*</code></p>", "<code>\\*a&#124;b\\*</code>"),
        ('<p><a id="x">5*3*2</a></p>', '<a id="x">5\\*3\\*2</a>'),
        ('<p><abbr title="[a](b)">c</abbr></p>', '<abbr title="&#91;a](b)">c</abbr>'),
        # An escape before the brace of a heading's values is not read as one by CommonMark.
        ("<h2>a {#b}</h2>", "## a &#123;#b}"),
        ("<p>a</p><p>:</p>", "a\n\n&#58;"),
        # The title of a picture is read as Markdown.
        (
            '<figure><img src="a" alt="b"><figcaption>[c](d)</figcaption></figure>',
            '<figure><img src="a" alt="b"><figcaption>[c](d)</figcaption></figure>',
        ),
        ("<p>a<br>*b*</p>", "a<br>\n\\*b\\*"),
        # What is nested too deeply for a tree is still there to be read.
        (f"{'<div>' * 3000}a *b*{'</div>' * 3000}", "a \\*b\\*"),
    ],
)
def test_a_body_becomes_markdown(body: str, markdown: str) -> None:
    assert markdown_of(body) == markdown
