"""The report: what an archivist signs, in Markdown and as a page; it follows from the account.

- `numbers`: entries, counted, as tables and lists
- `advice`: what to do about what wants attention
- `text`: the report in Markdown
- `page`: the same as a page, with the texts of what wants attention side by side
- `comparison`: the text of an item in the source and on its page, and where they differ
- `files`: both, with what they are made of
- `style`: how that page looks
"""
