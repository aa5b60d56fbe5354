"""Deployment: a built site goes to an object store, or to anything else that fsspec can write.

In go the files of an output and an address; out come objects at that address that form the site;
objects already there are not sent again. A manifest at the address lists what archivegen put there,
and nothing else is overwritten or removed. At every moment, the pages that can be read are whole
and lead to pages that exist. A deployment that is stopped at any point is finished by the next.

- `site_files`: the files that the last build wrote, as they are now
- `headers`: what hosts send with each file, in each store's own terms
- `store`: reads, sends and removes the objects at an address; retries and errors
- `conditional_writes`: writes an object of S3 only in the place of the one that was seen
- `folder`: a local folder, in which files are replaced as whole as objects are
- `manifest`: what is known to be at the address, and what is under way
- `changes`: what has to be sent or removed
- `transfer`: runs a deployment in order

For example, find and send what changed since the last time:

    store = ObjectStore.at("s3://my-archive/gazette", connections=10)
    with site_files(paths, progress) as files:
        deployment = compare(files, store)
        send(deployment, paths.output, store, progress)
"""
