"""The compiler: templates that many pages show become faster Python, made for one site.

In go the templates of an environment and what is known of the site; out come templates that give
the very text that Jinja's give. They are trees of Jinja's nodes, made by Jinja's own parser, and
Jinja's own generator writes their Python. Each step changes only what it understands. A template
that a step cannot handle is left to Jinja as a whole.

- `site_templates`: renders a page, by a compiled template where it pays
- `compile`: the order of the steps, and what is left to Jinja
- `parsed_template`: a template parsed by Jinja, and queries of it
- `inheritance`: links a template with those it extends
- `constants`: folds the site, its addresses, and conditions on them
- `messages`: inserts the words of the site's language
- `macros`: inlines small macros
- `generator`: generates Python from a tree
- `named_values`: the constants of a template, in a form that other processes can read
- `syntax`: walks and copies trees of nodes
"""
