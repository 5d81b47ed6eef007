"""What remains possible although the promise holds, to whom, and what helps. Nobody is served by leaving it unsaid."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tilth.disclosure import Rules


@dataclass(frozen=True)
class Remains:
    """One thing that somebody could still do."""

    who: str
    could: str
    helps: str


def what_remains(rules: Rules) -> list[Remains]:
    """All of it, those nearest to you first."""
    return [*_near(), *_with_slips(), *_with_lists(), *_together(rules), *_with_the_server()]


def _near() -> list[Remains]:
    return [
        Remains(
            _("Somebody who looks over your shoulder, or makes you answer in front of them"),
            _("See what you answer while you do."),
            _("Answer again later, alone: with the same slip, and the last sheet counts. Nobody can see that you did."),
        ),
        Remains(
            _("Whoever looks after the school’s computers"),
            _("See that your device opened Tilth, and when; on a school’s own device, perhaps what is on the screen."),
            _("Use your own phone, away from the school’s network. Any time until the last day will do."),
        ),
        Remains(
            _("Colleagues who know how you write"),
            _("Recognise your style in words of your own."),
            _("Leave that box empty, or leave out what only you could say."),
        ),
    ]


def _with_slips() -> list[Remains]:
    return [
        Remains(
            _("Whoever prints slips on paper"),
            _(
                "Keep some back and hand in sheets with them, or copy a slip and put another sheet over yours. They "
                "cannot see what you answered: a sheet is never shown again."
            ),
            _("Cut and shuffle them in front of others, and let everybody take one from the pile."),
        ),
        Remains(
            _("Somebody who finds your slip, or gets it from you"),
            _("Put another sheet over yours until the last day. They cannot see what you answered."),
            _("Keep it as you would keep a key, or throw it away once you are sure of your answers."),
        ),
    ]


def _with_lists() -> list[Remains]:
    return [
        Remains(
            _("Whoever enters the people of your school: its head, its office"),
            _(
                "Enter people who are not there, hand in sheets for them, and take these away from the results: the "
                "more they enter, the more they learn of the others. Or give you an address of their own, sign in "
                "with it as you, take your slip, and see whether you had taken it."
            ),
            _(
                "The page on which you take your sheet says how many are asked: see whether that can be right. Who "
                "was entered by whom is written down. If you are told that you have taken your sheet and you have "
                "not, tell a governor or your union."
            ),
        ),
        Remains(
            _("Teachers who hand out sign-in words to a class"),
            _("Keep somebody’s words, sign in with them, and see whether that student has taken a slip, or take it."),
            _("Use slips on paper for everybody, and let each student take one from the pile."),
        ),
        Remains(
            _("Whoever chooses the words and the days of what is asked"),
            _(
                "Ask nearly the same twice within a few weeks, in words that no machine knows to mean the same, and "
                "compare: before and after one of you came or left."
            ),
            _("Read what is asked. If it is what you were asked a short while ago, you can rather not say."),
        ),
    ]


def _together(rules: Rules) -> list[Remains]:
    return [
        Remains(
            _("Colleagues who tell one another what they answered"),
            _(
                "Two of them learn nothing certain about a third: what is shown is chosen so. Many of them could: if "
                "all but one tell, what is shown gives away the last one."
            ),
            _("Nothing can help against everybody. You can rather not say, and nobody can tell that either."),
        ),
        Remains(
            _("Everybody who reads the results"),
            _(
                "See that nearly all are content, or nearly none. It says of each person that they probably are as "
                "well, though never for certain."
            ),
            _("Fewer than %(side)s on one side are never counted out.") % {"side": rules.side},
        ),
    ]


def _with_the_server() -> list[Remains]:
    return [
        Remains(
            _("Somebody who steals the databases, or a copy of them"),
            _("See who is asked. Not who has answered, nor how many, nor what."),
            _("Answers lie there locked; the key lies elsewhere, and in no copy."),
        ),
        Remains(
            _("The administrator of the server, while answers are being given"),
            _(
                "With the key, read what sheets say and which people have taken a slip; whoever does so before and "
                "after each of you answers learns what that one of you said. A record of the very moments of "
                "everything that the server did tells the same. Whoever changes the program itself can do more: "
                "record slips as they are drawn, or show you other pages."
            ),
            _(
                "Let Tilth be run by somebody who is not judged by what is asked, never by the school itself. Take "
                "your slip while others take theirs: the less can the clock tell. One number shows to everybody "
                "that all slips were signed alike."
            ),
        ),
        Remains(
            _("The same administrator, after the results are out"),
            _("Nothing. There are neither answers nor key any more, if they made no copy of the key before."),
            _("The folder of keys belongs in no backup; the guide for those who run Tilth says so."),
        ),
    ]
