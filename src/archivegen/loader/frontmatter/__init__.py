r"""Front matter: the head of an article file, as values with the position of each.

In go the bytes of a file; out come a document and its front matter, or problems, each at the line
and column that an editor has to change. No value is guessed: what YAML takes for a number or a date
is marked, and the schema decides what it means.

- `document`: an article file, split and read; the one way to name a position in it
- `simple_yaml`: a fast reader for the simple lines of most articles
- `yaml_reader`: the reader for all the YAML that front matter may use
- `yaml_writer`: writes values as lines of YAML
- `yaml_errors`: what is wrong with YAML, in an editor's words
- `plain_heads`: validates simple front matter without the contract
- `nothing`: recognises values that count as a missing key
- `schema`: the keys of front matter: their types, which are required
- `contract`: what kinds of files differ in: their keys, and their own warnings
- `completion`: fills in the defaults of a file's folder
- `unknown_keys`: which key an unknown one was probably meant to be
- `validate`: validates the values of a document against the schema
- `members`: the keys of taxonomies, such as a series
- `advice`: warnings about what readers would see but nobody meant
- `fields`: the types of the keys, with their JSON Schema
- `dates`: the validators of dates and times
- `validators`: turn what YAML read for a key into a value
- `mappings`: validators of mappings, and of lists of them
- `scalars`: a single value as a text, a number, or yes or no

For example, a value and a mistake, each with its position:

    document, problems = read("content/a.md", b"---\nheadline: A storm\n...", 65536)
    document.values["headline"]                 # "A storm"
    document.position_of(("headline",))         # Position(line=2, column=11)
    front, problems = check(document, Setting(zone_of("UTC")))
    as_text(problems[0])                        # content/a.md:5:1: warning: unknown key ...
"""
