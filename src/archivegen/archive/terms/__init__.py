"""Terms: queries of the lists that articles are on, beyond their tallies.

- `parts`: the articles of a term that has an order, such as a series
"""
