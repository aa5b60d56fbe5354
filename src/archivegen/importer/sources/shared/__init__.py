"""What several readers of sources need.

- `findings`: what a reader has to tell of an item
- `html_texts`: texts of a line in HTML, and lines of text as HTML
- `xml_files`: files of XML, an element at a time
- `rows`: a row of a table, or an object of JSON, as an item
- `exports`: exports of many files, as a ZIP archive or a folder
- `files`: the files that the HTML of an item shows
"""
