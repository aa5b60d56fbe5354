"""The configuration: the bytes of `archivegen.toml` become a frozen value, or problems.

In comes the file's path; out comes a value whose every key has a type, a default and a rule that
it fulfils, so that nobody after this wing checks it again. Where the file is wrong, all of its
problems come out at once, each with its line and column. It is validated once: the validated form
is kept, and read again as long as the file has the same bytes, without importing pydantic.

- `settings`: the configuration itself, and its form as JSON
- `tables`: the tables of the file, such as `[theme]`, each a value with its defaults
- `machines`: the tables about feeds, sitemaps, metadata, alternates and redirects
- `publishing`: what stands around the pages: what bots may do, what hosts send, policies
- `checks`: what is told of a site only where it wants that
- `front_page`: the table of the front page
- `fields`: the types of keys, each with its rule: a colour, a time zone, a permalink
- `numbers`: those that are whole numbers within bounds
- `date_patterns`: what a date pattern in the letters of another tool was meant to be
- `rules`: a check and its part of the JSON Schema as one value
- `extras`: which optional dependencies are installed
- `taxonomies`: the kinds of lists of a site, with all that it does not say filled in
- `defaults`: what goes without saying of the files in a folder
- `templates`: which templates make the pages of articles, by kind and by section
- `own_folders`: whether the pages of the site's own can stand in the folders that they are given
- `validate`: TOML to the configuration, pydantic's errors to problems
- `toml_locations`: the line and column of a key
- `read`: the kept form if it is still right, else a validation
- `paths`: where the parts of a site lie on the disk

For example:

    paths = SitePaths(Path("/srv/paper"), output=Path("/srv/paper/public"))
    config = read_config(paths.config, paths.config_cache)
    config.feeds.limit                                  # 30, unless the file says otherwise

A new key is a line in a table, with its type, its default and what it means below it:

    accent: Colour = ""
    \"\"\"The colour of links and rules, such as `#a3352b`; empty: the theme's own.\"\"\"
"""
