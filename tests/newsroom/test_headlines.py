"""The headlines of the demonstration newsroom: claims in many shapes, with people's own words in them."""

from __future__ import annotations

import re

from newsdesk import newsroom
from newsdesk.config import Layout
from newsdesk.publish import versions
from newsdesk.records import PLATFORM_NAMES
from newsdesk.stories import StoryVersion
from newsdesk.write.phrasing import clean

_WORDS = "One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten"
_NUMBER = rf"\b(?:About |Fewer Than |More Than |Nearly |Roughly )*(?:\d[\d,.]*%?|{_WORDS})\b"


def shape(version: StoryVersion) -> str:
    """Return a headline without what is put into it: quotations, names, numbers."""
    brief = version.brief
    names = [*brief.names.values(), brief.beat.name, brief.subject_name or "", *PLATFORM_NAMES.values()]
    text = re.sub(r"“[^”]*”", "“”", version.headline)
    text = re.sub(r"\bin r/\w+", "on Reddit", text)
    for name in sorted(names, key=lambda name: -len(name)):
        if name:
            text = re.sub(rf"(?<!\w){re.escape(clean(name))}(?!\w)", "#", text, flags=re.IGNORECASE)
    return re.sub(_NUMBER, "0", text)


def first_versions(layout: Layout) -> list[StoryVersion]:
    """Return the stories as they first stood, the oldest first."""
    found = [version for version in versions.every(layout) if version.version == 1]
    return sorted(found, key=lambda version: (version.published_at, version.slug))


def test_ten_headlines_have_eight_shapes(worked: tuple[Layout, newsroom.Worked]) -> None:
    """Without what is filled in, ten stories in a row show at least eight different headlines."""
    shapes = [shape(version) for version in first_versions(worked[0])]
    assert len(shapes) >= 10
    for start in range(len(shapes) - 9):
        assert len(set(shapes[start : start + 10])) >= 8, shapes


def test_headlines_hold_peoples_words(worked: tuple[Layout, newsroom.Worked]) -> None:
    """At least four in ten quote somebody's few words, none asks or labels, none counts nothing."""
    told = [version.headline for version in first_versions(worked[0])]
    assert sum("“" in headline for headline in told) >= 0.4 * len(told)
    for headline in told:
        own = re.sub(r"“[^”]*”", "“”", headline)
        assert 50 <= len(headline) <= 100, headline
        assert not re.search(r"[?:]| 0%", own), headline
