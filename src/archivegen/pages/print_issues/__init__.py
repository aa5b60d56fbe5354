"""Print issues: the contents of each newspaper issue, and lists of the issues.

- `values`: an issue, its articles, and the lists of issues, as templates see them
- `newspaper`: the issues of one publication, with the neighbours of each
- `page_order`: the articles of an issue in their printed order
- `article_places`: the places of articles in print, completed from the issues' files
- `family`: the slices and the pages
"""
