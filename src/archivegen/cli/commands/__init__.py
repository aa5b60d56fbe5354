"""The commands, a module each: its options, the call of another wing, and the printed result.

Each module is named after its command and defines it as "command": the table of commands imports
it on demand.

- `init`: makes a new site
- `import_`: imports an archive
- `new`: starts a new article
- `serve`: runs the preview
- `check`: reports what is wrong with the content
- `build`: builds the site
- `publish`: sends the built site to where others read it
- `list`: lists articles
- `urls`: maintains the list of published addresses
- `theme`: lists and copies templates
- `schema`: prints the JSON Schemas for editors
- `bag`: packs the site for a library
- `wacz`: packs the site as one web archive file
- `export`: exports the articles for other systems
- `verify`: checks whether a bag or a published site is complete
- `clean`: removes what was built
- `completion`: prints completion scripts for shells, and the names they complete
"""
