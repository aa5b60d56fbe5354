"""The vocabulary: the terms with which an article says what it is, and what has become of it.

They are closed lists, so that pages, feeds and programs mean the same by a term.

- `bots`: the names of bots that gather texts for language models
- `identifiers`: persistent identifiers, and where they are resolved
- `kinds`: what sort of text an article is: news, opinion, an obituary
- `licences`: the address of a licence's text
- `notices`: notices that may be added to a published article
- `wordpress_fields`: names of custom fields in exports for WordPress

For example, listings mark an article with its most serious notice:

    mark_of(["correction", "retraction"])  # "retraction"
"""
