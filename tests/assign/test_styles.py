"""Which stories a new one is held against: the last thirty, and never itself."""

from __future__ import annotations

from dataclasses import replace

from assigning import story

from newsdesk.assign.memory import Memory
from newsdesk.voice import LATELY, Style, avoid

STORIES = [replace(story(f"s{n:02}", (), hours=n), style=Style(opening=f"shape {n}")) for n in range(40)]


def test_the_last_thirty_stories_are_remembered_the_newest_first() -> None:
    """Forty stories leave the thirty that were published last, in whatever order they came in."""
    memory = Memory({one.slug: one for one in reversed(STORIES)})
    newest = sorted(STORIES, key=lambda one: one.published_at, reverse=True)[:LATELY]
    assert memory.styles() == [one.style for one in newest]


def test_a_running_story_is_not_held_against_itself() -> None:
    """A new version sees the thirty others, not what the story said before."""
    memory = Memory({one.slug: one for one in STORIES})
    newest = max(STORIES, key=lambda one: one.published_at)
    assert newest.style in memory.styles()
    assert newest.style not in memory.styles(but=newest.slug)
    assert len(memory.styles(but=newest.slug)) == LATELY


def test_what_is_handed_over_names_each_shape_and_run_once() -> None:
    """Shapes keep the order of their stories; runs are sorted, so that no order shows in them."""
    one, other = Style(opening="a", runs=frozenset({"BBBBB"})), Style(opening="b", runs=frozenset({"AAAAA"}))
    assert avoid([one, other, one]).openings == ("a", "b")
    assert avoid([one, other, one]).runs == avoid([other, one]).runs == "AAAAABBBBB"
