"""The checks: what is wrong with a site's content, found without writing the site.

One module for each sort of mistake. They look at a site that is loaded (`session`) and planned;
`checker` has them all done and gives problems, as every other stage does.
"""
