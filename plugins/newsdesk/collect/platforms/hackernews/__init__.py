"""Hacker News: every story, comments that say a word about AI, and the threads of stories that matter.

Algolia's search is read by slices of time (https://hn.algolia.com/api), the site's own items, whose scores
and removals are true, through Firebase (https://github.com/HackerNews/API). Read the modules in this order.

settings   what newsdesk.yaml says
items      what the answers of both mean
search     the sources: stories, and comments, by slices of time
threads    single items: what stands around them, and whether they are still there
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsdesk.collect.platforms.hackernews.items import read
from newsdesk.collect.platforms.hackernews.search import Search
from newsdesk.collect.platforms.hackernews.settings import Settings
from newsdesk.collect.platforms.hackernews.threads import Threads
from newsdesk.config import SourceSettings

__all__ = ["WHY_OFF", "Settings", "read", "sources", "surroundings"]

WHY_OFF = None


def sources(settings: SourceSettings, environment: Mapping[str, str]) -> Iterator[Search]:
    """Yield the search for stories, and that for comments if there are words to look for."""
    assert isinstance(settings, Settings)
    yield Search("story", settings, settings.story_queries or ("",))
    if settings.comment_queries:
        yield Search("comment", settings, settings.comment_queries)


def surroundings(settings: SourceSettings, environment: Mapping[str, str]) -> Threads:
    """Return who asks for parents and replies, and whether an item is still there."""
    assert isinstance(settings, Settings)
    return Threads(settings)
