"""Boxes, as those see them who open, fill and empty them."""

from __future__ import annotations

from random import SystemRandom
from uuid import UUID, uuid4

import pytest

from tilth.trays import actions, keys, queries
from tilth.trays.domain import blind

pytestmark = pytest.mark.django_db
SIZE = 6


def receipt(of: int = 0) -> str:
    return f"a long random word {of}"


def sheet(first: int = 1) -> bytes:
    return bytes([0, first, 2, 3, 254, 255])


@pytest.fixture
def box() -> UUID:
    """A box for five who sign in and three on paper, with remarks of 40 bytes."""
    return actions.open_box(key=uuid4(), places=5, papers=3, size=SIZE, text_size=40).pk


def emptied(box: UUID) -> actions.Emptied:
    actions.seal_box(key=box)
    return actions.empty(key=box)


# --- slips for those who sign in ----------------------------------------------------------------


def test_each_place_gets_a_slip_of_its_own_that_finds_the_box(box: UUID) -> None:
    slips = {actions.draw(key=box, place=place, receipt=receipt(place)) for place in range(5)}
    assert len(slips) == 5
    assert {queries.box_of(slip) for slip in slips} == {box}
    assert all(queries.holds(slip) for slip in slips)


def test_a_double_click_or_a_reload_gives_the_same_slip_again(box: UUID) -> None:
    first = actions.draw(key=box, place=2, receipt=receipt())
    assert actions.draw(key=box, place=2, receipt=receipt()) == first


def test_a_second_try_is_told_and_gets_nothing(box: UUID) -> None:
    actions.draw(key=box, place=2, receipt=receipt(1))
    with pytest.raises(actions.AlreadyDrawn):
        actions.draw(key=box, place=2, receipt=receipt(2))


def test_somebody_elses_receipt_gives_nobody_their_slip(box: UUID) -> None:
    hers = actions.draw(key=box, place=2, receipt=receipt())
    assert actions.draw(key=box, place=3, receipt=receipt()) != hers
    assert actions.draw(key=box, place=2, receipt=receipt()) == hers


def test_a_receipt_that_could_be_guessed_is_a_fault(box: UUID) -> None:
    with pytest.raises(ValueError, match="long random"):
        actions.draw(key=box, place=2, receipt="short")


# --- slips on paper -----------------------------------------------------------------------------


def test_papers_are_given_out_until_they_are_spent(box: UUID) -> None:
    first = actions.draw_papers(key=box, count=2)
    assert queries.papers_left(box) == 1
    with pytest.raises(actions.PapersSpent):
        actions.draw_papers(key=box, count=2)
    assert len({*first, *actions.draw_papers(key=box, count=1)}) == 3
    assert queries.papers_left(box) == 0


def test_papers_leave_a_slip_for_everybody_on_the_roll(box: UUID) -> None:
    papers = actions.draw_papers(key=box, count=3)
    slips = [actions.draw(key=box, place=place, receipt=receipt(place)) for place in range(5)]
    assert len({*papers, *slips}) == 8


# --- handing in ---------------------------------------------------------------------------------


def test_what_was_handed_in_comes_out_at_the_end(box: UUID) -> None:
    for place in range(5):
        slip = actions.draw(key=box, place=place, receipt=receipt(place))
        actions.cast(slip=slip.lower().replace("-", " "), sheet=sheet(place), remark="Zoë’s word " * (place % 2))
    found = emptied(box)
    assert sorted(found.sheets) == [sheet(first) for first in range(5)]
    assert found.remarks == ("Zoë’s word ",) * 2


def test_the_last_sheet_of_a_slip_counts_and_so_does_its_last_remark(box: UUID) -> None:
    (slip,) = actions.draw_papers(key=box, count=1)
    actions.cast(slip=slip, sheet=sheet(1), remark="first")
    actions.cast(slip=slip, sheet=sheet(2), remark="second")
    actions.cast(slip=slip, sheet=sheet(3))
    assert emptied(box) == actions.Emptied(sheets=(sheet(3),), remarks=())


def test_a_slip_that_was_never_given_out_or_is_of_another_box_is_refused(box: UUID) -> None:
    other = actions.open_box(key=uuid4(), places=1, papers=1, size=SIZE)
    (foreign,) = actions.draw_papers(key=other.pk, count=1)
    (ours,) = actions.draw_papers(key=box, count=1)
    forged = f"{ours[:3]}-{foreign[4:]}"
    for slip in (forged, f"{ours[:3]}-00000-00000", "nonsense", ""):
        assert not queries.holds(slip)
        with pytest.raises(actions.NotASlip):
            actions.cast(slip=slip, sheet=sheet())
    assert emptied(box).sheets == ()


def test_a_sheet_of_another_size_is_a_fault_and_a_long_remark_is_told(box: UUID) -> None:
    (slip,) = actions.draw_papers(key=box, count=1)
    with pytest.raises(ValueError, match="size"):
        actions.cast(slip=slip, sheet=sheet() + b"\0")
    with pytest.raises(actions.TooLong):
        actions.cast(slip=slip, sheet=sheet(), remark="é" * 21)
    actions.cast(slip=slip, sheet=sheet(), remark="é" * 20)
    assert emptied(box).remarks == ("é" * 20,)


# --- blind signatures ---------------------------------------------------------------------------


def test_a_signed_token_is_changed_for_one_slip() -> None:
    box = actions.open_box(key=uuid4(), places=2, papers=0, size=SIZE, blind=True).pk
    public = blind.PublicKey(int.from_bytes(queries.public_key(box) or b""))
    chance = SystemRandom()
    token = blind.prepare(b"a token that nobody has seen", chance=chance)
    blinding = blind.blind(public, token, chance=chance)
    signed = actions.sign(key=box, place=0, blinded=blinding.blinded)
    assert actions.sign(key=box, place=0, blinded=blinding.blinded) == signed
    with pytest.raises(actions.AlreadyDrawn):
        actions.sign(key=box, place=0, blinded=blind.blind(public, token, chance=chance).blinded)
    with pytest.raises(actions.AlreadyDrawn):
        actions.draw(key=box, place=0, receipt=receipt())
    signature = blind.finalise(public, token, signed, blinding.inverse)
    slip = actions.redeem(key=box, message=token, signature=signature)
    assert actions.redeem(key=box, message=token, signature=signature) == slip
    assert actions.draw(key=box, place=1, receipt=receipt()) != slip
    with pytest.raises(actions.NotASlip):
        actions.redeem(key=box, message=token + b"!", signature=signature)
    actions.cast(slip=slip, sheet=sheet())
    assert emptied(box).sheets == (sheet(),)


def test_what_is_not_blinded_is_not_signed_and_costs_nobody_their_place() -> None:
    box = actions.open_box(key=uuid4(), places=1, papers=0, size=SIZE, blind=True).pk
    for odd in (b"", bytes(256), b"\xff" * 256, b"\1" * 255):
        with pytest.raises(actions.NotBlinded):
            actions.sign(key=box, place=0, blinded=odd)
    assert actions.draw(key=box, place=0, receipt=receipt())


def test_a_box_without_blind_signatures_has_no_key_to_show(box: UUID) -> None:
    assert queries.public_key(box) is None
    assert queries.public_key(uuid4()) is None
    with pytest.raises(actions.NoBox):
        actions.sign(key=box, place=0, blinded=b"\1" * 256)


# --- the end ------------------------------------------------------------------------------------


def test_nobody_looks_into_an_open_box(box: UUID) -> None:
    with pytest.raises(actions.StillOpen):
        actions.empty(key=box)


def test_a_sealed_box_gives_and_takes_nothing_more(box: UUID) -> None:
    (slip,) = actions.draw_papers(key=box, count=1)
    actions.cast(slip=slip, sheet=sheet())
    actions.seal_box(key=box)
    actions.seal_box(key=box)
    assert not queries.holds(slip)
    with pytest.raises(actions.NoBox):
        actions.cast(slip=slip, sheet=sheet(2))
    with pytest.raises(actions.NoBox):
        actions.draw(key=box, place=0, receipt=receipt())
    with pytest.raises(actions.NoBox):
        actions.draw_papers(key=box, count=1)
    assert actions.empty(key=box).sheets == actions.empty(key=box).sheets == (sheet(),)


def test_what_was_destroyed_is_gone(box: UUID) -> None:
    (slip,) = actions.draw_papers(key=box, count=1)
    actions.destroy(key=box)
    actions.destroy(key=box)
    assert queries.box_of(slip) is None
    for deed in (actions.seal_box, actions.empty):
        with pytest.raises(actions.NoBox):
            deed(key=box)
    with pytest.raises(actions.NoBox):
        actions.cast(slip=slip, sheet=sheet())


def test_a_box_is_made_anew_until_somebody_has_had_a_slip_of_it(box: UUID) -> None:
    assert actions.open_box(key=box, places=9, papers=9, size=SIZE).pk == box
    assert queries.papers_left(box) == 9
    actions.draw(key=box, place=8, receipt=receipt())
    with pytest.raises(actions.InUse):
        actions.open_box(key=box, places=9, papers=9, size=SIZE)


def test_a_box_whose_key_was_made_before_a_sudden_stop_is_made_anew(box: UUID) -> None:
    with keys.new(box):
        pass  # the key of a box that never came into the database
    assert actions.open_box(key=box, places=2, papers=7, size=SIZE).pk == box
    assert queries.papers_left(box) == 7


def test_a_box_for_a_whole_year_group_never_overflows() -> None:
    box = actions.open_box(key=uuid4(), places=0, papers=130, size=SIZE).pk
    slips = actions.draw_papers(key=box, count=130)
    for number, slip in enumerate(slips):
        actions.cast(slip=slip, sheet=bytes([number]) * SIZE)
    assert sorted(emptied(box).sheets) == [bytes([number]) * SIZE for number in range(130)]
