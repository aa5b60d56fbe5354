"""What several readers of sources need.

- `findings`: what a reader reports about an item
- `html_texts`: HTML as one line of text, and lines of text as HTML
- `xml_files`: XML files, read one element at a time
- `json_values`: JSON whose values may be of any type, and keys that an object has twice
- `rows`: a table row, or a JSON object, as an item
- `exports`: exports of many files, in a ZIP archive or a folder
- `files`: the files that the HTML of an item shows
"""
