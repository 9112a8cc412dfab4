"""What was found, by the sender who can mend it: errors first, each finding once, strangers last."""

from itaxl.findings import Severity
from itaxl.forms.layout import SCORES
from itaxl.sending.by_sender import by_sender
from itaxl.sending.returns import files
from itaxl.spreadsheets.book import Book, Sheet
from tests.cases import announced
from tests.filled import book, who
from tests.gathered import gathered
from tests.sending.test_returns import BAD, GOOD, PRESENT

DOUBTFUL = GOOD.replace("| 4 | 20 | 80 |", "| 4 | | 80 |")
INBOX = {
    "a.xlsx": announced(),
    "b.xlsx": book(who(division="clerk"), {SCORES: DOUBTFUL}),
    "c.xlsx": book(who(division="works"), {SCORES: BAD}),
    "d.xlsx": book(who(division="works", dimension="EIT"), {SCORES: DOUBTFUL}),
    "e.xlsx": Book((Sheet("รายชื่อ", {}),)),
}


def test_senders_with_errors_come_first_then_the_agencys_order() -> None:
    year_data = gathered(INBOX, PRESENT)
    senders = by_sender(year_data, year_data.findings)
    assert [sender.key for sender in senders][:1] == ["works"]
    assert [sender.key for sender in senders][-2:] == ["clerk", ""]
    works = senders[0]
    assert works.name.th == "กองช่าง"
    assert works.returnable
    assert not senders[-1].returnable
    assert senders[-1].name.en == "Sender unknown"


def test_each_file_has_its_findings_once_by_how_much_they_matter() -> None:
    year_data = gathered(INBOX, PRESENT)
    file = by_sender(year_data, year_data.findings)[0].files[0]
    assert (file.file, file.counts) == ("c.xlsx", True)
    assert len(set(file.findings)) == len(file.findings)
    levels = [level for level, _ in file.groups]
    assert levels == sorted(levels, key=lambda level: level.rank)
    assert file.count(Severity.ERROR) == len(file.groups[0][1]) == 1
    assert file.groups[0][1][0].place.cell


def test_one_sender_gets_back_what_the_whole_merge_would_give_back() -> None:
    year_data = gathered(INBOX, PRESENT)
    everyone = files(year_data, year_data.findings)
    works = files(year_data, year_data.findings, "works")
    assert works == {name: data for name, data in everyone.items() if "works" in name}
    assert 0 < len(works) < len(everyone)
    assert files(year_data, year_data.findings, "nobody") == {}
