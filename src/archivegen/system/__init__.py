"""The system: files, databases, processes and signals; it knows nothing of articles.

In come paths, bytes and functions; out come what changed, what is locked and what was computed,
with the system's errors as exceptions that say what was wrong. Every wing but the model may use it.

- `digests`: fingerprints of values and files
- `versions`: the digests of this package and of the libraries that it uses
- `files`: the stat of a file, when it can be trusted, and how a file is replaced
- `scan`: the files below a folder
- `csv_rows`: lines of CSV that no spreadsheet runs
- `gzip_parts`: bytes that are packed as they come
- `media_types`: what each file is, the same on every system
- `caching`: how long a file may be kept by those who read it
- `database`: SQLite files that may be thrown away
- `tables`: keys and values on disk, for as long as a command runs
- `locks`: one build at a time
- `signals`: told to stop
- `timeouts`: code that takes too long
- `resources`: processors that may be used, and memory that was
- `workers`: what a build asks of those that do its work
- `process_pool`: work for other processes, and what becomes of one that dies
- `worker_process`: what such a process does
- `work_context`: what a worker has open for its jobs
- `cluster`: work for other machines
- `progress`: how far a build has come, and how long its phases took

For example, whether a file has to be read again:

    before = Stat.of(os.stat(path))
    ...
    if Stat.of(os.stat(path)) != before or not before.is_settled(scanned_ns):
        changed = digest_of(path) != kept_digest
"""
