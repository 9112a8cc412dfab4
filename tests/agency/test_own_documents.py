"""Each document of a year has its own date, number, signatories and so on; `[report]` has the defaults."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.agency import settings
from itaxl.agency.own_documents import ANALYSIS, DOCUMENTS, FOLLOWUPS, SIGNED_APART
from itaxl.agency.settings import Agency
from itaxl.agency.signatories import Signatory
from itaxl.errors import WrongUseError
from itaxl.files import starter
from itaxl.texts import LANGS, Lang

YEAR = 2562
NAMED = '[agency]\nname = "เทศบาลตำบลตัวอย่าง"\n'
SETTINGS = (
    NAMED
    + """
[[signatories]]
role = "chief"
position = "นายกเทศมนตรีตำบลตัวอย่าง"
opinion = "approve"

[report]
date = 2020-04-10
number = "ตย 1/2563"
place = "สำนักปลัดเทศบาล"

[report.2562.analysis]
number = "ตย 7/2563"

[report.2562.followup-12]
date = "๘ ตุลาคม ๒๕๖๓"
number = "ตย 31/2563"
place = "กองยุทธศาสตร์"
sections = ["memo", "summary"]
signatories = [{ role = "author", position = "นักวิเคราะห์นโยบายและแผน" }]
"""
)
VALUES: dict[str, tuple[str, st.SearchStrategy[Any]]] = {
    "date": ("report_date", st.dates(date(2019, 10, 1), date(2021, 9, 30))),
    "number": ("report_number", st.sampled_from(["", "ตย 1/2563", "ตย 2/2563"])),
    "place": ("place", st.sampled_from(["", "สำนักปลัด", "กองคลัง"])),
    "threshold": ("threshold", st.integers(0, 100)),
    "detail": ("detail", st.sampled_from(["indicators", "items"])),
    "small_group": ("small_group", st.integers(0, 1000)),
    "sections": ("sections", st.lists(st.sampled_from(["memo", "summary"]), max_size=2)),
}
MIXES = st.fixed_dictionaries({}, optional={key: values for key, (_, values) in VALUES.items()})


def load(folder: Path, toml: str) -> Agency:
    (folder / settings.SETTINGS).write_text(toml, "utf-8")
    return settings.load(folder)


def test_a_document_has_its_own_and_else_the_defaults(tmp_path: Path) -> None:
    agency = load(tmp_path, SETTINGS)
    analysis, six, twelve = (agency.for_document(YEAR, name) for name in DOCUMENTS)
    assert (analysis.report_date, analysis.report_number) == (date(2020, 4, 10), "ตย 7/2563")
    assert (six.report_date, six.report_number, six.place) == (None, "", "สำนักปลัดเทศบาล")
    assert (twelve.report_date, twelve.report_number) == (date(2020, 10, 8), "ตย 31/2563")
    assert (twelve.place, twelve.sections) == ("กองยุทธศาสตร์", ("memo", "summary"))
    assert twelve.signatories == (Signatory("author", "นักวิเคราะห์นโยบายและแผน"),)
    assert analysis.signatories == six.signatories == agency.signatories
    other_year = agency.for_document(2563, "followup-12")
    assert (other_year.report_date, other_year.place) == (None, "สำนักปลัดเทศบาล")
    assert agency.for_document(2563, ANALYSIS).report_number == "ตย 1/2563"


def test_a_date_for_all_is_the_date_of_every_document(tmp_path: Path) -> None:
    agency, day = replace(load(tmp_path, SETTINGS), day=date(2020, 12, 1)), date(2020, 12, 1)
    assert [agency.for_document(YEAR, name).report_date for name in DOCUMENTS] == [day, day, day]
    assert agency.for_document(YEAR, "followup-6").report_number == ""


def test_a_blank_value_of_its_own_is_blank(tmp_path: Path) -> None:
    blank = '[report.2562.analysis]\ndate = ""\nnumber = ""\nsignatories = []\n'
    agency = load(tmp_path, SETTINGS.replace('[report.2562.analysis]\nnumber = "ตย 7/2563"\n', blank))
    analysis = agency.for_document(YEAR, ANALYSIS)
    assert (analysis.report_date, analysis.report_number, analysis.signatories) == (None, "", ())


def test_figures_are_hidden_by_the_largest_small_group_of_their_documents(tmp_path: Path) -> None:
    def limit(analysis: str, followup: str) -> int:
        toml = f"{NAMED}[report.2562.analysis]\n{analysis}\n[report.2562.followup-6]\n{followup}\n"
        return load(tmp_path, toml).for_figures(YEAR).small_group

    assert limit("", "") == 5
    assert limit("small_group = 0", "") == 0
    assert limit("small_group = 3", "small_group = 10") == 10
    assert limit("small_group = 12", "small_group = 10") == 12


@pytest.mark.slow
@given(MIXES, st.dictionaries(st.sampled_from(DOCUMENTS), MIXES))
def test_any_mix_of_keys_gives_own_over_default(
    tmp_path_factory: pytest.TempPathFactory, report: dict[str, Any], own: dict[str, dict[str, Any]]
) -> None:
    toml = NAMED + section("report", report)
    toml += "".join(section(f"report.{YEAR}.{name}", values) for name, values in own.items())
    agency = load(tmp_path_factory.mktemp("any"), toml)
    plain = Agency(agency.folder, name=agency.name)
    for name in DOCUMENTS:
        document = agency.for_document(YEAR, name)
        for key, (field, _) in VALUES.items():
            apart = name in FOLLOWUPS and field in SIGNED_APART
            mix = own.get(name, {}) if apart else report | own.get(name, {})
            assert getattr(document, field) == as_read(mix.get(key, getattr(plain, field)))
        others = {item.name for item in fields(Agency)} - {field for field, _ in VALUES.values()}
        assert all(getattr(document, other) == getattr(agency, other) for other in others)


def section(name: str, values: dict[str, Any]) -> str:
    lines = (
        f"{key} = {value if isinstance(value, date) else repr(value)}\n" for key, value in values.items()
    )
    return f"[{name}]\n" + "".join(lines)


def as_read(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize(
    "toml, key, named",
    [
        ("[report.2562.analysis]\nnmber = 'ก'", "settings.unknown", "report.2562.analysis.nmber"),
        ("[report.2562.followup-6]\nthreshold = 101", "settings.range", "report.2562.followup-6.threshold"),
        ("[report.2562.followup-6]\ndate = '31/4/2563'", "settings.date", "report.2562.followup-6.date"),
        ("[report.2562]\nfollowup-12 = 5", "settings.type", "report.2562.followup-12"),
        ("[report.2562.analysis]\nsignatories = 5", "settings.type", "report.2562.analysis.signatories"),
        (
            "[[report.2562.analysis.signatories]]\nrole = 'boss'",
            "settings.choice",
            "report.2562.analysis.signatories[1].role",
        ),
        ("[report]\nsignatories = []", "settings.unknown", "report.signatories"),
        ("[report]\n2562 = 5", "settings.unknown", "report.2562"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, toml: str, key: str, named: str) -> None:
    with pytest.raises(WrongUseError) as refused:
        load(tmp_path, NAMED + toml)
    assert (refused.value.key, refused.value.values["key"]) == (key, named)


@pytest.mark.parametrize(
    "toml, named, right",
    [
        ("[report.2019.analysis]", "report.2019", "2562"),
        ("[report.62.analysis]", "report.62", "2562"),
        ("[report.analysis]", "report.analysis", "2562"),
        ("[report.2562.followup-9]", "report.2562.followup-9", "followup-12"),
        ("[report.2562.memo]", "report.2562.memo", "analysis"),
        ("[report.2562]\ndate = ''", "report.2562.date", "analysis"),
    ],
)
def test_a_year_or_document_that_cannot_be_is_refused_with_the_right_ones(
    tmp_path: Path, toml: str, named: str, right: str
) -> None:
    with pytest.raises(WrongUseError) as refused:
        load(tmp_path, NAMED + toml)
    assert (refused.value.key, refused.value.values["key"]) == ("settings.unknown", named)
    assert right in str(refused.value.values["known"]).split(", ")


@pytest.mark.parametrize("lang", LANGS)
def test_the_starter_shows_how_a_document_gets_its_own(tmp_path: Path, lang: Lang) -> None:
    lines = starter(lang).decode().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("# [report."))
    end = lines.index("", start)
    shown = [line.removeprefix("# ") for line in lines[start:end]]
    agency = load(tmp_path, "\n".join((*lines[:start], *shown, *lines[end:])))
    ((year, name),) = agency.own_documents
    own = agency.for_document(year, name)
    assert own.report_date == date(2026, 4, 9)
    assert [person.role for person in own.signatories] == ["author"]
