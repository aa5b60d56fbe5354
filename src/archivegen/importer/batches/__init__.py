"""Batches: the items of an import become files a few at a time, in any number of workers.

What must be known of all items is on disk, where each worker reads it. So neither the memory used
nor what is written depends on the number of items or workers.

- `outline`: the facts of an item that decide its place, and that place
- `register`: what is known of all items before the first file is written
- `batch`: some items, and what became of them
- `worker`: processes a batch
"""
