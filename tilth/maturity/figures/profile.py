"""Where a school or a partnership stands, as at a day: each strand with its claim, evidence and voice.

What one viewer may not see takes no part in what is worked out for them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from tilth.audits import figures as audits
from tilth.figures import Figure, Shares
from tilth.maturity.domain import board
from tilth.maturity.domain.agreeing import Claim
from tilth.maturity.domain.board import Place, Proposal, Tie, Warned
from tilth.maturity.domain.model import STAGES, Descriptor, Model
from tilth.maturity.domain.verdict import Reading, Verdict
from tilth.maturity.domain.weighing import Weighed, verdict_at, weigh
from tilth.maturity.figures.evidence import PARTS, evidence_alone, opened_to
from tilth.maturity.figures.evidence import evidence as all_figures
from tilth.maturity.models import HelpOffer, NextStep, PartnerLook
from tilth.maturity.queries import claims, editions, subjects
from tilth.maturity.queries.subjects import Subject
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School

BEFORE = timedelta(days=182)  # a trend compares a day with the same half a year before


@dataclass(frozen=True)
class Profile:
    """Every strand of a school or a partnership, for one viewer."""

    subject: Subject
    on: date
    model: Model
    strands: Mapping[str, Weighed]
    figures: Mapping[str, Figure]
    voice: Mapping[str, Figure]

    @property
    def levels(self) -> dict[str, int | None]:
        """What holds of each strand."""
        return {slug: each.level for slug, each in self.strands.items()}

    @property
    def place(self) -> Place:
        """The same in the terms of the board."""
        return Place(self.subject.school.id if self.subject.school else None, self.levels)

    def of(self, says: str) -> list[Weighed]:
        """The strands whose ring says so."""
        return [each for each in self.strands.values() if each.ring == says]


def profile(subject: Subject, on: date, viewer: Person, strand: str | None = None) -> Profile:
    """What one viewer may see of a subject on a day; with a strand only its figures. A fixed number of reads."""
    model = editions.model_of(subject.partnership, on)
    shares = opened_to(viewer, _where(subject), evidence(subject, on, _parts(model, strand)))
    return _profile(subject, on, model, claims.of_subject(subject, on), shares, _voice(subject, on, viewer))


def for_partners(subject: Subject, on: date, viewer: Person) -> Profile:
    """A school as a partner who was asked to look may see it: its claims, and what was done. No voice."""
    shares = opened_to(viewer, _where(subject), evidence(subject, on))
    return _profile(subject, on, editions.model_of(subject.partnership, on), claims.of_subject(subject, on), shares, {})


def _parts(model: Model, strand: str | None) -> Collection[str]:
    """The parts whose figures a strand is set beside, or all strands."""
    described = [each for each in model.strands if strand in (None, each.slug)]
    named = {each.figure.partition(".")[0] for one in described for each in one.indicators}
    return [part for part in PARTS if part in named]


def evidence(subject: Subject, on: date, parts: Collection[str] = tuple(PARTS)) -> Mapping[str, Shares]:
    """Figures about a subject, with those of its neighbours as the parts below work them out."""
    if subject.partnership:
        return all_figures(subject.partnership, on, parts)
    assert subject.school is not None
    return evidence_alone(subject.school, on)


def _where(subject: Subject) -> Partnership | School:
    where = subject.partnership or subject.school
    assert where is not None  # a subject is of something
    return where


def _voice(subject: Subject, on: date, viewer: Person) -> Mapping[str, Figure]:
    if subject.partnership:
        return audits.voice_for(viewer, subject.partnership, on).get(_key(subject), {})
    assert subject.school is not None
    return audits.voice_at(viewer, subject.school, on).get(subject.school.id, {})


def _key(subject: Subject) -> UUID | None:
    return subject.school.id if subject.school else None


def _profile(
    subject: Subject,
    on: date,
    model: Model,
    claimed: Mapping[str, Claim],
    shares: Mapping[str, Shares],
    voice: Mapping[str, Figure],
) -> Profile:
    key = _key(subject)
    seen = {name: each[key] for name, each in shares.items() if key in each}
    strands = weigh(model, subject.side, claims=claimed, figures=seen, voice=voice)
    return Profile(subject, on, model, strands, seen, voice)


# --- one strand ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A figure of a strand as the page shows it: now, half a year before, and what the next stage expects of it."""

    reading: Reading
    before: Figure | None
    following: float | None  # the share expected at the stage after the one that is claimed, if any

    @property
    def change(self) -> float | None:
        """How much the share went up; None where either is not known."""
        shares = [_share(self.before), _share(self.reading.figure)]
        return None if None in shares else shares[1] - shares[0]  # type: ignore[operator]

    @property
    def moves_on(self) -> bool:
        """Whether the next stage expects more than there is."""
        share = _share(self.reading.figure)
        return bool(self.following) and share is not None and share < (self.following or 0)


def _share(figure: Figure | None) -> float | None:
    return figure.share if figure and figure.verdict.shown else None


@dataclass(frozen=True)
class Ahead:
    """A partner school that claims more and lets it be seen, or that is willing to help."""

    school: School
    stage: int | None
    offer: HelpOffer | None


@dataclass(frozen=True)
class StrandPage:
    """One strand: the three side by side, and what could come next."""

    profile: Profile
    weighed: Weighed
    verdict: Verdict  # of the claim, or where nothing is claimed of what holds
    stage: int  # which the verdict is about
    shown: Sequence[Shown]
    looks: Sequence[PartnerLook]
    ahead: Sequence[Ahead]
    history: Sequence[Claim]

    @property
    def here(self) -> Descriptor:
        return self.weighed.strand.stages[self.stage]

    @property
    def after(self) -> Descriptor | None:
        return self.weighed.strand.stages[self.stage + 1] if self.stage + 1 < STAGES else None

    @property
    def moving(self) -> list[Shown]:
        """The figures that would have to grow for the next stage."""
        return [each for each in self.shown if each.moves_on]


def strand_page(seen: Profile, slug: str) -> StrandPage | None:
    """All about one strand of a profile; None where the model has none of this name."""
    weighed = seen.strands.get(slug)
    if weighed is None:
        return None
    stage = weighed.claimed if weighed.claimed is not None else weighed.level or 0
    judged = partial(verdict_at, weighed.strand, weighed.side, seen.figures, seen.voice.get(weighed.strand.voice))
    key, parts = _key(seen.subject), _parts(seen.model, slug)
    before = evidence(seen.subject, seen.on - BEFORE, parts)
    earlier = {name: each[key] for name, each in before.items() if key in each}
    verdict = judged(stage)
    expects = {each.figure: each for each in weighed.strand.seen(weighed.side)}
    shown = [
        Shown(each, earlier.get(each.name), expects[each.name].expected(stage + 1) if stage + 1 < STAGES else None)
        for each in verdict.readings
    ]
    looks = claims.looks_of([weighed.claim.key]) if weighed.claim else []
    history = claims.history(seen.subject, seen.on).get(slug, [])
    return StrandPage(seen, weighed, verdict, stage, shown, looks, _ahead(seen, weighed), history)


def _ahead(seen: Profile, weighed: Weighed) -> list[Ahead]:
    """Partner schools that came further and let it be seen, and those that are willing to help. The willing first."""
    partnership = seen.subject.partnership
    if partnership is None:
        return []
    offers = {each.school_id: each for each in claims.helpers(partnership, weighed.strand.slug)}
    held = claims.of_partnership(partnership, seen.on, seen.model)
    level = weighed.claimed if weighed.claimed is not None else weighed.level
    found = []
    for school in subjects.schools_in(partnership):
        claim = held.get(school.id, {}).get(weighed.strand.slug)
        stage = claim.stage if claim else None
        further = stage is not None and stage > (level or 0)
        if school.id != _key(seen.subject) and (further or school.id in offers):
            found.append(Ahead(school, stage, offers.get(school.id)))
    return sorted(found, key=lambda each: (each.offer is None, each.school.name))


# --- the board ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Board:
    """Four criteria in rising order, within the schools and between them, and the one next step."""

    partnership: Partnership
    on: date
    model: Model
    key: Sequence[str]
    within: Mapping[UUID, Profile]
    between: Profile
    ties: Sequence[Tie]
    dangers: Sequence[Warned]
    step: Proposal | None
    broker: bool
    begun: NextStep | None  # this step, if somebody began it in the last half year

    def spread(self, slug: str) -> list[int]:
        """How many schools hold each stage of a strand; at the end those of which it is not known."""
        levels = [each.levels.get(slug) for each in self.within.values()]
        return [*(levels.count(stage) for stage in range(STAGES)), levels.count(None)]


def board_of(partnership: Partnership, on: date, viewer: Person) -> Board:
    """The same for everybody who may see it: of a school only what it lets its partners see, and what was done there.

    A fixed number of reads, however many schools there are.
    """
    model, shares = editions.model_of(partnership, on), all_figures(partnership, on)
    held = claims.of_partnership(partnership, on, model)
    within = {
        school.id: _profile(Subject(partnership, school), on, model, held.get(school.id, {}), shares, {})
        for school in subjects.schools_in(partnership)
    }
    whole = Subject(partnership, None)
    between = _profile(whole, on, model, held.get(None, {}), shares, _voice(whole, on, viewer))
    places = [each.place for each in within.values()]
    step = board.next_step(places, between.place, model.key, model.rising(1)) if model.key else None
    return Board(
        partnership,
        on,
        model,
        model.key,
        within,
        between,
        board.ties(between.levels, model.key),
        board.dangers(places, between.place, model.key, model.rising(1)),
        step,
        board.wants_broker(between.levels.get(slug) for place in (2, 3) if (slug := model.rising(place))),
        _begun(partnership, step, on) if step else None,
    )


def _begun(partnership: Partnership, step: Proposal, on: date) -> NextStep | None:
    held = NextStep.objects.filter(partnership=partnership, strand=step.strand, side=step.side)
    return held.filter(at__date__lte=on, at__date__gt=on - BEFORE).select_related("by").first()


@dataclass(frozen=True)
class OwnBoard:
    """The same criteria within one school, for its own people."""

    profile: Profile
    key: Sequence[str]
    ties: Sequence[Tie]
    dangers: Sequence[Warned]
    broker: bool


def own_board(seen: Profile) -> OwnBoard:
    """The key strands of a school's profile, their ties, and whether practice runs ahead."""
    model = seen.model
    nothing = Place(None, {})
    return OwnBoard(
        seen,
        model.key,
        board.ties(seen.levels, model.key),
        board.dangers([seen.place], nothing, model.key, model.rising(1)),
        board.wants_broker(seen.levels.get(slug) for place in (2, 3) if (slug := model.rising(place))),
    )
