"""Sources: a module for each kind of source, which reads it as a stream of items.

Each has the functions of a Source, as the table says. A reader is pure: its items depend only on
the bytes of the source and the options. It holds one item in memory at a time, and yields items in
the same order on every run.

- `shared/`: what several readers need
- `wordpress/`: the parts of the reader of WordPress exports
- `wxr`: a WordPress export as a source
- `folders/`: the parts of the reader of other generators' folders
- `folder`: a folder of another generator as a source
- `ghost`: exports of Ghost
- `ghost_cards`: the markup that Ghost puts around pictures and links
- `medium`: exports of Medium
- `substack`: exports of Substack
- `platforms/`: the markup that Medium and Substack put around texts
- `warc`: web archives
- `csv`: tables
- `jsonl`: lines and lists of JSON
- `feed`: feeds, and exports of Blogger
- `alto`: scanned issues in METS and ALTO
- `scans/`: the contents of such an issue
- `news/`: stories in the formats that agencies exchange
- `newsml`: stories in NewsML-G2
- `nitf`: stories in NITF
- `ninjs`: stories in ninjs
- `table`: the table of sources, and which one a path is
- `html`: saved pages
- `pages/`: what a saved page says about its article
- `text`: pages copied as plain text
- `layouts`: the orders in which a copied page may have its parts
- `files`: the files of a folder used as a source
- `encodings`: decodes the bytes of a file as text
"""
