"""The pages: what a site consists of, planned as values from the archive.

In goes a planning: the configuration, the addresses and the archive's catalog. Out come slices (a
name and a digest of all that its pages are made from) and, for a slice whose digest changed, its
pages: address, output path, template, and the data that the template may see. All are pure
functions; what a template makes of a page is the renderer's.

The values, and what several families use:

- `page`: pages, slices and families; what every page shows of the site
- `families`: all families, their slices, and the pages of a slice by its name
- `site`: the site as templates see it
- `neighbours`: what stands before and after something in an order
- `month_grid`: the weeks of a month
- `documents/`: what is shown of texts that are no articles, and what tells that they changed
- `listing_page`: a page with the pictures of the articles that it lists

The families, a module each or several that belong together:

- `articles`: articles, and pages at their old addresses that lead on
- `article_templates`: which template makes the page of an article
- `front_page`: the newest articles, and those of each section
- `series`: the other parts of a series that an article is a part of
- `terms/`: sections, topics and other terms, and lists of all
- `profiles/`: what files say of terms, for their pages and for bylines
- `archive_overview`: all years and months on one page
- `calendar`: years, months, days
- `on_this_day`: the days of the year, with all years
- `corrections`: what was corrected
- `print_issues/`: printed issues, and what stood in each
- `feeds/`: Atom, RSS and JSON Feed, and the page that lists them
- `sitemaps`: sitemaps and their index
- `news_sitemap`: the sitemap of the last two days
- `search_page`: the page to search the archive, and which indexes there are
- `json_archive`: the archive for programs
- `static_pages`: pages that are no articles, such as an imprint
- `fixed_pages`: 404.html, robots.txt and tdmrep.json
- `machines/`: what bots and hosts are told

The slice of a month has the pages of the month and of its days:

    >>> planning = Planning(config, urls, Catalog(connection, View(now), urls))
    >>> [part.name for part in slices_of(planning) if part.name.startswith("month")]
    ['month/2024/5']
    >>> for page in pages_of(planning, "month/2024/5"):
    ...     print(page.output, page.template, type(page.data).__name__)
    2024/05/index.html month.html MonthData
    2024/05/01/index.html day.html DayData

To add a family, write a module with its slices, its pages and their data, declare it there as a
Family with a PageTemplate for each template, and add it to the tuple of all families. The template
goes to the theme, and the reference of the theme has it then.
"""
