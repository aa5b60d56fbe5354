"""Markdown: HTML as text in the dialect that both engines of a site read alike.

In goes the HTML of a body, or of what an import found; out comes Markdown. What it has no signs for
stays HTML that both engines leave whole, so that no word is lost.

- `escape`: characters that Markdown would take for its own
- `inline`: what stands in a line: emphasis, links, pictures, code
- `blocks`: paragraphs, headings, lists, quotations, tables, figures
- `raw`: an element as HTML that both engines leave whole
- `tree`: some HTML, parsed and made fit
- `convert`: the way of a body from its HTML to Markdown
- `filters`: what templates call
"""
