"""Which as-of times are due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.assign.editions import due, slot_at_or_after
from newsdesk.records import Manifest

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def manifest(*collected: datetime) -> Manifest:
    """Return the manifest of a snapshot with records collected at those times."""
    hours = {slot_at_or_after(moment, 1) for moment in collected}
    return Manifest(
        id="x",
        source="s",
        file="f",
        sha256="0",
        records=len(collected),
        published_first=min(collected),
        published_last=max(collected),
        collected_first=min(collected),
        collected_last=max(collected),
        arrivals=tuple(sorted(hours)),
        tool="t",
    )


def at(hour: int, minute: int = 0) -> datetime:
    """Return a time of the first day (or later, past 24)."""
    return DAY + timedelta(hours=hour, minutes=minute)


def test_an_empty_newsroom_owes_nothing() -> None:
    """No snapshots, no editions."""
    assert due([], [], 6) == ()


def test_a_slot_is_due_once_something_was_collected_at_or_after_it() -> None:
    """Without a clock, a later arrival shows that a slot's time has come."""
    assert due([manifest(at(3))], [], 6) == ()
    assert due([manifest(at(3), at(6))], [], 6) == (at(6),)
    assert due([manifest(at(3)), manifest(at(7))], [], 6) == (at(6),)


def test_a_record_on_the_hour_belongs_to_that_slot() -> None:
    """Collected at six, seen at six."""
    assert due([manifest(at(6))], [], 6) == (at(6),)


def test_slots_without_new_records_are_not_due() -> None:
    """A silent night is not looked at four times."""
    assert due([manifest(at(1)), manifest(at(25)), manifest(at(31))], [], 6) == (at(6), at(30))


def test_history_moves_forward_only() -> None:
    """What is before a worked edition is never worked again, whatever arrives."""
    snapshots = [manifest(at(1)), manifest(at(8)), manifest(at(13))]
    assert due(snapshots, [], 6) == (at(6), at(12))
    assert due(snapshots, [at(6)], 6) == (at(12),)
    assert due(snapshots, [at(12)], 6) == ()


def test_bounds_keep_the_rest_due() -> None:
    """``since`` and ``until`` choose among what is due."""
    snapshots = [manifest(at(1), at(8), at(13), at(19))]
    assert due(snapshots, [], 6, since=at(12), until=at(12)) == (at(12),)


@given(st.integers(0, 10**6), st.sampled_from([1, 2, 3, 4, 6, 8, 12, 24]))
def test_slots_are_fixed_hours_of_the_day(minutes: int, every: int) -> None:
    """A slot is never before the moment, less than one step after it, and divides the day."""
    moment = DAY + timedelta(minutes=minutes)
    slot = slot_at_or_after(moment, every)
    assert timedelta(0) <= slot - moment < timedelta(hours=every)
    assert slot.minute == slot.second == 0
    assert slot.hour % every == 0
