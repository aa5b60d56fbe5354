"""The renderer: a page becomes the bytes of a file, by a Jinja template.

In go a page, the site as templates see it, folders of templates and the HTML of bodies. Out come
first a key, so that a page whose key equals that of the last build is not rendered, and then bytes.
Nothing that a template sees depends on the time, on chance or on the machine. An error in a
template becomes a problem with its file and line.

- `render`: computes the key and the bytes of a page
- `page_key`: what a page is made from, and why it was rendered again
- `compiler`: templates that many pages show, compiled for the site
- `environment`: the Jinja environment, digests of templates
- `bytecode_cache`: Jinja's compiled templates, on disk and in memory
- `undefined`: missing names: an error, or a key that may be missing
- `macro_cache`: runs macros once for equal arguments
- `template_names`: the templates of a folder, and what they refer to
- `template_errors`: turns a template's exception into a problem for its author
- `i18n`: the theme's words in the site's language, from gettext catalogs

For templates to call:

- `filters`: dates, numbers and addresses as the site writes them
- `reading`: reading time and table of contents of a body
- `plain_text`: the words of a body, without HTML
- `citations`: an article as people cite it
- `references`: the same for reference managers: in a page's head, and as files
- `json_ld_terms`: authors and other terms as JSON-LD
- `json_ld`: a page's structured data, in schema.org's terms
- `json_ld_things`: an article's notices, source and place in print as JSON-LD

For the HTML of bodies:

- `responsive_images`: adds sizes and sources to pictures
- `absolute_links`: makes links absolute, for feeds
- `markdown/`: HTML as Markdown that both engines read alike

For whole pages:

- `relative_links`: makes a page's HTML readable without a host

A page of a site without articles, rendered with the theme:

    >>> theme = Theme((theme_folder(),), paths.compiled_templates)
    >>> renderer = Renderer(theme, site, Urls.of(""), find_body=lambda key: bodies[key])
    >>> page = Page("/404.html", "404.html", "404.html", NoData())
    >>> renderer.key(page) == renderer.key(page)
    True
    >>> renderer.render(page)[:15]
    b'<!doctype html>'
"""
