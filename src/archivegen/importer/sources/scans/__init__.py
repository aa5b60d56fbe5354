"""Scans: issues of newspapers as libraries keep them, in METS with a page of ALTO for each scan.

- `mods`: what a description in MODS says of an issue or an article
- `mets`: which articles an issue has, and the areas of pages that each is made of
- `alto`: the words of a page, and where they are parted
- `hyphens`: words that stood in two lines are one
- `articles`: an article of an issue as an item
"""
