"""The chorus of an event: hand-written lines in the mouths of invented accounts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import timedelta

from newsdesk.records import Platform, Record, SentimentLabel
from newsdesk.simulator import background, posts
from newsdesk.simulator.chance import stream, weighted
from newsdesk.simulator.events import Event
from newsdesk.simulator.timing import within

MOODS: tuple[SentimentLabel, ...] = ("negative", "neutral", "positive")
#: It begins so long after its event and falls silent so many hours later.
AFTER, HOURS = timedelta(minutes=20), 9


def lines(
    seed: int, event: Event, open_to: Mapping[Platform, float]
) -> Iterator[tuple[Record, SentimentLabel]]:
    """Yield each line of an event as a record with its mood.

    ``open_to`` weighs the platforms on which lines may be said. Lines stand under the post that carries, if
    there is one; in a gap between two platforms, each where its mood is at home.
    """
    rng = stream(seed, "chorus", event.name)
    script = posts.load(event.name).chorus
    carrier = posts.carried(event)
    thread = carrier if carrier and carrier.platform in open_to else None
    for mood in MOODS:
        for number, text in enumerate(script.of(mood)):
            platform = thread.platform if thread else _home(rng, event, mood, open_to)
            name = f"{seed}|chorus|{event.name}|{mood}|{number}"
            place = background.Place(event.beat, platform, event, name, thread.id if thread else None)
            published = within(rng, event.start + AFTER, HOURS)
            yield background.line(rng, place, text, published), mood


def _home(
    rng: random.Random, event: Event, mood: SentimentLabel, open_to: Mapping[Platform, float]
) -> Platform:
    if event.gap and mood != "neutral":
        side = 0 if mood == "negative" else 1
        return max(event.gap, key=lambda platform: event.mood(platform)[side])
    return weighted(rng, list(open_to), list(open_to.values()))
