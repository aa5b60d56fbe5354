"""The renderer: a page becomes the bytes of a file, by a Jinja template.

In go a page, the site as templates see it, folders of templates and the HTML of bodies; out come
bytes, and before that a key, so that a page whose key is that of the last build is not rendered.
Nothing that a template sees depends on the time, on chance or on the machine. What a template gets
wrong becomes a problem with its file and line.

- `render`: the key and the bytes of a page
- `page_key`: what a page is made from, and why it was made again
- `compiler`: templates that many pages show, compiled for the site
- `environment`: the Jinja environment, digests of templates
- `bytecode_cache`: what Jinja makes of templates, kept and remembered
- `undefined`: what a name is that is not there: an error, or a key that may be missing
- `macro_cache`: macros run once for equal arguments
- `template_names`: the templates of a folder, and what they refer to
- `template_errors`: what a template raised, as a problem for whoever writes it
- `i18n`: the theme's words in the site's language, from gettext catalogs

What templates call:

- `filters`: dates, numbers and addresses as the site writes them
- `reading`: reading time and table of contents of a body
- `plain_text`: the words of a body, without HTML
- `citations`: an article as others cite it
- `references`: the same for the programs of researchers: in a page's head, and as files
- `json_ld_terms`: authors and other terms, in such words
- `json_ld`: what a page says of itself to machines
- `json_ld_things`: the same of an article's notices, source and place in print

What happens to the HTML of bodies:

- `responsive_images`: pictures get sizes and sources
- `absolute_links`: links that lead on from anywhere, for feeds
- `markdown/`: HTML as Markdown that both engines read alike

What happens to whole pages:

- `relative_links`: a page's HTML as it can be read without a host

A page of a site without articles, rendered with the theme:

    >>> theme = Theme((theme_folder(),), paths.compiled_templates)
    >>> renderer = Renderer(theme, site, Urls.of(""), find_body=lambda key: bodies[key])
    >>> page = Page("/404.html", "404.html", "404.html", NoData())
    >>> renderer.key(page) == renderer.key(page)
    True
    >>> renderer.render(page)[:15]
    b'<!doctype html>'
"""
