"""The importer: what other systems keep becomes article files, with an account of every item.

In goes what a source holds (captured texts, saved pages, an export), read by a pure reader as a
stream of items; out come article files, pictures beside them, and in `imports/NAME/` a line for
each item: what became of it, why, and at which address it stands now. Nothing here is imported by
a build, and nothing asks the network.

- `item`: an item of a source: its fields, its text, its addresses, each with where it was found
- `options`: what was asked for of an import
- `web_archives`: what was captured in WARC files
- `sources/`: the readers, a module for each source, and the table of them
- `site`: what has to be known of the site
- `settings`: what was asked for, kept so that it can be again
- `run`: the order of it all: survey, placement, staging, publishing
- `survey`: a source is read once, and its items laid aside
- `batches/`: items are made into files a few at a time, by as many workers as there are
- `values`: what an item says, as the contract of front matter has it
- `placement`: the name of each file, and its address
- `addresses`: which item an old address means, and what becomes of it
- `writer`: one way for all items to a file and a line of the account
- `article_file`: the file of an item, held to the contract
- `markdown/`: the text of an item as Markdown, read back with the site's engine
- `pictures`: the places of pictures beside articles
- `media`: the bytes of pictures, from what is at hand
- `staging`: files are written aside, and take their places when all are there
- `account`: the account in the making
- `entry`: what became of an item, as a line of the account
- `report/`: the account as an archivist reads it
- `redirects`: the old addresses that hosts have to send on
- `acceptance`: somebody has looked at an item, and it is right

An item, as a reader gives it:

    Item(
        id="captures/lamp.txt",
        origin="captures/lamp.txt",
        digest=digest_of(data),
        fields={"headline": Field("The lamp is lit", "line 3")},
        body=Body("Two boats went out.", "text"),
    )
"""
