"""Further reading: what an article's page links to beside its neighbours and its series.

- `related`: articles shortly before it that have much in common with it
- `mentions`: later articles whose texts link to it
"""
