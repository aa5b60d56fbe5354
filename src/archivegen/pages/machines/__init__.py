"""For machines: what bots and hosts are told of a site, as values of its configuration.

- `robots`: which bots may not read the site, and whether it may be mined
"""
