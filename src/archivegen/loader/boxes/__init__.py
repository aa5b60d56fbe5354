"""Boxes: parts that an author sets apart from the text, such as facts, and that a template makes.

In go lines such as `::: fact Title` and `:::`, and quotations that are alerts. In the HTML of a
body, they become symbols with data (`model/body`), which are resolved when a page is rendered.

- `lines`: replaces the lines that begin and end boxes by words that no engine changes
- `data`: boxes made from a data file, and the bars of a chart
- `tables`: reads a data file as columns and rows
- `symbols`: turns these words, and alerts, into symbols in an engine's HTML

The content of a box is Markdown like the rest, so an engine reads the text as a whole:

    boxes = find_boxes(text, {"fact"})    # ::: fact The lamp
    boxes.text                            # b52ex0z The lamp
"""
