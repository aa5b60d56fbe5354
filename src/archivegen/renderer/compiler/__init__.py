"""The compiler: templates that many pages show become faster Python, made for one site.

In go the templates of an environment and what is known of the site; out come templates that give
the very text that Jinja's give. They are trees of Jinja's nodes, made of Jinja's own parser, and
Jinja's own generator writes their Python: each step changes what it understands and leaves the
rest, and a template that a step does not understand stays Jinja's as a whole.

- `site_templates`: renders a page, by a compiled template where it pays
- `compile`: the order of the steps, and what is left to Jinja
- `parsed_template`: what Jinja's parser gives, and what is asked of it
- `inheritance`: what a template extends, linked
- `constants`: the site, its addresses and conditions on them, folded
- `messages`: words of the site's language, put in
- `macros`: small macros, written where they are called
- `generator`: Python of a tree
- `named_values`: its constants, in a form that other processes can read
- `syntax`: trees of nodes: to walk them, to copy them
"""
