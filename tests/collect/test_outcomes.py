"""What items of an answer become, gathered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factories import make_record
from newsdesk.collect.outcomes import Outcome, gathered
from newsdesk.collect.payload import Removal
from newsdesk.records import Problem

OUTCOMES: tuple[Outcome, ...] = (
    make_record(1),
    make_record(2),
    Removal("x:3", "gone"),
    Problem(place="item 4", field=None, expected="a post", found="nothing"),
    "an advertisement",
    "a repost",
)


@given(st.lists(st.sampled_from(OUTCOMES)))
def test_no_outcome_is_lost(found: list[Outcome]) -> None:
    """Each stands where it belongs, in its order, and what was left out is counted by its reason."""
    payload = gathered("a list", found, "2", "half of it")
    assert (payload.what, payload.after, payload.error) == ("a list", "2", "half of it")
    kept = [*payload.records, *payload.removed, *payload.problems]
    assert kept == sorted((one for one in found if not isinstance(one, str)), key=_place)
    assert payload.dropped == {one: found.count(one) for one in found if isinstance(one, str)}


def _place(one: Outcome) -> int:
    return next(
        number for number, kind in enumerate((type(OUTCOMES[0]), Removal, Problem)) if isinstance(one, kind)
    )
