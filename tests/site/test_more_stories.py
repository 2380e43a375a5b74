"""Which stories stand beside a story, and the reason on each card."""

from __future__ import annotations

from typing import Any

import pytest
import stories_factory as make

from newsdesk.site.abstract import abstract
from newsdesk.site.parts.more_stories import Rail
from newsdesk.stories import StoryVersion


def plain(beat: str, slug: str, days: float = 0, **changes: Any) -> StoryVersion:
    """Return a story that shares no evidence and no names with any other."""
    version = make.story(beat, slug, days)
    return version.model_copy(update={"brief": version.brief.model_copy(update={"names": {}, **changes})})


def rail(*versions: StoryVersion) -> Rail:
    """Return the rail of stories."""
    return Rail(map(abstract, versions))


def beside(version: StoryVersion, *others: StoryVersion) -> list[tuple[str, str]]:
    """Return slug and reason of each card beside a story."""
    return [(card.version.slug, card.why) for card in rail(version, *others).beside(abstract(version))]


def sharing(version: StoryVersion, beat: str, slug: str, posts: int, days: float = 0) -> StoryVersion:
    """Return a story on another beat that rests on some of the same posts."""
    records = tuple(item.record for item in version.brief.records[:posts])
    own = tuple(make.record(n, slug) for n in range(posts, 5))
    other = make.story(beat, slug, days, records=(*records, *own))
    return other.model_copy(update={"brief": other.brief.model_copy(update={"names": {}})})


def test_a_story_never_stands_beside_itself() -> None:
    """The only story of a site has no rail."""
    assert beside(plain("ai-bias", "alone")) == []


def test_shared_evidence_comes_before_names_beat_and_time() -> None:
    """The more posts two stories share, the closer they are, whatever their beats."""
    here = plain("open-source-ai", "here")
    assert beside(
        here,
        plain("ai-bias", "near", -0.1),
        plain("open-source-ai", "same-beat", -1),
        sharing(here, "ai-and-art", "one-post", 1, -10),
        sharing(here, "coding-agents", "three-posts", 3, -20),
    ) == [
        ("three-posts", "Rests on 3 of the same posts"),
        ("one-post", "Rests on one of the same posts"),
        ("same-beat", "More on Open Source AI"),
        ("near", "Published within a day"),
    ]


def test_shared_names_are_named() -> None:
    """Two stories about the same organization say so on the card."""
    here, there = make.story("ai-bias", "here"), make.story("ai-and-art", "there", -9)
    assert beside(here, there) == [("there", "Also about Hugging Face")]


@pytest.mark.parametrize(("days", "considered"), [(13.9, True), (14, True), (14.1, False), (-200, True)])
def test_only_stories_up_to_a_fortnight_younger_are_considered(days: float, considered: bool) -> None:
    """A story of next month never changes the rail of this one; older ones always may."""
    assert bool(beside(plain("ai-bias", "here"), plain("ai-bias", "other", days))) is considered


def test_a_younger_story_leaves_old_pages_as_they_are() -> None:
    """Adding stories more than a fortnight later changes no card of the old story."""
    here = plain("ai-bias", "here")
    old = [plain("ai-bias", f"old-{n}", -n) for n in range(1, 4)]
    new = [plain("ai-bias", f"new-{n}", 15 + n / 10) for n in range(100)]
    assert beside(here, *old) == beside(here, *old, *new)


def test_the_rail_is_not_all_of_one_beat() -> None:
    """With several beats at hand, one beat does not take all five cards."""
    here = plain("ai-bias", "here")
    same = [plain("ai-bias", f"same-{n}", -n) for n in range(1, 8)]
    other = [plain("ai-and-art", f"other-{n}", -n) for n in range(1, 4)]
    slugs = [slug for slug, _ in beside(here, *same, *other)]
    assert len(slugs) == 5
    assert {slug.split("-")[0] for slug in slugs} == {"same", "other"}


def test_the_order_of_the_stories_does_not_matter() -> None:
    """The same stories give the same rail in whatever order they are read."""
    stories = make.newsroom_of_eight()
    for story in stories:
        assert rail(*stories).beside(abstract(story)) == rail(*stories[::-1]).beside(abstract(story))
