"""The cluster: workers on other machines, in an existing Dask cluster.

In come the address of its scheduler and the folder of the site, which every worker sees, each at
its own path; out comes a pool of workers. dask.distributed is imported only here, and only on
request.

- `pool`: the pool, which hands jobs to the scheduler
- `client`: connects to a scheduler, or starts a cluster on this machine
- `worker`: the code that runs on a worker
- `portable`: values whose paths are valid on other machines
"""
