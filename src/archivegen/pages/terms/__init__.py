"""Terms: the pages of sections, topics and others, and the lists of all that there are.

- `listings`: the articles of a term, cut along the calendar
- `periods`: the years and months of a term, and which of them have pages
- `index`: the list of all terms of a taxonomy
- `parts`: the parts of a long list, by first letter
- `counts`: terms with their articles counted
"""
