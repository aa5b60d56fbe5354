"""The model: the values of which every wing speaks, and what texts of editors mean.

In go texts as editors write them (a date, a link, a name), out come values: frozen, equal if they
hold the same, and made without looking at the site's files or at the clock.

- `problems`: what is wrong with a site, at which position, and how that is written down
- `times`: a date or a time of an editor's as a moment in the site's time zone
- `written_dates/`: the forms in which editors write a time
- `likely_dates`: what a date may mean that is written as no moment is
- `text`: a text on one line, with characters that could harm what follows it put right
- `names`: whether two spellings are of one name, and which part of it is the surname
- `slugs`: a text of any script as a name in addresses
- `taxonomies`: the kinds of lists that an article can be on, such as sections and series
- `romanisation/`: a text of any script in the letters of ASCII
- `languages`: language tags, which stand in for which, their script, how weeks begin
- `numbering`: the digits of a language
- `collation`: the order in which a language lists names
- `alphabets`: where its letters stand in that
- `cldr_at_time`: how each language joins a date and a time
- `links`: what a link in an article means: an article, a file, an address; which files are articles
- `hosts`: which host an address of the web names
- `own_paths`: the folders of the site's own pages, and which names that leaves to sections
- `urls`: every address and every output path of a site
- `vocabulary/`: the words with which an article says what it is
- `article`: an article, its place in print, and the card that listings show of it
- `documents/`: what editors write that is no article
- `body`: the HTML of an article, in which links to files, and boxes, are still symbolic
- `html_tags`: the patterns with which HTML is looked at
- `picture`: a picture with its renditions; which files are pictures

For example, a site below `/paper/` has a page for each month, and a link leads to an article:

    urls = Urls.of("https://example.org/paper/")
    urls.calendar(2024, 5)                                 # "/paper/2024/05/"
    urls.output("/paper/2024/05/")                         # "2024/05/index.html"
    linked_article("2024/a.md", "../2023/harbour.md#map")  # "2023/harbour.md"
"""
