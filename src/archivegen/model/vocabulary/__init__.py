"""The vocabulary: the words with which an article says what it is, and what has become of it.

Closed lists, so that pages, feeds and programs mean the same by a word.

- `bots`: the names of bots that gather texts for language models
- `identifiers`: names that last, and where they are resolved
- `kinds`: what sort of text an article is: news, opinion, an obituary
- `licences`: where the text of a licence stands
- `notices`: what may be noted of an article after it was published
- `wordpress_fields`: names of what an export for WordPress says beyond what WordPress knows

For example, the note that weighs most is what listings say of an article:

    mark_of(["correction", "retraction"])  # "retraction"
"""
