"""From people and rules to the best set of groups."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from tilth.matching.packing import Columns, Packing, choose
from tilth.matching.pool import Pool, gather
from tilth.matching.rings import Ring, as_group, every_ring
from tilth.matching.values import Group, Id, Matching, Person, Rules, Tier, TierValue
from tilth.matching import explain


def match(people: Iterable[Person], rules: Rules = Rules(), locked: Sequence[Group] = ()) -> Matching:
    """The exact best set of new groups beside the `locked` ones, and why the rest are left over.

    Locked groups use up their members' load and the wants they meet, and stand as they are.
    The order in which people come does not matter. Two people with one id are a ValueError.
    """
    everyone = tuple(people)
    pool = gather(_with_what_is_left(everyone, locked), rules)
    standing = {frozenset(group.members) for group in locked}
    rings = [ring for ring in every_ring(pool) if _members(pool, ring) not in standing]
    placed = {member for group in locked for member in group.members}
    packing = pack(pool, rings, placed)
    choice = choose(packing)
    groups = tuple(as_group(pool, rings[c]) for c in choice.columns if c < len(rings))
    tiers = tuple(map(TierValue, rules.tiers, choice.values, choice.bounds))
    return Matching(groups=groups, tiers=tiers, left_over=(), coverage=(), unmeetable=(), locked=tuple(locked))


def _members(pool: Pool, ring: Ring) -> frozenset[Id]:
    return frozenset(pool.people[member].id for member in ring.members)


def _with_what_is_left(people: Iterable[Person], locked: Sequence[Group]) -> list[Person]:
    """People with the load and wants that the groups already standing leave them."""
    busy = Counter(member for group in locked for member in group.members)
    met = {(flow.receiver, flow.topic) for group in locked for flow in group.flows}
    return [
        replace(
            person,
            load=max(0, person.load - busy[person.id]),
            wants={t: s for t, s in person.wants.items() if (person.id, t) not in met},
        )
        for person in people
    ]
def pack(pool, rings, placed):
    n=len(pool.people)
    limits=[float(p.load) for p in pool.people]
    rowof={}
    def row(key, limit):
        r=rowof.get(key)
        if r is None:
            r=rowof[key]=len(limits); limits.append(limit)
        return r
    starts=[0]; rows=[]; entries=[]
    tiers=[]
    many={i for i,p in enumerate(pool.people) if p.load>1}
    P=pool.people
    for ring in rings:
        w=pl=ac=st=co=0
        for m in ring.members:
            rows.append(m); entries.append(1.0)
            if m in many:
                if P[m].id not in placed:
                    rows.append(row(('in',m),0.0)); entries.append(-1.0)
            elif P[m].id not in placed:
                pl+=1; w+=P[m].waiting
        for (a,b),t in zip(ring.links, ring.topics):
            if b in many:
                rows.append(row(('want',b,t),1.0)); entries.append(1.0)
            ac+=P[a].school!=P[b].school; st+=P[b].wants[t]; co+=P[a].offers[t]
        if many.issuperset(ring.members):
            rows.append(row(frozenset(ring.members),1.0)); entries.append(1.0)
        starts.append(len(rows)); tiers.append((w,pl,ac,st,co))
    for m in sorted(many):
        if ('in',m) in rowof:
            rows.append(rowof[('in',m)]); entries.append(1.0); starts.append(len(rows)); tiers.append((P[m].waiting,1,0,0,0))
    T=np.array(tiers,dtype=float).reshape(-1,5).T
    return Packing(Columns(np.array(starts,np.int32),np.array(rows,np.int32),np.array(entries)),np.array(limits),T)
