"""Further reading: what the page of an article leads to beside its neighbours and its series.

- `related`: articles that came shortly before and have much in common
- `mentions`: later articles whose texts link to it
"""
