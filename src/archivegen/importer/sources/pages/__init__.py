"""Pages: what a saved HTML page says about its article, each field with where it was found.

Machine-readable data (JSON-LD, then `<meta>`) takes precedence over the visible markup. Where a
page shows the same value, the two have to agree.

- `page`: a page, parsed, with its metadata
- `json_ld`: the nodes of JSON-LD, and the one that is the article
- `dates`: when it was published and updated, and whether the visible dates agree
- `people`: its authors
- `texts`: the headline, the section, the standfirst
- `pictures`: the lead picture with its own caption, and the files of all pictures
- `body`: the part of the page that is the article
"""
