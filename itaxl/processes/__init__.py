"""Run functions in other processes, with limits of time and memory, so that a crash or a hang stops nothing else.

`worker` and `pool` are the caller's side, `serving` is the other one; `messages` is what goes between them. The limits
are the system's (`itaxl.system`). `multiprocessing` is not used, since it would import the caller's main module
again.
"""
