"""Platforms: what Medium and Substack put around the texts of their exports.

- `elements`: elements of HTML, found by their classes and replaced
- `medium_texts`: the text of a story of Medium
- `substack_texts`: the text of a post of Substack
- `substack_parts`: what a post of Substack has in it beside words and pictures
"""
