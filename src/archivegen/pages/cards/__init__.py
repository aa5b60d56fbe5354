"""Cards: what pages have in common that show cards of articles.

- `pictures`: a page with the lead pictures of its cards, and what stands for these in slices
"""
