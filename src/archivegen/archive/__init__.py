"""The archive: the articles of a site as rows of SQLite files, and every query of them.

The loader puts in a row for each article file; out come values: articles, cards, terms, tallies,
and digests that tell what of the archive changed. Queries are of the published articles as of a
"now", except where they say otherwise. SQL stands nowhere else, but for what is known of an output
and of pictures. The files may be lost at any time: they are made anew from the sources.

What is stored:

- `rows`: an article as a row, ready to be stored
- `codec`: articles and cards as bytes, and back
- `documents/`: what is no article, as rows beside those of articles
- `store`: the tables, written by the loader; connections for whoever reads
- `body_cache`: the HTML of bodies, so that Markdown runs once for each; places of broken links

What is asked for when pages are planned:

- `catalog`: cards, terms, neighbours; tallies by day, month and term
- `months`: whole articles of a month or year, and those that search engines are told of
- `keyed_digests`: what stands for articles in sums that nobody can steer
- `content_digests`: digests of texts and of where their links lead
- `further_reading/`: related articles, and later ones that link to an article
- `translations`: the versions of an article in other languages
- `printed/`: in which issues of newspapers articles were printed
- `notices`: what was noted of articles after they were published, by month
- `aliases`: old addresses of articles and documents

What else is asked for:

- `inventory`: the archive as a whole: clashes, what is scheduled, what is not published
- `last_readable`: what files held that cannot be read now, when they could be
- `find`: articles by state, terms and time, for `archivegen list`
- `terms/`: the parts of series, in their order
- `term_names`: what terms are called that are spelled in several ways
- `known_terms`: names of sections, topics, authors and others, for hints
- `files`: what is known of the source files, and who names those that hold no text
- `ledger/`: the list of all addresses that articles were ever published at

What queries are made of:

- `queries`: parts of SQL that many have, and what is published as of a "now"
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
