"""The search: the articles of each period become an index that a browser can search.

In go the articles of some years or of a month, one body at a time; out come the files of an
index. Pagefind makes it, and makes the same from the same records.

- `records`: what is searched of an article, as the page that Pagefind reads
- `pagefind`: runs the program that indexes a folder
- `index`: stages the files of the indexes that a build needs

Remake the index of a year whose articles changed:

    >>> for file in index_search(context, {"index/2022": 1204}, output, progress):
    ...     print(file.output, bool(file.staged))
"""
