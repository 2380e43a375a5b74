"""How every followed beat stands at an edition, whether or not anything moved on it.

All is read off the panel that signals are tested on, so the counts are the signals' own: independent voices,
on the platforms that take part (on a beat where none has a history yet: on all), a campaign as one voice
where its beat was told of. Shares and usual days are those of volume_anomaly and sentiment_shift.

A name *went quiet* if a usual day of the beat has at least three posts with it, the window has at most half
of what the beat's own fall leaves of them, and by chance so few come in one window of twenty: one-sided
negative binomial against the earlier days, each taken down as far as the whole beat fell. Only platforms that
take part are counted, so that a source which is missing silences nobody; without a baseline nothing is quiet.
What a beat itself is called does not go quiet on it: that is the beat's own number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from newsdesk.config import Beat
from newsdesk.detect.ground import Ground
from newsdesk.detect.kinds import sentiment_shift, volume
from newsdesk.detect.panel import Panel, Said
from newsdesk.detect.statistics import usual
from newsdesk.detect.surge import fall
from newsdesk.records import Entity
from newsdesk.reports import BeatWeather, Mentions

#: How many names of a beat are kept, and the posts that each has at least.
NAMES, POSTS = 8, 2
#: How many quiet names are kept; what they usually have a day; the part of it that they have at most; the p.
QUIET, USUALLY, PART, UNLIKELY = 5, 3.0, 0.5, 0.05


class _Named(NamedTuple):
    """A name's posts in the window, and on the earlier days as if on the window's weekday."""

    entity: Entity
    now: int
    before: list[float]


def weather(panel: Panel, beats: Iterable[Beat], entities: Mapping[str, Entity]) -> tuple[BeatWeather, ...]:
    """Return how the beats stand, in their order; one with neither posts nor a usual day is left out."""
    said: dict[str, list[tuple[Entity, Said]]] = defaultdict(list)
    for (beat, name), tallies in panel.named.items():
        if name in entities:
            said[beat].append((entities[name], tallies))
    stands = [_of_beat(panel, beat.slug, said[beat.slug]) for beat in beats]
    return tuple(one for one in stands if one.posts or one.usual)


def _of_beat(panel: Panel, beat: str, said: Sequence[tuple[Entity, Said]]) -> BeatWeather:
    ground = panel.ground(beat)
    platforms = list(panel.platforms(beat)) or sorted(panel.moods[beat])
    here = {platform: panel.voices(beat, platform, 0) for platform in platforms}
    positive, judged = panel.judged(beat, platforms, 0, "positive")
    named = [_named(entity, tallies, platforms, ground) for entity, tallies in said]
    return BeatWeather(
        beat=beat,
        posts=sum(here.values()),
        usual=round(usual(volume.counted(panel, ground)[1]), 4) if ground else None,
        judged=judged,
        positive=positive,
        negative=panel.judged(beat, platforms, 0, "negative")[0],
        usual_positive=_usual_share(panel, ground, "positive"),
        usual_negative=_usual_share(panel, ground, "negative"),
        platforms=here,
        names=_most(named),
        quiet=_quiet(named, ground) if ground else (),
    )


def _usual_share(panel: Panel, ground: Ground | None, label: str) -> float | None:
    """Return a mood's share of the baseline, None where too few of its voices were judged."""
    days = sentiment_shift.usual_days(panel, ground, label) if ground else []
    total = sum(day[1] for day in days)
    return round(sum(day[0] for day in days) / total, 4) if total >= sentiment_shift.BEFORE else None


def _named(entity: Entity, said: Said, platforms: Collection[str], ground: Ground | None) -> _Named:
    by_day: dict[int, int] = defaultdict(int)
    for (platform, day), tally in said.items():
        if platform in platforms:
            by_day[day] += tally.voices
    before = ground.weighed([by_day[day] for day in ground.days]) if ground else []
    return _Named(entity, by_day[0], before)


def _most(named: Iterable[_Named]) -> tuple[Mentions, ...]:
    """Return the names that most posts of the window mention."""
    heard = (one for one in named if one.now >= POSTS)
    return tuple(map(_mentions, sorted(heard, key=lambda one: (-one.now, one.entity.id))[:NAMES]))


def _quiet(named: Iterable[_Named], ground: Ground) -> tuple[Mentions, ...]:
    """Return the names that went quiet, those first of which most is missing."""
    missing = [
        (level - one.now, one)
        for one in named
        # An odd day is only ever taken down: a plain mean, which costs less, rules most names out.
        if one.entity.id != ground.beat
        and sum(one.before) >= USUALLY * len(one.before)
        and (level := usual(one.before)) >= USUALLY
        and _fell(one, min(ground.grown, 1.0))
    ]
    missing.sort(key=lambda pair: (-pair[0], pair[1].entity.id))
    return tuple(_mentions(one) for _, one in missing[:QUIET])


def _fell(one: _Named, left: float) -> bool:
    """Say whether a name fell by more than chance where ``left`` is what is left of all its beat's posts."""
    expected = [count * left for count in one.before]
    return one.now <= PART * usual(expected) and fall(one.now, expected).p <= UNLIKELY


def _mentions(one: _Named) -> Mentions:
    return Mentions(
        entity=one.entity.id,
        name=one.entity.name,
        posts=one.now,
        usual=round(usual(one.before), 2) if one.before else None,
    )
