"""What the tests of documents share: how a PDF's text is read, and the scripts of `tools`."""

import importlib.util
import io
import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pdfplumber
import pypdf

from itaxl.report.pdf import text_layer

PAGE = "<html lang=th><style>body { font: 16pt 'Itaxl Sarabun', 'Itaxl Ticks' }</style><body>"


@lru_cache(maxsize=64)
def pdftotext(pdf: bytes, *options: str) -> str:
    """The text that pdftotext finds, read once where several tests look at a file."""
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, stdout=subprocess.PIPE, check=True).stdout.decode()


def with_pdftotext(pdf: bytes) -> str:
    return pdftotext(pdf)


def with_pdftotext_raw(pdf: bytes) -> str:
    return pdftotext(pdf, "-raw")


def with_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def with_pdfplumber(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def with_pdfium(pdf: bytes) -> str:
    return "".join(text_layer.extracted(pdf))


READERS: tuple[Callable[[bytes], str], ...] = (
    with_pdftotext,
    with_pdftotext_raw,
    with_pypdf,
    with_pdfplumber,
    with_pdfium,
)


def fonts_of(pdf: bytes) -> set[str]:
    """Names of all fonts, without the letters that mark a subset."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    fonts = [font for page in pages for font in page["/Resources"]["/Font"].get_object().values()]
    return {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts}


def with_sarabun(folder: Path) -> Path:
    """An agency's html_templates with the plain Sarabun among its fonts."""
    spec = importlib.util.find_spec("fontpkg_sarabun")
    assert spec is not None
    assert spec.origin is not None
    (folder / "fonts").mkdir()
    shutil.copy(Path(spec.origin).parent / "files" / "Sarabun-Regular.ttf", folder / "fonts")
    return folder


def tool(name: str) -> ModuleType:
    """A script of `tools`, which is no package."""
    path = Path(__file__).parents[2] / "tools" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
