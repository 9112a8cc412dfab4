"""Serve pages on this machine's own address until it is stopped, or nobody has used it for long."""

import contextlib
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from itaxl.errors import WrongUseError
from itaxl.loopback.face import Face
from itaxl.loopback.guard import Keys

LOOPBACK = "127.0.0.1"
IDLE = 3600.0  # seconds without a request
_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


def serve(
    make: Callable[[Keys], ASGIApp],
    face: Face,
    announce: Callable[[str], None],
    *,
    port: int = 0,
    idle: float = IDLE,
) -> None:
    """Serve what `make` returns, behind the guard; call `announce` with the address once it can be opened.

    Ends by a signal, at `stop_at`, or after `idle` seconds without a request and without work. Raises WrongUseError
    where the port is taken.
    """
    with contextlib.closing(_listening(port)) as listener:
        keys = Keys(listener.getsockname()[1])
        config = uvicorn.Config(
            make(keys),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        announce(keys.url)
        _Server(config, face, idle).run([listener])


class _Server(uvicorn.Server):
    """Server that any signal ends quietly, so that what it started is ended too."""

    def __init__(self, config: uvicorn.Config, face: Face, idle: float) -> None:
        super().__init__(config)
        self._face, self._idle = face, idle

    async def on_tick(self, counter: int) -> bool:
        """Return whether this is the end."""
        now, visit = time.monotonic(), self._face.visit
        is_idle = now - visit.used > self._idle and not self._face.busy
        is_told = visit.stop_at is not None and now > visit.stop_at
        return await super().on_tick(counter) or is_idle or is_told

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let streams end, then all else."""
        self._face.visit.stop_at = self._face.visit.stop_at or 0
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take signals for the end without raising them again: the caller has processes to end."""

        def end(_: int, __: FrameType | None) -> None:
            self.should_exit = True

        in_main = threading.current_thread() is threading.main_thread()
        before = {number: signal.signal(number, end) for number in _SIGNALS} if in_main else {}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise WrongUseError(
            "open.port", port=port, reason=getattr(error, "strerror", None) or error
        ) from error
    return listener
