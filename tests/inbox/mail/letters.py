"""Letters as text in the test, with a workbook put into them."""

import base64
import textwrap

from tests.spreadsheets.broken import good

WORKBOOK = good()
BASE64 = base64.encodebytes(WORKBOOK).decode("ascii")
QUOTED = "=\n".join(
    "".join(f"={byte:02X}" for byte in WORKBOOK[at : at + 24]) for at in range(0, len(WORKBOOK), 24)
)

PLAIN = """
    From: กองคลัง <finance@example.go.th>
    Date: Fri, 10 Apr 2020 09:30:00 +0700
    Subject: ส่งแบบ
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary=b1

    --b1
    Content-Type: text/plain; charset=utf-8

    เรียน ผู้อำนวยการ ตามแนบ
    --b1
    Content-Type: application/octet-stream
    Content-Disposition: attachment; filename="2562-IIT-finance.xlsx"
    Content-Transfer-Encoding: base64

    {workbook}
    --b1--
"""


def letter(text: str, encoding: str = "utf-8", **places: str) -> bytes:
    """`{workbook}` is the good workbook in base64; other places as given; lines end as they do on the way."""
    plain = textwrap.dedent(text).strip() + "\n"
    for name, value in {"workbook": BASE64, **places}.items():
        plain = plain.replace(f"{{{name}}}", value.strip())
    return plain.replace("\n", "\r\n").encode(encoding)


def attached(*headers: str, content: str = BASE64, encoding: str = "utf-8") -> bytes:
    """A letter with one attachment that has these headers."""
    part = "\n".join(headers)
    head = "From: a@example.com\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
    text = f"{head}--b\n{part}\n\n{content}\n--b--\n"
    return text.replace("\n", "\r\n").encode(encoding)
