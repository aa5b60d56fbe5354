"""The model: the values that all wings share, and what editors' texts mean.

In go texts as editors write them (a date, a link, a name); out come values: frozen, equal if they
hold the same, and made without looking at the site's files or the clock.

- `problems`: what is wrong with a site, at which position, and its written forms
- `times`: an editor's date or time as a moment in the site's time zone
- `written_dates/`: the forms in which editors write a time
- `likely_dates`: possible meanings of a date in no accepted form
- `text`: a text made one line, with characters neutralised that could harm what follows it
- `names`: whether two spellings are of one name, and which part of it is the surname
- `slugs`: turns a text of any script into a name in addresses
- `taxonomies`: the kinds of lists that an article can be on, such as sections and series
- `romanisation/`: a text of any script in ASCII letters
- `languages`: language tags and their fallbacks, script, and first day of the week
- `numbering`: the digits of a language
- `collation`: the order in which a language lists names
- `alphabets`: where a language's own letters sort
- `cldr_at_time`: how each language joins a date and a time
- `links`: what a link in an article means: an article, a file, an address
- `hosts`: the host that a web address names
- `own_paths`: the folders of the site's own pages, and which names they leave to sections
- `urls`: every address and every output path of a site
- `vocabulary/`: the terms with which an article classifies itself
- `article`: an article, its place in print, and the card that listings show of it
- `documents/`: texts of editors that are no articles
- `body`: the HTML of an article, with symbolic links and boxes
- `html_tags`: patterns for searching HTML
- `picture`: a picture with its renditions; which files are pictures

For example, a site below `/paper/` has a page for each month, and a link leads to an article:

    urls = Urls.of("https://example.org/paper/")
    urls.calendar(2024, 5)                                 # "/paper/2024/05/"
    urls.output("/paper/2024/05/")                         # "2024/05/index.html"
    linked_article("2024/a.md", "../2023/harbour.md#map")  # "2023/harbour.md"
"""
