"""Documents: what editors write that is no article, as values.

Each is a Markdown file in a folder below the content folder whose name begins with an underscore.

- `document`: what all documents have
- `folders`: which files of the content folder are documents
- `page`: what a page has besides: a page of its own, without a date, such as an imprint
- `term`: what the file of a section, a topic, an author or another term has besides
- `issue`: what the file of a print issue has besides
- `tombstone`: what a tombstone has besides: why nothing is at an address any more
- `naming`: which term articles mean by a name, where such files say so
"""
