"""Markup: the body of an article, from Markdown to safe HTML.

In goes the text below the front matter; out comes a body: HTML in which nothing runs, an excerpt
for listings, and the files that it links to. It depends only on the text and the settings, so it is
stored until one of them changes.

- `convert`: all steps from a text to a body
- `one_line`: a line of Markdown from the configuration
- `engine`: the interface of a Markdown engine
- `python_markdown`: the default engine
- `python_markdown_own`: what archivegen changes in that engine
- `python_markdown_alerts`: alerts for that engine
- `python_markdown_fast`: makes that engine faster without changing its output
- `commonmark`: the engine for articles written for GitHub, Hugo or Jekyll
- `commonmark_own_html`: that parser's own HTML, where it needs few changes
- `commonmark_writer`: writes that parser's events as HTML
- `commonmark_text`: the text of a block, and emphasis in Chinese and Japanese
- `commonmark_headings`: levels and ids of headings, for that engine
- `commonmark_definitions`: which lines begin a definition, for that engine
- `commonmark_footnotes`: footnotes, for that engine
- `typography`: typographic quotes, dashes and ellipses, for both engines
- `quotation_marks`: the quotation marks of each language
- `bare_addresses`: web addresses in a text, for both engines
- `excerpt`: the text that a listing shows, cut where its script allows
- `symbolic_links`: marks the paths of files, for both engines
- `more`: the mark that ends the excerpt of a listing

For example, a link to another article stays symbolic (between two marks) until a page shows it:

    body = make_markup(MarkdownConfig()).render("See [the harbour](../2023/harbour.md).")
    body.html      # '<p>See <a href="<mark>../2023/harbour.md<mark>">the harbour</a>.</p>'
    body.excerpt   # "See the harbour."
    body.targets   # ("../2023/harbour.md",)
"""
