"""Safe HTML: what remains of an author's HTML, and of an engine's, before it is published.

In goes the HTML that an engine made from a text; out come HTML that can harm no reader and loses
no word, and a list of what was left out. nh3 has the last word.

- `sanitizer`: removes from HTML what may harm a reader
- `author_html`: decides what of the author's HTML is a tag, what is text, and what is left out
- `html_walk`: walks through HTML from tag to tag
- `elements`: the names of elements, and what becomes of those not allowed
- `frames`: which frames are kept, and which become links
- `nesting`: limits how deep elements are nested
- `trusted_links`: makes paths symbolic in trusted HTML
- `figures`: pictures with captions, and galleries
- `link_cards`: a link to a video or a post as a card

A word in angle brackets is shown, and a script is not:

    >>> clean, left_out = sanitizer.clean("<p><not> said<script>x</script></p>")
    >>> clean, [out.name for out in left_out]
    ('<p>&lt;not&gt; said</p>', ['script'])
"""
