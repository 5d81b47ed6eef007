"""A publication as pages and printed files show it: its sentences in the reader's language, and its pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tilth.audits import charts
from tilth.audits.domain import behaviours, expecting, phrases
from tilth.audits.domain.asked import Breakdown
from tilth.audits.domain.instruments import Audience, Kind
from tilth.audits.domain.publication import Held, Publication, Verdict
from tilth.audits.models import Commitment, Prediction, Wave, WaveSchool
from tilth.audits.queries import results
from tilth.audits.queries.results import Standing
from tilth.audits.telling import told
from tilth.disclosure import Reason
from tilth.people.models import Person
from tilth.web.charts.picks import Picks
from tilth.web.charts.profile import Profile

NOBODY = Standing(heads=False, leads=False, governs=False)


@dataclass(frozen=True)
class Changed:
    """An aspect that rose or fell, in words."""

    rose: bool
    words: str


@dataclass(frozen=True)
class Compared:
    """An aspect beside what the head expected."""

    aspect: str
    share: int
    words: str
    tone: str


@dataclass(frozen=True)
class Beside:
    """What the head expected, beside what came."""

    words: str
    lines: list[Compared]
    shared: bool
    mine: bool
    by: str


@dataclass(frozen=True)
class Heard:
    """All that somebody may read of one school, or of all schools together."""

    publication: Publication
    headline: str
    turnout: str
    whole_of: str = ""
    whole: str = ""
    silence: str = ""
    chart: Profile | None = None
    team: Picks | None = None
    changed: list[Changed] = field(default_factory=list)
    steady: str = ""
    parts: charts.Parts | None = None
    parts_withheld: str = ""
    remarks: tuple[str, ...] = ()
    remarks_withheld: str = ""
    reversed: bool = False  # something was asked the other way round
    beside: Beside | None = None
    commitments: list[Commitment] = field(default_factory=list)
    standing: Standing = NOBODY

    @property
    def nothing(self) -> bool:
        return self.publication.verdict is not None

    @property
    def alpha(self) -> str:
        """How well the statements hang together, where it was said."""
        scale = self.publication.scale
        known = None if scale is None or isinstance(scale, Held) else scale.alpha
        return "" if known is None else f"{known:.2f}"


def heard(viewer: Person, wave_school: WaveSchool, *, to_hand_on: bool = False) -> Heard:
    """What a viewer may read of a school in a wave. Five reads, whatever was published.

    `to_hand_on`: on paper, which goes from hand to hand: what only the head may see is left out.
    """
    publication, standing = results.publication(wave_school), results.standing_of(viewer, wave_school)
    speaks = phrases.voice(
        publication, wave_school.wave.terms.root, results.audience(wave_school), to_head=standing.heads
    )
    prediction = results.prediction_seen(viewer, wave_school)
    if to_hand_on and prediction and not prediction.shared:
        prediction = None
    return of(
        publication,
        results.audience(wave_school),
        speaks,
        breakdown=results.breakdown(wave_school),
        prediction=prediction,
        viewer=viewer,
        commitments=results.commitments_of(wave_school),
        standing=standing,
    )


def together(wave: Wave, publication: Publication) -> Heard:
    """What is shown of all schools of a wave together."""
    audience = Audience(wave.terms.audience)
    speaks = phrases.voice(publication, wave.terms.root, audience, to_head=False)
    return of(publication, audience, speaks, breakdown=Breakdown.read(wave.terms.breakdown))


def of(
    publication: Publication,
    audience: Audience,
    speaks: phrases.Voice,
    *,
    breakdown: Breakdown | None,
    prediction: Prediction | None = None,
    viewer: Person | None = None,
    commitments: list[Commitment] | None = None,
    standing: Standing = NOBODY,
) -> Heard:
    """What a publication says and shows, and what else this viewer may see beside it."""
    picks = publication.instrument.kind is Kind.BEHAVIOURS
    said = behaviours.headline(publication) if picks else phrases.headline(publication, speaks)
    beside = _beside(publication, prediction, viewer) if prediction and not publication.verdict else None
    return Heard(
        publication=publication,
        headline=told(said),
        turnout=told(phrases.turnout(publication, audience)),
        whole_of=told(phrases.together(publication)),
        whole=told(phrases.whole(publication.scale)),
        silence=told(phrases.silence(publication)),
        chart=charts.trust(publication, prediction.expected if prediction else None) if publication.items else None,
        team=charts.team(publication) if publication.picks else None,
        changed=[Changed(each.verdict is Verdict.ROSE, told(each.words)) for each in phrases.changed(publication)],
        steady=told(phrases.steady(publication)),
        parts=charts.parts(publication, breakdown),
        parts_withheld=_withheld(publication.parts),
        remarks=publication.remarks if isinstance(publication.remarks, tuple) else (),
        remarks_withheld=_withheld(publication.remarks),
        reversed=any(item.reversed for item in publication.instrument.items),
        beside=beside,
        commitments=commitments or [],
        standing=standing,
    )


def _withheld(what: object) -> str:
    return told(phrases.withheld(what)) if isinstance(what, Held) else ""


# --- schools that agreed to be named ------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """Schools beside one another, each with what was published of it, in the order of their names."""

    schools: list[str]
    lines: list[charts.Line]


def side_by_side(held: tuple[results.Held, ...]) -> Named | None:
    """The schools that agreed, each aspect a line. They are not ranked."""
    shown = [each for each in held if each.publication.items]
    if not shown:
        return None
    return Named([each.wave_school.school.name for each in shown], charts.schools([each.publication for each in shown]))


# --- beside what the head expected --------------------------------------------------------------


def _beside(publication: Publication, prediction: Prediction, viewer: Person | None) -> Beside:
    found = expecting.beside(publication, prediction.expected)
    mine = viewer is not None and prediction.person_id == viewer.id
    return Beside(
        words=told(expecting.surprises(found)),
        lines=[_compared(publication, each) for each in found],
        shared=prediction.shared,
        mine=mine,
        by="" if mine else prediction.person.name,
    )


def _compared(publication: Publication, each: expecting.Expected) -> Compared:
    words, tone = {
        "higher": (_("higher than expected"), "leaf"),
        "lower": (_("lower than expected"), "amber"),
        "as expected": (_("about as expected"), "grey"),
        "unknown": (_("not shown"), "grey"),
    }[each.found]
    return Compared(phrases.item_of(publication.instrument, each.key).aspect, each.share, words, tone)


# --- why there is nothing -----------------------------------------------------------------------


def why_nothing(publication: Publication) -> list[str]:
    """Why nothing is shown, and how many it would take: never how many answered."""
    verdict = publication.verdict
    if verdict is None:
        return []
    gaps = {"needed": verdict.needed, "asked": publication.asked}
    if verdict.reason is Reason.FEW and verdict.needed:
        said = _("Anything at all is shown from %(needed)s answers on. %(asked)s people were asked.") % gaps
        return [said, _shield()]
    if verdict.reason is Reason.RESPONSE and verdict.needed:
        said = _("Results are shown when at least half of those asked answer: here %(needed)s of %(asked)s.") % gaps
        return [said, _("Fewer would be a picture of a few, and would be taken for a picture of all.")]
    return [_("Beside what else is published, these results could tell what somebody said."), _shield()]


def _shield() -> str:
    return _("This was promised before anybody answered, so that nobody can be found out.")


def could_never(publication: Publication) -> bool:
    """Whether so few were asked that nothing could have been shown even if all had answered."""
    verdict = publication.verdict
    return verdict is not None and verdict.needed is not None and publication.asked < verdict.needed
