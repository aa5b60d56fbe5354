"""Sources: a module for each kind of source, which reads it as a stream of items.

Each has the functions of a Source, as the table says. A reader is pure: what it gives depends on
the bytes of the source and on the options alone. It holds one item in memory, not all, and gives
them in an order that is the same on every run.

- `shared/`: what several readers need
- `wordpress/`: exports of WordPress
- `wxr`: such an export as a source
- `folders/`: folders of other generators
- `folder`: such a folder as a source
- `ghost`: exports of Ghost
- `ghost_cards`: what Ghost writes around pictures and links
- `medium`: exports of Medium
- `substack`: exports of Substack
- `platforms/`: what Medium and Substack put around texts
- `warc`: web archives
- `csv`: tables
- `jsonl`: lines and lists of JSON
- `feed`: feeds, and exports of Blogger
- `alto`: scanned issues in METS and ALTO
- `scans/`: what such an issue has in it
- `news/`: stories as agencies exchange them
- `newsml`: stories in NewsML-G2
- `nitf`: stories in NITF
- `ninjs`: stories in ninjs
- `table`: which sources there are, and which one a path is
- `html`: saved pages
- `pages/`: what such a page says of its article
- `text`: pages that were copied as text
- `layouts`: in which order such a page has its parts
- `files`: the files of a folder that is a source
- `encodings`: the bytes of a file as text
"""
