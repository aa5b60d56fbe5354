"""Safe HTML: what is left of an author's own HTML, and of an engine's, before it is published.

In goes the HTML that an engine made of a text; out comes HTML that can harm no reader, in which no
word is lost, with what was left out of it. nh3 has the last word.

- `sanitizer`: takes out of HTML what may harm a reader
- `author_html`: what of the author's HTML is a tag, what is text, and what is left out
- `html_walk`: going through HTML from tag to tag
- `elements`: the names of elements, and what becomes of those that may not stand
- `frames`: which frames stay, and which become links
- `nesting`: a bound on elements inside one another
- `trusted_links`: makes paths symbolic in HTML that somebody vouches for
- `figures`: pictures with captions, and galleries
- `link_cards`: a link to a video or a post as a card

A word in angle brackets is shown, and a script is not:

    >>> clean, left_out = sanitizer.clean("<p><not> said<script>x</script></p>")
    >>> clean, [out.name for out in left_out]
    ('<p>&lt;not&gt; said</p>', ['script'])
"""
