"""Romanisation: texts of any script in the letters of ASCII.

- `conventions`: how languages write their letters in Latin ones
- `latin`: a text in ASCII, and what of a name is lost on the way
"""
