"""Written dates: the forms in which editors write a time.

- `forms`: the forms as patterns, and the meaning of their parts
"""
