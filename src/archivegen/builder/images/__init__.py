"""Pictures: between loading and planning, each new file is looked at, and smaller ones are made.

In go the picture files among the sources, with the digests of their bytes; out comes a library:
what is published at each picture's address, the renditions beside it, and what is wrong with a
file. What was made is kept under digests, so a picture is worked on once.

- `library`: all pictures of a site, ready to be published
- `index`: what is known of each, in a database that may be lost
- `process`: one picture file becomes what is published of it, with Pillow, by the workers
- `social_cards`: the cards of articles, drawn where they are new
- `card_drawing`: one card, drawn with Pillow, by the workers
- `bounds`: what it may take to work on a picture
- `signatures`: what a file is that is none of these pictures
- `metadata`: metadata taken out of a file's bytes, while the picture stays as it is

A photograph without what its camera says of the place:

    >>> clean = stripped(Path("content/harbour.jpg").read_bytes(), "JPEG")
    >>> b"GPS" in clean
    False
"""
