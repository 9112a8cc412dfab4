"""Every workbook in a file comes out by itself, under a name by which a person finds it."""

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.inbox import opening as module
from itaxl.inbox.archive import ENTRIES
from itaxl.inbox.mail import limits
from tests.inbox.files import items, locked, names, opening, packed, packed_as
from tests.inbox.mail.compound import compound, message
from tests.inbox.mail.letters import PLAIN, WORKBOOK, attached, letter
from tests.inbox.mail.winmail import winmail
from tests.spreadsheets.broken import GOOD, good

SENT = datetime(2020, 4, 10, 2, 30, tzinfo=UTC)
FROM = "กองคลัง <finance@example.go.th>"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def test_workbook_is_itself(tmp_path: Path) -> None:
    assert opening(tmp_path, "a.xlsx", WORKBOOK) == [limits.Item("a.xlsx", WORKBOOK)]


def test_open_document_without_its_type_is_a_workbook_and_no_folder(tmp_path: Path) -> None:
    body = (
        b"<office:document-content><office:body><office:spreadsheet/></office:body></office:document-content>"
    )
    bare, folder = packed({"content.xml": body}), packed({"content.xml": b"<a/>", "a.xlsx": WORKBOOK})
    assert opening(tmp_path, "a.ods", bare) == [limits.Item("a.ods", bare)]
    assert names(opening(tmp_path, "b.zip", folder)) == ["b.zip › a.xlsx"]


@pytest.mark.parametrize("data", [b"", b"a;b\n1;2\n", PDF, bytes(5000)])
def test_what_is_no_container_goes_on_to_the_gate(tmp_path: Path, data: bytes) -> None:
    assert opening(tmp_path, "a", data) == [limits.Item("a", data)]


def test_letter(tmp_path: Path) -> None:
    assert opening(tmp_path, "ส่งแบบ.eml", letter(PLAIN)) == [
        limits.Item("ส่งแบบ.eml › 2562-IIT-finance.xlsx", WORKBOOK, FROM, SENT)
    ]


def test_the_kind_is_known_by_content_whatever_the_name(tmp_path: Path) -> None:
    for name, data in (("a.xlsx", letter(PLAIN)), ("b.xlsx", packed({"c.xlsx": WORKBOOK})), ("c", outlook())):
        assert [item.data for item in items(opening(tmp_path, name, data))] == [WORKBOOK]


def outlook() -> bytes:
    return compound(message("ส่งแบบ", "กองคลัง", "finance@example.go.th", SENT, {"แบบ.xlsx": WORKBOOK}))


def test_outlook(tmp_path: Path) -> None:
    assert opening(tmp_path, "a.msg", outlook()) == [limits.Item("a.msg › แบบ.xlsx", WORKBOOK, FROM, SENT)]


def test_folder_in_a_zip(tmp_path: Path) -> None:
    data = packed(
        {
            "กองคลัง/IIT.xlsx": WORKBOOK,
            "กองคลัง/EIT.xlsx": WORKBOOK,
            "กองคลัง/หนังสือนำส่ง.pdf": PDF,
            "กองคลัง/~$IIT.xlsx": WORKBOOK,
            "__MACOSX/กองคลัง/._IIT.xlsx": WORKBOOK,
        }
    )
    assert names(opening(tmp_path, "a.zip", data)) == ["a.zip › กองคลัง/IIT.xlsx", "a.zip › กองคลัง/EIT.xlsx"]


@pytest.mark.parametrize("encoding", ["cp874", "utf-8", "tis-620"])
def test_thai_name_in_a_zip_that_does_not_say_its_encoding(tmp_path: Path, encoding: str) -> None:
    for name in ("แบบ.xlsx", "แบบ/กองคลัง.xlsx"):
        data = packed_as(name.encode(encoding), WORKBOOK)
        assert names(opening(tmp_path, "a.zip", data)) == [f"a.zip › {name}"]


def test_path_in_a_zip_leads_nowhere(tmp_path: Path) -> None:
    data = packed({"../../etc/a.xlsx": WORKBOOK, "/b.xlsx": WORKBOOK, "C:\\x\\..\\c.xlsx": WORKBOOK})
    assert names(opening(tmp_path, "a.zip", data)) == [
        "a.zip › etc/a.xlsx",
        "a.zip › b.xlsx",
        "a.zip › C:/x/c.xlsx",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    data = packed({"x/a.xlsx": WORKBOOK, "x//a.xlsx": good({"extra.xml": "<a/>"})})
    assert names(opening(tmp_path, "a.zip", data)) == ["a.zip › x/a.xlsx", "a.zip › x/a.xlsx (2)"]


def test_one_in_the_other(tmp_path: Path) -> None:
    """A ZIP in a letter in a ZIP; the workbook has the sender and date of the letter."""
    forwarded = attached('Content-Disposition: attachment; filename="in.zip"', "Content-Transfer-Encoding: base64",
                         content=_base64(packed({"a.xlsx": WORKBOOK})))  # fmt: skip
    results = items(opening(tmp_path, "out.zip", packed({"m.eml": forwarded, "b.xlsx": WORKBOOK})))
    assert [(item.name, item.sender) for item in results] == [
        ("out.zip › m.eml › in.zip › a.xlsx", "a@example.com"),
        ("out.zip › b.xlsx", ""),
    ]


def _base64(data: bytes) -> str:
    return base64.encodebytes(data).decode()


def test_sender_is_that_of_the_outermost_letter(tmp_path: Path) -> None:
    """What is in a letter is its sender's text, and may name anybody."""
    outer = letter(
        """
        From: clerk@example.go.th
        Date: Mon, 13 Apr 2020 08:00:00 +0700
        Subject: FW
        Content-Type: multipart/mixed; boundary=b0

        --b0
        Content-Type: message/rfc822

        {inner}
        --b0--
        """,
        inner=letter(PLAIN).decode().replace("\r\n", "\n"),
    )
    assert opening(tmp_path, "fw.eml", outer) == [
        limits.Item(
            "fw.eml › ส่งแบบ › 2562-IIT-finance.xlsx",
            WORKBOOK,
            "clerk@example.go.th",
            datetime(2020, 4, 13, 1, tzinfo=UTC),
        )
    ]


def test_a_letter_in_an_archive_has_its_own_sender(tmp_path: Path) -> None:
    items = opening(tmp_path, "a.zip", packed({"a.eml": letter(PLAIN)}))
    assert [(item.sender, item.sent) for item in items] == [(FROM, SENT)]


def test_a_letter_that_names_no_sender_is_a_letter_all_the_same(tmp_path: Path) -> None:
    nameless = PLAIN.replace("From: กองคลัง <finance@example.go.th>", "To: ita@example.go.th")
    (item,) = opening(tmp_path, "a.eml", letter(nameless))
    assert (item.sender, item.sent) == (limits.UNNAMED, SENT)


def test_attached_outlook_letter_has_sender_and_date_of_the_one_around_it(tmp_path: Path) -> None:
    inner = message("ข้างใน", "กองช่าง", "works@example.go.th", None, {"a.xlsx": WORKBOOK}, header=24)
    outer = compound(message("FW", "สำนักปลัด", "clerk@example.go.th", SENT, {"ต่อ": inner}))
    assert opening(tmp_path, "a.msg", outer) == [
        limits.Item("a.msg › ต่อ › a.xlsx", WORKBOOK, "สำนักปลัด <clerk@example.go.th>", SENT)
    ]


MAILBOX = b"From finance@example.go.th Fri Apr 10 09:30:00 2020\r\n"


def test_mailbox(tmp_path: Path) -> None:
    """Letters by the date and subject under which they are listed; those without a workbook are nothing to say."""
    letter_with_from = (
        b"From: b@example.com\r\nTo: c@example.com\r\nSubject: hello\r\n\r\nFrom now on 10:30 is lunch\r\n"
    )
    data = b"\r\n".join([MAILBOX + letter(PLAIN), MAILBOX + letter_with_from, MAILBOX + letter(PLAIN), b""])
    assert names(opening(tmp_path, "Inbox", data)) == [
        "Inbox › 2020-04-10 09:30 ส่งแบบ › 2562-IIT-finance.xlsx",
        "Inbox › 2020-04-10 09:30 ส่งแบบ › 2562-IIT-finance.xlsx (2)",
    ]


def test_covering_letters_and_pictures_are_nothing_to_report(tmp_path: Path) -> None:
    for name, content in (
        ("a.pdf", PDF),
        ("logo.png", b"\x89PNG\r\n"),
        ("a.txt", b"see you"),
        ("b.docx", _docx()),
    ):
        data = packed({"a.xlsx": WORKBOOK, name: content})
        assert names(opening(tmp_path, "a.zip", data)) == ["a.zip › a.xlsx"]


def _docx() -> bytes:
    return packed({**_bytes(GOOD), "[Content_Types].xml": b"wordprocessingml.document.main+xml"})


def _bytes(parts: dict[str, str | bytes]) -> dict[str, bytes]:
    return {name: part.encode() if isinstance(part, str) else part for name, part in parts.items()}


def test_what_should_be_a_workbook_by_its_name_is_reported_by_the_gate(tmp_path: Path) -> None:
    data = packed({"a.xlsx": b"", "b.xlsx": PDF, "c.xlsx": WORKBOOK[:900], "d.csv": b"ITAXL-1-2562;1"})
    assert names(opening(tmp_path, "a.zip", data)) == [
        f"a.zip › {name}" for name in ("a.xlsx", "b.xlsx", "c.xlsx", "d.csv")
    ]


TEXT = b"From: a@example.com\r\nSubject: x\r\n\r\nITAXL-1-2562-IIT-finance-plan-7 \xe0\xb8\x81\r\n"
NOTHING_IN = {
    "F121 letter with text": TEXT,
    "F121 letter in Outlook": compound(message("x")),
    "F121 letter with a picture": attached("Content-Type: image/png; name=a.png", content="x"),
    "F122 mailbox": MAILBOX + TEXT,
    "F122 zip": packed({"a.pdf": PDF}),
    "F122 zip without anything": packed({}),
    "F123 Outlook that was cut short": outlook()[:-600],
    "F124 zip with a password": locked(packed({"a.xlsx": WORKBOOK})),
    "F125 rar": b"Rar!\x1a\x07\x01\x00",
    "F125 7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
}


@pytest.mark.parametrize("case", NOTHING_IN)
def test_nothing_in_it(tmp_path: Path, case: str) -> None:
    data = NOTHING_IN[case]
    assert names(opening(tmp_path, "a", data)) == [f"{case[:4]} a"]


def test_packed_otherwise_within_a_letter(tmp_path: Path) -> None:
    data = attached('Content-Disposition: attachment; filename="แบบ.rar"', content="Rar!\x1a\x07\x00")
    assert names(opening(tmp_path, "a.eml", data)) == ["F125 a.eml › แบบ.rar"]


def nested(depth: int) -> bytes:
    data = WORKBOOK
    for number in range(depth):
        data = packed({"a.xlsx" if not number else "in.zip": data})
    return data


def test_five_deep_is_read_and_no_deeper(tmp_path: Path) -> None:
    inner = " › in.zip" * (limits.DEPTH - 1)
    assert names(opening(tmp_path, "a", nested(limits.DEPTH))) == [f"a{inner} › a.xlsx"]
    assert names(opening(tmp_path, "a", nested(limits.DEPTH + 1))) == [f"F120 a{inner} › in.zip"]


def test_too_deep_does_not_keep_the_rest_back(tmp_path: Path) -> None:
    data = packed({"in.zip": nested(limits.DEPTH), "b.xlsx": WORKBOOK})
    assert names(opening(tmp_path, "a", data))[-1] == "a › b.xlsx"


def test_more_workbooks_than_are_taken(tmp_path: Path) -> None:
    data = packed({f"{number}.xlsx": WORKBOOK for number in range(9)})
    items = opening(tmp_path, "a", data, limits.Limits(items=3))
    assert names(items) == ["a › 0.xlsx", "a › 1.xlsx", "a › 2.xlsx", "F120 a"]
    assert isinstance(items[3], limits.Refused)
    assert "3" in items[3].finding.what("th")


def test_inflated_within_limits(tmp_path: Path) -> None:
    """The limit is said once, and nothing more is opened."""
    many = packed({f"{number}.xlsx": WORKBOOK for number in range(6)})
    small = limits.Limits(content=20 * len(WORKBOOK))
    text = names(opening(tmp_path, "a", packed({f"{number}.zip": many for number in range(3)}), small))
    assert [line for line in text if line.startswith("F")] == ["F120 a › 1.zip"]
    assert len(text) < 12


@pytest.mark.slow
def test_bomb(tmp_path: Path) -> None:
    data = packed({"a.xlsx": bytes(30 << 20), "b.xlsx": WORKBOOK})
    assert names(opening(tmp_path, "a", data)) == ["F120 a › a.xlsx", "a › b.xlsx"]


@pytest.mark.slow
def test_large_thing_that_is_no_workbook_is_nothing_to_say(tmp_path: Path) -> None:
    data = packed({"video.mp4": bytes(30 << 20), "b.xlsx": WORKBOOK})
    assert names(opening(tmp_path, "a", data)) == ["a › b.xlsx"]


@pytest.mark.slow
def test_more_files_in_a_zip_than_are_looked_at(tmp_path: Path) -> None:
    data = packed({f"{number}.txt": b"" for number in range(ENTRIES + 1)})
    assert names(opening(tmp_path, "a", data)) == ["F120 a"]


@pytest.mark.slow
def test_long_text_of_a_letter_is_nothing_to_say(tmp_path: Path) -> None:
    data = letter(PLAIN).replace("เรียน".encode(), b"x" * (limits.CONTAINER_SIZE // 2 + 1))
    patient = limits.Limits(seconds=120)  # it takes one, and on a machine that does much else ten
    assert names(opening(tmp_path, "a.eml", data, patient)) == ["a.eml › 2562-IIT-finance.xlsx"]


@pytest.mark.slow
def test_letter_that_is_too_large(tmp_path: Path) -> None:
    data = TEXT + b"x" * (limits.CONTAINER_SIZE + 1)
    assert names(opening(tmp_path, "a", data)) == ["F120 a"]


@pytest.mark.slow
def test_file_that_is_too_large_for_a_workbook(tmp_path: Path) -> None:
    assert names(opening(tmp_path, "a.xlsx", b"PK\x03\x04" + bytes(limits.CONTAINER_SIZE))) == ["F111 a.xlsx"]


def test_file_that_cannot_be_opened(tmp_path: Path) -> None:
    assert names(module.opened("a", tmp_path / "missing")) == ["F115 a"]


SAID = {f"F{number}" for number in (*range(120, 126), *range(141, 150), 158)}
SEEDS = [
    letter(PLAIN),
    MAILBOX + letter(PLAIN),
    packed({"a.xlsx": WORKBOOK, "b.eml": letter(PLAIN)}),
    outlook(),
    winmail({"a.xlsx": WORKBOOK}),
]


@pytest.mark.slow
@given(st.data())
def test_broken_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    broken = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    path = tmp_path_factory.getbasetemp() / "broken"
    path.write_bytes(broken)
    for entry in module.opened("broken", path):
        assert isinstance(entry, limits.Item) or entry.finding.code in SAID


def in_letter(things: dict[str, bytes]) -> bytes:
    parts = [
        f'--b{len(things)}\nContent-Disposition: attachment; filename="{name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{_base64(content)}"
        for name, content in things.items()
    ]
    head = f"From: a@example.com\nSubject: x\nContent-Type: multipart/mixed; boundary=b{len(things)}\n\n"
    return (head + "\n".join(parts) + f"\n--b{len(things)}--\n").encode()


def in_outlook(things: dict[str, bytes]) -> bytes:
    return compound(message("x", "a", "a@example.com", None, things))


WRAPPED = st.recursive(
    st.integers(0, 5),
    lambda inner: st.tuples(
        st.sampled_from([packed, in_letter, in_outlook]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


def made(tree: object, backwards: bool) -> bytes:
    """A tree of containers; each leaf a workbook of its own."""
    if isinstance(tree, int):
        return good({"extra.xml": str(tree)})
    assert isinstance(tree, tuple)
    wrap, inner = tree
    things = {f"{number}.xlsx": made(thing, backwards) for number, thing in enumerate(inner)}
    data = wrap(dict(reversed(things.items())) if backwards else things)
    assert isinstance(data, bytes)
    return data


def depth(tree: object) -> int:
    return 1 + max(map(depth, tree[1])) if isinstance(tree, tuple) else 0


@pytest.mark.slow
@settings(max_examples=40)
@given(WRAPPED.filter(lambda tree: 0 < depth(tree) <= limits.DEPTH))
def test_order_inside_changes_nothing(tmp_path_factory: pytest.TempPathFactory, tree: object) -> None:
    path = tmp_path_factory.getbasetemp() / "tree"
    results = []
    for backwards in (False, True):
        path.write_bytes(made(tree, backwards))
        results.append(
            {(item.name, item.data, item.sender) for item in items(list(module.opened("tree", path)))}
        )
    assert results[0] == results[1]
    assert len(results[0]) == leaves(tree)


def leaves(tree: object) -> int:
    return sum(map(leaves, tree[1])) if isinstance(tree, tuple) else 1
