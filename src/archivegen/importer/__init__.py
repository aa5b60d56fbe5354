"""The importer: what other systems keep becomes article files, with an account of every item.

In goes what a source holds (captured texts, saved pages, an export), read by a pure reader as a
stream of items; out come article files, pictures beside them, and in `imports/NAME/` a line for
each item: what became of it, why, and at which address it stands now. Nothing here is imported by
a build, and nothing asks the network.

- `item`: an item of a source: its fields, its text, its addresses, each with where it was found
- `options`: what was asked for of an import
- `sources/`: the readers, a module for each source, and the table of them

An item, as a reader gives it:

    Item(
        id="captures/lamp.txt",
        origin="captures/lamp.txt",
        digest=digest_of(data),
        fields={"headline": Field("The lamp is lit", "line 3")},
        body=Body("Two boats went out.", "text"),
    )
"""
