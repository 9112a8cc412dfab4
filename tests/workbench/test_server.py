"""The server: on this machine alone, and without a process left once it is stopped, however that is."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from urllib.parse import urlsplit

import pytest

from itaxl.errors import WrongUseError
from itaxl.loopback import server
from itaxl.loopback.face import Visit
from itaxl.pipeline import Result
from itaxl.processes.work import Work
from itaxl.spreadsheets.read import HERE
from itaxl.workbench.app import application, serve
from itaxl.workbench.desk import Desk
from tests.command import ROOT


class Started:
    """A server in a thread, with its desk and its address."""

    def __init__(self, folder: Path, idle: float = server.IDLE, merging: Work[Result] | None = None) -> None:
        self.desk = Desk(folder, Visit("en"), HERE)
        self.desk.merging = merging
        addresses: Queue[str] = Queue()
        self.thread = threading.Thread(
            target=lambda: server.serve(
                lambda keys: application(self.desk, keys), self.desk, addresses.put, idle=idle
            )
        )
        self.thread.start()
        self.address = addresses.get(timeout=60)
        self.port = urlsplit(self.address).port or 0

    def has_ended(self) -> bool:
        self.thread.join(60)
        self.desk.close()
        return not self.thread.is_alive()


@pytest.fixture
def running(folder: Path) -> Iterator[Started]:
    started = Started(folder)
    yield started
    started.desk.visit.stop_at = 0
    assert started.has_ended()


def opened(address: str) -> urllib.request.OpenerDirector:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    opener.open(address).close()
    return opener


def test_it_ends_once_nobody_has_used_it_for_long(folder: Path) -> None:
    assert Started(folder, idle=0.2).has_ended()


def test_it_does_not_end_while_it_merges(folder: Path) -> None:
    go = threading.Event()
    merging: Work[Result] = Work(lambda _: go.wait(60))  # type: ignore[arg-type,return-value]
    started = Started(folder, 0.2, merging)
    started.thread.join(1)
    assert started.thread.is_alive()
    go.set()
    assert started.has_ended()


def test_the_pages_own_button_ends_it_after_its_last_page(
    running: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itaxl.loopback.controls._LAST_WORDS", 0.1)
    opener, base = opened(running.address), running.address.partition("/?")[0]
    page = opener.open(base).read().decode()
    (path,) = {part.split('"')[0] for part in page.split('action="') if part.startswith("/stop")}
    last = opener.open(urllib.request.Request(base + path, method="POST")).read().decode()
    assert "You may close this page" in last
    assert running.has_ended()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(running.address)


def test_a_rebound_name_is_refused_on_the_wire(running: Started) -> None:
    with socket.create_connection(("127.0.0.1", running.port)) as raw:
        raw.sendall(f"GET /?{urlsplit(running.address).query} HTTP/1.1\r\n".encode())
        raw.sendall(b"Host: evil.example\r\nConnection: close\r\n\r\n")
        answer = http.client.HTTPResponse(raw)
        answer.begin()
        assert answer.status == 403


def test_nothing_listens_but_the_loopback(running: Started) -> None:
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text("utf-8").splitlines()[1:]]
    listening = [
        local
        for _, local, _, state, *_ in sockets
        if state == "0A" and local.endswith(f":{running.port:04X}")
    ]
    assert listening == [f"0100007F:{running.port:04X}"]


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(WrongUseError) as refused:
            serve(folder, None, HERE, lambda _: None, port=port)
    assert str(port) in refused.value.what("th")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_no_process_behind(folder: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "itaxl", "open", str(folder), "--no-browser"]
    program = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True
    )  # fmt: skip
    assert program.stdout
    address = next(line for line in program.stdout if line.startswith("http")).strip()
    assert urlsplit(address).hostname == "127.0.0.1"
    opened(address)
    os.kill(program.pid, number)
    assert program.wait(60) == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(program.pid, 0)
    program.stdout.close()
