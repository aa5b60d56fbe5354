"""Notes: what an editor should hear of a body that can be published, each at a place of its text.

In go the text of a body, the HTML that was made of it and what was left out; out come notes,
and of these problems of the article: warnings for what readers miss, advice for what may not be
meant.

- `problems`: the notes on a body as problems, at their places in the file
- `left_out`: tags and addresses that readers do not get
- `addresses`: addresses that no reader can follow
- `leftovers`: shortcodes and tags of other systems
- `pasted_text`: lists, tables and paragraphs that are none
- `unseen_words`: words that are a part of the Markdown, and so on no page
- `html_blocks`: Markdown in HTML, where an engine does not read it
- `characters`: characters that are none, and what was meant
- `markdown_links`: the links and pictures of a Markdown text, with their positions
- `code`: a text without its code, in which nothing changes its place

A shortcode that another system would have replaced:

    >>> for note in on_leftovers("See {{< youtube abc >}}", "<p>See {{&lt; youtube abc &gt;}}</p>"):
    ...     print(note.at, note.kind)
    4 left over {{< youtube >}}
"""
