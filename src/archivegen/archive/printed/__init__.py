"""Print: in which newspaper issues articles were printed, and the contents of each issue.

- `rows`: an article's place in print as rows, and the list of issues
- `issues`: the articles and the files of issues, as queries
"""
