"""Notes: what to tell an editor about a body that can be published, each at a position of its text.

In go the text of a body, its HTML, and what was left out. Out come notes, which become
problems of the article: warnings about what readers miss, advice about what may not be
meant.

- `problems`: turns notes into problems, with positions in the file
- `left_out`: tags and addresses that readers do not get
- `addresses`: addresses that no reader can follow
- `leftovers`: shortcodes and template tags of other systems
- `pasted_text`: text that looks like a list, a table or a paragraph, but is none
- `unseen_words`: words that Markdown consumes, so that they are on no page
- `html_blocks`: Markdown inside HTML, where an engine does not read it
- `characters`: wrongly decoded characters, and what was meant
- `markdown_links`: the links and pictures of a Markdown text, with their positions
- `code`: a text with its code blanked out, so that all positions stay the same

A shortcode that another system would have replaced:

    >>> made = "<p>See {{&lt; youtube abc &gt;}}</p>"
    >>> for note in on_leftovers("See {{< youtube abc >}}", made, "markdown"):
    ...     print(note.at, note.kind)
    4 left over {{< youtube >}}
"""
