"""Private parts of WeasyPrint and pydyf that the PDFs rest on: where a release changes one, a test says where to look.

Sources are held by their SHA-256, objects by their shape; `pyproject.toml` holds the version below the next major one.
"""

import hashlib
import importlib
import inspect
import tomllib
import warnings
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pytest

from itaxl.report.pdf import weasyprint
from itaxl.report.pdf.render import VARIANT, fetcher
from tests.command import ROOT

LINES, TAGS, TEXT = "weasyprint.py", "structure.py", "text_layer.py"  # of itaxl/report/pdf
TABLES, DECORATION, LABELS = "table_tags.py", "accessibility.py", "page_labels.py"
SOURCES = {
    "weasyprint.text.ffi:_dlopen": (
        "9ab3167cbc80487105bc61a3350eeb88c64b5bece5dd8f3fae6556db441f9c78",
        f"{LINES} lets it find no library by a search: does it still try all names, each as it is?",
    ),
    "cffi.api:_load_backend_lib": (
        "6dd2d8c9061e7e9a1cff68e2b3f5487e682aeaa9510d41d0b2d2e8bf6b1fa796",
        f"{LINES} takes ctypes.util.find_library away from it: does it still load a name with a dot without that?",
    ),
    "weasyprint.pdf.tags": (
        "fae488b773686ea7fb685967c78a5b011854b88b61377f426ffb4e9ec00d76d2",
        f"{TAGS} has _build_box_tree remember its boxes, and what uses it mends the elements: their keys S, P, K, Pg, "
        f"A and ID, the ParentTree, the links, and table heads, which {TABLES} names.",
    ),
    "weasyprint.pdf.stream:Stream.marked": (
        "3fa3acacbbf66422e7b0de4346b6eaf638657280a0f62c73172e3c445b888692",
        f"{DECORATION} makes decoration of marked content: is it still a tag, then a dictionary with MCID?",
    ),
    "weasyprint.pdf.pdfa:pdfa": (
        "ea4cd3554d52a964ce0f926a4b34b26070c1d787df90b8676f0017a178c26ed7",
        f"{DECORATION} adds to the metadata, and names each attachment once in AF.",
    ),
    "weasyprint.layout.preferred:shrink_to_fit": (
        "38ecf6d5c6439df6127179a4faed0312b4a976e5fba6473385c68f0cc1b3cbab",
        "quicker/widths.py has a function of its own in its place: is the width still that between least and most?",
    ),
    "weasyprint.text.line_break:split_first_line": (
        "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f",
        "quicker/lines.py remembers its results by style, text and width: do they follow from more?",
    ),
    "weasyprint.text.line_break:Layout": (
        "681b737d1ba5e004efdc3ee409478b6b3e05ee0662142c5875b188bc9eefa698",
        "quicker/lines.py copies one for each box: is its text still all that is kept of it until it is drawn?",
    ),
    "weasyprint.text.line_break:strut": (
        "b57885b70dd08efe92f72a746709e08c576f47b90edb36f02925fefa15bb761a",
        "quicker/lines.py remembers it by style: does it follow from anything else?",
    ),
    "weasyprint.text.fonts:get_font_description": (
        "85734b8947b9bf64ef27ff11d8f5355db76a2ae8efc9a6fed925dc9e2a1056ce",
        "quicker/lines.py remembers it by style: does it follow from anything else, does anyone change it?",
    ),
    "weasyprint.layout.percent": (
        "bac190e240dce17b4342feb99423e8232433d3727c0833897f50fed88cb163a2",
        "quicker/percentages.py remembers what resolve_percentages sets, from the style and the size around.",
    ),
    "weasyprint.css:ComputedStyle": (
        "4ff0512c0af12674b13e48f340df75722c65089b78feaa4ccb0295b0a60c0af6",
        "quicker/styles.py answers for __missing__ where an element says nothing: inherited, or initial.",
    ),
    "weasyprint.formatting_structure.build:marker_to_box": (
        "b471a3133517591e57b7b1073aaaf94db242e2a510867d94c60dd5576b763110",
        "quicker/styles.py leaves out the styles of markers and notes: who asks for them?",
    ),
    "cssselect2:Matcher": (
        "a651e3a3f14e94a1e96057c54c5e16d0f3ffbf277b2a333e61b7bd4c13530768",
        "quicker/styles.py sorts its rules anew: the pseudo-element is the fourth of each.",
    ),
    "tinyhtml5.inputstream:HTMLUnicodeInputStream.chars_until": (
        "dfe353323dff1fdc908f4b24439adf34dc7049a990f6aed3ddf6937afb993c58",
        "quicker/patterns.py gives it its patterns: if it finds them by itself by now, that file can go.",
    ),
    "weasyprint.formatting_structure.boxes:Box.descendants": (
        "c15a877f61361343c932e5da7b45520292364eb2447365d7fa166e1d3ac8987f",
        f"{TEXT} walks with it over all boxes of a page, placeholders too.",
    ),
}
HTML = "<html lang=th><title>ก</title><h1>ก</h1><p><a href='https://example.org'>ข</a><table><tr><th>ค<td>ง</table>"


def source(name: str) -> str:
    module, _, path = name.partition(":")
    results: Any = importlib.import_module(module)
    for part in path.split(".") if path else ():
        results = getattr(results, part)
    return hashlib.sha256(inspect.getsource(inspect.unwrap(results)).encode()).hexdigest()


@pytest.mark.parametrize("name", SOURCES)
def test_a_private_function_is_the_one_that_we_know(name: str) -> None:
    weasyprint.load()
    expected, look = SOURCES[name]
    there = source(name)
    package = name.partition(".")[0]
    assert there == expected, (
        f"{name} has changed in {package} {version(package)}. {look} When that is seen to, put {there} here."
    )


def test_the_next_major_version_is_not_taken_by_itself() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (wanted,) = [name for name in project["dependencies"] if name.startswith("weasyprint")]
    major = int(version("weasyprint").partition(".")[0])
    assert wanted.endswith(f",<{major + 1}"), wanted


def laid_out() -> Any:
    return weasyprint.load().HTML(string=HTML, url_fetcher=fetcher()).render(pdf_variant=VARIANT)


def test_a_page_has_the_boxes_that_the_text_is_compared_with() -> None:
    from weasyprint.formatting_structure.boxes import TextBox  # noqa: PLC0415

    (page,) = laid_out().pages
    boxes = [box for box in page._page_box.descendants(placeholders=True) if isinstance(box, TextBox)]
    assert boxes, f"no TextBox under Page._page_box, where {TEXT} looks for all text"
    for box in boxes:
        given = [box.text, box.element_tag, box.element, box.style["visibility"], box.style["font_size"]]
        assert None not in given, f"a TextBox has not what {TEXT} asks of it: {given}"


def test_a_page_has_the_name_by_which_it_is_labelled() -> None:
    html = HTML.replace("<title>", "<style>body { page: cover }</style><title>")
    made = weasyprint.load().HTML(string=html, url_fetcher=fetcher()).render(pdf_variant=VARIANT)
    assert [page._page_box.page_type.name for page in made.pages] == ["cover"], f"{LABELS} counts on it"


def find(pdf: Any, kind: str) -> list[Any]:
    return [entry for entry in pdf.objects if isinstance(entry, dict) and entry.get("Type") == kind]


SHAPES: dict[str, Callable[[Any], bool]] = {
    "an object is found by its number": lambda pdf: all(
        pdf.objects[int(element.reference.split()[0])] is element for element in find(pdf, "/StructElem")
    ),
    "each element has a kind, a parent, kids and a page": lambda pdf: all(
        {"S", "P", "K", "Pg"} <= set(element)
        for element in find(pdf, "/StructElem")
        if element["S"] != "/Document"
    ),
    "the metadata are parts of a stream, one of which ends the list": lambda pdf: any(
        b"</rdf:RDF>" in part for part in of(pdf, pdf.catalog["Metadata"]).stream
    ),
    "the tree of owners has a number, then an owner": lambda pdf: isinstance(
        of(pdf, of(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"][0], int
    ),
    "a page has its contents": lambda pdf: all(
        of(pdf, of(pdf, page)["Contents"]).stream for page in pdf.page_references
    ),
    "marked content is a tag, then a dictionary with its number": lambda pdf: any(
        isinstance(part, dict) and "MCID" in part and str(parts[index - 1]).startswith("/")
        for page in pdf.page_references
        for parts in [of(pdf, of(pdf, page)["Contents"]).stream]
        for index, part in enumerate(parts)
    ),
    "a heading of a table and a cell have attributes": lambda pdf: all(
        "A" in element for element in find(pdf, "/StructElem") if element["S"] in ("/TH", "/TD")
    ),
    "an element has the box that it was made from, but text and the document": lambda pdf: all(
        hasattr(element, "box")
        for element in find(pdf, "/StructElem")
        if element["S"] in ("/TH", "/TD", "/P", "/H1")
    ),
    "there are elements, and links among them": lambda pdf: bool(
        find(pdf, "/StructElem") and find(pdf, "/OBJR")
    ),
    "a link has the annotation that it is about": lambda pdf: all(
        of(pdf, element["Obj"])["Subtype"] == "/Link" and "StructParent" in of(pdf, element["Obj"])
        for element in find(pdf, "/OBJR")
    ),
}


def of(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def holds(shape: Callable[[Any], bool], pdf: Any) -> bool:
    try:
        return shape(pdf)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False


@pytest.fixture(scope="module")
def seen() -> dict[str, bool]:
    """Which shapes hold of the objects that the engine hands to its finisher."""
    results: dict[str, bool] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the engine leaves its colour profile open
        laid_out().write_pdf(
            pdf_variant=VARIANT,
            finisher=lambda _, pdf: results.update(
                {name: holds(shape, pdf) for name, shape in SHAPES.items()}
            ),
        )
    return results


@pytest.mark.parametrize("shape", SHAPES)
def test_the_objects_of_a_pdf_are_as_they_are_mended(shape: str, seen: dict[str, bool]) -> None:
    assert seen[shape], f"{TAGS} counts on it that {shape}, as it was in WeasyPrint 70 and pydyf 0.13"
