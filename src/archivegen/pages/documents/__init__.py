"""Documents on pages: what pages show of documents, and the digests that tell when they changed.

- `keys`: digests of documents, for the digests of slices
- `shown`: a page with the text of a document, and redirects from its old addresses
- `tombstones`: pages that say why an address no longer has anything
"""
