"""The builder runs a build in order: sources go in, an up-to-date output comes out.

In go the folders of a site, the options of the build and a listener for its progress; out comes
a report. Nothing moves into the output before everything is known to be right, and a build that is
stopped at any point is finished by the next.

The path of a build:

- `build`: the entry point: one build at a time, and an early exit if there is nothing to do
- `inputs`: what a build is made from, with a digest of everything but the sources
- `pipeline`: the stages in their order, on one screen
- `pools`: which workers do the work: this process, others, or a cluster
- `load_rows`: brings the rows of the archive up to date with the sources
- `keep_going`: keeps the pages of articles that cannot be read, on request
- `images/`: pictures: their sizes, renditions and metadata
- `plan`: all slices of the site, and which of them must be made again
- `source_files`: the source files that are no texts, and which of them are copied
- `links/`: links and pictures of articles whose target does not exist
- `state_folder`: clears whatever blocks the files of the state
- `site_problems`: what is wrong with the site as a whole
- `problems/`: problems of the whole site that have one position, such as in its footer
- `same_addresses`: articles that share one address, and what would tell them apart
- `render_slices`: hands slices to the workers
- `render_worker`: a worker's part: turns slices into staged files
- `search/`: the indexes of the search
- `conflicts`: two owners of one address, and foreign files
- `publish`: moves staged files into place, and notes what was done
- `output/`: the output folder: what is there, and what is known of it
- `report`: what a build did, in numbers

For all commands:

- `session`: a loaded site, for commands that only look at it
- `site_reader`: the databases of a loaded site, open for planning and rendering
- `recovery`: if the state is damaged, discards it and starts over, once

The second build has nothing to do:

    >>> paths = SitePaths(Path("/srv/gazette"), Path("/srv/gazette/public"))
    >>> options = Options(now=1_750_000_000)
    >>> build(paths, options, Progress()).written
    214
    >>> build(paths, options, Progress()).written
    0
"""
