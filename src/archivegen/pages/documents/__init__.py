"""Documents on pages: what is shown of a text that is no article, and what tells that it changed.

- `keys`: what stands for documents in the digests of slices
- `shown`: a page with the text of a document, and what leads there from its old addresses
- `tombstones`: pages that say why nothing is at an address any more
"""
