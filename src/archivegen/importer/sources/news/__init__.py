"""News as agencies and newsrooms exchange it: the common part of NITF, NewsML-G2 and ninjs.

- `stories`: a story of any format, and how it becomes an item
- `versions`: picks the newest of several versions of a story
- `nitf_text`: the head and the text of NITF, which NewsML-G2 embeds, too
"""
