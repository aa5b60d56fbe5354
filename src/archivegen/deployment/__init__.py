"""Deployment: a site that is built goes to an object store, or to whatever else fsspec can write.

In go the files of an output and an address; out come objects at that address which are the site, of
which only those were sent that are not there already. What archivegen put there is known by a
manifest that stands there, too: nothing else is overwritten or removed. At every moment the pages
that can be read are whole, and lead to pages that are there. A deployment that is stopped anywhere
is finished by the next.

- `site_files`: the files that the last build wrote, as they stand
- `headers`: what hosts send with each file, in the words of each store
- `store`: the objects at an address: read, sent, removed; attempts and errors
- `folder`: a folder of this machine, in which files are as whole as objects
- `manifest`: what is known to stand there, and what is under way
- `changes`: what has to be sent or removed
- `transfer`: the order of it all

For example, what changed since the last time, and the same sent:

    store = ObjectStore.at("s3://my-archive/gazette", connections=10)
    with site_files(paths, progress) as files:
        deployment = compare(files, store)
        send(deployment, paths.output, store, progress)
"""
