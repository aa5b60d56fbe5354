"""What WordPress writes, and how it shows it: the parts of the reader of its exports.

In go the files of one export (WXR, "WordPress eXtended RSS"); out come items, in two passes: the
first keeps what posts refer to, the second makes items of them, one at a time.

- `export`: the elements of an export as a stream of records
- `library`: what posts refer to: authors, categories, files, blocks that are used again
- `posts`: a post, a page or a file of the library as an item
- `people`: authors and comments as items
- `times`: when something was written, with the offset that the site had
- `terms`: categories and tags as a section and topics
- `bodies`: the text of a post as HTML
- `paragraphs`: what the classic editor leaves to the reader's page: paragraphs
- `blocks`: what the block editor writes around a text
- `shortcodes`: names in square brackets, in whose place something is shown
- `known_shortcodes`: those whose meaning HTML can say
- `pictures`: captions, galleries, and where the file of a picture may lie
"""
