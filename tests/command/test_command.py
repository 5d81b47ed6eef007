"""The `tilth` command: it teaches, does what it says, and ends with a code that means something."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner, Result

from tests.factories.people import RoleFactory
from tests.factories.schools import SchoolFactory
from tilth.command import serving
from tilth.command.app import app
from tilth.command.doctor import examine
from tilth.command.house import Exit
from tilth.jobs import actions as jobs
from tilth.jobs import queries
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.trail.models import Entry

COMMANDS = ["serve", "upgrade", "worker", "tick", "doctor", "backup", "restore", "add-operator"]
COMMANDS += ["import-register", "import-people", "match"]


def tilth(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    told = tilth(command, "--help")
    assert told.exit_code == Exit.FINE
    assert "Usage" in told.output


def test_help_is_quick_because_it_does_not_load_the_house() -> None:
    program = "import sys; import tilth.command.app; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_wrong_use_ends_with_two() -> None:
    assert tilth("restore", "/nowhere/at/all.zip").exit_code == Exit.WRONG_USE
    assert tilth("no-such-command").exit_code == Exit.WRONG_USE


def test_a_taken_port_is_said_with_how_to_choose_another(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert tilth("serve", "--port", str(port)).exit_code == Exit.REFUSED
    assert serving.is_free("127.0.0.1", port)


@pytest.mark.django_db
def test_an_operator_is_added_once_and_it_is_on_the_trail() -> None:
    for _ in range(2):
        assert tilth("add-operator", "Sam@Example.org", "Sam Hill").exit_code == Exit.FINE
    sam = Person.objects.get(email="sam@example.org")
    assert sam.is_operator
    assert Entry.objects.filter(act="people.operator_added", concerns__key=sam.id).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["nobody", "", "two words@example.org"])
def test_what_is_no_address_makes_no_operator(email: str) -> None:
    assert tilth("add-operator", email, "Sam Hill").exit_code == Exit.REFUSED
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_student_is_never_an_operator() -> None:
    student = RoleFactory(kind="student").person
    assert tilth("add-operator", str(student.email), "Dot").exit_code == Exit.REFUSED


@pytest.mark.django_db
def test_a_register_is_looked_at_first_and_then_imported() -> None:
    register = str(Path(__file__).resolve().parents[2] / "tilth" / "demo" / "register.csv")
    looked = tilth("import-register", register, "--report")
    assert looked.exit_code == Exit.FINE
    assert not School.objects.exists()
    assert tilth("import-register", register).exit_code == Exit.FINE
    assert School.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_no_register_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_bytes(bytes(range(256)) * 20)
    assert tilth("import-register", str(odd)).exit_code == Exit.REFUSED


@pytest.mark.django_db
def test_people_go_to_a_school_that_is_there(tmp_path: Path) -> None:
    people = tmp_path / "staff.csv"
    people.write_text("nothing\n")
    assert tilth("import-people", str(people), "--school", "999999").exit_code == Exit.REFUSED
    school = SchoolFactory()
    assert tilth("import-people", str(people), "--school", school.number).exit_code == Exit.REFUSED


@pytest.mark.django_db
def test_matching_says_which_rounds_there_are() -> None:
    assert tilth("match").exit_code == Exit.FINE
    assert tilth("match", "--round", "no key").exit_code == Exit.WRONG_USE


@pytest.mark.django_db
def test_a_backup_is_written_and_given_back(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    RoleFactory()
    kept = str(tmp_path / "kept.zip")
    assert tilth("backup", kept).exit_code == Exit.FINE
    assert tilth("backup", kept).exit_code == Exit.REFUSED
    assert tilth("restore", kept).exit_code == Exit.REFUSED
    assert tilth("restore", kept, "--replace").exit_code == Exit.FINE


# --- the doctor ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_doctor_misses_a_worker_and_says_what_to_do() -> None:
    worker = next(finding for finding in examine() if finding.what == "worker")
    assert not worker.fine
    assert "tilth serve" in worker.mend
    assert tilth("doctor").exit_code == Exit.FAULTS


@pytest.mark.django_db
def test_the_doctor_warns_of_a_database_that_could_lose_answers_it_acknowledged() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is told by us to wait for the disk.")
    unsafe = next(finding for finding in examine() if finding.what == "trays" and not finding.fine)
    assert "fsync" in unsafe.mend  # a throw-away server is not safe, and says so


@pytest.mark.django_db
def test_the_doctor_is_content_with_a_worker_and_a_tick_that_live() -> None:
    jobs.beat(name=queries.WORKER + "one")
    jobs.beat(name=queries.TICK)
    assert [finding for finding in examine() if finding.what == "worker" and not finding.fine] == []


@pytest.mark.django_db
def test_the_doctor_finds_a_mail_server_that_does_not_answer(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    mail = next(finding for finding in examine() if finding.what == "mail")
    assert not mail.fine
    assert "TILTH_EMAIL" in mail.mend


@pytest.mark.django_db
def test_the_doctor_finds_a_folder_that_cannot_be_written(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "gone"
    assert not next(finding for finding in examine() if finding.what == "disk").fine


def test_production_with_unsafe_settings_refuses_to_start_and_names_every_fault() -> None:
    words = [sys.executable, "-m", "tilth.command", "upgrade"]
    bare = {"PATH": "/usr/bin:/bin", "TILTH_DATA": "/nowhere/at/all"}
    ran = subprocess.run(words, env=bare, capture_output=True, text=True, check=False)
    assert ran.returncode == Exit.REFUSED
    for fault in ("TILTH_SECRET_KEY", "TILTH_ADDRESS", "TILTH_EMAIL", "TILTH_DATA"):
        assert fault in ran.stderr
    assert "Traceback" not in ran.stderr
