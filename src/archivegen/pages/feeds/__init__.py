"""Feeds: the files for feed readers, and the page on which people find them.

- `files`: Atom, RSS and JSON Feed
- `overview`: all feeds with their addresses, and the newest headlines
"""
