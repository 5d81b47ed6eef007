"""Trays, slots, the counter and seals, attacked with random cases."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.trays.domain import counter, marks, sealing, slots
from tilth.trays.domain.counter import DRAWN, Counter, Spent, drawn_up

WIDTH = 3
casts = st.lists(st.tuples(st.integers(0, 70), st.binary(min_size=WIDTH, max_size=WIDTH) | st.none()), max_size=90)
ROOT = bytes(32)


@given(casts, st.randoms(use_true_random=False))
def test_a_tray_holds_the_last_filling_of_each_mark_and_never_changes_its_length(
    made: list[tuple[int, bytes | None]], chance: Random
) -> None:
    tray, kept = slots.blank(WIDTH), dict[int, bytes]()
    for who, filling in made:
        if filling is not None and len(kept) == slots.SLOTS and who not in kept:
            with pytest.raises(slots.Overflow):
                slots.changed(tray, marks.mark(ROOT, "", bytes([who])), filling, chance=chance)
            continue
        tray = slots.changed(tray, marks.mark(ROOT, "", bytes([who])), filling, chance=chance)
        kept |= {} if filling is None else {who: filling}
        if filling is None:
            kept.pop(who, None)
    assert sorted(slots.fillings(tray)) == sorted(kept.values())
    assert len(tray) == len(slots.blank(WIDTH))


@given(st.integers(0, 64), st.randoms(use_true_random=False))
def test_what_is_not_really_put_in_changes_nothing_even_in_a_full_tray(count: int, chance: Random) -> None:
    tray = slots.blank(WIDTH)
    for who in range(count):
        tray = slots.changed(tray, marks.mark(ROOT, "", bytes([who])), b"abc", chance=chance)
    for who in (0, 100):
        assert slots.changed(tray, marks.mark(ROOT, "", bytes([who])), b"xyz", really=False, chance=chance) == tray


def test_any_free_slot_is_as_likely_as_another() -> None:
    chance, found = Random(3), [0] * slots.SLOTS
    for _time in range(6400):
        tray = slots.changed(slots.blank(1), b"m" * marks.LENGTH, b"!", chance=chance)
        found[tray.index(b"m") // (marks.LENGTH + 1)] += 1
    assert min(found) > 60 and max(found) < 145  # a hundred, give or take four and a half times ten


@given(st.text(max_size=40))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    filling = slots.of_text(text, 160)
    assert (slots.text_of(filling) if filling else "") == text
    assert filling is None or len(filling) == slots.width_of_text(160)


# --- the counter --------------------------------------------------------------------------------


@given(st.integers(0, 20), st.integers(0, 20), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_a_counter_comes_back_as_it_was_and_its_length_tells_only_the_size_of_the_roll(
    places: int, papers: int, chance: Random
) -> None:
    fresh = used = drawn_up(places=places, papers=papers, root=ROOT, chance=chance)
    for place in range(places):
        used, _secret = used.with_place(place, DRAWN).give(bytes([place]) * marks.LENGTH, chance=chance)
    for _paper in range(papers):
        used, _secret = used.give_paper(chance=chance)
    assert Counter.read(used.stored()) == used
    assert len(used.stored()) == len(fresh.stored())
    assert not used.papers_left and used.untouched == (places + papers == 0)
    with pytest.raises(Spent):
        used.give(marks.NONE, chance=chance)


@given(st.integers(1, 30), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_only_slips_that_were_given_out_are_known(count: int, chance: Random) -> None:
    fresh = drawn_up(places=count, papers=0, root=ROOT, chance=chance)
    used, secret = fresh.give(b"r" * marks.LENGTH, chance=chance)
    all_of_them = [slip[:10].decode() for slip in fresh.slips]
    assert [known for known in all_of_them if used.knows(known)] == [secret]
    assert used.given_for(b"r" * marks.LENGTH) == secret
    assert used.given_for(b"s" * marks.LENGTH) is None


@pytest.mark.parametrize("count", [0, 1, 64, 65, 200, 1200])
def test_no_tray_of_a_box_can_overflow(count: int) -> None:
    made = drawn_up(places=count, papers=0, root=ROOT, chance=Random(count))
    trays = slots.trays_for(count)
    for kind in ("sheets", "remarks"):
        homes = [counter.home(ROOT, kind, slip[:10].decode(), trays) for slip in made.slips]
        assert max(map(homes.count, range(trays)), default=0) <= slots.SLOTS


# --- seals --------------------------------------------------------------------------------------


@given(st.binary(max_size=200), st.binary(min_size=1, max_size=20), st.integers(0, 10_000))
def test_a_seal_opens_with_its_key_in_its_place_unchanged_and_not_otherwise(
    plain: bytes, place: bytes, at: int
) -> None:
    key, nonce = b"k" * sealing.KEY, b"n" * sealing.NONCE
    sealed = sealing.seal(plain, key=key, place=place, nonce=nonce)
    assert sealing.unseal(sealed, key=key, place=place) == plain
    assert len(sealed) == len(plain) + sealing.EXTRA
    spoilt = bytearray(sealed)
    spoilt[at % len(sealed)] ^= 1
    wrong = [
        (bytes(spoilt), key, place),
        (sealed, b"l" * sealing.KEY, place),
        (sealed, key, place + b"!"),
        (b"", key, place),
    ]
    for bytes_, other_key, other_place in wrong:
        with pytest.raises(sealing.WrongKey):
            sealing.unseal(bytes_, key=other_key, place=other_place)
