"""Profiles: what editors' files say about terms, beyond their articles.

A term's own page shows all of it, and an article's page shows that of its authors. The texts of
the files are no part of a profile, so another biography changes no article.

- `profile`: what a file says about a term, as templates see it
- `find`: the profiles of given terms, their digests, and their old addresses
"""
