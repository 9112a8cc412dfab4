"""A real mail server on this machine, for one test or many: Dovecot with one user, in a folder of its own.

It runs as whoever runs the tests, as `nobody` where that is root, whom Dovecot lets own no mail.
"""

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

USER, PASSWORD = "ita@example.go.th", 'รหัส ลับ"1'
PLAIN_USER, PLAIN_PASSWORD = "clerk", 'plain "one"'
_PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

_COMMON = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 0
ssl = yes
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {secure}
  }}
}}
service anvil {{
  chroot =
}}
"""
# Of Dovecot 2.3, as in Debian 12.
_SETTINGS_2_3 = """
mail_location = maildir:{folder}/mail:LAYOUT=fs
disable_plaintext_auth = no
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
"""
# Of Dovecot 2.4, as in Debian 13: other names for the same.
_SETTINGS_2_4 = """
mail_driver = maildir
mail_path = {folder}/mail
mailbox_list_layout = fs
auth_allow_cleartext = yes
ssl_server_cert_file = {folder}/cert.pem
ssl_server_key_file = {folder}/key.pem
passdb passwd-file {{
  passwd_file_path = {folder}/users
  default_password_scheme = PLAIN
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/home
  }}
}}
"""
_STATED = "dovecot_config_version = {version}\ndovecot_storage_version = {version}\n"


@dataclass(frozen=True)
class Server:
    """`plain` and `secure` are ports on 127.0.0.1; `certificate` is the one that it shows, made out to localhost."""

    folder: Path
    plain: int
    secure: int
    process: "subprocess.Popen[bytes]"

    @property
    def certificate(self) -> Path:
        return self.folder / "cert.pem"

    def deliver(self, letter: bytes, name: str, folder: str = "", came: float = 0) -> None:
        """Put a new letter into a folder (blank: INBOX), as a mail system does; `came`: seconds since 1970."""
        target = self.folder / "mail" / folder
        for part in ("cur", "new", "tmp"):
            (target / part).mkdir(parents=True, exist_ok=True)
        (target / "tmp" / name).write_bytes(letter)
        if came:
            os.utime(target / "tmp" / name, (came, came))
        (target / "tmp" / name).rename(target / "new" / name)
        _give(self.folder / "mail")

    def stop(self) -> None:
        """End it, and with it every connection."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)

    def letters(self) -> dict[str, bytes]:
        """All letters of all folders, by where they lie; the name holds the flags."""
        mail = self.folder / "mail"
        return {
            str(path.relative_to(mail)): path.read_bytes()
            for path in mail.rglob("*")
            if path.parent.name in ("cur", "new") and path.is_file()
        }


@contextmanager
def running() -> Iterator[Server]:
    """Starts it, waits until it answers, and ends it."""
    folder = Path(mkdtemp(prefix="itaxl-dovecot-"))
    plain, secure = _free_port(), _free_port()
    try:
        assert _PROGRAM, "Dovecot is needed: apt-get install dovecot-imapd"
        _prepare(folder, plain, secure)
        server = Server(folder, plain, secure, _started([_PROGRAM, "-F", "-c", str(folder / "dovecot.conf")]))
        try:
            _wait(server)
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(command: list[str]) -> "subprocess.Popen[bytes]":
    quiet = subprocess.DEVNULL
    if os.geteuid() != 0:
        return subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    owner = _owner()
    return subprocess.Popen(
        command,
        stdout=quiet,
        stderr=quiet,
        user=owner.pw_uid,
        group=owner.pw_gid,
        extra_groups=[],
        start_new_session=True,
    )


def _owner() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _prepare(folder: Path, plain: int, secure: int) -> None:
    owner = _owner()
    for name in ("run", "state", "mail/cur", "mail/new", "mail/tmp", "home"):
        (folder / name).mkdir(parents=True)
    (folder / "users").write_text(
        f"{USER}:{{PLAIN}}{PASSWORD}\n{PLAIN_USER}:{{PLAIN}}{PLAIN_PASSWORD}\n", "utf-8"
    )
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder / "key.pem",
         "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    settings = _settings().format(
        folder=folder, user=owner.pw_name, group=_group(owner.pw_gid), uid=owner.pw_uid, gid=owner.pw_gid,
        plain=plain, secure=secure,
    )  # fmt: skip
    (folder / "dovecot.conf").write_text(settings, "utf-8")
    _give(folder)


def _settings() -> str:
    """What this version of Dovecot understands; 2.4 wants to be told first whose settings they are."""
    assert _PROGRAM
    shown = subprocess.run([_PROGRAM, "--version"], check=True, capture_output=True, text=True).stdout
    version = shown.split("-")[0].split()[0]
    if version.startswith("2.3."):
        return _COMMON + _SETTINGS_2_3
    return _STATED.format(version=version) + _COMMON + _SETTINGS_2_4


def _group(number: int) -> str:
    return grp.getgrgid(number).gr_name


def _give(folder: Path) -> None:
    """To the user as whom the server runs."""
    if os.geteuid() == 0:
        owner = _owner()
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: Server) -> None:
    for _ in range(200):
        assert server.process.poll() is None, (server.folder / "log").read_text("utf-8")
        with (
            suppress(OSError),
            socket.create_connection(("127.0.0.1", server.plain), timeout=5) as connection,
        ):
            if connection.recv(4) == b"* OK":
                return
        time.sleep(0.05)
    raise AssertionError((server.folder / "log").read_text("utf-8"))
