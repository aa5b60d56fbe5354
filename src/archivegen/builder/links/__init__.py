"""Links and pictures of articles whose target does not exist.

In go the rows of the archive and the files of the output; out come warnings with their positions,
cheap enough for every build: what must be looked up in a file is looked up once.

- `broken_links`: which links lead nowhere, as far as rows tell
- `written_targets`: their positions in an article's file
- `likely_targets`: what a broken link was probably meant to be, for builds and checks
"""
