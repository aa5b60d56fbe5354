"""Pictures: between loading and planning, each new file is examined, and smaller versions are made.

In go the picture files among the sources, with the digests of their bytes; out comes a library:
what is published at each picture's address, the renditions beside it, and what is wrong with a
file. Results are stored under digests, so each picture is processed once.

- `library`: all pictures of a site, ready to be published
- `index`: what is known of each picture, in a database that may be lost
- `jobs`: what a worker receives of pictures, and what it answers
- `process`: turns one picture file into what is published, with Pillow, in the workers
- `social_cards`: the social cards of articles, drawn where they are new
- `card_drawing`: draws one card with Pillow, in the workers
- `bounds`: limits on time and memory for processing a picture
- `signatures`: recognises files that are not among the supported picture formats
- `metadata`: removes metadata from a file's bytes, and leaves the picture as it is

A photograph without the place that its camera recorded:

    >>> clean = stripped(Path("content/harbour.jpg").read_bytes(), "JPEG")
    >>> b"GPS" in clean
    False
"""
