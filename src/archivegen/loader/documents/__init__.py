"""Documents: files of the content folder that are no articles; their folder decides their kind.

- `kinds`: the list of kinds, and the kind of a file
- `kind`: the declaration of a kind: its folders, its front matter, its values
- `pages`: undated pages, such as an imprint
- `terms`: files about a section, a topic or an author
- `issues`: files about a print issue
- `tombstones`: files that say why an address no longer has anything
- `values`: the types of keys that only documents have
- `heads`: the front matter keys that all documents share
- `texts`: warnings about the front matter of documents
"""
