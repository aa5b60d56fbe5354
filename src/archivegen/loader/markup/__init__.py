"""Markup: the body of an article, from Markdown to safe HTML.

In goes the text below the front matter; out comes a body: HTML in which nothing runs, an excerpt
for listings, and the files that it links to. It depends on the text and the settings alone, so that
it is kept until one of them changes.

- `convert`: all steps from a text to a body
- `engine`: what a Markdown engine is
- `python_markdown`: the default engine
- `python_markdown_fast`: what makes that engine quicker and leaves its output as it is
- `commonmark`: the engine for articles written for GitHub, Hugo or Jekyll
- `commonmark_definitions`: which lines of that engine begin a definition
- `commonmark_footnotes`: the footnotes of that engine
- `author_html`: what of the author's HTML is a tag, what is text, and what is left out
- `html_walk`: going through HTML from tag to tag
- `elements`: the names of elements, and what becomes of those that may not stand
- `frames`: which frames stay, and which become links
- `nesting`: a bound on elements inside one another
- `addresses`: addresses that no reader can follow
- `markdown_links`: the links and pictures of a Markdown text, with their positions
- `notes`: what readers do not get, each at its place in the text
- `more`: the mark that ends what a listing shows
- `sanitizer`: takes out of HTML what may harm a reader
- `video_cards`: a link to a video as a card

For example, a link to another article stays symbolic (between two marks) until a page shows it:

    body = make_markup(MarkdownConfig()).render("See [the harbour](../2023/harbour.md).")
    body.html      # '<p>See <a href="<mark>../2023/harbour.md<mark>">the harbour</a>.</p>'
    body.excerpt   # "See the harbour."
    body.targets   # ("../2023/harbour.md",)
"""
