"""Documents: pages, terms and other texts that are no articles, as values.

Each is a Markdown file in a folder of the content folder whose name begins with an underscore.

- `document`: what all documents have in common
- `folders`: which files of the content folder are documents
- `page`: the details of a page: undated, with its own address, such as an imprint
- `term`: the details of the file of a section, a topic, an author or another term
- `issue`: the details of the file of a print issue
- `tombstone`: the details of a tombstone: why an address no longer has anything
- `naming`: which term an article means by a name, according to such files
"""
