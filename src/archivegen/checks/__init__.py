"""The checks: what is wrong with a site's content beyond what stops a build.

In goes a site that is loaded and planned (a session of the builder); out come problems: warnings
and advice, each with its position. Nothing is written to the output. The network is used only for
links to other sites, and only on request.

- `checker`: runs all checks
- `articles`: the checks of one article
- `article_file`: finds a link or picture of an article's HTML in its source file
- `body_links`: the links, pictures and ids of a body's HTML
- `link_targets`: what a link leads to in the site, or why it leads nowhere
- `internal_links`: links inside the site that lead nowhere
- `external_links`: links to other sites that no longer lead anywhere
- `public_network`: connects only to hosts that any reader can reach, with a time limit
- `http_client`: asks an address whether it still leads somewhere
- `http_answers`: what other hosts answered, kept for some time
- `images`: pictures that are missing, lack alternative text, or are shown nowhere
- `picture_places`: pictures whose metadata says where they were taken
- `headlines`: two articles of one day with the same headline
- `terms`: unknown sections, and names that are probably one
- `similar_names`: which names are nearly the same
- `templates`: templates that fail
- `configuration`: links of the configuration that lead nowhere
- `unpublished`: articles that are not published, and why

For example:

    result = visit(paths, options, progress, check)
    as_text(result.problems[0])   # content/a.md:7:5: warning: the link leads to content/b.md, ...
    result.unpublished            # advice for each draft and each article that waits for its time
"""
