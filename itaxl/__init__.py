"""From the divisions' workbooks to the reports of a Thai public body's yearly integrity assessment.

The steps of a year as functions: `read`, `check`, `merge`, `analyse`, `render`, `issue`, with `records` and `sentences`
beside them. They come out of `itaxl.api` when they are first asked for, so that the command line starts quickly.
"""

from typing import TYPE_CHECKING, Any

from itaxl.version import VERSION

if TYPE_CHECKING:
    from itaxl.api import analyse, check, issue, merge, read, records, render, sentences

__version__ = VERSION
__all__ = ["__version__", "analyse", "check", "issue", "merge", "read", "records", "render", "sentences"]


def __getattr__(name: str) -> Any:
    """Return a step of the API, imported now. Raises AttributeError for any other name."""
    if name not in __all__:
        raise AttributeError(name)
    import itaxl.api  # noqa: PLC0415 - pandas and all that comes with it

    return getattr(itaxl.api, name)
