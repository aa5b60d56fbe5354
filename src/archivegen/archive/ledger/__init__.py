"""The ledger: every address that an article was ever published at, so that none vanishes unnoticed.

The ledger is the file urls.txt in the site's root, which `archivegen urls` maintains and editors
commit. In go its lines and the rows of the archive; out come problems for addresses that would
vanish, and lists of addresses with what is at each.

- `file`: reads and writes the lines of urls.txt
- `terms`: the addresses of sections, topics and other terms
- `issues`: the addresses of print issues whose file is gone
- `published`: what the site has at an address
- `vanished`: problems for addresses where the site has nothing
- `record`: adds, retires and lists addresses

A line becomes an entry, and a build fails if nothing is at its address:

    >>> next(read_ledger(Path("urls.txt")))
    Entry(address='/2024/05/01/a/', source='content/a.md', is_retired=False, line=1)
    >>> addresses = PublishedAddresses(connection, View(now), config)
    >>> addresses.at("/2024/05/01/a/")
    AddressOwner(kind='article', path='content/a.md')
    >>> addresses.at("/2024/05/01/b/") is None
    True
"""
