"""`itaxl province`: merge many agencies at once, make the overview of all, and show the state of each."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from itaxl.agency import folders
from itaxl.cli.main import Session
from itaxl.cli.options import CLEAR, year_option
from itaxl.cli.subcommands import Subcommands
from itaxl.findings import Finding, Severity
from itaxl.texts import Texts
from itaxl.thai import printable

if TYPE_CHECKING:
    from itaxl.province.run import Progress
    from itaxl.province.settings import Province
    from itaxl.province.state import State

MOST_ROWS = 40  # on the screen; all are in the table


def command(session: Session) -> click.Command:
    texts = session.texts()
    scheduler = click.Option(["--scheduler"], metavar="tcp://HOST:PORT", help=texts("help.scheduler"))
    dashboard = click.Option(["--dashboard"], is_flag=True, help=texts("help.dashboard"))
    anew = click.Option(["--all", "anew"], is_flag=True, help=texts("help.anew"))
    return Subcommands(
        session,
        "province",
        {
            "merge": ([year_option(texts), scheduler, dashboard, anew], merge),
            "report": ([year_option(texts)], report),
            "status": ([year_option(texts)], status),
        },
    )


def merge(session: Session, year: int | None, scheduler: str | None, dashboard: bool, anew: bool) -> int:
    from itaxl.province import cluster, office, run, settings  # noqa: PLC0415 - slow: imports pandas

    cluster.check_installed()
    province = settings.load(session.folder)
    year = year or province.newest_year()
    texts = Texts("province", session.requested_lang or province.lang)
    missing = cluster.missing_for_dashboard() if dashboard and not scheduler else ()
    _show_findings(missing, texts)

    def show_link(link: str) -> None:
        click.echo(texts("dashboard", link=link))

    try:
        states = run.run(
            run.jobs(province, year, texts.lang, anew=anew),
            lambda progress: _show_progress(progress, texts),
            scheduler=scheduler or "",
            dashboard=show_link if dashboard and not missing else None,
        )
    finally:
        _write(CLEAR)
    _show(province, year, states, texts)
    lost = _overview(province, year, texts, states)
    click.echo(texts("written", path=folders.reports(province.folder, year) / office.STATE))
    return 1 if lost or any(state.exit_code for state in states) else 0


def report(session: Session, year: int | None) -> int:
    from itaxl.province import cluster, settings  # noqa: PLC0415 - slow: imports pandas

    cluster.check_installed()
    province = settings.load(session.folder)
    texts = Texts("province", session.requested_lang or province.lang)
    lost = _overview(province, year or province.newest_published(), texts)
    return 1 if lost else 0


def status(session: Session, year: int | None) -> int:
    from itaxl.province import run, settings, status  # noqa: PLC0415 - slow: imports pandas

    province = settings.load(session.folder)
    year = year or province.newest_year()
    texts = Texts("province", session.requested_lang or province.lang)
    states = [status.state(job) for job in run.jobs(province, year, texts.lang)]
    _show(province, year, states, texts)
    return 0


def _overview(province: "Province", year: int, texts: Texts, states: "Sequence[State] | None" = None) -> bool:
    """Write the overview and say where it is; return whether anything of its text was lost."""
    from itaxl.province import office  # noqa: PLC0415 - slow: imports pandas

    written = office.write(province, year, states)
    missing = [row for row in written.rows if row.reason]
    path = folders.reports(province.folder, year) / office.OVERVIEW
    click.echo(texts("overview", path=path, count=len(written.rows), missing=len(missing)))
    if written.moved:
        click.echo(texts("moved", path=written.moved))
    _show_findings(written.findings, texts)
    return bool(written.findings)


def _show_findings(findings: Sequence[Finding], texts: Texts) -> None:
    for item in findings:
        colour = "red" if item.severity is Severity.ERROR else "yellow"
        click.echo(click.style(f"  {item.code} {item.what(texts.lang)}", fg=colour))
        click.echo("      " + texts("fix", fix=item.fix(texts.lang)))


def _show_progress(progress: "Progress", texts: Texts) -> None:
    from itaxl.province.run import progress_line  # noqa: PLC0415 - slow: imports pandas

    _write(CLEAR + progress_line(progress, texts))


def _write(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(text)
        sys.stderr.flush()


def _show(province: "Province", year: int, states: Sequence["State"], texts: Texts) -> None:
    click.echo(click.style(printable(texts("title", name=province.name, year=year)), bold=True))
    for line in _lines(states, texts):
        click.echo(line)


def _lines(states: Sequence["State"], texts: Texts) -> Iterator[str]:
    """Yield how many agencies are in which state, and each of those that need somebody."""
    kinds = [state.state for state in states]
    yield "  " + texts("count", count=len(states))
    yield from (
        "  " + texts(f"state.{kind}", count=kinds.count(kind)) for kind in dict.fromkeys(sorted(kinds))
    )
    drafts = sum(state.exit_code == 1 for state in states)
    if drafts:
        yield click.style("  " + texts("errors", count=drafts), fg="yellow")
    told = sorted((state for state in states if state.reason), key=_by_need)
    for state in told[:MOST_ROWS]:
        line = printable(f"  {state.folder} ({state.name}): {state.reason}")
        yield click.style(line, fg="red" if state.state == "failed" else "yellow")
    if len(told) > MOST_ROWS:
        yield "  " + texts("more", count=len(told) - MOST_ROWS)


def _by_need(state: "State") -> tuple[bool, str]:
    """Return a key for sorting: those that failed, then those with errors, each in the order of the folders."""
    return state.state != "failed", state.folder
