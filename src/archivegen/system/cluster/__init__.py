"""The cluster: workers on other machines, of a Dask cluster that is there.

In come the address of its scheduler and the folder of the site, which every worker sees, at
whichever path; out comes a pool of workers. dask.distributed is imported here alone, and only when
it is asked for.

- `pool`: the pool, which hands jobs to the scheduler
- `client`: how a scheduler is reached, or a cluster of this machine is started
- `worker`: what is done on a worker
- `portable`: values whose paths hold in another place
"""
