"""Every read about people, narrowed to what the viewer may see, split by noun."""

from tilth.people.models import standing
from tilth.people.queries import information
from tilth.people.queries.classes import code_of, school_class, student_with, students_of
from tilth.people.queries.erasures import due_erasures, erasure, my_erasure, open_erasures, who_answers_for
from tilth.people.queries.persons import SWITCHES, known_to, person, roles_seen, sharing_of, shown_by
from tilth.people.queries.roles import chairs_of, heads_of, roles_in, schools_of
from tilth.people.queries.rosters import Report, UnreadableList, read_list, report_on
from tilth.people.queries.signing_in import Ways, ways_of

__all__ = [
    "SWITCHES",
    "Report",
    "UnreadableList",
    "Ways",
    "chairs_of",
    "code_of",
    "due_erasures",
    "erasure",
    "heads_of",
    "information",
    "known_to",
    "my_erasure",
    "open_erasures",
    "person",
    "read_list",
    "report_on",
    "roles_in",
    "roles_seen",
    "school_class",
    "schools_of",
    "sharing_of",
    "shown_by",
    "standing",
    "student_with",
    "students_of",
    "ways_of",
    "who_answers_for",
]
