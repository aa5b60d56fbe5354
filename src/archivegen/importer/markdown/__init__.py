"""Markdown: the text of an item in the dialect that both engines of a site read alike.

In goes HTML or plain text; out comes Markdown that the site's own engine reads back as what it was.
Each block that would not come back stays HTML, so that no word and no structure is lost.

- `escape`: characters that Markdown would take for its own
- `inline`: what stands in a line: emphasis, links, pictures, code
- `blocks`: paragraphs, headings, lists, quotations, tables, figures
- `raw`: an element as HTML that both engines leave whole
- `tree`: the HTML of an item, parsed and made fit
- `read_back`: whether a text comes back from the engine as it was
- `words`: paragraphs that need neither a tree nor an engine
- `convert`: the way of a text from its source to Markdown
"""
