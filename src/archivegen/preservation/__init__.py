"""Preservation: what keeps an archive alive after its newsroom and its tools are gone.

In goes a built site; out come a bag for a library, a web archive, its articles in other
forms, and what is wrong with a bag or a site. The same site gives the same bytes at the same "now",
on every machine.

- `fixity`: digests of files, and lists of them
- `payload`: which files are kept, and under which paths
- `generator`: archivegen itself as a wheel, and the versions of its libraries
- `subject`: a description of what is kept, in a few words and numbers
- `texts`: the descriptive files of a bag
- `bag`: a site packed as BagIt 1.0
- `warc`: the files of a site as records of a web archive
- `wacz`: such records in one file that a browser can replay
- `export/`: the articles with their texts, in forms that other systems read
- `opened_bag`: an existing bag
- `published`: an existing published site
- `verify`: whether a folder holds what it should
- `journal`: the progress of a verification

For example, pack a bag, and check a year later whether it is whole:

    pack(paths, subject_of(paths, config, now, 500), Path("gazette-2026"), Progress())
    bag = OpenedBag.at(Path("gazette-2026"))
    list(verify(bag.expectation(), Journal(), Progress()))   # []
"""
