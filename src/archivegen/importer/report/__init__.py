"""The report: what an archivist signs, in Markdown and as a page, derived from the account.

- `numbers`: entries, counted, as tables and lists
- `advice`: what to do about items that need attention
- `text`: the report in Markdown
- `page`: the same as a page, with the texts that need attention side by side
- `comparison`: the text of an item in the source and on its page, and where they differ
- `files`: both reports, with what they are made from
- `style`: the stylesheet of that page
"""
