"""The builder: the order of it all. Sources go in, an output that is up to date comes out.

In go the folders of a site, how to build it and somebody who is told how far it has come; out comes
a report. Nothing takes its place in the output before all is known to be right, and a build that is
stopped anywhere is finished by the next.

The way of a build:

- `build`: the entrance: one build at a time, and the gate for one with nothing to do
- `inputs`: what a build is made from, with a digest of all that is no source
- `pipeline`: the stages in their order, on one screen
- `pools`: who does the work: this process, others, or a cluster
- `load_rows`: the rows of the archive are brought up to the sources
- `keep_going`: the pages of articles that cannot be read stand, if that was asked for
- `images/`: pictures: their sizes, renditions and metadata
- `plan`: all slices of the site, and which of them may not stand as they have to
- `source_files`: the files that are no articles, and which of them are copied
- `links/`: links and pictures of articles that lead to no file
- `state_folder`: what stands in the way of what is kept
- `site_problems`: what is wrong with the site as a whole
- `problems/`: what is wrong with the footer, and with the site's own templates
- `same_addresses`: articles that meet at one address, and what would tell them apart
- `render_slices`: slices are handed to the workers
- `render_worker`: what a worker does: slices become staged files
- `search/`: the indexes of the search
- `conflicts`: two owners of one address, and foreign files
- `publish`: staged files take their places, and what was done is noted
- `output/`: the output folder: what stands there, and what is known of it
- `report`: what a build did, in numbers

For all commands:

- `session`: a site, loaded, for commands that only look at it
- `site_reader`: the databases of a loaded site, open for whoever plans or renders
- `recovery`: damage in what is kept is met by beginning anew, once

A site is built, and then there is nothing to do:

    >>> paths = SitePaths(Path("/srv/gazette"), Path("/srv/gazette/public"))
    >>> options = Options(now=1_750_000_000)
    >>> build(paths, options, Progress()).written
    214
    >>> build(paths, options, Progress()).written
    0
"""
