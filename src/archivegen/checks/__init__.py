"""The checks: what is wrong with a site's content beyond what keeps a build from ending.

In goes a site that is loaded and planned (a session of the builder); out come problems: warnings
and pieces of advice, each at its position. Nothing is written to the output, and only the links to
other sites, where a user asks for them, take the network.

- `checker`: has all checks done
- `articles`: the checks of one article
- `article_file`: an article's file, in which a link or a picture of its HTML is found again
- `body_links`: the links, pictures and ids of a body's HTML
- `link_targets`: what a link leads to in the site, or why it leads nowhere
- `internal_links`: links inside the site that lead nowhere
- `external_links`: links to other sites that lead nowhere any more
- `public_network`: the way to hosts that any reader reaches, and for how long
- `http_client`: asks an address whether it still leads somewhere
- `http_answers`: what other hosts answered, kept for some time
- `images`: pictures that are missing, have no text, or are shown nowhere
- `picture_places`: pictures that say where they were taken
- `headlines`: two articles of a day with one headline
- `terms`: unknown sections, and names that may be one
- `similar_names`: which names are nearly the same
- `templates`: templates that fail
- `configuration`: links of the configuration that lead nowhere
- `unpublished`: articles that are not published, and why

For example:

    result = visit(paths, options, progress, check)
    as_text(result.problems[0])   # content/a.md:7:5: warning: the link leads to content/b.md, ...
    result.unpublished            # advice for each draft and each article that waits for its time
"""
