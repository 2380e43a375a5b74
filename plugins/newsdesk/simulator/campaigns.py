"""Coordinated campaigns: many fresh accounts that say one thing within two hours.

Some copy one text, some reword one claim. Nobody else has heard of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from newsdesk.records import Platform, Record
from newsdesk.simulator import accounts, grammar, material, platforms
from newsdesk.simulator.chance import pick, stream, weighted
from newsdesk.simulator.climate import votes
from newsdesk.simulator.posting import Words, post

Manner = Literal["copies", "paraphrases"]
#: How many accounts take part, and how long they need.
ACCOUNTS, BURST = 40, timedelta(hours=2)
#: How many of the accounts were never seen before; the others were bought.
FRESH = 0.9
#: Where campaigns are cheap.
ROOMS: dict[Platform, float] = {"bluesky": 0.5, "mastodon": 0.2, "reddit": 0.3}
#: What copied texts differ in, and what reworded ones begin with.
SIGNATURES = ("", "", " Wake up!", " #share", " Please read.", "!!")
OPENINGS = ("", "", "", "Unbelievable. ", "So it's true. ", "Read this. ", "PSA: ")


@dataclass(frozen=True)
class Campaign:
    """One campaign for one of the claims in lines.yaml."""

    name: str
    manner: Manner
    claim: int
    start: datetime
    accounts: int = ACCOUNTS

    @property
    def beat(self) -> str:
        """The beat on which it is said."""
        return material.load().claims[self.claim].beat

    def records(self, seed: int, variant: str = "") -> tuple[Record, ...]:
        """Return one post of every account, by time: a few test it, most follow within the hour."""
        rng = stream(seed, variant, "campaign", self.name)
        return tuple(sorted(self._posts(rng), key=lambda record: (record.published_at, record.id)))

    def _posts(self, rng: random.Random) -> Iterator[Record]:
        for number in range(self.accounts):
            platform = weighted(rng, list(ROOMS), list(ROOMS.values()))
            fresh = rng.random() < FRESH
            author = accounts.newcomer(rng, platform) if fresh else accounts.regular(rng, platform, even=True)
            wait = BURST.total_seconds() * rng.random() ** 1.5
            published = self.start + timedelta(seconds=300 + int(wait))
            key = platforms.key(self.name, number, author, published)
            noticed = votes(rng, platform, 0.4, top=False)
            parent = f"reddit:thread-{self.name}-{number % 7}" if platform == "reddit" else None
            yield post(platform, key, author, self._words(rng, platform), published, noticed, parent)

    def _words(self, rng: random.Random, platform: Platform) -> Words:
        claim = material.load().claims[self.claim]
        community = grammar.load().beats[claim.beat].communities[0] if platform == "reddit" else None
        if self.manner == "copies":
            return Words(None, claim.text + pick(rng, SIGNATURES), community)
        form = material.choose(rng, pick(rng, claim.forms))
        return Words(None, pick(rng, OPENINGS) + form, community)
