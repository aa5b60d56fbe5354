"""The configuration: the bytes of `archivegen.toml` become a frozen value, or problems.

In goes the file's path; out comes a value in which every key has a type, a default and a satisfied
rule, so that no later wing checks it again. If the file is wrong, all of its problems come out at
once, each with its line and column. The file is validated once: the validated form is stored and,
as long as the file has the same bytes, read back without importing pydantic.

- `settings`: the configuration itself, and its form as JSON
- `tables`: the tables of the file, such as `[theme]`, each a value with its defaults
- `machines`: the tables about feeds, sitemaps, metadata, alternates and redirects
- `publishing`: what surrounds the pages: what bots may do, headers that hosts send, policies
- `checks`: which optional findings are reported
- `front_page`: the table of the front page
- `fields`: the types of keys, each with its rule: a colour, a time zone, a permalink
- `numbers`: those that are whole numbers within bounds
- `date_patterns`: what a date pattern in the letters of another tool was meant to be
- `rules`: a check and its part of the JSON Schema, as one value
- `extras`: which optional dependencies are installed
- `taxonomies`: the taxonomies of a site, with all defaults filled in
- `defaults`: the defaults for the articles in a folder
- `templates`: which templates make the pages of articles, by kind and by section
- `own_folders`: whether the site's own pages can use their configured folders
- `validate`: turns TOML into the configuration, and pydantic's errors into problems
- `toml_locations`: the line and column of a key
- `read`: the stored form if it is still valid, otherwise a validation
- `paths`: where the parts of a site are on the disk

For example:

    paths = SitePaths(Path("/srv/paper"), output=Path("/srv/paper/public"))
    config = read_config(paths.config, paths.config_cache)
    config.feeds.limit                                  # 30, unless the file says otherwise

A new key is a line in a table with its type and default, and its meaning below it:

    accent: Colour = ""
    \"\"\"The colour of links and rules, such as `#a3352b`; empty: the theme's own.\"\"\"
"""
