"""Make the pictures of the page on installing: `python -m tools.make_install_pictures`.

They are drawn, not photographed: windows with the commands of docs/install.th.md, and what `itaxl doctor` says here. No
test compares them: another version of Pango draws other pixels.
"""

import re
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

import pypdfium2
from PIL import Image

from itaxl.files import starter
from itaxl.report.pdf import weasyprint
from tools.make_guide_pictures import ROOT, framed, keep

PAGE = (ROOT / "docs" / "install.th.md").read_text("utf-8")
WIDTH = 960  # pixels
PROMPT = "PS C:\\Users\\ita"
PLACE = "/home/ita/our-agency"  # where the examination is said to have been
STYLE = """
@page { size: 200mm 300mm; margin: 0 }
body { font: 11pt sans-serif; margin: 5mm; background: #e9ecf2 }
.window { background: #1b2330; color: #e8edf5; border-radius: 2mm; padding-bottom: 3mm }
.title { background: #f7f8fa; color: #333; border-radius: 2mm 2mm 0 0; padding: 1.2mm 3mm; font-size: 10pt }
.title i { float: right; font-style: normal; letter-spacing: 4mm }
p { margin: 0 4mm; line-height: 1.45; white-space: pre-wrap }
b { color: #ffd479; font-weight: normal }
.search { background: #fff; border-radius: 4mm; padding: 2mm 4mm; width: 80mm; margin-bottom: 2mm }
.hit { background: #cfe0fb; border-radius: 2mm; padding: 2mm 4mm; width: 100mm }
small { color: #555; display: block }
"""


def main() -> None:
    """Draw every picture."""
    keep("install-search", drawn(search()))
    for name, number in (("install-uv", 0), ("install-itaxl", 1)):
        keep(name, drawn(window("Windows PowerShell", "".join(map(typed, commands(number))))))
    keep("install-doctor", drawn(window("itaxl doctor", "".join(f"<p>{line}</p>" for line in examined()))))


def commands(number: int) -> list[str]:
    """Return the lines of a block of commands for PowerShell."""
    blocks = re.findall(r"^```powershell\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(blocks[number]).splitlines()


def typed(command: str) -> str:
    """Draw a command as someone types it, in the folder that the commands before it led to."""
    return f"<p>{escape(PROMPT)}&gt; <b>{escape(command)}</b></p>"


def window(title: str, lines: str) -> str:
    return f"<div class=window><div class=title><i>–□×</i>{title}</div>{lines}</div>"


def search() -> str:
    """Draw the search of the start menu, with what it offers for the word."""
    hit = "<div class=hit>Windows PowerShell<small>แอป · App</small></div>"
    return f"<div class=search>powershell</div>{hit}"


def examined() -> list[str]:
    """Return what `itaxl doctor` says in the folder of a new agency."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "itaxl.toml").write_bytes(starter("th"))
        done = subprocess.run(
            [sys.executable, "-m", "itaxl", "doctor"],
            check=True, cwd=folder, capture_output=True, encoding="utf-8",
        )  # fmt: skip
    said = done.stdout.replace(sys.executable, "/opt/itaxl/bin/python").replace(folder, PLACE)
    return [escape(re.sub(r"\(Linux.+\)", "(Linux)", line)) or "&#160;" for line in said.splitlines()]


def drawn(body: str) -> Image.Image:
    """Return a page of HTML as a picture, without what is empty below."""
    html = f"<!doctype html><html lang=th><style>{STYLE}</style><body>{body}"
    page = pypdfium2.PdfDocument(weasyprint.load().HTML(string=html).write_pdf())[0]
    picture: Image.Image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    background = picture.getpixel((0, 0))
    rows = [y for y in range(picture.height) if any(
        picture.getpixel((x, y)) != background for x in range(0, picture.width, 8)
    )]  # fmt: skip
    return framed(picture.crop((0, 0, picture.width, rows[-1] + 24)))


if __name__ == "__main__":
    main()
