"""The archive: the articles of a site as rows of SQLite files, and every query of them.

The loader stores a row for each article file. Out come values: articles, cards, terms, tallies,
and digests that say what in the archive changed. Queries cover the articles published as of a
"now", unless they say otherwise. No other wing has SQL, except for the builder's own databases of
outputs and pictures, and the system's generic ones. The files may be lost at any time: they are
rebuilt from the sources.

What is stored:

- `rows`: an article as a row, ready to be stored
- `codec`: articles and cards as bytes, and back
- `documents/`: pages, terms and other documents, as rows beside those of articles
- `store`: the tables, written by the loader; connections for whoever reads
- `body_cache`: the HTML of bodies, so that Markdown runs once for each; positions of broken links

Queries for planning pages:

- `catalog`: cards, terms, neighbours; tallies by day, month and term
- `months`: whole articles of a month or year, and the articles listed for search engines
- `summaries`: sums of terms and of days, kept beside the rows; addresses of several
- `keyed_digests`: keyed digests of articles, whose sums nobody can manipulate
- `content_digests`: digests of texts and of the targets of their links
- `further_reading/`: related articles, and later ones that link to an article
- `translations`: the versions of an article in other languages
- `printed/`: in which newspaper issues articles were printed
- `notices`: corrections and other notices added after publication, by month
- `aliases`: old addresses of articles and documents

Other queries:

- `inventory`: the archive as a whole: clashes, scheduled articles, unpublished ones
- `last_readable`: the last readable version of files that cannot be read now
- `find`: articles by state, terms and time, for `archivegen list`
- `terms/`: the parts of series, in their order
- `term_names`: the names of terms that are spelled in several ways
- `known_terms`: names of sections, topics, authors and others, for hints
- `files`: what is known of the source files, and which texts use the other files
- `ledger/`: the list of all addresses that articles were ever published at

Building blocks of queries:

- `queries`: SQL fragments that many queries share; what counts as published as of a "now"
- `day_numbers`: days as numbers, yyyymmdd

The newest article of a section in 2022, after a build of the site in a folder:

    paths = SitePaths(Path("/srv/gazette"), Path("/srv/gazette/public"))
    urls = Urls.of("https://gazette.example/")
    with closing(store.read_only_articles(paths)) as connection:
        catalog = Catalog(connection, View(now=1_750_000_000), urls)
        for card in catalog.of_term(BUILT_IN[SECTIONS], "world", year=2022, limit=1):
            print(card.date.iso, card.url, card.headline)

    2022-07-21T06:40:00+01:00 /2022/07/21/harbour-light/ The harbour light is lit again
"""
