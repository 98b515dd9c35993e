"""How much of a page's notes has room, and how far its text goes: by numbers alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pressroom.pdf.notes.sharing import FEWEST, Notes, Share, Unit, furthest

LINE = 10.0


def notes(*lines: int, foot: float = 0.0) -> Notes:
    """Notes of so many lines, the first below a space of one line."""
    ends, at = [], 1
    for count in lines:
        ends.append([LINE * (at + number) for number in range(1, count + 1)])
        at += count
    return Notes(ends, foot)


SOME = st.lists(st.integers(1, 9), min_size=1, max_size=6)


def test_what_notes_need_and_take() -> None:
    some = notes(2, 5, foot=3)
    assert some.height(0) == some.least(0) == 0
    assert some.height(1) == 33
    assert some.height(2) == 83
    assert some.least(1) == 33
    assert some.least(2) == 53  # two lines of the second
    assert some.taken(Share(1, 2)) == 53
    assert some.taken(Share(2)) == 83


def test_a_note_of_three_lines_is_never_divided() -> None:
    assert notes(3).least(1) == notes(3).height(1) == 40
    assert notes(3).fill(1, room=39) == Share(0)
    assert notes(4).fill(1, room=39) == Share(0, 2)


def test_a_note_may_begin_with_one_line_where_it_must() -> None:
    assert notes(3).least(1, fewest=1) == 20
    assert notes(2).least(1, fewest=1) == 30
    assert notes(3).fill(1, room=39, fewest=1) == Share(0, 1)
    assert furthest([Unit(10, 1), Unit(20, 1)], notes(4), bottom=30, fewest=1) == 1


def test_no_single_line_goes_over() -> None:
    assert notes(5).fill(1, room=50) == Share(0, 3)
    assert notes(5).fill(1, room=59) == Share(0, 3)
    assert notes(5).fill(1, room=60) == Share(1)


def test_text_goes_as_far_as_its_notes_have_room() -> None:
    units = [Unit(10, 0), Unit(20, 1), Unit(30, 2), Unit(40, 2)]
    some = notes(4, 4)
    assert furthest(units, some, bottom=9) == 0
    assert furthest(units, some, bottom=49) == 1
    assert furthest(units, some, bottom=50) == 2  # a space, two lines of the first note
    assert furthest(units, some, bottom=99) == 2
    assert furthest(units, some, bottom=100) == 3
    assert furthest(units, some, bottom=110) == 4


@given(SOME, st.data(), st.floats(0, 800))
def test_a_share_fits_and_is_as_large_as_it_may_be(lines: list[int], data: st.DataObject, room: float) -> None:
    some, count = notes(*lines), data.draw(st.integers(1, len(lines)))
    share = some.fill(count, room)
    assert some.taken(share) <= room + 0.01
    rest = lines[share.whole] - share.lines if share.whole < count else 0
    if share.lines:
        assert share.lines >= FEWEST
        assert rest >= FEWEST
    if rest:
        larger = [
            Share(share.whole + 1),
            *(Share(share.whole, more) for more in range(max(share.lines + 1, FEWEST), lines[share.whole] - 1)),
        ]
        assert all(some.taken(other) > room for other in larger)


@given(SOME, st.floats(0, 800), st.floats(0, 800))
def test_more_room_takes_no_less(lines: list[int], one: float, other: float) -> None:
    some = notes(*lines)
    less, more = sorted((one, other))
    assert some.fill(len(lines), less) <= some.fill(len(lines), more)
