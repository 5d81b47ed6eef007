"""What the first page and search know, gathered from the parts below, each narrowed to the viewer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tilth.audits import queries as audits
from tilth.audits.models import WaveSchool
from tilth.jpd import figures as jpd_figures
from tilth.jpd import queries as jpd
from tilth.jpd.models import Group, Meeting, Proposal
from tilth.maturity.figures.profile import Profile, profile
from tilth.maturity.queries.subjects import Subject
from tilth.notices import queries as notices
from tilth.notices.models import Notice
from tilth.partnerships import queries as partnerships
from tilth.partnerships.models import GridAgreement, Partnership
from tilth.partnerships.rules import leads_partnership
from tilth.people import queries as roles
from tilth.people import rules as people
from tilth.people.models import Person
from tilth.schools import queries as schools
from tilth.topics import queries as topics

NEEDS_AT_MOST = 5
NEEDS_LOOKED_AT = 50
RINGS_AT_MOST = 1
MEETINGS_AT_MOST = 3
NEWS_FOR = timedelta(days=14)  # results are news on the first page for so long
FOUND_AT_MOST = 6


@dataclass(frozen=True)
class Today:
    """What somebody needs to see in five seconds."""

    needs: list[Notice]
    own: list[Any] = field(default_factory=list)  # the schools they belong to
    family: Partnership | None = None
    others: list[Partnership] = field(default_factory=list)  # further partnerships of theirs
    schools: int = 0
    reach: jpd_figures.Reach | None = None
    agreement: GridAgreement | None = None  # the arrow agreed last
    leads: bool = False  # they lead or coordinate the family
    works: bool = False  # they can take part in its rounds: students and governors cannot
    grown: bool = True  # neither a student nor a parent
    has_said: bool = False  # what they offer or want
    proposals: list[Proposal] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)  # the next ones
    asked: list[WaveSchool] = field(default_factory=list)  # in confidence, beside what needs them
    heard: list[WaveSchool] = field(default_factory=list)  # results that came out lately
    stands: Profile | None = None  # where the family stands, for those who lead it or one of its schools


def today(viewer: Person, on: date) -> Today:
    """Everything on the first page of one person, on a day."""
    needs = _needs(viewer)
    shown = {notice.about for notice in needs}
    asked = [each for each in audits.open_for(viewer) if each.id not in shown]
    heard = audits.published_for(viewer, since=on - NEWS_FOR)
    own = list(roles.schools_of(viewer, on))
    families = list(partnerships.live_families_of(viewer))
    if not families:
        return Today(needs, own, asked=asked, heard=heard)
    first, *others = families
    leads = leads_partnership(viewer, first)
    return Today(
        needs=needs,
        own=own,
        family=first,
        others=others,
        schools=partnerships.members(first).count(),
        reach=jpd_figures.reach(first, on),
        agreement=partnerships.agreements(first).first(),
        leads=leads,
        works=jpd.partnership(viewer=viewer, key=first.id) is not None,
        grown=not own or roles.schools_of(viewer, on, people.ADULTS).exists(),
        has_said=jpd.offers_of(viewer).exists() or jpd.wants_of(viewer).exists(),
        proposals=list(jpd.proposals_to(viewer)[:RINGS_AT_MOST]),
        groups=list(jpd.groups_of(viewer)[:RINGS_AT_MOST]),
        meetings=list(jpd.coming_for(viewer, timezone.now())[:MEETINGS_AT_MOST]),
        asked=asked,
        heard=heard,
        stands=profile(Subject(first, None), on, viewer)
        if leads or partnerships.schools_led(viewer).exists()
        else None,
    )


def _needs(viewer: Person) -> list[Notice]:
    """What waits for somebody. What stays for everybody until a wave closes, answered or not, comes last."""
    waiting = notices.needs_of(viewer, most=NEEDS_LOOKED_AT)
    return sorted(waiting, key=lambda notice: notice.kind == audits.ASKED)[:NEEDS_AT_MOST]


@dataclass(frozen=True)
class Found:
    """What a search found, kind by kind, a few of each."""

    schools: list[Any]
    people: list[Person]
    partnerships: list[Partnership]
    topics: list[Any]

    @property
    def nothing(self) -> bool:
        return not (self.schools or self.people or self.partnerships or self.topics)


def search(viewer: Person, words: str) -> Found | None:
    """Schools, people, partnerships and topics that answer to some words. None where there are no words."""
    if not words.strip():
        return None
    return Found(
        schools=list(schools.found(words)[:FOUND_AT_MOST]),
        people=list(people.known_to(viewer).filter(name__icontains=words)[:FOUND_AT_MOST]),
        partnerships=list(partnerships.partnerships_of(viewer).filter(name__icontains=words)[:FOUND_AT_MOST]),
        topics=topics.search(words)[:FOUND_AT_MOST],
    )
