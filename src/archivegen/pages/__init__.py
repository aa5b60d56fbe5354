"""The pages: what a site consists of, planned as values from the archive.

In goes a planning: the configuration, the addresses and the archive's catalog. Out come slices (a
name and a digest of everything that its pages are made from) and, for a slice whose digest changed,
its pages: address, output path, template, and the data that the template may see. All are pure
functions. The renderer turns pages into bytes.

The values, and code that several families use:

- `page`: pages, slices and families; the parts of the site that every page shows
- `families`: all families, their slices, and the pages of a slice by its name
- `site`: the site as templates see it
- `neighbours`: what comes before and after something in an order
- `documents/`: documents as pages show them, and the digests that tell when they changed
- `article_links`: the addresses of what a text links to
- `listing_page`: a listing's page, with the pictures of its articles

The families, a module each or several that belong together:

- `articles`: articles, and redirects from their old addresses
- `article_templates`: which template makes the page of an article
- `front_page`: the newest articles, and those of each section
- `series`: the other parts of an article's series
- `terms/`: sections, topics and other terms, and lists of all terms
- `profiles/`: what files say about terms, for their pages and for bylines
- `archive_overview`: all years and months on one page
- `calendar/`: years, months, days, and the days of the year across all years
- `corrections`: a list of corrections
- `print_issues/`: printed issues and their contents
- `feeds/`: Atom, RSS and JSON Feed, and the page that lists them
- `sitemaps`: sitemaps and their index
- `news_sitemap`: the sitemap of the last two days
- `search/`: the search page, and the parts of the archive that have an index each
- `json_archive`: the archive as JSON, for programs
- `static_pages`: undated pages, such as an imprint
- `fixed_pages`: 404.html, robots.txt and tdmrep.json
- `machines/`: files for bots and hosts

The slice of a month has the pages of the month and of its days:

    >>> planning = Planning(config, urls, Catalog(connection, View(now), urls))
    >>> [part.name for part in slices_of(planning) if part.name.startswith("month")]
    ['month/2024/5']
    >>> for page in pages_of(planning, "month/2024/5"):
    ...     print(page.output, page.template, type(page.data).__name__)
    2024/05/index.html month.html MonthData
    2024/05/01/index.html day.html DayData

To add a family, write a module with its slices, its pages and their data, declare it there as a
Family with a PageTemplate for each template, and add it to the tuple of all families. Add the
template to the theme; the reference of the theme then includes it.
"""
