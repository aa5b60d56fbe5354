"""Print: in which issues of newspapers articles were printed, and what stood in each.

- `rows`: what is stored of an article in print, and which issues there are
- `issues`: the articles and the files of issues, as queries
"""
