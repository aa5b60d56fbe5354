"""Profiles: what is known of terms besides their articles, from the files that editors wrote.

A term's own page shows all of it, and an article's page that of its authors. The texts of the files
are no part of a profile, so another biography changes no article.

- `profile`: what a file says of a term, as templates see it
- `find`: the profiles of some terms, what stands for them in digests, and their old addresses
"""
