"""Pages: what a saved page of HTML says of its article, each field with where it was found.

What machines are told (JSON-LD, then `<meta>`) comes before the markup that people see; but what
people see has to agree, where a page shows it.

- `page`: a page, parsed, with its metadata
- `json_ld`: the nodes of JSON-LD, and the one that is the article
- `dates`: when it was published and updated, and whether readers of the page agree
- `people`: who wrote it
- `texts`: the headline, the section, the standfirst
- `pictures`: the lead picture with its own caption, and the files of all pictures
- `body`: the part of the page that is the article
"""
