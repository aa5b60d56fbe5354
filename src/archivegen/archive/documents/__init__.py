"""Documents: what is no article, as rows beside those of articles.

- `codec`: a document as bytes, and back
- `rows`: a document as a row, ready to be stored
- `table`: their table, written by the loader
- `references`: the tables that articles and documents share
- `find`: the published documents, as queries
- `terms`: the published files of terms, by the terms
- `naming`: what the files of terms say of names
"""
