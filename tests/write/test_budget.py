"""The ledger of spending: reserved before, booked after, and never less than was spent."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdesk.config import Ceilings, Layout
from newsdesk.errors import LedgerError
from newsdesk.write.budget import Budget, Spent, spending

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)


def _call(number: int = 1, usd: float | None = 0.1, **changes: Any) -> Spent:
    values: dict[str, Any] = {
        "key": f"{number:064x}",
        "story": "s1",
        "model": "claude-opus-5-5",
        "asked_at": NOON,
        "estimated_usd": usd,
    }
    return Spent(**{**values, **changes})


def _ceilings(story: float | None = None, run: float | None = None, day: float | None = None) -> Ceilings:
    return Ceilings(story=story, run=run, day=day)


def test_a_call_counts_with_its_estimate_until_its_cost_is_known(newsroom: Layout) -> None:
    """Reserved is spent; a cost takes the estimate's place, and an unknown one leaves it."""
    budget = Budget(newsroom, _ceilings())
    assert budget.reserve(_call(1)) is None
    assert budget.reserve(_call(2)) is None
    assert spending(newsroom, NOON.date()).usd == pytest.approx(0.2)
    budget.book(_call(1).key, NOON, 0.03)
    budget.book(_call(2).key, NOON, None)
    assert spending(newsroom, NOON.date()).usd == pytest.approx(0.13)
    path = newsroom.ledger / "spending" / "2026-03-27.json"
    assert path.is_file()


def test_the_day_s_ceiling_holds_for_all_runs_of_a_utc_day(newsroom: Layout) -> None:
    """What another run spent counts, until midnight in UTC."""
    Budget(newsroom, _ceilings()).reserve(_call(1))
    later = Budget(newsroom, _ceilings(day=0.15))
    reason = later.reserve(_call(2, story="s2"))
    assert reason == (
        "The ceiling of $0.15 for a day would be passed: $0.1000 is spent, and this call may cost $0.1000. "
        "Raise claude.ceilings.day in newsdesk.yaml, or wait for the next day (UTC)."
    )
    assert later.reserve(_call(3, story="s2", asked_at=NOON + timedelta(hours=12))) is None


def test_the_run_s_ceiling_is_of_one_run(newsroom: Layout) -> None:
    """What an earlier run spent does not count against this one."""
    for _ in range(3):
        budget = Budget(newsroom, _ceilings(run=0.15))
        assert budget.reserve(_call(1)) is None
        assert "for a run" in str(budget.reserve(_call(2)))


def test_the_story_s_ceiling_is_of_all_days(newsroom: Layout) -> None:
    """A story's calls of another day count as well; another story's don't."""
    Budget(newsroom, _ceilings()).reserve(_call(1, asked_at=NOON - timedelta(days=40)))
    budget = Budget(newsroom, _ceilings(story=0.15))
    assert "for a story" in str(budget.reserve(_call(2)))
    assert budget.reserve(_call(3, story="s2")) is None


def test_a_ceiling_that_is_just_met_is_not_passed(newsroom: Layout) -> None:
    """Spending exactly the ceiling is allowed; a ceiling of nothing allows nothing."""
    assert Budget(newsroom, _ceilings(day=0.1)).reserve(_call(1)) is None
    assert Budget(newsroom, _ceilings(day=0.0)).reserve(_call(2)) is not None


@pytest.mark.parametrize("ceilings", [_ceilings(story=1), _ceilings(run=1), _ceilings(day=1)])
def test_without_a_price_no_ceiling_can_be_kept(newsroom: Layout, ceilings: Ceilings) -> None:
    """An unknown price is no price of nothing: the call is held unless there are no ceilings."""
    assert "No price is known for claude-opus-5-5" in str(Budget(newsroom, ceilings).reserve(_call(1, None)))
    assert Budget(newsroom, _ceilings()).reserve(_call(1, None)) is None


def test_two_runs_can_t_both_take_the_last_dollar(newsroom: Layout) -> None:
    """Checking and reserving are one step for all who spend."""
    reasons: list[str | None] = []

    def spend(number: int) -> None:
        budget = Budget(newsroom, _ceilings(day=0.55))
        reasons.append(budget.reserve(_call(number, story=f"s{number}")))

    runs = [threading.Thread(target=spend, args=(number,)) for number in range(12)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert reasons.count(None) == 5
    assert spending(newsroom, NOON.date()).usd == pytest.approx(0.5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    calls=st.lists(
        st.tuples(st.integers(0, 3), st.floats(0, 1), st.none() | st.floats(0, 1)), min_size=1, max_size=12
    )
)
def test_the_ledger_never_passes_the_ceiling_and_never_says_too_little(
    newsroom: Layout, calls: list[tuple[int, float, float | None]]
) -> None:
    """Whatever is asked and whatever it costs (at most its estimate), the sums are kept."""
    path = newsroom.ledger / "spending" / "2026-03-27.json"
    path.unlink(missing_ok=True)
    budget = Budget(newsroom, _ceilings(day=1.5))
    truth = 0.0
    for number, usd, part in calls:
        if budget.reserve(_call(number, usd)) is None:
            spent = usd if part is None else usd * part
            truth += spent
            budget.book(_call(number).key, NOON, None if part is None else spent)
    told = spending(newsroom, NOON.date()).usd
    assert truth - 1e-9 <= told <= 1.5 + 1e-9


@pytest.mark.parametrize("text", ["{", "[]", '{"schema_version": "spending/1", "day": "2026-03-26"}'])
def test_a_damaged_ledger_stops_the_spending(newsroom: Layout, text: str) -> None:
    """Without knowing what was spent nothing more is; the file is named and left."""
    path = newsroom.ledger / "spending" / "2026-03-27.json"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(LedgerError, match=r"content/ledger/spending/2026-03-27\.json"):
        Budget(newsroom, _ceilings()).reserve(_call(1))
    assert path.read_text() == text


def test_a_file_that_is_no_day_is_named(newsroom: Layout) -> None:
    """A stranger's file between the days is told."""
    folder = newsroom.ledger / "spending"
    folder.mkdir(parents=True)
    (folder / "2026-99-99.json").write_text("{}")
    with pytest.raises(LedgerError, match="not named by a day"):
        Budget(newsroom, _ceilings(story=1)).reserve(_call(1))
