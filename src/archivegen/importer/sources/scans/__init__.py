"""Scans: newspaper issues as libraries keep them, in METS with a page of ALTO for each scan.

- `mods`: what a MODS description says about an issue or an article
- `mets`: the articles of an issue, and the page areas that each is made of
- `alto`: the words of a page, and the breaks between them
- `hyphens`: rejoins words that were split across two lines
- `articles`: an article of an issue as an item
"""
