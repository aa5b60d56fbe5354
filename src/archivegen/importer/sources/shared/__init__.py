"""What several readers of sources need.

- `findings`: what a reader has to tell of an item
- `html_texts`: texts of a line in HTML, and lines of text as HTML
- `files`: the files that the HTML of an item shows
"""
