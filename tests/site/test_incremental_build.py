"""A build that spares what didn't change is, byte by byte, a build into an empty folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from edited_newsroom import EDITS, Newsroom, files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.slow
_EDITS = st.lists(
    st.tuples(st.sampled_from(sorted(EDITS)), st.integers(min_value=1, max_value=200)), min_size=2, max_size=6
)


_listening: list[set[str]] = []


def _hear(event: str, details: tuple[Any, ...]) -> None:
    if event == "open" and _listening and isinstance(details[0], str | Path):
        _listening[-1].add(str(details[0]))


sys.addaudithook(_hear)  # it can't be taken away; while nobody listens it does nothing


@contextmanager
def opened(newsroom: Newsroom) -> Iterator[set[str]]:
    """Give the stories and pages that Python opens meanwhile, by their paths, when that has ended."""
    _listening.append(set())
    found: set[str] = set()
    yield found
    folders = {newsroom.layout.content: "content", newsroom.output: "output"}
    for path in _listening.pop():
        for folder, name in folders.items():
            if Path(path).is_relative_to(folder):
                found.add(f"{name}/{Path(path).relative_to(folder).as_posix()}")


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


def test_an_unchanged_newsroom_is_not_read(tmp_path: Path) -> None:
    """Where nothing changed no story, no list of the ledger and no page is opened."""
    newsroom = Newsroom(tmp_path)
    newsroom.build()
    with opened(newsroom) as paths:
        assert newsroom.build().changed == 0
    assert paths == set()


def test_only_what_may_differ_is_proved_and_made_again(tmp_path: Path) -> None:
    """A story whose file has another time is proved again, no other; as it is the same, no page is made."""
    newsroom = Newsroom(tmp_path)
    newsroom.build()
    newsroom.edit_touch_a_file(1)
    story = newsroom.chosen(1).story
    with opened(newsroom) as paths:
        assert newsroom.build().changed == 0
    assert {path for path in paths if "ledger" not in path} == {
        f"content/stories/{story}.md",
        f"content/versions/{story}/v1.json",
    }


def test_a_correction_is_told_without_proving_a_story_again(tmp_path: Path) -> None:
    """What editors say of one story makes its pages, and those that list it; no other story's own pages."""
    newsroom = Newsroom(tmp_path)
    newsroom.build()
    newsroom.edit_correct_a_story(1)
    with opened(newsroom) as paths:
        assert newsroom.build().changed
    pages = {path.split("/", 1)[1] for path in paths if path.startswith("output/")}
    own = {path.rpartition("/")[0] for path in pages if path.startswith("2026/03/") and path.count("/") > 2}
    assert not [path for path in paths if path.startswith("content/stories")]
    assert own == {newsroom.chosen(1).story}
