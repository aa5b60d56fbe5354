"""The output folder: which of its files are ours, their state, and how new ones replace them.

In go staged files and the paths of files that are no longer made; out comes a folder in which, at
every moment, only whole files are served, and in which only files that a build wrote are touched.

- `safety`: which folders an output may not be
- `state`: the database of what was written, and from what
- `previous`: what the last build left, compared with what is there now
- `current`: the output during a build
- `manifest`: the list of our files, kept in the folder itself
- `claims`: which slice writes which path, and paths that conflict
- `assets`: files that are copied, and those of the theme
- `copy_assets`: stages such files
- `staging`: the folder from which files are renamed into the output
- `staged_files`: the files that workers stage
- `folder`: moves, creates and removes files and folders in the output
- `clean`: removes what builds made, and nothing else

What became of the files since they were written:

    >>> previous = previous_output(paths)
    >>> previous.count, dict(previous.damaged)
    (714, {'2022/07/21/index.html': 'month/2022/7'})
"""
