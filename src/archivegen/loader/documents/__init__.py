"""Documents: files of the content folder that are no articles, by the folders they lie in.

- `kinds`: which kinds there are, and of which a file is
- `kind`: what makes a kind of documents: its folders, its front matter, its values
- `pages`: pages of their own, such as an imprint
- `terms`: what is known of a section, a topic or an author besides its articles
- `issues`: what is known of a print issue besides its articles
- `tombstones`: what is said at the address of something that is gone
- `values`: the types of keys that only documents have
- `heads`: what the front matter of all documents may say
- `texts`: the warnings about the front matter of documents
"""
