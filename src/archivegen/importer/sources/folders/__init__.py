"""Folders of other generators: the parts of the reader of Markdown files with heads.

Jekyll, Hugo, Hexo, Pelican, Eleventy, Zola, Nikola and Astro keep articles as files, as a site here
does; they differ in how a head is written, in its words, and in the rule by which an address
follows from it.

- `heads`: the head of a file in YAML, TOML, JSON or lines of `Key: value`
- `generators`: which generator a folder is of, where its files are, what it has configured
- `permalinks`: the address that a generator gives a file
- `keys`: the words of other generators as the keys of front matter
- `articles`: a file as an item
- `links`: files and pictures that a text names, in the words of its generator
- `shortcodes`: tags of templates in a text
"""
