"""Links and pictures of articles that lead to no file.

From the rows of the archive and the files of the output come warnings with their places, cheap
enough for every build: what had to be looked up in a file is looked up once.

- `broken_links`: which of them lead nowhere, as far as rows tell
- `written_targets`: where the file of an article has them
- `likely_targets`: what was meant by one that leads nowhere, for builds and checks
"""
