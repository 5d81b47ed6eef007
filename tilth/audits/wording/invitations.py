"""What people read about a wave: what is asked, what is promised, when results come. One wording for all pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilth.audits.domain import asked, phases
from tilth.audits.domain.instruments import Audience
from tilth.audits.models import Commitment, Terms, WaveSchool
from tilth.disclosure import Rules

YOUNG = Audience.STUDENTS


@dataclass(frozen=True)
class Invitation:
    """What everybody on a roll is told, in the same words."""

    headline: str
    body: str


def promise(audience: str, rules: Rules, *, remarks: bool = False) -> list[str]:
    """What is promised to those who are asked, a sentence or two at a time."""
    if audience == YOUNG:
        said = [
            _("Nobody at school can find out what you said. Not your teachers, not the head, not your friends."),
            _("Nobody can find out whether you answered. You can leave out any question, or all of them."),
            _("All answers are mixed. We only show what at least %(whole)s students said together.")
            % {"whole": rules.whole},
            _("When the results are out, your answers are thrown away for good."),
        ]
        return [*said, _("If you write something, do not write names.")] if remarks else said
    said = [
        _("Nobody, your head included, can find out what you answered, or whether you answered."),
        _(
            "Results come out once, when it has closed, and only if at least half of those asked answer, and at least "
            "%(whole)s people. A single statement is shown from %(item)s people on."
        )
        % {"whole": rules.whole, "item": rules.item},
        _("Then all answers are destroyed, with the key they were locked with. Nobody can change these rules now."),
    ]
    return [*said, remarks_promise(rules)] if remarks else said


def promise_of(terms: Terms) -> list[str]:
    """What a wave promises to those who are asked."""
    return promise(terms.audience, asked.rules_read(terms.rules), remarks=terms.remarks)


def remarks_promise(rules: Rules) -> str:
    """What becomes of what people write."""
    return _(
        "What you write is shown word for word, in no order and apart from all other answers, if at least %(writers)s "
        "people write something. People may know your style: leave out what only you could say."
    ) % {"writers": rules.writers}


def last_time(commitments: Iterable[Commitment]) -> list[str]:
    """What came of the last time a school asked the same: "you said, we did"."""
    return [_came_of(each) for each in commitments]


def _came_of(each: Commitment) -> str:
    words = {
        "heard": each.heard,
        "promised": each.promised,
        "outcome": each.outcome,
        "day": date_format(each.due_on, "j F"),
    }
    if each.state == Commitment.State.KEPT:
        return _("You said: %(heard)s We did: %(outcome)s") % words
    if each.state == Commitment.State.DROPPED:
        return _("You said: %(heard)s We gave it up: %(outcome)s") % words
    return _("You said: %(heard)s We are at it, until %(day)s: %(promised)s") % words


def invitation(each: WaveSchool, *, replies: Sequence[str] = (), again: bool = False) -> Invitation:
    """What everybody on the roll of a school is told when a wave opens, and `again` when they are reminded.

    `replies`: what came of the last time.
    """
    terms, words = each.wave.terms, _words(each)
    young = terms.audience == YOUNG
    parts = [
        _("Everybody who is asked gets this message once more: nobody knows who has answered.") if again else "",
        _young_opening(words) if young else _opening(words),
        "\n".join(promise_of(terms)),
        "" if young else terms.document["purpose"],
        "\n".join([_("What came of the last time:"), *replies]) if replies else "",
        _young_days(words) if young else _days(words),
        _("How it works, and how we tried to break it: %(address)s") % words,
    ]
    headline = _young_headline(words) if young else _headline(words)
    return Invitation(headline, "\n\n".join(part for part in parts if part))


def _words(each: WaveSchool) -> dict[str, object]:
    document = each.wave.terms.document
    minutes = document["minutes"]
    return {
        "school": each.school.name,
        "title": document["title"],
        "about": document["about"],
        "minutes": ngettext("one minute", "%(minutes)s minutes", minutes) % {"minutes": minutes},
        "closes": day(each),
        "early": date_format(phases.may_close_from(each.wave.opens_on), "j F"),
        "address": f"{settings.ADDRESS}{reverse('audits:promise')}",
    }


def day(each: WaveSchool) -> str:
    """The last day on which people can answer."""
    return date_format(each.wave.closes_on, "j F")


def _headline(words: dict[str, object]) -> str:
    return _("%(title)s: %(minutes)s, in confidence, until %(closes)s") % words


def _young_headline(words: dict[str, object]) -> str:
    return _("%(title)s: %(minutes)s, and no one knows it is you, until %(closes)s") % words


def _opening(words: dict[str, object]) -> str:
    return _("%(school)s asks in confidence about %(about)s.") % words


def _young_opening(words: dict[str, object]) -> str:
    return _("%(school)s would like to know how it is for you. There are no right or wrong answers.") % words


def _days(words: dict[str, object]) -> str:
    said = _(
        "You can answer until %(closes)s, and change your answers until then. It may be closed earlier, but not before "
        "%(early)s. You see what your head sees, a day later. This message stays until it closes, whether or not you "
        "answer."
    )
    return said % words


def _young_days(words: dict[str, object]) -> str:
    said = _(
        "You can answer until %(closes)s. If you change your mind before then, you can answer again. You will see what "
        "came out. This message stays for everybody until then."
    )
    return said % words


def called_off(each: WaveSchool) -> str:
    """What people are told when a wave ends unread."""
    said = _("All answers given so far were destroyed, unread. Nothing of them will ever be shown.")
    reason = each.wave.reason
    return f"{_('The reason: %(reason)s') % {'reason': reason}}\n\n{said}" if reason else said
