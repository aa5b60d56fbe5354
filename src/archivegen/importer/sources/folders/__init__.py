"""Folders of other generators: the parts of the reader of Markdown files with front matter.

Jekyll, Hugo, Hexo, Pelican, Eleventy, Zola, Nikola and Astro keep articles as files, as archivegen
does. They differ in the format and the keys of front matter, and in the rule that derives an
address from a file.

- `heads`: front matter in YAML, TOML, JSON or lines of `Key: value`
- `generators`: which generator a folder belongs to, where its files are, its configuration
- `permalinks`: the address that a generator gives a file
- `keys`: the keys of other generators, mapped to those of front matter
- `articles`: a file as an item
- `links`: files and pictures that a text names, in its generator's notation
- `shortcodes`: template tags in a text
"""
