"""Romanisation: texts of any script in ASCII letters.

- `conventions`: how languages write their letters in Latin ones
- `latin`: a text in ASCII, and what is lost of a name
"""
