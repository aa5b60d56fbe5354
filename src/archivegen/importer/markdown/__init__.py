"""Markdown: the text of an item as Markdown, which the site's own engine reads back as what it was.

In goes HTML or plain text; out comes Markdown, made as the renderer makes it. Each block that would
not come back stays HTML, so that no word and no structure is lost.

- `read_back`: whether a text comes back from the engine as it was
- `words`: paragraphs that need neither a tree nor an engine
- `convert`: the way of a text from its source to Markdown
"""
