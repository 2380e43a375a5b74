"""How politely a server was asked, by its own log."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .serving import Seen


@dataclass(frozen=True)
class Politeness:
    """What a log shows; times in seconds.

    ``requests`` and ``longest_stretch`` (from a host's first request to its last) are by host,
    ``shortest_pause`` is the shortest time between two requests to any one host, ``hosts_at_once`` the most
    hosts that had a request under way at one instant.
    """

    requests: Mapping[str, int]
    longest_stretch: Mapping[str, float]
    shortest_pause: float
    hosts_at_once: int


def politeness(log: Sequence[Seen]) -> Politeness:
    """Return what a log shows."""
    times: dict[str, list[float]] = defaultdict(list)
    for seen in log:
        times[seen.host].append(seen.at)
    pauses = [later - sooner for one in times.values() for sooner, later in pairwise(sorted(one))]
    return Politeness(
        requests={host: len(one) for host, one in times.items()},
        longest_stretch={host: max(one) - min(one) for host, one in times.items()},
        shortest_pause=min(pauses, default=0.0),
        hosts_at_once=_at_once(log),
    )


def _at_once(log: Sequence[Seen]) -> int:
    steps = [(seen.at, 1, seen.host) for seen in log]
    steps += [(seen.until, -1, seen.host) for seen in log if seen.until is not None]
    under_way: Counter[str] = Counter()
    most = 0
    for _, step, host in sorted(steps):
        under_way[host] += step
        most = max(most, sum(count > 0 for count in under_way.values()))
    return most
