"""What several readers of sources need.

- `findings`: what a reader reports about an item
- `html_texts`: HTML as one line of text, and lines of text as HTML
- `xml_files`: XML files, read one element at a time
- `rows`: a table row, or a JSON object, as an item
- `exports`: exports of many files, in a ZIP archive or a folder
- `files`: the files that the HTML of an item shows
"""
