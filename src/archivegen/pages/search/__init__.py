"""The search: its page, and what is searched.

- `page`: the search page, and the slices of the indexes
- `indexes`: the parts of the archive that have an index each
"""
