"""Batches: the items of an import are made into files a few at a time, by whoever has time for it.

What has to be known of all of them lies on disk, where each worker reads it; so neither memory nor
what is written depends on how many items there are, or on how many work.

- `outline`: what of an item decides where it stands, and where that is
- `register`: what is known of all items before the first file is written
- `batch`: some items, and what became of them
- `worker`: what does a batch
"""
