"""Documents: pages, terms and other texts that are no articles, as rows of the archive.

- `codec`: a document as bytes, and back
- `rows`: a document as a row, ready to be stored
- `table`: their table, written by the loader
- `references`: the tables that articles and documents share
- `find`: the published documents, as queries
- `terms`: the published files of terms, looked up by term
- `naming`: what the files of terms say about names
"""
