"""Contributions: a shift recomputed without one cluster of posts, so that "driven by" can be said.

A cluster is what mentions a name, what stands on a platform, or a position. What a name or a platform
usually brings is taken off the usual level as well. What a position brought before isn't known: for counts it
is taken to have been as large a part of the talk as now, the least that it can have added; for moods the
usual level stays. Only a cluster that takes away :data:`PART` of the shift, by an amount whose 95 % interval
is away from nothing, is told.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsdesk.detect.forms import number_word, percent, plural
from newsdesk.detect.history import Heard, History
from newsdesk.detect.statistics import (
    PRIOR_DISPERSION,
    Z95,
    dispersion,
    share_dispersion,
    share_interval,
    steadied,
)
from newsdesk.records import FormName, SentimentLabel, Signal, Statistic, Window

#: The part of the shift that a cluster must take away to be told.
PART = 0.25
#: … and so many times the part of the beat's posts that it always was: what grows with all the rest drives
#: nothing.
BEYOND = 1.25
#: With fewer judged posts than this left there is no share to tell.
JUDGED = 10
#: A cluster of fewer posts than this explains nothing.
FEWEST = 3

Tally = tuple[float, int]
Holds = Callable[[Heard], bool]


@dataclass(frozen=True)
class Cluster:
    """Posts that may be left out: ``words`` name them in print, such as "the posts that mention Grok".

    ``lasting`` says that the cluster is known on earlier days too; ``by_mood`` that its posts were chosen by
    mood, so that a mood can't be explained by it.
    """

    key: str
    label: str
    words: str
    holds: Holds
    lasting: bool = True
    by_mood: bool = False


@dataclass(frozen=True)
class Taken:
    """What a cluster takes away: ``of`` is the id of the shift's statistic, ``part`` its part of it."""

    of: str
    cluster: Cluster
    records: tuple[str, ...]
    part: float
    statistic: Statistic


def naming(entity: str, name: str) -> Cluster:
    """Return the cluster of the posts that mention a name."""
    return Cluster(f"entity.{entity}", name, f"the posts that mention {name}", lambda v: entity in v.entities)


def standing_on(platform: str, name: str) -> Cluster:
    """Return the cluster of the posts on a platform."""
    return Cluster(f"platform.{platform}", name, f"the posts on {name}", lambda v: v.platform == platform)


def claiming(key: str, claim: str, records: Iterable[str], *, by_mood: bool) -> Cluster:
    """Return the cluster of the posts that take a position; the claim is quoted words, for its label only."""
    ids = frozenset(records)
    return Cluster(key, claim, "the posts that say so", lambda v: v.id in ids, lasting=False, by_mood=by_mood)


def contributions(signal: Signal, history: History, clusters: Sequence[Cluster]) -> list[Taken]:
    """Return the clusters that a signal's shift owes a telling part to, the largest part first."""
    found = [taken for cluster in clusters for taken in _without(signal, history, cluster)]
    return sorted(found, key=lambda taken: (-taken.part, taken.statistic.id))


def _without(signal: Signal, history: History, cluster: Cluster) -> Iterator[Taken]:
    if not history.days:
        return
    if signal.kind == "volume_anomaly":
        yield from _of_count("volume", "volume.ratio", history, cluster, lambda _voice: True)
    elif signal.kind == "entity_surge" and cluster.key != f"entity.{signal.subject}":
        named, subject = f"entity.{signal.subject}", signal.subject
        yield from _of_count(named, f"{named}.ratio", history, cluster, lambda v: subject in v.entities)
    elif signal.kind == "sentiment_shift" and not cluster.by_mood:
        yield from _of_mood(_moved(signal), history, cluster)


def _moved(signal: Signal) -> SentimentLabel:
    """Return the mood whose change is the signal's effect."""
    change = {s.id: s.value / 100 for s in signal.statistics if s.role == "change"}
    labels: tuple[SentimentLabel, ...] = ("negative", "positive")
    return min(labels, key=lambda label: abs(change.get(f"{label}.change", 9.0) - signal.effect))


def _of_count(id: str, of: str, history: History, cluster: Cluster, counted: Holds) -> Iterator[Taken]:
    """Recount the window's posts without a cluster; only a rise can be owed to something."""
    now, before = history.counts(counted)
    inside, inside_before = history.counts(lambda v: counted(v) and cluster.holds(v))
    rest = [whole - part for whole, part in zip(before, inside_before, strict=True)]
    usual = history.usual(before)
    usual_inside = usual - history.usual(rest) if cluster.lasting else usual * inside / max(now, 1)
    rise, owed = now - usual, inside - usual_inside
    if rise <= 0 or inside < FEWEST or owed < PART * rise or owed < BEYOND * rise * _part(history, cluster):
        return
    phi = dispersion(inside_before) if cluster.lasting else PRIOR_DISPERSION
    if owed - Z95 * math.sqrt(phi * (inside + max(usual_inside, 0.0) / len(before))) <= 0:
        return
    records = tuple(v.id for v in history.now(lambda v: counted(v) and cluster.holds(v)))
    statistic = _count(f"{id}.without.{cluster.key}", now, now - inside, cluster, phi, history.window)
    yield Taken(of, cluster, records, round(owed / rise, 4), statistic)


def _part(history: History, cluster: Cluster) -> float:
    """Return the part of the beat's earlier posts that a lasting cluster has been."""
    if not cluster.lasting:
        return 0.0
    _, inside = history.counts(cluster.holds)
    _, whole = history.counts(lambda _voice: True)
    return sum(inside) / max(1, sum(whole))


def _of_mood(label: SentimentLabel, history: History, cluster: Cluster) -> Iterator[Taken]:
    """Share out the moods again without a cluster, now and, where it lasts, on the earlier days."""
    now, before = history.moods(label, lambda _voice: True)
    rest_now, rest_before = history.moods(label, lambda v: not cluster.holds(v))
    if not cluster.lasting:
        rest_before = before
    pooled, rest_pooled = _pool(before), _pool(rest_before)
    if rest_now[1] < JUDGED or not rest_pooled[1] or now[1] - rest_now[1] < FEWEST:
        return
    shift = _share(now) - _share(pooled)
    owed = shift - (_share(rest_now) - _share(rest_pooled))
    if shift == 0 or owed / shift < PART:
        return
    phi = share_dispersion(before)
    error = Z95 * math.sqrt(phi * (_unsure(now, rest_now) + _unsure(pooled, rest_pooled)))
    if abs(owed) <= error:
        return
    records = tuple(v.id for v in history.now(lambda v: v.label is not None and cluster.holds(v)))
    statistic = _left(label, cluster, rest_now, rest_pooled, history.window)
    yield Taken(f"{label}.change", cluster, records, round(owed / shift, 4), statistic)


def _pool(days: Sequence[tuple[int, int]]) -> Tally:
    """Return (hits, total) of the earlier days together, odd days steadied as in detection."""
    steady = steadied(days)
    return sum(day[0] for day in steady), sum(day[1] for day in steady)


def _share(tally: Tally) -> float:
    return tally[0] / tally[1] if tally[1] else 0.0


def _unsure(whole: Tally, rest: Tally) -> float:
    """Return the variance of how far a cluster moves the share of the whole: w² (var cluster + var rest).

    The whole is w · cluster + (1 − w) · rest, so that leaving the cluster out moves it by w (cluster − rest).
    Each share has a success and a failure added (Agresti and Caffo 2000).
    """
    inside = (whole[0] - rest[0], whole[1] - rest[1])
    weight = inside[1] / whole[1] if whole[1] else 0.0
    return weight**2 * (_spread(inside) + _spread(rest))


def _spread(tally: Tally) -> float:
    share = (tally[0] + 1) / (tally[1] + 2)
    return share * (1 - share) / (tally[1] + 2)


def _count(id: str, now: int, rest: int, cluster: Cluster, phi: float, window: Window) -> Statistic:
    """Build a count without a cluster: clause "22, not 38, without the posts that mention X"."""
    half = Z95 * math.sqrt(phi * max(rest, 1))
    forms: dict[FormName, str] = {
        "value": f"{rest:,}",
        "phrase": f"{number_word(rest)} {plural(rest, 'post')} without {cluster.words}",
        "clause": f"{rest:,}, not {now:,}, without {cluster.words}",
    }
    return Statistic(
        id=id,
        role="contribution",
        label=f"Posts without {cluster.words}",
        value=rest,
        unit="posts",
        n=now,
        interval=(round(max(0.0, rest - half), 2), round(rest + half, 2)),
        window=window,
        forms=forms,
    )


def _left(label: str, cluster: Cluster, now: tuple[int, int], before: Tally, window: Window) -> Statistic:
    """Build a share without a cluster: clause "from 18% to 29% without the posts that mention X"."""
    low, high = share_interval(*now)
    share, usual = percent(_share(now)), percent(_share(before))
    forms: dict[FormName, str] = {
        "value": share,
        "phrase": f"{share} without {cluster.words}",
        "clause": f"from {usual} to {share} without {cluster.words}",
    }
    return Statistic(
        id=f"{label}.without.{cluster.key}",
        role="contribution",
        label=f"{label.capitalize()} posts without {cluster.words}",
        value=round(_share(now), 4),
        unit="share",
        n=now[1],
        interval=(round(low, 4), round(high, 4)),
        window=window,
        forms=forms,
    )
