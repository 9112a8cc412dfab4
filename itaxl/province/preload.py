"""Set up a worker of the local cluster: Dask loads this first."""

from itaxl.system.limits import ignore_interrupts


def dask_setup(_: object) -> None:
    """Leave Ctrl-C to the main program, which ends the workers and all that they started."""
    ignore_interrupts()
