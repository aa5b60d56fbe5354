"""The loader: article files become rows of the archive, or problems.

In go the site's folders and the files that the archive knows already; out come rows in the archive,
and the problems of the files that cannot be published. What did not change is neither read nor
parsed. Nothing here knows of pages.

- `sources`: which files are new, changed or gone since the last build
- `load`: has the changed files parsed by workers, and stores what comes out
- `jobs`: what workers are given to parse, and what they answer
- `parse`: one article file as rows, or as problems
- `make_article`: the values of a front matter and a body as an article
- `article_parts`: what of an article's front matter has another form in the model
- `print_place`: where an article stood in print
- `attachments`: the files beside an article that its row is made from
- `recordings`: the sound file of an article
- `taken_slugs`: names that mean another term, since its file took their slug
- `unread`: what is known of a file that cannot be read
- `parse_problems`: what is wrong with a file as a whole, or with its body
- `documents/`: what lies in folders whose names begin with an underscore, and is no article
- `frontmatter/`: the head of an article file: YAML, its values, and what is wrong with them
- `markup/`: the body of an article file: Markdown as HTML
- `boxes/`: what stands in a body that a template makes: facts, alerts
- `safe_html/`: what of that HTML is published
- `notes/`: what an editor should hear of a body

A file that changed goes this way:

    sources = find_sources(paths, known_files(paths))   # sources.to_read: {"content/a.md": ...}
    document, problems = read("content/a.md", data, limit)
    front, problems = check(document, Setting(zone))    # the values, or errors with positions
    body = make_markup(config.markdown).render(document.body)
"""
