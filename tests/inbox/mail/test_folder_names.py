"""Names of folders as a mail server has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.inbox.mail import folder_names

KNOWN = {  # the second is the example of RFC 3501
    "INBOX": "INBOX",
    "~peter/mail/台北/日本語": "~peter/mail/&U,BTFw-/&ZeVnLIqe-",
    "รับ & ส่ง": "&DiMOMQ4a- &- &DioOSA4H-",
}


@pytest.mark.parametrize("name", KNOWN)
def test_known_names(name: str) -> None:
    assert folder_names.encode(name) == KNOWN[name]
    assert folder_names.decode(KNOWN[name]) == name


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_there_and_back(name: str) -> None:
    there = folder_names.encode(name)
    assert there.isascii()
    assert folder_names.decode(there) == name


@given(st.text(max_size=30))
def test_nothing_raises(name: str) -> None:
    assert isinstance(folder_names.decode(name), str)
