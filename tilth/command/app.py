"""What `tilth` can be asked to do. Each command says what it did, and ends with a code that means something."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from tilth.command import field
from tilth.command.house import Exit, bring_up_to_date, enter, out, pending, stop

EXIT_CODES = "Exit codes: 0 fine; 1 it ran and found faults; 2 wrong use; 3 refused, and nothing was changed."

app = typer.Typer(
    help="A working home for families of schools that improve one another.\n\n"
    "Try it: [bold]TILTH_STAGE=demo tilth serve[/bold]. For a real installation begin with [bold]tilth doctor[/bold].",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    pretty_exceptions_enable=False,
)

Port = Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")]
Host = Annotated[str, typer.Option(help="The address of this machine to listen on; 0.0.0.0 for all.")]


@app.command()
def serve(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    threads: Annotated[int, typer.Option(min=1, help="Requests that one process answers at once.")] = 8,
    processes: Annotated[int, typer.Option(min=1, help="Processes that answer; one for each core is plenty.")] = 1,
) -> None:
    """Serve the pages, do the work that is waiting, and keep the timetable. Ctrl-C stops everything.

    [dim]TILTH_STAGE=demo tilth serve --port 8010[/dim]   the invented family, ready to walk around in
    [dim]tilth serve --processes 2[/dim]                  a real installation, behind your reverse proxy
    """
    from tilth.command import serving

    if not serving.is_free(host, port):
        stop(f"Port {port} is taken. Choose another: tilth serve --port {port + 10}, or: make demo PORT={port + 10}")
    if os.environ.get("TILTH_STAGE", "production") != "production":
        os.environ.setdefault("TILTH_ADDRESS", f"http://localhost:{port}")
    enter()
    _make_ready()
    supervisor = serving.Supervisor(serving.children(host, port, threads=threads, processes=processes), out.print)
    supervisor.run(lambda: serving.is_answering(host, port), _welcome)
    out.print("Stopped.")


def _make_ready() -> None:
    """Bring tables and assets up to date; a real installation is changed only by `tilth upgrade`."""
    from django.conf import settings

    if not settings.PRODUCTION:
        bring_up_to_date()
    elif waiting := pending():
        stop(f"The database is {len(waiting)} steps behind this version. Make a backup, then run: tilth upgrade")
    if settings.DEMO:
        from tilth.command.demonstration import make_family_once

        make_family_once()


def _welcome() -> None:
    from django.conf import settings

    out.print(f"\nTilth is at [bold green]{settings.ADDRESS}[/bold green]   (Ctrl-C stops it)")
    if settings.DEMO:
        from tilth.command.demonstration import introduce

        introduce()


@app.command()
def upgrade() -> None:
    """Bring the database and the static files up to this version. Make a backup first."""
    enter()
    waiting = pending()
    bring_up_to_date()
    out.print(f"Up to date: {len(waiting)} steps done.")


@app.command()
def worker(
    until_done: Annotated[bool, typer.Option(help="Stop when nothing is waiting.")] = False,
) -> None:
    """Do the work that is waiting: e-mails, imports, matching. `serve` runs one; run more where there is much to do."""
    enter()
    from tilth.jobs.worker import work

    work(until_done=until_done)


@app.command()
def tick(
    for_ever: Annotated[bool, typer.Option(help="Go on, once a minute.")] = False,
) -> None:
    """Keep the timetable once: free the work of dead workers, retry what failed, start what is due.

    `serve` does this each minute. Without `serve`, call it from cron: [dim]* * * * * tilth tick[/dim]
    """
    enter()
    from tilth.jobs.clockwork import tick_for_ever, tick_once

    if for_ever:
        tick_for_ever()
    done = tick_once()
    out.print(", ".join(f"{count} {what}" for what, count in done.items()))


for about_the_field in (field.import_register, field.import_people, field.match):
    app.command()(about_the_field)


@app.command()
def doctor() -> None:
    """Look at settings, database, worker, mail, clock, disk and pages, and say what to do about each fault.

    Ends with 1 when anything is wrong, so that a monitor can call it.
    """
    from tilth.command.doctor import examine

    found = examine()
    for finding in found:
        mark = "[green]fine [/green]" if finding.fine else "[red]fault[/red]"
        out.print(f"{mark}  {finding.what:<10} {finding.said}")
        if finding.mend:
            out.print(f"       {'':<10} [yellow]{finding.mend}[/yellow]")
    if not all(finding.fine for finding in found):
        raise SystemExit(Exit.FAULTS)


@app.command()
def backup(
    path: Annotated[Path, typer.Argument(help="The file to write. It must not exist yet.")],
) -> None:
    """Write everything Tilth knows into one file: all rows as of one moment, and all uploaded files.

    [dim]tilth backup /backups/tilth-2026-11-22.zip[/dim]

    The file can be read without Tilth, and restored on SQLite or PostgreSQL. It holds personal data: keep it safe.
    """
    enter()
    from tilth.command.archive import Unfit, write

    try:
        counts = write(path)
    except Unfit as no:
        stop(str(no))
    out.print(f"Kept {sum(counts.values()):,} rows of {len(counts)} tables in {path}.")


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(help="A file that `tilth backup` wrote.", exists=True, dir_okay=False)],
    replace: Annotated[bool, typer.Option(help="Throw away what is in the database now.")] = False,
) -> None:
    """Give back exactly what a backup kept, or change nothing.

    The database must be empty (run [dim]tilth upgrade[/dim] on a new one), unless you say --replace.
    A damaged file, or one of another version of Tilth, is refused before anything is touched.
    """
    enter()
    from tilth.command.archive import Unfit, give_back

    try:
        counts = give_back(path, replace=replace)
    except Unfit as no:
        stop(str(no))
    out.print(f"Gave back {sum(counts.values()):,} rows of {len(counts)} tables.")


@app.command()
def add_operator(
    email: Annotated[str, typer.Argument(help="Where their sign-in code goes.")],
    name: Annotated[str, typer.Argument(help="Their full name, in quotes.")],
) -> None:
    """Let somebody run this installation: import registers, and invite the first headteachers.

    [dim]tilth add-operator sam@example.org "Sam Hill"[/dim]
    """
    enter()
    from tilth.people.actions import add_operator as add
    from tilth.web.refusal import Refusal

    try:
        person = add(by=None, email=email, name=name)
    except Refusal as no:
        stop(str(no.message))
    out.print(f"{person.name} can sign in with a code sent to {person.email}.")
