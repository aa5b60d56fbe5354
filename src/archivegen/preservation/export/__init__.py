"""Export: the articles of an archive, with their texts, in forms that other systems read.

In go published articles with the final HTML of their bodies, oldest first and one at a time; out
come the bytes of a file, in parts. Equal articles give equal bytes.

- `item`: an article as exported, and the facts of the site
- `stream`: the articles of a site as such items
- `formats`: the table of the formats
- `jsonl`: JSON lines, with everything in the JSON archive
- `csv_table`: a table with a row for each article
- `wxr`: WordPress eXtended RSS
- `ninjs`: the IPTC's News in JSON
- `markdown`: the article files themselves, with all defaults written out

For example, an archive as JSON lines:

    with opened(paths, config, view) as (site, items):
        for part in FORMATS["jsonl"].parts(site, items(query)):
            file.write(part)
"""
