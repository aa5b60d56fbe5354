"""What WordPress writes, and how it renders it: the parts of the reader of its exports.

In go the files of one export (WXR, "WordPress eXtended RSS"); out come items, in two passes: the
first collects what posts refer to, the second turns posts into items, one at a time.

- `export`: the elements of an export as a stream of records
- `library`: what posts refer to: authors, categories, files, reusable blocks
- `posts`: a post, a page or a media file as an item
- `people`: authors and comments as items
- `times`: when something was written, with the site's offset at that time
- `terms`: categories and tags as a section and topics
- `bodies`: the text of a post as HTML
- `paragraphs`: paragraphs as WordPress adds them to texts of the classic editor
- `blocks`: the markup that the block editor writes around a text
- `shortcodes`: finds shortcodes, names in square brackets that WordPress replaces
- `known_shortcodes`: shortcodes that HTML can express
- `pictures`: captions, galleries, and where a picture's file may be
"""
