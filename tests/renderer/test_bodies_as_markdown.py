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
        ("<p><br>*a*</p>", "<p><br>*a*</p>"),
        ("<p>a<br>*b*</p>", "a<br>\n\\*b\\*"),
        # What is nested too deeply for a tree is still there to be read.
        (f"{'<div>' * 3000}a *b*{'</div>' * 3000}", "a \\*b\\*"),
    ],
)
def test_a_body_becomes_markdown(body: str, markdown: str) -> None:
    assert markdown_of(body) == markdown
