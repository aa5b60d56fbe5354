"""Print issues: what stood in each issue of a newspaper, and lists of the issues.

- `values`: an issue, its articles, and the lists of issues, as templates see them
- `newspaper`: the issues of one publication, with what stands around each
- `page_order`: the articles of an issue as they stood there
- `article_places`: the places of articles in print, with what files say of the issues
- `family`: the slices and the pages
"""
