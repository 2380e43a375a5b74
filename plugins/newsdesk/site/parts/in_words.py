"""Counts and reading times in words: "four stories, nine minutes"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from newsdesk import prose
from newsdesk.detect.forms import number_word
from newsdesk.stories import StoryVersion

A_MINUTE: Final = 230  # words that a reader reads in one


def counted(number: int, one: str, many: str) -> str:
    """Return "one story", "four stories", "120 stories"."""
    return f"{number_word(number)} {one if number == 1 else many}"


def minutes(version: StoryVersion) -> int:
    """Return how long the body of a story takes to read, in whole minutes and never none."""
    body = (prose.render_paragraph(paragraph, version.brief) for paragraph in version.draft.paragraphs)
    return max(1, round(sum(len(text.split()) for text in body) / A_MINUTE))


def length(stories: Iterable[int]) -> str:
    """Return how much there is to read, by the minutes of each story: "four stories, nine minutes"."""
    times = list(stories)
    return f"{counted(len(times), 'story', 'stories')}, {counted(sum(times), 'minute', 'minutes')}"
