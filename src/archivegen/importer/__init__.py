"""The importer turns the data of other systems into article files, and accounts for every item.

In goes a source (captured texts, saved pages, an export), which a pure reader turns into a stream
of items. Out come article files, pictures beside them, and in `imports/NAME/` a line for each item:
what became of it, why, and its address. A build imports nothing from here, and nothing uses the
network.

- `item`: an item of a source: its fields, text and addresses, each with its origin
- `options`: the options of an import
- `web_archives`: captures in WARC files
- `sources/`: a reader for each source, and the table of them
- `site`: what an import must know of the site
- `settings`: the options of an import, stored so that it can be repeated
- `run`: runs an import: survey, placement, staging, publishing
- `survey`: reads a source once, and sets its items aside
- `batches/`: turns items into files, a few at a time, in several workers
- `values`: the fields of an item as values of the front matter contract
- `placement`: the file name and address of each item
- `addresses`: which item an old address belongs to, and what becomes of it
- `writer`: turns any item into a file and a line of the account
- `article_file`: the file of an item, validated against the contract
- `markdown/`: an item's text as Markdown, read back with the site's engine
- `pictures`: the places of pictures beside articles
- `media`: the bytes of pictures, from files at hand
- `staging`: stages files, and moves them into place once all are there
- `account`: the account while it is written
- `entry`: what became of an item, as a line of the account
- `report/`: the account as an archivist reads it
- `redirects`: the old addresses that hosts must redirect
- `acceptance`: records that a person has looked at an item and accepted it

An item, as a reader gives it:

    Item(
        id="captures/lamp.txt",
        origin="captures/lamp.txt",
        digest=digest_of(data),
        fields={"headline": Field("The lamp is lit", "line 3")},
        body=Body("Two boats went out.", "text"),
    )
"""
