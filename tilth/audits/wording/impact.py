"""What a data-protection impact assessment says of what is kept, and of risks: as far as Tilth itself knows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Kept:
    """Something that is kept about people."""

    what: str
    whom: str
    where: str
    until: str


@dataclass(frozen=True)
class Risk:
    """Something that could happen."""

    happens: str
    done: str
    left: str


def what_is_kept() -> list[Kept]:
    """All that asking in confidence keeps, from the list of people to the results."""
    return [
        Kept(
            _("Who may answer"),
            _("Everybody who is asked"),
            _("Tilth’s main database. Each person sees it of themselves; leaders see how many."),
            _("Until the results are out"),
        ),
        Kept(
            _("A mark of each who was asked, by which the next list is compared"),
            _("Everybody who was asked"),
            _("Tilth’s main database. Nobody sees it. Without it, somebody who left could be found from two results."),
            _("For three months after the last day"),
        ),
        Kept(
            _("That somebody has taken a slip, though not which"),
            _("Everybody who is asked and can sign in"),
            _("Locked, in a database of its own. Nobody sees it."),
            _("Destroyed when the results are out"),
        ),
        Kept(
            _("Answers, and words of one’s own where they are asked for"),
            _("Nobody in particular: they are not joined to a person"),
            _("Locked, in the same database. Nobody sees single sheets."),
            _("Destroyed when the results are out"),
        ),
        Kept(
            _("Results: counts of groups"),
            _("Nobody in particular"),
            _(
                "Leaders and governors of the school, and a day later those who were asked. All schools of a "
                "partnership together, without their names: its leaders and governors."
            ),
            _("[How long the school keeps them]"),
        ),
        Kept(
            _("What a head expected, and what a school promised afterwards"),
            _("The head; those who see to a promise"),
            _("The head; those who see the results"),
            _("As long as the results"),
        ),
        Kept(
            _("Messages that something is asked"),
            _("Everybody who is asked, all alike"),
            _("The person; their e-mail provider"),
            _("[As long as the school keeps messages]"),
        ),
    ]


def what_could_happen() -> list[Risk]:
    """Risks to those who are asked, what is done about each, and what is left."""
    return [
        Risk(
            _("A head, a colleague or a thief finds out what somebody answered."),
            _("No link between person and sheet is kept; answers lie locked and in no order; keys are apart."),
            _("Low. An administrator who changes the program could do more while it is open: Tilth is run elsewhere."),
        ),
        Risk(
            _("Somebody is told from published figures, because their group is small or everybody agrees."),
            _("Smallest groups, bands instead of small counts, everything shown is tried together before it is shown."),
            _("Low. If all others tell what they answered, the last one can be reckoned."),
        ),
        Risk(
            _("Somebody is known by what they wrote."),
            _("Off unless planned; ten writers at least; apart from all else; a warning beside the box."),
            _("Medium where it is used: style can give people away."),
        ),
        Risk(
            _("People are pressed to answer, or to answer in a certain way."),
            _("Nobody can see whether somebody answered; a sheet can be replaced until the last day."),
            _("Low."),
        ),
        Risk(
            _("Results are used against a person, in appraisal or otherwise."),
            _("Statements are about groups; no download is made for that; the promise says what results are for."),
            _("Low to medium: [what your school’s own rules say]."),
        ),
        Risk(
            _("A child tells of harm on a sheet, and nobody comes."),
            _("No box for words where students are asked unless planned; students are told whom to turn to."),
            _("Low."),
        ),
        Risk(
            _("Answers are lost, or come back from an old copy."),
            _("What was acknowledged is on the disk; without the key, copies cannot be opened."),
            _("Low. A wave whose server is lost is asked again."),
        ),
    ]
