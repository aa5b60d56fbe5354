"""Markup: the body of an article, from Markdown to safe HTML.

In goes the text below the front matter; out comes a body: HTML in which nothing runs, an excerpt
for listings, and the files that it links to. It depends on the text and the settings alone, so that
it is kept until one of them changes.

- `convert`: all steps from a text to a body
- `one_line`: a line of Markdown of the configuration
- `engine`: what a Markdown engine is
- `python_markdown`: the default engine
- `python_markdown_own`: what that engine does otherwise here
- `python_markdown_alerts`: quotations that are alerts, for that engine
- `python_markdown_fast`: what makes that engine quicker and leaves its output as it is
- `commonmark`: the engine for articles written for GitHub, Hugo or Jekyll
- `commonmark_own_html`: that parser's own HTML, where little has to be made of it
- `commonmark_writer`: that parser's events as HTML
- `commonmark_text`: the text of a block, and emphasis in Chinese and Japanese
- `commonmark_headings`: levels and ids of that engine's headings
- `commonmark_definitions`: which lines of that engine begin a definition
- `commonmark_footnotes`: the footnotes of that engine
- `typography`: straight quotes, hyphens and dots as a printer sets them, for both engines
- `quotation_marks`: the marks of each language
- `bare_addresses`: addresses of the web in a text, for both engines
- `excerpt`: the text that a listing shows, cut where its script lets it be cut
- `symbolic_links`: paths to files between two marks, for both engines
- `more`: the mark that ends what a listing shows

For example, a link to another article stays symbolic (between two marks) until a page shows it:

    body = make_markup(MarkdownConfig()).render("See [the harbour](../2023/harbour.md).")
    body.html      # '<p>See <a href="<mark>../2023/harbour.md<mark>">the harbour</a>.</p>'
    body.excerpt   # "See the harbour."
    body.targets   # ("../2023/harbour.md",)
"""
