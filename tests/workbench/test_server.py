"""The server: on this machine alone, and without a process left once it is stopped, however that is."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from itaxl.errors import WrongUseError
from itaxl.spreadsheets.read import HERE
from itaxl.workbench.app import serve
from tests.command import ROOT


def started(folder: Path, idle: float = 60) -> tuple[threading.Thread, str]:
    """A server in a thread, and its address."""
    addresses: list[str] = []
    thread = threading.Thread(
        target=serve, args=(folder, "en", HERE, addresses.append), kwargs={"idle": idle}
    )
    thread.start()
    until = time.monotonic() + 30
    while not addresses and time.monotonic() < until:
        time.sleep(0.02)
    return thread, addresses[0]


def opened(address: str) -> urllib.request.OpenerDirector:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    opener.open(address).close()
    return opener


def test_it_ends_once_nobody_has_used_it_for_long(folder: Path) -> None:
    thread, address = started(folder, idle=0.3)
    opened(address)
    thread.join(30)
    assert not thread.is_alive()


def test_the_pages_own_button_ends_it_after_its_last_page(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itaxl.workbench.controls._LAST_WORDS", 0.1)
    thread, address = started(folder)
    opener = opened(address)
    page = opener.open(address.partition("?")[0]).read().decode()
    (path,) = {part.split('"')[0] for part in page.split('action="') if part.startswith("/stop")}
    last = (
        opener.open(urllib.request.Request(address.partition("/?")[0] + path, method="POST")).read().decode()
    )
    assert "You may close this page" in last
    thread.join(30)
    assert not thread.is_alive()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(address)


def test_a_rebound_name_and_a_second_host_are_refused_on_the_wire(folder: Path) -> None:
    thread, address = started(folder, idle=3)
    port = urlsplit(address).port
    assert port
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(f"GET /?{urlsplit(address).query} HTTP/1.1\r\n".encode())
        raw.sendall(b"Host: evil.example\r\nConnection: close\r\n\r\n")
        answer = http.client.HTTPResponse(raw)
        answer.begin()
        assert answer.status == 403
    thread.join(30)


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
    server = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True
    )  # fmt: skip
    assert server.stdout
    address = next(line for line in server.stdout if line.startswith("http")).strip()
    assert urlsplit(address).hostname == "127.0.0.1"
    opened(address)
    os.kill(server.pid, number)
    assert server.wait(30) == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(server.pid, 0)
    server.stdout.close()


def test_nothing_listens_but_the_loopback(folder: Path) -> None:
    thread, address = started(folder, idle=1)
    port = urlsplit(address).port
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text("utf-8").splitlines()[1:]]
    listening = [
        local for _, local, _, state, *_ in sockets if state == "0A" and local.endswith(f":{port:04X}")
    ]
    assert listening == [f"0100007F:{port:04X}"]
    thread.join(30)
