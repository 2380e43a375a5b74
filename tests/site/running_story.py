"""A running story with everything that a page can show: versions, moods, positions, posts worth showing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import editions_factory as editions
import stories_factory as make
from site_building import rendered

from newsdesk.records import Record, Statistic
from newsdesk.site.page import Page
from newsdesk.site.plan import plan
from newsdesk.site.published import Published, of_versions
from newsdesk.stories import BriefRecord, Paragraph, Position, Speaker, StoryVersion

REASON = "40 new voices, and: Posts a day more than tripled, from about 20 posts a day to 63."
CLAIMS = (
    ("open weights are not open source", 21, "r2"),
    ("The licence forbids exactly the thing the launch post shows.", 13, "r3"),
    ("people who run models at home like them slow", 9, "r1"),
    ("der Lüfter hat gewonnen", 4, "r4"),
    ("two voices are too few", 2, "r5"),
)


def share(name: str, label: str, value: float, **more: Any) -> Statistic:
    """Return a share of posts."""
    text = f"{value:.0%}"
    return make.statistic(name, label, "share", value, "share", 63, value_text=text, **more)


def moods() -> tuple[Statistic, ...]:
    """Return positive shares, counts of accounts and platforms, and two platforms set against each other."""
    counts = {"accounts": ("authors", 58), "platforms": ("platforms", 4)}
    return (
        share("positive.now", "Positive posts", 0.2),
        share("positive.usual", "Positive, usual", 0.35),
        *(
            make.statistic(
                f"{name}.now", noun.capitalize(), "count", n, noun, n, value_text=str(n), phrase=f"{n} {noun}"
            )
            for noun, (name, n) in counts.items()
        ),
        share("negative.hackernews.now", "Negative on Hacker News", 0.78),
        share("negative.hackernews.usual", "Negative on Hacker News, usual", 0.3),
        share("negative.mastodon.now", "Negative on Mastodon", 0.1),
        share("negative.mastodon.usual", "Negative on Mastodon, usual", 0.24),
        *(
            make.statistic(
                f"position.q{n}",
                "Accounts that say so",
                "count",
                voices,
                "accounts",
                voices,
                value_text=str(voices),
                phrase=f"{voices} accounts",
            )
            for n, (_, voices, _) in enumerate(CLAIMS, 1)
        ),
    )


def positions() -> tuple[Position, ...]:
    """Return five positions, one of them too small, one not in any post's words."""
    return tuple(
        Position(
            id=f"q{n}",
            claim=claim,
            voices=voices,
            platforms={"hackernews": voices - 1, "bluesky": 1},
            records=(record,),
            exemplar=record,
        )
        for n, (claim, voices, record) in enumerate(CLAIMS, 1)
    )


def versions() -> tuple[StoryVersion, StoryVersion]:
    """Return two versions of a story; the second has more of everything and another headline."""
    first = make.story(headline="Owners Praise Slow Models")
    brief = first.brief.model_copy(
        update={
            "statistics": (*first.brief.statistics, *moods()),
            "positions": positions(),
            "counter_position": "q4",
        }
    )
    fewer = tuple(
        one.model_copy(update={"value": 31.0, "forms": {"value": "31"}}) if one.id == "volume.now" else one
        for one in first.brief.statistics
    )
    signals = tuple(one.model_copy(update={"statistics": fewer}) for one in first.brief.signals)
    earlier = first.model_copy(
        update={"brief": first.brief.model_copy(update={"statistics": fewer, "signals": signals})}
    )
    later = make.story(brief=brief).model_copy(
        update={"version": 2, "modified_at": first.published_at + timedelta(hours=6)}
    )
    return earlier, later


def published(**site: Any) -> Published:
    """Return a site with the running story, a second one, and the edition that updated the first."""
    first, second = versions()
    other = make.story("coding-agents", "review-queues", 0.25, "Programmers Blame Review Queues")
    told = editions.became(second, "version", reason=REASON)
    edition = editions.edition(second.modified_at, told)
    return of_versions(make.site(**site), (second, other), {second.address: (first, second)}, (edition,))


def heavy() -> StoryVersion:
    """Return a story at the upper end: 24 sources with long posts, 60 parts, 800 words, six positions."""
    _, later = versions()
    records = tuple(_long_record(n) for n in range(24))
    items = tuple(
        BriefRecord(
            id=f"r{n + 1}",
            record=record,
            speaker=Speaker(named=False, text="a commenter in r/homeserver_example"),
            quotable=True,
            sentiment="negative",
            reach=n / 24,
        )
        for n, record in enumerate(records)
    )
    told = tuple(
        Position(
            id=f"q{n + 1}",
            claim="The licence forbids exactly the thing that the launch post shows, and nobody asked legal",
            voices=30 - n,
            platforms={"hackernews": 9, "bluesky": 8, "reddit": 7, "mastodon": 5},
            records=(f"r{n + 1}", f"r{n + 7}"),
            exemplar=f"r{n + 1}",
        )
        for n in range(6)
    )
    brief = later.brief.model_copy(update={"records": items, "positions": told, "counter_position": "q6"})
    paragraphs = tuple(_long_paragraph(place) for place in range(6))
    story = make.story(brief=brief, paragraphs=paragraphs, slug="a-slug-as-long-as-those-of-real-stories-are")
    return story.model_copy(update={"version": 3, "modified_at": later.modified_at + timedelta(hours=6)})


def _long_record(n: int) -> Record:
    """Return a post of 300 characters whose beginning is its own."""
    return make.record(
        0, f"long-{n}", text=f"Words of post {n}, at length. " + "What a post says goes on. " * 10
    )


def _long_paragraph(place: int) -> Paragraph:
    """Return five sentences of two parts that quote four new posts."""
    own = "and in the replies the licence was turned over once more by"
    sentences = tuple(
        make.sentence(
            make.part(
                "said",
                f"Complaints went on, {own} readers, and {{speaker}} wrote",
                id,
            ),
            make.part("said", "{quote}.", quote=(id, f"Words of post {place * 4 + n}, at length")),
        )
        for n, id in ((n, f"r{place * 4 + n + 1}") for n in range(4))
    )
    closing = make.sentence(
        make.part("counted", "Talk on the beat {stat},", stat="volume.ratio", form="verb"),
        make.part("reading", "which is a lot for a licence that few have read."),
    )
    return Paragraph(sentences=(*sentences, closing))


def page(of: Published, path: str) -> bytes:
    """Return the bytes of one page of a site."""
    (found,) = [page for page in plan(of) if page.path == path]
    return rendered(found)


def paths(of: Published) -> dict[str, Page]:
    """Return the planned pages of a site by path."""
    return {page.path: page for page in plan(of)}
