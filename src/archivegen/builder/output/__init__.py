"""The output folder: which files of it are ours, how they stand, and how others take their places.

In go staged files and the paths of those that are no longer made; out comes a folder in which at
every moment only whole files are served, and in which nothing was touched that no build wrote.

- `safety`: which folders an output may not be
- `state`: the database of what was written, and from what
- `previous`: what the last build left, compared with how it stands now
- `current`: the output while a build is at work
- `manifest`: the list of our files, kept in the folder itself
- `claims`: who writes which path, and paths that get in each other's way
- `assets`: files that are copied, and those of the theme
- `copy_assets`: such files are staged
- `staging`: the folder from which files are renamed into the output
- `staged_files`: what workers write there
- `folder`: renames, folders and removals in the output
- `clean`: what builds made goes away, and nothing else

What became of the files since they were written:

    >>> previous = previous_output(paths)
    >>> previous.count, dict(previous.damaged)
    (714, {'2022/07/21/index.html': 'month/2022/7'})
"""
