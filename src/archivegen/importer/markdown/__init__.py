"""Markdown: the text of an item as Markdown that the site's own engine reads back unchanged.

In goes HTML or plain text; out comes Markdown, made as the renderer makes it. Each block that would
not read back unchanged stays HTML, so that no word and no structure is lost.

- `read_back`: whether the engine reads a text back unchanged
- `words`: paragraphs that need neither a tree nor an engine
- `convert`: the path of a text from its source to Markdown
"""
