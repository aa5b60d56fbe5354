"""The preview: a site served while it is written, built anew when a file of it is saved.

Nothing of it is ever in a built file: what reloads the browser is added to pages as they are sent.
"""
