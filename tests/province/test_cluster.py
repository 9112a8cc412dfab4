"""The cluster of this machine: what it shows, and to whom."""

import signal
import subprocess
import sys
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import urlsplit

import psutil
import pytest

from itaxl.cli import province as command
from itaxl.province import cluster
from itaxl.texts import Texts

pytestmark = pytest.mark.slow

OTHER_SITE = "http://example.org"
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def answered(link: str, path: str, **headers: str) -> int:
    """The status with which the server of a link answers."""
    server = HTTPConnection(urlsplit(link).netloc, timeout=20)
    server.request("GET", path, headers=headers)
    status = server.getresponse().status
    server.close()
    return status


def listening() -> set[str]:
    connections = psutil.Process().net_connections("tcp")
    return {connection.laddr.ip for connection in connections if connection.status == psutil.CONN_LISTEN}


def test_dashboard_is_for_this_machine_and_no_other_site() -> None:
    with cluster._local(0, dashboard=True) as client:
        link = client.dashboard_link
        assert listening() == {"127.0.0.1"}
        assert answered(link, "/status") == 200
        assert answered(link, "/status/ws", **UPGRADE, Origin=link.removesuffix("/status")) == 101
        assert answered(link, "/status/ws", **UPGRADE, Origin=OTHER_SITE) == 403


def test_nothing_is_shown_where_nobody_asks() -> None:
    with cluster._local(0, dashboard=False) as client:
        pages = ("/status", "/info/main/workers.html", "/metrics")
        assert {answered(client.dashboard_link, page) for page in pages} == {404}


def test_without_what_draws_it_the_remedy_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    command._show_findings(cluster.missing_for_dashboard(), Texts("province", "en"))
    said = capsys.readouterr().out
    assert "D544" in said
    assert "itaxl[dashboard]" in said


class EndedError(Exception):
    """A person has had enough."""


def test_the_end_takes_the_workers_with_it_and_no_other_process() -> None:
    """A server that merges from its pages has processes of its own."""
    worker, other = (
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) for _ in range(2)
    )
    nannies = {0: SimpleNamespace(pid=worker.pid), 1: SimpleNamespace(pid=None)}  # of which one has died
    with worker, other:
        with pytest.raises(EndedError), cluster._ending_all(SimpleNamespace(workers=nannies)):
            raise EndedError
        assert worker.wait(20) == -signal.SIGKILL
        assert other.poll() is None
        other.communicate(b"\n")
