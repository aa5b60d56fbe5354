"""Terms: the pages of sections, topics and other terms, and the list of each taxonomy's terms.

- `listings`: the articles of a term, divided along the calendar
- `periods`: the years and months of a term, and which of them have pages
- `index`: the list of all terms of a taxonomy
- `parts`: the parts of a long list, by first letter
- `counts`: terms with their numbers of articles
"""
