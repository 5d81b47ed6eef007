"""What was measured, as tables that can be read."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.matching.apart import Run
from benchmarks.matching.goals import GOALS, verdict, weight
from benchmarks.matching.instances import Instance

NOTES = """Times are seconds of processor time of one thread, the pool already made, ours compiled before.
Memory is the peak of the whole process, Python included, in MB; in brackets how much of it solving took;
where a solver runs beside it (kep_solver's CBC), what both held at one moment counts.
× is how many times as much time as ours.
– was not run: that side was over its time on a smaller pool of the kind."""


def show(out: Console, family: str, runs: Sequence[Run]) -> None:
    """A table for each family of instances: a row for each side on each instance."""
    table = Table(title=f"\n{family}", box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("instance", "side"):
        table.add_column(heading)
    for heading in ("value", "bound", "seconds", "×", "MB"):
        table.add_column(heading, justify="right")
    table.add_column("status", overflow="fold")
    last: Instance | None = None
    for run in runs:
        if run.instance != last and last is not None:
            table.add_section()
        table.add_row("" if run.instance == last else _named(run.instance), run.side, *_numbers(run, runs), run.status)
        last = run.instance
    out.print(table)


def _named(instance: Instance) -> str:
    return instance.name + (f" [{instance.known:g}]" if instance.known is not None else "")


def _numbers(run: Run, runs: Sequence[Run]) -> tuple[str, ...]:
    if run.value is None:
        return ("", "", "", "", "")
    memory = f"{weight(run):,.0f} ({weight(run) - run.before:,.0f})"
    bound = "" if run.bound is None else f"{run.bound:,.6g}"
    return f"{run.value:,.6g}", bound, f"{run.cpu:.2f}", _ratio(run, runs), memory


def _ratio(run: Run, runs: Sequence[Run]) -> str:
    ours = next((r for r in runs if r.instance == run.instance and r.side.startswith("ours") and r.cpu), None)
    return "" if ours is None or ours.side == run.side else f"{run.cpu / ours.cpu:.1f}"


def show_goals(out: Console, runs: Sequence[Run]) -> None:
    """Which goals were met, of those that these runs are about."""
    table = Table(title="\nGoals", box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("goal")
    table.add_column("reached")
    for goal in GOALS:
        if said := verdict(goal, runs):
            table.add_row(goal.title, said)
    out.print(table, NOTES, sep="\n")
