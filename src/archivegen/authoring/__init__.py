"""Authoring: what helps people to write articles, configurations and templates.

In go what an editor asked for and the types that the build itself checks with; out come files of a
new site, the text of a new article, schemas for editors, and the reference of the theme. All is
made from the code's own types and docstrings, so that it cannot say what the build does not do.
Nothing here is imported by a build.

- `new_site`: the files of a new site, written without harm to what is there
- `kept_files`: what a new site finds in the places of its own files, and what those lack
- `new_article`: the text of a new article, and where its file belongs
- `new_tombstone`: the file that says why nothing is at an address any more
- `json_schema`: JSON Schemas of front matter and of archivegen.toml
- `cms/`: the configuration of a CMS, by which editors write in a browser
- `theme_templates`: the templates of the theme, and its parts, each with its purpose
- `theme_guide`: what each template makes and receives, and what the theme consists of
- `theme_reference`: all of that as a page of Markdown, docs/templates.md
- `docstrings`: what the source says of each field of a class

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
