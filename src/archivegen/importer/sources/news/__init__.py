"""News as agencies and newsrooms exchange it: what the readers of NITF, NewsML-G2 and ninjs share.

- `stories`: a story of whichever format, and how it becomes an item
- `versions`: of several versions of a story, which is the newest
- `nitf_text`: the head and the text of NITF, which NewsML-G2 has in it, too
"""
