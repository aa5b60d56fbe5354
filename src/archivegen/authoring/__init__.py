"""Authoring: what helps people to write articles, configurations and templates.

In go an editor's request and the types that the build itself checks with; out come the files of a
new site, the text of a new article, schemas for editors, and the reference of the theme. All of
this is generated from the code's own types and docstrings, so it always agrees with the build. A
build imports nothing from here.

- `new_site`: writes the files of a new site, without harming existing files
- `kept_files`: which existing files a new site keeps, and what they lack
- `new_article`: the text of a new article, and the path of its file
- `new_tombstone`: the file that says why an address no longer has anything
- `json_schema`: JSON Schemas of front matter and of archivegen.toml
- `cms/`: the configuration of a CMS, with which editors write in a browser
- `theme_templates`: the theme's templates and other parts, each with its purpose
- `theme_guide`: what each template makes and receives, and what the theme consists of
- `theme_reference`: all of that as a Markdown page, docs/templates.md
- `docstrings`: the docstring of each field of a class, read from the source

The text of a new article:

    >>> draft = Draft("Harbour: the lamp is lit", "2024-11-03 06:40", section="World")
    >>> article_path(draft, config)
    '2024/11/harbour-the-lamp-is-lit.md'
    >>> print(article_text(draft))
    ---
    headline: "Harbour: the lamp is lit"
    date: 2024-11-03 06:40
    section: World
    summary:
    authors:
    tags:
    ---
"""
