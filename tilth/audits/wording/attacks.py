"""The attacks on the promise in plain words: what somebody wants, how it is tried, and what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tilth.audits.domain.attacks import Attack, Tried


@dataclass(frozen=True)
class InWords:
    """An attack, as people read it."""

    wants: Any
    tries: Any
    counted: Any  # what `tried` and `won` are counts of
    ordinary: Any = ""  # on what the same attack succeeds


ATTACKS: Mapping[Attack, InWords] = {
    Attack.LINKAGE: InWords(
        later("Who gave which answers?"),
        later(
            "Somebody watches in which order people answer, copies the database after each of them, steals every "
            "journal and dump of it, and in the end the key as well. They lay the sheets beside the people in every "
            "order that anything they stole suggests."
        ),
        later("people"),
        later("an ordinary table of answers"),
    ),
    Attack.COLUMNS: InWords(
        later("Is anything beside the answers kept that tells of people?"),
        later("Every column of the store of answers is read: for times, for running numbers, for people."),
        later("columns"),
        later("an ordinary table of answers"),
    ),
    Attack.SAME_LENGTH: InWords(
        later("How many have answered so far?"),
        later("Trays are weighed with no sheet in them, with one, with two, up to full ones."),
        later("trays"),
        later("trays without blanks"),
    ),
    Attack.DIFFERENCING: InWords(
        later("What did this one person answer, going by what was published?"),
        later(
            "Everything that is put out of a wave is read, and its numbers are added to and taken from one another: "
            "of a school, of its parts, of all schools together; with up to two colleagues who tell what they "
            "answered."
        ),
        later("invented schools"),
        later("results that hide only groups of fewer than five"),
    ),
    Attack.PUBLISHED_ONCE: InWords(
        later("Can results be seen to change when one more person answers?"),
        later("Results are counted again, by every way there is, before, while and after they are published."),
        later("attempts"),
        later("a survey with live results"),
    ),
    Attack.NO_TWO_RATINGS: InWords(
        later("Do two answers of one person lie beside each other anywhere?"),
        later(
            "Waves with the same answers in other hands are counted. Whatever is kept of them has to be the same, to "
            "the last sign."
        ),
        later("waves"),
        later("one line of answers for each person"),
    ),
    Attack.NO_TRACES: InWords(
        later("Does answering leave a trace on the server?"),
        later(
            "People answer from marked addresses with marked browsers and slips. Then everything on the disk is "
            "searched for the marks."
        ),
        later("marks"),
        later("a server that writes a log of visits"),
    ),
    Attack.ONE_SHEET: InWords(
        later("Can somebody put in two sheets, or one with a slip that is not theirs to use?"),
        later(
            "Fifty hand in at the same moment with one slip; slips are made up, altered, and taken from other schools."
        ),
        later("attempts"),
        later("slips that are looked up and struck out in two steps"),
    ),
    Attack.BLIND: InWords(
        later("Whose slip is whose, going by all that the server saw when it signed them?"),
        later(
            "Whoever signs keeps all they were given to sign, learns every secret word afterwards, and tries to tell "
            "which one they had signed for whom."
        ),
        later("signatures"),
        later("a browser that forgets to cover its word"),
    ),
    Attack.OLD_COPIES: InWords(
        later("What did people answer, from a copy made before the answers were destroyed?"),
        later(
            "The databases are copied while people answer. After the results are out, the copies are opened with all "
            "that is left."
        ),
        later("copies"),
        later("trays whose key is kept"),
    ),
    Attack.NOTHING_LOST: InWords(
        later("Can an answer that was acknowledged get lost?"),
        later("Server and database are killed at random moments while people answer."),
        later("sheets"),
    ),
    Attack.TERMS_STAND: InWords(
        later("Can the promise be changed after it was made?"),
        later(
            "Every page, every piece of the program and commands to the database itself try to change what was "
            "promised."
        ),
        later("attempts"),
        later("a database without its guard"),
    ),
    Attack.REMARKS_APART: InWords(
        later("Which words belong to which answers?"),
        later(
            "What people wrote is laid beside what they chose, by order, by place and by anything they have in common."
        ),
        later("waves"),
        later("words published in the order of the sheets"),
    ),
    Attack.SAME_TIME: InWords(
        later("Was this slip used before?"),
        later("Replies to slips that are good, used and made up are timed, and their sizes and words compared."),
        later("replies"),
        later("a door that looks longer for good slips"),
    ),
    Attack.INTRUDER: InWords(
        later("What can somebody find out with the head’s own account?"),
        later(
            "The same asking is held again and again, and each time one person answers otherwise, or not at all. "
            "Signed in as the head, a program opens every page before, during and after it, and looks for any "
            "difference."
        ),
        later("pages"),
        later("a page that counts answers as they come"),
    ),
}


@dataclass(frozen=True)
class Shown:
    """An attack and what came of it, as the page has it."""

    wants: str
    tries: str
    result: str = ""
    ordinary: str = ""
    on: str = ""


def attack_shown(attack: Attack, tried: Tried | None) -> Shown:
    """What the page says of an attack; without a result, that there is none."""
    words = ATTACKS[attack]
    wants, tries = str(words.wants), str(words.tries)
    if tried is None:
        return Shown(wants, tries)
    return Shown(wants, tries, _result(words, tried), _ordinary(words, tried), date_format(tried.on, "j F Y"))


def _result(words: InWords, tried: Tried) -> str:
    said = {"counted": words.counted, "tried": _number(tried.tried), "won": _number(tried.won)}
    if tried.chance is not None:
        lots = {**said, "share": _share(tried.share), "chance": _share(tried.chance)}
        return _("%(tried)s %(counted)s: right for %(share)s. Drawing lots is right for %(chance)s.") % lots
    if tried.won:
        return _("%(tried)s %(counted)s: it succeeded %(won)s times.") % said
    return _("%(tried)s %(counted)s: it never succeeded.") % said


def _ordinary(words: InWords, tried: Tried) -> str:
    if tried.naive_share is None or not words.ordinary:
        return ""
    said = {"ordinary": words.ordinary, "share": _share(tried.naive_share)}
    return _("The same attack on %(ordinary)s succeeded in %(share)s.") % said


def _number(count: int) -> str:
    return str(number_format(count, use_l10n=True, force_grouping=True))


def _share(share: float) -> str:
    hundredths = round(100 * share, 1)
    whole = int(hundredths) if hundredths == int(hundredths) else hundredths
    return _("%(share)s\u00a0%%") % {"share": number_format(whole, use_l10n=True)}
