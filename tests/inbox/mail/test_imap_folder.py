"""What a mail server says, where it is shown: without what a terminal obeys, and never with the password."""

import base64
from pathlib import Path

import pytest

from itaxl.errors import WrongUseError
from itaxl.inbox.mail.imap import fetch
from tests.inbox.mail.hostile import OK, Answer, hostile

PASSWORD = 'รหัส ลับ"1'
PLAIN = 'p@ss "w\\rd'
USER = "ita@example.go.th"
TOKEN = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode())

ASKS_FOR_TOKEN: dict[str, Answer] = {
    "CAPABILITY": lambda _: (b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n", OK),
    "AUTHENTICATE": lambda _: (b"+ \r\n",),
}


def said(password: str, target: Path, **answers: Answer) -> WrongUseError:
    with hostile(**answers) as server, pytest.raises(WrongUseError) as refused:
        fetch(server.account, password, target, ())
    for lang in ("th", "en"):
        shown = refused.value.what(lang)
        assert password not in shown
        assert all(character.isprintable() for character in shown)
    return refused.value


@pytest.mark.parametrize(
    "echo", [PLAIN, PLAIN.replace("\\", "\\\\").replace('"', '\\"'), PLAIN.upper(), "p@ss-w-rd"]
)
@pytest.mark.parametrize("answer", ["TAG NO {}", "TAG BAD {}", "* BYE {}", "{}"])
def test_password_that_the_server_repeats(tmp_path: Path, echo: str, answer: str) -> None:
    line = answer.format(f"wrong: {echo}!").encode() + b"\r\n"
    error = said(PLAIN, tmp_path, LOGIN=lambda _: (line,))
    assert "ss" not in str(error.values["reason"])


@pytest.mark.parametrize("echo", [PASSWORD.encode(), TOKEN, base64.b64encode(PASSWORD.encode())])
@pytest.mark.parametrize("answer", [b"TAG NO %s", b"TAG BAD %s", b"%s"])
def test_thai_password_that_the_server_repeats(tmp_path: Path, echo: bytes, answer: bytes) -> None:
    error = said(PASSWORD, tmp_path, **ASKS_FOR_TOKEN, CONTINUED=lambda _: (answer % echo + b"\r\n",))
    assert error.values["reason"] == "…"


def test_password_is_given_once(tmp_path: Path) -> None:
    again = said(PASSWORD, tmp_path, **ASKS_FOR_TOKEN, CONTINUED=lambda _: (b"+ \r\n",))
    assert (again.key, again.values["reason"]) == ("fetch.lost", "the password was asked for again")


def test_names_of_folders_are_cleaned(tmp_path: Path) -> None:
    names = [b"\x1b]0;owned\x07\x1b[2Jred", b"&IC4-moc.xslx", PLAIN.encode(), b"x" * 5000]
    lines = [b'* LIST () "/" "%s"\r\n' % name for name in names]
    error = said(PLAIN, tmp_path, EXAMINE=lambda _: (b"TAG NO none\r\n",), LIST=lambda _: (*lines, OK))
    assert error.key == "fetch.folder"
    assert error.values["known"] == "]0;owned[2Jred, moc.xslx, …"


def test_reasons_are_cleaned_and_cut(tmp_path: Path) -> None:
    reason = "no \x1b[31m\u202e\x00\x9b1m " + "very " * 1000
    error = said(PLAIN, tmp_path, LOGIN=lambda _: (b"TAG NO " + reason.encode() + b"\r\n",))
    assert error.key == "fetch.login"
    assert str(error.values["reason"]).startswith("no [31m1m very")
    assert len(str(error.values["reason"])) <= 200
