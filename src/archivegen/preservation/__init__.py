"""Preservation: what keeps an archive when its newsroom and its tools are gone.

In goes a site that is built; out come a bag for a library, a web archive, its articles in other
forms, and what is wrong with a bag or a site. The same site gives the same bytes at the same "now",
on every machine.

- `fixity`: digests of files, and lists of them
- `payload`: which files are kept, and under which paths
- `generator`: archivegen itself as a wheel, and the versions of its libraries
- `subject`: what is kept, in a few words and numbers
- `texts`: what a bag says of itself
- `bag`: a site packed as BagIt 1.0
- `warc`: the files of a site as records of a web archive
- `wacz`: such records in one file that replays in a browser
- `export/`: the articles with their texts, in the forms that other systems read
- `opened_bag`: a bag as it is found
- `published`: a published site as it is found
- `verify`: whether a folder holds what it should
- `journal`: how far a verification came

For example, a bag, and whether it is whole a year later:

    pack(paths, subject_of(paths, config, now, 500), Path("gazette-2026"), Progress())
    bag = OpenedBag.at(Path("gazette-2026"))
    list(verify(bag.expectation(), Journal(), Progress()))   # []
"""
