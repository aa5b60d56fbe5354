"""Boxes: what an author sets apart from the text, such as facts, and a template makes.

In go lines such as `::: fact Title` and `:::`, and quotations that are alerts; in the HTML of a
body they are symbols with data (`model/body`), which are resolved when a page is rendered.

- `lines`: the lines in which boxes begin and end, as words that no engine changes
- `data`: boxes that are made of a file of data, and the bars of a chart
- `tables`: a file of data as columns and rows
- `symbols`: these words, and alerts, in the HTML of an engine become symbols

What is between the lines is Markdown like the rest, so an engine reads the text as a whole:

    boxes = find_boxes(text, {"fact"})    # ::: fact The lamp
    boxes.text                            # b52ex0z The lamp
"""
