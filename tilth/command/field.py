"""Commands about the field itself: registers, people, matching. Long work shows how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tilth.command.house import Exit, enter, out, stop

if TYPE_CHECKING:
    from tilth.matching.graphs import Exchange
    from tilth.people.queries import Report as PeopleReport
    from tilth.schools.domain.reports import Report as RegisterReport

EXAMPLES = 10

File = Annotated[Path, typer.Argument(help="The file to read.", exists=True, dir_okay=False)]
FileOrFolder = Annotated[Path, typer.Argument(help="A CSV, a zip, or a folder.", exists=True)]
OnlyReport = Annotated[bool, typer.Option("--report", help="Say what would change, and change nothing.")]


def import_register(
    path: File,
    mapping: Annotated[
        Path | None, typer.Option(help="How another country's register names its columns.", exists=True, dir_okay=False)
    ] = None,
    report: OnlyReport = False,
    lines: Annotated[
        Path | None, typer.Option(help="Write every line that was not used, and why, to this CSV.")
    ] = None,
) -> None:
    """Bring the schools up to a register: new ones, changes, closures. Doing it twice changes nothing.

    [dim]tilth import-register edubasealldata.csv[/dim]                      England: known by its headings
    [dim]tilth import-register schools.xlsx --mapping ontario.toml[/dim]     another country
    [dim]tilth import-register edubasealldata.csv --report[/dim]             look first

    It is all or nothing. A file that is no register is refused, and says why.
    """
    enter()
    from tilth.schools.actions import UnreadableRegister, report_on
    from tilth.schools.actions import import_register as bring_up

    go = report_on if report else bring_up
    try:
        with _progress(f"Reading {path.name}") as told, _unused_lines(lines) as note:
            _say_register(go(path=path, mapping=mapping, progress=told, on_line=note))
    except UnreadableRegister as no:
        stop(str(no))


def import_people(
    path: FileOrFolder,
    school: Annotated[
        str, typer.Option(help="The school's number in its register, with its country if it is not ours: CA-ON:000019.")
    ],
    known_as: Annotated[str, typer.Option(help="The school's own id in the file, if it holds several.")] = "",
    mail_domain: Annotated[str, typer.Option(help="Completes addresses that are only names: school.example.")] = "",
    report: OnlyReport = False,
) -> None:
    """Bring a school's people up to a list: Tilth's own CSV, Microsoft School Data Sync, or OneRoster 1.1 and 1.2.

    [dim]tilth import-people staff.csv --school 100049 --report[/dim]   look first
    [dim]tilth import-people staff.csv --school 100049[/dim]            then do it; twice changes nothing
    [dim]tilth import-people oneroster.zip --school 100049[/dim]        everybody in one bundle

    Who is not in the list any more is ended, not deleted.
    """
    enter()
    from tilth.people.actions import import_people as bring_up
    from tilth.people.queries import read_list, report_on
    from tilth.web.refusal import Refusal

    ours = _school(school)
    try:
        with out.status(f"Reading {path.name}"):
            roster = read_list(path, mail_domain=mail_domain)
            known = {"by": None, "school": ours, "roster": roster, "known_as": known_as}
            found = report_on(**known) if report else bring_up(**known)
    except Refusal as no:
        stop(str(no.message))
    _say_people(found)


def match(
    round: Annotated[
        str | None, typer.Option(help="The key of the round; without it, the unfinished rounds are listed.")
    ] = None,
    instance: Annotated[
        Path | None,
        typer.Option(help="Solve a graph in PrefLib's .wmd format instead of a round.", exists=True, dir_okay=False),
    ] = None,
    cycles: Annotated[int, typer.Option(min=0, max=3, help="Of a graph: the most vertices of a cycle.")] = 3,
    chains: Annotated[int, typer.Option(min=0, help="Of a graph: the most arcs of a chain.")] = 3,
) -> None:
    """Run a round of matching: close it, find the best pairs and triads, and propose them to the people in them.

    [dim]tilth match[/dim]                   which rounds are there?
    [dim]tilth match --round 7c9e6679…[/dim]  run this one

    Or check the engine on an instance of the literature, which needs no database and no settings:

    [dim]tilth match --instance 00036-00000041.wmd --cycles 3 --chains 3[/dim]
    """
    if instance is not None:
        if round is not None:
            stop("Say either --round or --instance.", Exit.WRONG_USE)
        _solve(instance, cycles, chains)
        return
    enter()
    from tilth.jpd.models import Round

    if round is None:
        _list_rounds()
        return
    found = Round.objects.filter(id=_key(round)).select_related("partnership").first()
    if found is None:
        stop(f"There is no round {round}. Run tilth match to see which there are.", Exit.WRONG_USE)
    _run(found)


# --- what they say ------------------------------------------------------------------------------


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told (done, of how many)."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=out
    )
    with bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@contextmanager
def _unused_lines(path: Path | None) -> Iterator[Callable[[Any], None] | None]:
    """Writes each line that was not used to a CSV, if one is wanted."""
    if path is None:
        yield None
        return
    import csv

    from tilth.schools.wording import WHY

    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["line", "column", "value", "why"])
        yield lambda odd: table.writerow([odd.line, getattr(odd, "column", ""), repr(odd.value), WHY[odd.why]])


def _say_register(report: RegisterReport) -> None:
    from tilth.schools.wording import reasons

    done = "Imported" if report.applied else "Would import"
    out.print(f"{done} {report.title} ({report.encoding}) in {report.seconds:.1f} s:")
    for what in ("rows", "new", "changed", "closed", "reopened", "unchanged"):
        out.print(f"  {getattr(report, what):>8,} {what}")
    for kind, count in (("rows skipped", report.skipped_count), ("values left out", report.noted_count)):
        out.print(f"  {count:>8,} {kind}")
    for found in reasons(report.as_json()).values():
        for reason in found:
            where = ", ".join(str(line["line"]) for line in reason["lines"][:EXAMPLES])
            out.print(f"  {reason['count']:>8,} × {reason['why']} [dim]lines {where}[/dim]")


def _say_people(report: PeopleReport) -> None:
    if report.place is None:
        schools = "\n".join(f"  {place.source_id}  {place.name} ({people} people)" for place, people in report.choices)
        stop(f"The list holds several schools. Say which with --known-as:\n{schools}", Exit.WRONG_USE)
    for what, count in report.counts.items():
        out.print(f"  {count:>6,} {what}")
    for listing in (report.wrong, report.doubled):
        for fault in listing.shown:
            out.print(f"  {fault.file}, line {fault.line}: {fault.what_to_do}", markup=False)
        if listing.more:
            out.print(f"  and {listing.more} more")


def _school(number: str) -> Any:
    """The school of a number, or of country:number."""
    from tilth.schools.models import School

    country, _colon, bare = number.rpartition(":")
    found = School.objects.filter(number=bare, **({"country": country} if country else {}))
    if len(found) != 1:
        why = "There are several schools" if found else "There is no school"
        stop(f"{why} with the number {number}. Import the register first, or say the country: GB-ENG:{bare}")
    return found[0]


def _key(text: str) -> Any:
    from uuid import UUID

    try:
        return UUID(text)
    except ValueError:
        stop(f"{text} is not the key of a round.", Exit.WRONG_USE)


def _list_rounds() -> None:
    from tilth.jpd.models import Round

    unfinished = Round.objects.filter(phase__in=Round.UNFINISHED).select_related("partnership")
    for found in unfinished:
        out.print(f"{found.id}  {found.partnership}: {found.get_phase_display()}, closes on {found.closes_on}")
    if not unfinished:
        out.print("No round is open. A family's lead opens one on the page Working together.")


def _run(round: Any) -> None:
    from tilth.jpd import actions
    from tilth.jpd.tasks import compute_round
    from tilth.web.refusal import Refusal

    try:
        if round.phase == round.Phase.GATHERING:
            actions.close_round(by=None, round=round)
        with out.status(f"Looking for the best groups in {round.partnership}"):
            proposed = compute_round.call(str(round.id))
    except Refusal as no:
        stop(str(no.message))
    round.refresh_from_db()
    if round.phase != round.Phase.PROPOSED:
        stop(f"The round is not waiting to be matched: {round.get_phase_display()}.")
    out.print(f"{proposed} groups are proposed to the people in them, who answer by {round.answer_by}.")


def _solve(path: Path, cycles: int, chains: int) -> None:
    """Find the best exchange in a graph, have it checked, and say what it is worth and how sure that is."""
    from tilth.matching import graphs

    try:
        graph = graphs.read_wmd(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        stop(f"{path.name} is no text in UTF-8, so it is no .wmd file.")
    except graphs.BadFile as no:
        stop(f"{path.name}, {no}.")
    began = time.process_time()
    try:
        with out.status(f"Looking for the best exchange among {graph.count:,} vertices and {len(graph):,} arcs"):
            found = graphs.exchange(graph, cycles, chains)
    except graphs.TooLarge as no:
        stop(f"{path.name}: {no}.")
    seconds = time.process_time() - began
    _say_exchange(found, path.name, seconds)
    if wrong := graphs.faults(found, graph, cycles, chains):
        stop("\n".join(["The exchange is not allowed:", *wrong[:EXAMPLES]]), Exit.FAULTS)


def _say_exchange(found: Exchange, name: str, seconds: float) -> None:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    sure = "proven best" if found.proven else f"{found.gap / max(found.bound, 1e-9):.2%} short of the bound at most"
    table = Table(title=escape(name), box=box.SIMPLE, show_header=False, title_justify="left")
    table.add_column(style="dim")
    table.add_column(justify="right")
    for what, told in {
        "value": f"{found.value:,.10g}",
        "bound": f"{found.bound:,.10g}",
        "": sure,
        "cycles": f"{len(found.cycles):,}",
        "chains": f"{len(found.chains):,}",
        "processor time": f"{seconds:.2f} s",
    }.items():
        table.add_row(what, told)
    out.print(table)
