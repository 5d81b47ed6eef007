"""What people make of results: sharing what they expected, being named, promising, and saying what came of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.audits.actions.refusals import NotNow
from tilth.audits.models import Commitment, Naming, Prediction, Wave, WaveSchool
from tilth.audits.queries import counting, results
from tilth.notices.actions import settle, tell
from tilth.people.models import Person
from tilth.trail import actions as trail
from tilth.web.holding import hold
from tilth.web.refusal import Refusal

PROMISED, REPLY = "audits.promised", "audits.reply"
MOST_PROMISES = 6  # of a school for one wave: what is kept counts, not what is said
OWES = {"promised": Commitment.State.PROMISED, "kept": Commitment.State.KEPT, "dropped": Commitment.State.DROPPED}


class WillNotDo(Refusal):
    """A promise without a fit day, without somebody who can see to it, or one too many."""


# --- what a head expected -----------------------------------------------------------------------


@transaction.atomic
def share_prediction(*, by: Person, wave_school: WaveSchool) -> Prediction:
    """Let everybody who sees the results see what the head expected. Only who sealed it can. Raises NotNow."""
    prediction = Prediction.objects.select_for_update().filter(wave_school=wave_school, person=by).first()
    if prediction is None or wave_school.wave.phase != Wave.Phase.PUBLISHED:
        raise NotNow(_("There is nothing of yours to show here."))
    if not prediction.shared:
        prediction.shared = True
        prediction.save(update_fields=["shared"])
        trail.record(by=by, act="audits.prediction_shared", about=[wave_school.wave, wave_school.school])
    return prediction


# --- being named to the family ------------------------------------------------------------------


@transaction.atomic
def agree_to_be_named(*, by: Person, wave_school: WaveSchool) -> Naming:
    """Let the family's picture name a school beside its results. Raises NotNow."""
    if wave_school.wave.partnership_id is None or wave_school.wave.phase != Wave.Phase.PUBLISHED:
        raise NotNow(_("There is no picture of a family in which the school could be named."))
    known = {"by": by, "at": timezone.now()}
    naming, made = Naming.objects.get_or_create(wave_school=wave_school, defaults=known)
    if made:
        trail.record(by=by, act="audits.naming_agreed", about=[wave_school.wave, wave_school.school])
    return naming


@transaction.atomic
def take_back_naming(*, by: Person, wave_school: WaveSchool) -> None:
    """Name the school no longer, from now on. Who has read the page has read it: the page says so beforehand."""
    taken, _rows = Naming.objects.filter(wave_school=wave_school).delete()
    if taken:
        trail.record(by=by, act="audits.naming_taken_back", about=[wave_school.wave, wave_school.school])


# --- promises -----------------------------------------------------------------------------------


@transaction.atomic
def commit(
    *, by: Person, wave_school: WaveSchool, item: str, heard: str, promised: str, owner: Person, due_on: date
) -> Commitment:
    """Promise something because of what was heard. Its owner is told, and so is everybody who was asked.

    Raises NotNow, WillNotDo.
    """
    hold(wave_school)
    _may_be_promised(wave_school, item, owner, due_on)
    commitment = Commitment.objects.create(
        wave_school=wave_school,
        item=item,
        heard=heard,
        promised=promised,
        owner=owner,
        due_on=due_on,
        by=by,
        made_on=timezone.localdate(),
    )
    trail.record(by=by, act="audits.promised", about=[wave_school.wave, wave_school.school])
    _tell_owner(commitment)
    _tell_everybody(wave_school, _("%(school)s replies to what it heard"), promised)
    return commitment


def _may_be_promised(wave_school: WaveSchool, item: str, owner: Person, due_on: date) -> None:
    if wave_school.wave.phase != Wave.Phase.PUBLISHED:
        raise NotNow(_("Promises are made from results, and these are not there yet."))
    if item and item not in {each["key"] for each in wave_school.wave.terms.document["items"]}:
        raise WillNotDo(_("This was not asked."), field="item")
    if due_on < timezone.localdate():
        raise WillNotDo(_("A promise is due today or later."), field="due_on")
    if not results.could_see_to(wave_school).filter(id=owner.id).exists():
        raise WillNotDo(_("Whoever sees to it works in the school."), field="owner")
    if wave_school.commitments.filter(state=OWES["promised"]).count() >= MOST_PROMISES:
        raise WillNotDo(_("%(most)s promises are open already. Keep one of them first.") % {"most": MOST_PROMISES})


def _tell_owner(commitment: Commitment) -> None:
    if commitment.owner_id == commitment.by_id:
        return
    day = date_format(commitment.due_on, "j F Y")
    tell(
        to=[commitment.owner],
        about=commitment,
        kind=PROMISED,
        headline=_("You see to a promise of %(school)s, until %(day)s")
        % {"school": commitment.wave_school.school.name, "day": day},
        body=_("What was heard: %(heard)s\n\nThe promise: %(promised)s")
        % {"heard": commitment.heard, "promised": commitment.promised},
        link=reverse("audits:settle", args=[commitment.id]),
    )


def _tell_everybody(wave_school: WaveSchool, headline: str, words: str) -> None:
    """Everybody who was asked hears of it in the same words, whoever answered."""
    tell(
        to=counting.who_hears(wave_school),
        about=wave_school,
        kind=REPLY,
        headline=headline % {"school": wave_school.school.name},
        body=words,
        link=reverse("audits:commitments", args=[wave_school.id]),
    )


@transaction.atomic
def settle_commitment(*, by: Person, commitment: Commitment, state: str, outcome: str) -> Commitment:
    """Say what came of a promise: that it was kept, or given up and why. Raises NotNow."""
    hold(commitment)
    if commitment.state != OWES["promised"]:
        raise NotNow(_("It has been said already what came of this promise."))
    commitment.state, commitment.outcome, commitment.settled_on = OWES[state], outcome, timezone.localdate()
    commitment.save(update_fields=["state", "outcome", "settled_on"])
    place = commitment.wave_school
    act = {"kept": "audits.promise_kept", "dropped": "audits.promise_given_up"}[state]
    trail.record(by=by, act=act, about=[place.wave, place.school])
    settle(about=commitment, kind=PROMISED)
    settle(about=commitment, kind=results.OVERDUE)
    said = {"kept": _("%(school)s kept a promise"), "dropped": _("%(school)s says what became of a promise")}[state]
    _tell_everybody(place, said, f"{commitment.promised}\n\n{outcome}")
    return commitment


@transaction.atomic
def ask_what_came_of_promises(*, on: date) -> int:
    """Ask the owners of promises whose day is over what came of them. Returns of how many."""
    late = list(results.overdue(on))
    for each in late:
        tell(
            to=[each.owner],
            about=each,
            kind=results.OVERDUE,
            headline=_("What came of your promise at %(school)s?") % {"school": each.wave_school.school.name},
            body=_("It was due on %(day)s: %(promised)s\n\nSay that it was kept, or why it was given up.")
            % {"day": date_format(each.due_on, "j F Y"), "promised": each.promised},
            link=reverse("audits:settle", args=[each.id]),
            asks=True,
        )
    return len(late)
