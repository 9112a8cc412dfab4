import errno
import gc
import io
import os
import resource
import subprocess
import sys
import tempfile
import zipfile
from datetime import date, datetime, time
from xml.etree.ElementTree import canonicalize, register_namespace

import openpyxl
import pytest
from openpyxl import Workbook

from itaxl.forms.save import save

SAVED = datetime.combine(date(2019, 9, 30), time())


def some_workbook() -> Workbook:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "ดำเนินงาน"
    workbook.properties.identifier = "ITAXL"
    return workbook


def test_equal_workbooks_give_equal_bytes() -> None:
    assert save(some_workbook(), SAVED) == save(some_workbook(), SAVED)


def test_the_given_time_is_the_only_one_in_the_file() -> None:
    data = save(some_workbook(), SAVED)
    properties = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert (properties.created, properties.modified) == (SAVED, SAVED)
    assert properties.identifier == "ITAXL"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}


def test_the_file_does_not_claim_to_be_made_by_excel_nor_name_a_version() -> None:
    with zipfile.ZipFile(io.BytesIO(save(some_workbook(), SAVED))) as archive:
        program = archive.read("docProps/app.xml")
    assert b"Microsoft" not in program
    assert b"AppVersion" not in program


def test_every_part_is_canonical_so_that_it_does_not_matter_who_wrote_it() -> None:
    with zipfile.ZipFile(io.BytesIO(save(some_workbook(), SAVED))) as archive:
        for name in archive.namelist():
            declaration, _, content = archive.read(name).decode("utf-8").partition("\n")
            assert declaration.startswith("<?xml")
            register_namespace("", "urn:itaxl:unused")  # another test's blank prefix would be declared here
            assert canonicalize(content) == content


def test_a_blank_prefix_that_weasyprint_registers_for_the_process_changes_nothing() -> None:
    before = save(some_workbook(), SAVED)
    register_namespace("", "")
    assert save(some_workbook(), SAVED) == before
    openpyxl.load_workbook(io.BytesIO(before))


@pytest.mark.slow
def test_bytes_do_not_depend_on_the_process() -> None:
    """Neither on the order of sets nor on the time zone."""
    script = (
        "import hashlib; from itaxl.instrument import load; from itaxl.forms import build;"
        "print([hashlib.sha256(data).hexdigest() for _, (_, data) in zip(range(2), build.blank(load(2562)))])"
    )
    outputs = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Bangkok")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


@pytest.mark.slow
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_temporary_folder_that_refuses_a_sheet_is_named() -> None:
    workbook = Workbook()
    for row in range(3000):
        workbook["Sheet"].append([f"{row} ก"] * 20)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="too large") as refused:
            save(workbook, SAVED)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    gc.collect()
    assert refused.value.errno == errno.EFBIG
    assert refused.value.filename == tempfile.gettempdir()
