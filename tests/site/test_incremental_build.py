"""A build that spares what didn't change is, byte by byte, a build into an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from edited_newsroom import EDITS, Newsroom, files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.slow
_EDITS = st.lists(
    st.tuples(st.sampled_from(sorted(EDITS)), st.integers(min_value=1, max_value=200)), min_size=2, max_size=6
)


def proved_clean(newsroom: Newsroom, after: str) -> None:
    """Build, and compare every file, what was told and what was counted with a clean build; build again."""
    built = newsroom.build()
    clean, expected = newsroom.clean()
    found = files(newsroom.output)
    assert sorted(found) == sorted(expected), after
    assert [path for path in found if found[path] != expected[path]] == [], after
    assert (built.kinds, built.problems) == (clean.kinds, clean.problems), after
    times = {path: (newsroom.output / path).stat().st_mtime_ns for path in found}
    again = newsroom.build()
    assert (again.changed, again.kinds, again.problems) == (0, built.kinds, built.problems), after
    assert {path: (newsroom.output / path).stat().st_mtime_ns for path in found} == times, after


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_after_an_edit_the_output_is_that_of_a_clean_build(edit: str, tmp_path: Path) -> None:
    """Whatever is done once to a built newsroom, the next build leaves what a first one would write."""
    newsroom = Newsroom(tmp_path)
    newsroom.edit_add_a_version(2)
    newsroom.build()
    for number in (1, 2):
        EDITS[edit](newsroom, number)
        proved_clean(newsroom, f"{edit} {number}")


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(edits=_EDITS)
def test_after_any_edits_the_output_is_that_of_a_clean_build(
    edits: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is done to a newsroom in whatever order, no build leaves another byte than a first one."""
    newsroom = Newsroom(tmp_path_factory.mktemp("edited"))
    newsroom.build()
    for place, (edit, number) in enumerate(edits):
        EDITS[edit](newsroom, number)
        proved_clean(newsroom, f"{edits[: place + 1]}")
