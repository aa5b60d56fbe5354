"""Markdown: HTML as text in the dialect that both engines of a site read alike.

In goes the HTML of a body, or of an import; out comes Markdown. HTML that Markdown cannot express
stays HTML that both engines leave whole, so that no word is lost.

- `escape`: escapes characters that Markdown would interpret
- `inline`: inline content: emphasis, links, pictures, code
- `blocks`: paragraphs, headings, lists, quotations, tables, figures
- `raw`: an element as HTML that both engines leave whole
- `tree`: parses HTML and prepares it
- `convert`: the path of a body from its HTML to Markdown
- `filters`: the filters for templates
"""
