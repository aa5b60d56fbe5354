"""The commands, a module each: its options, the call of another wing, and what is printed of it.

A module is named as its command is, and calls it "command": the table of commands imports it when
it is asked for.

- `init`: a new site
- `import_`: an archive moves in
- `new`: a new article
- `serve`: the preview
- `check`: what is wrong with the content
- `build`: the site
- `publish`: the built site, sent to where others read it
- `list`: which articles there are
- `urls`: the list of addresses that were published
- `theme`: the templates
- `schema`: the JSON Schemas for editors
- `bag`: the site, packed for a library
- `wacz`: the site as one file of a web archive
- `export`: the articles for other systems
- `verify`: whether a bag or a published site is whole
- `clean`: what was built goes away
- `completion`: scripts for shells, and the names that they complete
"""
