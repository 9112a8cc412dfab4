"""Run functions in other processes, with limits of time and memory, so that a crash or a hang stops nothing else.

`worker` and `pool` are the caller's side, `serving` is the other one; `messages` is what goes between them. Where the
system can, the workers of a pool are forks of one process that is ready (`forks`; the other side: `fork_server`), which
saves half a second of imports. The limits are the system's (`itaxl.system`). `multiprocessing` is not used, since it
would import the caller's main module again.
"""
