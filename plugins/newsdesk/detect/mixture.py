"""What of a changed share is not the platforms' own doing.

Platforms differ in mood and tone, so that a share over all of them moves when one of them merely speaks more,
or arrives late. The change at the window's own mixture of platforms (direct standardisation) leaves that out.
"""

from __future__ import annotations

from collections.abc import Mapping

#: How much of its size a change must keep once the mixture of platforms is held constant.
KEPT = 0.6
#: Earlier voices of a platform that weigh as much as those of all platforms together.
FAITH = 20

#: Hits and total by platform.
Tallies = Mapping[str, tuple[int, int]]


def standardised(now: Tallies, before: Tallies) -> float:
    """Return share now − usual share, both at the mixture of platforms of now (−1…1)."""
    total = sum(n for _, n in now.values())
    pooled_hits, pooled = sum(h for h, _ in before.values()), sum(n for _, n in before.values())
    overall = pooled_hits / pooled if pooled else 0.0
    change = 0.0
    for platform, (hits, n) in now.items():
        old_hits, old = before.get(platform, (0, 0))
        usual = (old_hits + FAITH * overall) / (old + FAITH)
        change += (hits - n * usual) / total
    return change


def remains(effect: float, now: Tallies, before: Tallies) -> bool:
    """Whether most of a change remains at a constant mixture of platforms."""
    kept = standardised(now, before)
    return kept * effect > 0 and abs(kept) >= KEPT * abs(effect)
