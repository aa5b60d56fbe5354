"""The system: files, databases, processes and signals; it knows nothing of articles.

In come paths, bytes and functions; out come what changed, what is locked and what was computed.
System errors are exceptions that say what was wrong. Every wing but the model may use it.

- `digests`: fingerprints of values and files
- `versions`: the digests of this package and of the libraries that it uses
- `files`: the stat of a file, when it can be trusted, and replacing a file
- `scan`: the files below a folder
- `csv_rows`: lines of CSV that are safe in spreadsheets
- `gzip_parts`: compresses bytes as they come
- `media_types`: the media type of a file, the same on every system
- `caching`: how long browsers and hosts may cache a file
- `database`: disposable SQLite files
- `tables`: keys and values on disk, for the duration of a command
- `locks`: one build at a time
- `signals`: handles requests to stop
- `timeouts`: interrupts code that takes too long
- `resources`: available processors, and memory use
- `workers`: the interface of workers
- `process_pool`: runs work in other processes, and handles those that die
- `worker_process`: the worker's side of such a process
- `work_context`: what a worker has open for its jobs
- `cluster`: runs work on other machines
- `progress`: the progress of a build, and how long its phases took

For example, whether a file has to be read again:

    before = Stat.of(os.stat(path))
    ...
    if Stat.of(os.stat(path)) != before or not before.is_settled(scanned_ns):
        changed = digest_of(path) != kept_digest
"""
