"""The loader: article files become rows of the archive, or problems.

In go the site's folders and the files that the archive knows already; out come rows in the archive,
and the problems of the files that cannot be published. Unchanged files are neither read nor
parsed. Nothing here knows of pages.

- `sources`: which files are new, changed or gone since the last build
- `load`: hands changed files to workers for parsing, and stores the results
- `jobs`: what a parsing worker receives, and what it answers
- `parse`: one article file as rows, or as problems
- `make_article`: turns front matter and body into an article
- `article_parts`: front matter values that have another form in the model
- `print_place`: where an article appeared in print
- `attachments`: the files beside an article that its row is made from
- `recordings`: the sound file of an article
- `taken_slugs`: names that now mean another term, because its file took their slug
- `unread`: what is known of a file that cannot be read
- `parse_problems`: what is wrong with a file as a whole, or with its body
- `documents/`: pages, terms and other documents, in folders whose names begin with an underscore
- `frontmatter/`: the front matter of an article file: YAML, its values, and their problems
- `markup/`: the body of an article file: Markdown as HTML
- `boxes/`: the parts of a body that templates make, such as facts and alerts
- `safe_html/`: which of that HTML is published
- `notes/`: what to tell an editor about a body

A changed file takes this path:

    sources = find_sources(paths, known_files(paths))   # sources.to_read: {"content/a.md": ...}
    document, problems = read("content/a.md", data, limit)
    front, problems = check(document, Setting(zone))    # the values, or errors with positions
    body = make_markup(config.markdown).render(document.body)
"""
