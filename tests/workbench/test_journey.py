"""The whole year of an agency in a real browser, and every page looked at by axe."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from itaxl.forms.layout import MEASURES, SCORES
from itaxl.texts import LANGS
from itaxl.workbench.app import PAGES
from tests import sheets
from tests.agencies import ANNOUNCED, PLANNED, SAVED, SCORED
from tests.workbench.chromium import Browser, browser, workbench

pytestmark = pytest.mark.browser
WIDTHS = (
    (360, "dark"),
    (1200, "light"),
)  # the first for each language: words need room, colours are the same
NAME = "เทศบาลตำบลทดสอบ"
SHORT = 'sections = ["memo", "results"]'  # documents that are drawn soon
PLANS = {
    "EIT": "| ตัวชี้วัด | มาตรการ |\n|---|---|\n| 6 | ปรับปรุงบริการ |",
    "OIT": "| ตัวชี้วัด | มาตรการ |\n|---|---|\n| 9 | เผยแพร่ข้อมูล |",
}
SELDOM = ("/findings/codes", "/versions", "/workbooks/reminders", "/analysis/instrument")
HOSTILE = """<!doctype html><title>hostile</title>
<form method="post" action="BASE/stop"><button>A prize</button></form>
<form method="post" action="BASE/inbox/drop" enctype="multipart/form-data" target="frame"><input name="files"></form>
<iframe name="frame"></iframe>
<script>
const tries = [
  fetch("BASE/inbox", { credentials: "include" }),
  fetch("BASE/static/workbench.js", { credentials: "include", mode: "no-cors" }),
  fetch("BASE/stop", { method: "POST", credentials: "include", headers: { "X-Own": "1" } }),
  new Promise((done, fail) => { new EventSource("BASE/progress/reading", { withCredentials: true }).onerror = fail; }),
];
document.forms[1].submit();
Promise.allSettled(tries).then((ends) => {
  const told = document.createElement("p");
  told.id = "told";
  told.textContent = ends.map((end) => end.status).join(" ");
  document.body.append(told);
});
</script>"""
DONE = "| รหัสมาตรการ | สถานะ | ร้อยละความก้าวหน้า | วันที่ดำเนินการแล้วเสร็จ | ลิงก์หลักฐาน |\n|---|---|---|---|---|\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workbench") / "agency"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def user(home: Path) -> Iterator[Browser]:
    """Somebody with an empty folder, who has opened the address."""
    with workbench(home) as address, browser(home.parent / "chromium") as opened:
        assert opened.come_in(address)["url"] == f"{opened.base}/first"
        yield opened


def filled(home: Path, file: str, tables: dict[str, str], saved: datetime = SAVED) -> bytes:
    """A workbook of the outbox, filled in."""
    return sheets.fill((home / "outbox/2562" / file).read_bytes(), tables, saved)


def drop(user: Browser, **files: bytes) -> None:
    """Let files go over the page of the inbox, and wait for their rows."""
    user.goto("/inbox")
    user("drop", [[name, base64.b64encode(data).decode()] for name, data in files.items()])
    for name in files:
        user("wait", f'th:text-is("{name}")')


def merged(user: Browser) -> str:
    user("wait", "#result")
    return user.text()


@pytest.fixture(scope="module", autouse=True)
def given_back(user: Browser, home: Path) -> str:
    """What was given back to be mended, in a year that was gone through to its end."""
    division = set_up(user, home)
    marked = mend(user, home, division)
    plan_and_issue(user, home, division)
    follow_up(user, home, division)
    return marked


def test_the_year_of_an_agency(given_back: str, home: Path) -> None:
    assert given_back
    assert {folder.name for folder in (home / "issued/2562").iterdir()} >= {"analysis-1", "followup-12-1"}


def set_up(user: Browser, home: Path) -> str:
    """From the first form to the workbooks; return the id of the one division."""
    user("check", "input[name=body] >> nth=0")
    user("fill", "#name", NAME)
    user("click", "main button")
    flawless(user, *WIDTHS[0])
    divisions = user("count", 'input[name^="divisions."][name$=".remove"]')
    for number in range(1, divisions):
        user("check", f'input[name="divisions.{number}.remove"]')
    user("fill", 'input[name="divisions.0.email"]', "office@thetsaban-thotsop.go.th")
    user.submit("/first/preview")
    assert NAME in user.text("pre")
    user.submit("/first/create")
    settings = home / "itaxl.toml"
    settings.write_text(settings.read_text("utf-8").replace("[report]\n", f"[report]\n{SHORT}\n"), "utf-8")
    user("choose", "#year", "2562")
    user.submit("/workbooks")
    (file,) = (home / "outbox/2562").glob("2562-IIT-*.xlsx")
    return file.stem.removeprefix("2562-IIT-")


def mend(user: Browser, home: Path, division: str) -> str:
    """Drop a workbook with a fault, see it in its sheet, and drop the corrected one."""
    file = f"2562-IIT-{division}.xlsx"
    wrong = SCORED.replace("| 84 |", "| แปดสิบ |")
    drop(user, **{file: filled(home, file, {SCORES: wrong, MEASURES: PLANNED})})
    assert "แปดสิบ" in user.text()
    user.goto("/findings")
    user("click", 'main a[href^="/findings/file"]')
    marked = user.text("td.marked")
    flawless(user, *WIDTHS[0])
    later = SAVED + timedelta(days=1)
    drop(user, **{f"ฉบับแก้ {file}": filled(home, file, {SCORES: SCORED, MEASURES: PLANNED}, later)})
    assert user("count", "td.superseded") == 1
    return marked


def plan_and_issue(user: Browser, home: Path, division: str) -> None:
    """Drop all the rest, merge, say what the analysis bears, and issue it."""
    files = {f"2562-{dimension}-{division}.xlsx": {MEASURES: plan} for dimension, plan in PLANS.items()} | {
        "2562-announced.xlsx": ANNOUNCED
    }
    drop(user, **{name: filled(home, name, tables) for name, tables in files.items()})
    user.goto("/merge")
    user("click", "main button.first")
    merged(user)
    assert user.goto("/documents/made/site/index.html")["wrong"] == []
    user.goto("/issue")
    user("fill", "input[name=date]", "20/4/2563")
    user("fill", "input[name=number]", "ตย ๑")
    user.submit("/issue/bear")
    merged(user)
    said = issue(user)
    assert (home / "issued/2562/analysis-1/analysis.pdf").is_file(), said


def issue(user: Browser) -> str:
    """Issue the last document of the page; return what is said then."""
    user.goto("/issue")
    user("check", "input[name=signed] >> nth=-1")
    user("click", 'form[action^="/issue?"] button >> nth=-1')
    return user.text()


def follow_up(user: Browser, home: Path, division: str) -> None:
    """Make the follow-up's workbooks, drop one that is done, merge and issue its report."""
    user.goto("/workbooks")
    user("choose", "#round", "followup-12")
    user.submit("/workbooks")
    settings = home / "itaxl.toml"
    own = '\n[report.2562.followup-12]\ndate = 2020-10-08\nnumber = "ตย ๒"\n'
    settings.write_text(settings.read_text("utf-8") + own, "utf-8")
    name = f"2562-IIT-{division}-followup-12.xlsx"
    row = "| 2562-IIT-01-01 | ดำเนินการแล้ว | 100 | 2020-09-01 | https://example.go.th/1 |"
    drop(user, **{name: filled(home, name, {MEASURES: DONE + row}, SAVED + timedelta(days=200))})
    user.goto("/merge")
    user("click", "main button.first")
    merged(user)
    said = issue(user)
    assert (home / "issued/2562/followup-12-1/followup.pdf").is_file(), said


def test_axe_finds_nothing_on_any_page(user: Browser) -> None:
    paths = [page.path for page in PAGES if page.path]
    for lang in LANGS:
        user.goto("/")
        user("wait", "select[name=lang]")
        user("choose", "select[name=lang]", lang)
        user.submit("/choose")
        for path in (*paths, *SELDOM):
            assert user.goto(path)["status"] == 200
            for look in WIDTHS if (lang, path in SELDOM) == (LANGS[0], False) else WIDTHS[:1]:
                flawless(user, *look, colours=lang == LANGS[0])


def flawless(user: Browser, width: int, scheme: str, *, colours: bool = True) -> None:
    """Look at the page that is shown."""
    seen = user("look", width, scheme, colours)
    assert seen["rules"] > 15, seen["url"]
    assert (seen["url"], width, seen["violations"], seen["wrong"]) == (seen["url"], width, [], [])
    assert seen["content"] <= width, seen["url"]


@contextmanager
def another_origin(page: str) -> Iterator[str]:
    """Serve a page at another port, which browsers hold for the same site; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_hostile_page_on_another_origin_sees_and_does_nothing(user: Browser, home: Path) -> None:
    before = sorted(home.rglob("*"))
    with another_origin(HOSTILE.replace("BASE", user.base)) as address:
        user("goto", address)
        user("wait", "#told")
        assert user.text("#told") == "rejected rejected rejected rejected"
        user("click", "button")
        assert "itaxl open" in user.text("body")
    assert user.goto("/")["status"] == 200
    assert sorted(home.rglob("*")) == before


def test_a_folder_that_is_dropped_or_chosen_arrives_with_all_below_it(
    user: Browser, home: Path, tmp_path: Path
) -> None:
    for way in ("dropped", "chosen"):
        inner = tmp_path / way / "ย่อย"
        inner.mkdir(parents=True)
        for place, name in ((inner, f"{way}-ใน.txt"), (inner.parent, f"{way}-นอก.txt")):
            (place / name).write_text(way, "utf-8")
    user.goto("/inbox")
    user("wait", "input[name=folder]")
    user("dropPaths", [str(tmp_path / "dropped")])
    user("wait", 'th:text-is("dropped-ใน.txt")')
    user("files", "input[name=folder]", str(tmp_path / "chosen"))
    user("click", 'form[action^="/inbox/drop"] button')
    user("wait", 'th:text-is("chosen-ใน.txt")')
    for name in ("dropped-ใน", "dropped-นอก", "chosen-ใน", "chosen-นอก"):
        assert (home / f"inbox/2562/{name}.txt").read_text("utf-8") == name.partition("-")[0]


@contextmanager
def plain(user: Browser) -> Iterator[None]:
    """Somebody else at the same workbench, whose browser runs no scripts."""
    user("plain")
    try:
        user("goto", user.address)
        yield
    finally:
        user("back")


def test_without_scripts_files_are_taken_in_and_out(user: Browser, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "บันทึก.txt"
    file.write_text("x", "utf-8")
    with plain(user):
        user.goto("/inbox")
        user("wait", "input[name=files]")
        user("files", "input[name=files]", [str(file)])
        user("click", 'form[action^="/inbox/drop"] button')
        user("wait", f'th:text-is("{file.name}")')
        user("click", f'tr:has(th:text-is("{file.name}")) button')
        user("wait", f'.taken-out :text-is("{file.name}")')
    assert (home / "inbox/2562/.taken-out" / file.name).is_file()
