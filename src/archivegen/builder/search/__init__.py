"""The search: the articles of each period become an index that a browser can search.

In go the articles of a decade, a year or a month, one body at a time; out come files of an index.
Pagefind makes it, and makes the same of the same records.

- `records`: what is searched of an article, as the page that Pagefind reads
- `pagefind`: the program that makes an index of a folder
- `index`: the files of the indexes that a build needs, staged

The indexes of a site, made anew where their articles changed:

    >>> for file in index_search(context, {"index/2022": 1204}, output, progress):
    ...     print(file.output, bool(file.staged))
"""
