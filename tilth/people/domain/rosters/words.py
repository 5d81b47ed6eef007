"""The words that lists use: headers of our own layout in several languages, roles in several systems."""

from __future__ import annotations

from tilth.people.domain.rosters.tables import plain

_COLUMNS = {
    "name": "name, full name, nom, nombre, naam, enw, nome",
    "givenname": "given name, first name, forename, prénom, vorname, nombre de pila, voornaam, enw cyntaf",
    "familyname": "family name, last name, surname, nom de famille, nachname, apellidos, achternaam, cyfenw",
    "email": "email, e-mail, email address, e-mail address, mail, courriel, adresse e-mail, correo, correo electrónico,"
    " e-mailadres, ebost",
    "role": "role, post, job, rôle, fonction, rolle, funktion, rol, función, functie, rôl, swydd",
    "subject": "subject, subjects, matière, fach, asignatura, materia, vak, pwnc",
    "startson": "starts on, start, start date, starts, from, début, beginn, inicio, begin, dechrau",
    "endson": "ends on, end, end date, ends, to, until, fin, ende, einde, diwedd",
    "schoolnumber": "school number, school, urn, school id, numéro de l'école, schulnummer, número de centro,"
    " schoolnummer, rhif ysgol",
    "class": "class, classes, class name, form, group, tutor group, classe, klasse, clase, klas, dosbarth",
    "id": "id, identifier, number, staff id, student id, upn, identifiant, kennung, identificador, nummer",
}
COLUMNS = {plain(word): column for column, words in _COLUMNS.items() for word in words.split(",")}

_ROLES = {
    "headteacher": "headteacher, head teacher, head, principal, executive headteacher, pennaeth, directeur, directrice,"
    " schulleitung, director, directora, rector",
    "senior_leader": "senior leader, deputy headteacher, deputy head, assistant headteacher, assistant head,"
    " vice principal, deputy principal, assistant principal, senior leadership team, slt, school leadership",
    "teacher": "teacher, class teacher, head of department, head of year, subject leader, middle leader, co-teacher,"
    " faculty, lecturer, professor, instructor, enseignant, enseignante, lehrkraft, lehrer, lehrerin, profesor,"
    " profesora, docente, maestro, maestra, leraar, docent, athro, athrawes",
    "support_staff": "support staff, support, teaching assistant, ta, aide, paraprofessional,"
    " paraprofessionals, proctor, counselor, counsellor, nurse, librarian, technician, staff, other,"
    " office, assistant, tutor, coach, mentor,"
    # In OneRoster an administrator may be the office or the computers: leadership is given by hand.
    " administrator, site administrator, district administrator, system administrator, tech administrator",
    "trainee": "trainee, trainee teacher, student teacher, apprentice teacher, stagiaire, referendar, referendarin",
    "business_manager": "business manager, school business manager, bursar, finance director",
    "chair": "chair, chair of governors, chair of the governing body",
    "governor": "governor, board member, school board, trustee, gouverneur",
    "student": "student, pupil, learner, élève, schüler, schülerin, alumno, alumna, estudiante, leerling, disgybl",
    "parent": "parent, carer, guardian, relative, parent or carer, parent/carer, parent/guardian, mother, father",
}
ROLES = {plain(word): kind for kind, words in _ROLES.items() for word in [kind, *words.split(",")]}


def role_of(word: str) -> str | None:
    """The kind of role that a word means, or None where we do not know it."""
    return ROLES.get(plain(word))
