"""Platforms: the markup that Medium and Substack put around the texts of their exports.

- `elements`: finds HTML elements by their classes, and replaces them
- `medium_texts`: the text of a Medium story
- `substack_texts`: the text of a Substack post
- `substack_parts`: the parts of a Substack post other than words and pictures
"""
