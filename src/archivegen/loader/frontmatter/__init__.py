r"""Front matter: the head of an article file, as values and with the position of each.

In go the bytes of a file; out come a document and its front matter, or problems, each at the line
and column that an editor has to change. No value is guessed: what YAML takes for a number or a date
is marked, and the schema says what it means.

- `document`: an article file, split and read; the one way to name a position in it
- `simple_yaml`: the lines of most articles, read quickly
- `yaml_reader`: all of YAML that front matter may use
- `yaml_writer`: values as lines of YAML
- `yaml_errors`: what is wrong with YAML, in an editor's words
- `plain_heads`: heads that the contract need not look at
- `nothing`: what is as good as a key that does not stand there
- `schema`: the keys of front matter: their types, which are required
- `contract`: what kinds of files differ in: their keys, and what else is told of them
- `completion`: what goes without saying of the files in a folder
- `unknown_keys`: which key was meant by one that there is not
- `validate`: the values of a document, held to the schema
- `members`: what an article is listed under by the keys of taxonomies, such as a series
- `advice`: what readers would see and nobody has meant, as warnings
- `fields`: the types of the keys, as a JSON Schema has them
- `dates`: the validators of dates and times
- `validators`: what YAML read of a key becomes a value
- `mappings`: the same of mappings, and of lists of them
- `scalars`: one value as a text, a number, or yes or no

For example, a value and a mistake, each with its position:

    document, problems = read("content/a.md", b"---\nheadline: A storm\n...", 65536)
    document.values["headline"]                 # "A storm"
    document.position_of(("headline",))         # Position(line=2, column=11)
    front, problems = check(document, Setting(zone_of("UTC")))
    as_text(problems[0])                        # content/a.md:5:1: warning: unknown key ...
"""
