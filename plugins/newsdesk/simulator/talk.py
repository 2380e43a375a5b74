"""What one post of a measured world says: a sentence of its beat, in a tone, and what an event adds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Literal

from newsdesk.records import Platform, Register, SentimentLabel
from newsdesk.simulator import background, grammar, material
from newsdesk.simulator.chance import pick
from newsdesk.simulator.details import details, pattern
from newsdesk.simulator.posting import Words

#: A post's tone: one of three moods in everyday talk, or a register in an event.
Tone = SentimentLabel | Register
Mood = Literal["negative", "neutral", "positive"]
MOODS: tuple[Mood, ...] = ("negative", "neutral", "positive")
#: Platforms that report and take no sides.
SOBER: tuple[Platform, ...] = ("news", "arxiv")
#: How often a mood is said twice, a tone twice, and a detail follows.
TAIL, TWICE, DETAIL = 0.85, 0.5, 0.75
#: How often a subreddit is the beat's first one.
FIRST_COMMUNITY = 0.7


def say(
    rng: random.Random,
    beat: str,
    platform: Platform,
    tone: Tone,
    more: Sequence[str] = (),
    *,
    top: bool,
    links: tuple[str, ...] = (),
) -> Words:
    """Return the words of a post; ``more`` are sentences that an event adds, ``top`` opens a thread."""
    if platform in SOBER:
        return _report(rng, beat, platform, more, links)
    talk = material.plain_cores(beat)
    core = pattern(pick(rng, talk.of(mood_of(tone)))).fill(rng)
    rest = [*more, *_tone(rng, tone), *(details(rng, 1) if rng.random() < DETAIL else ())]
    community = _community(rng, beat) if platform == "reddit" else None
    if top and platform in ("reddit", "hackernews"):
        # A thread without a text is a title alone, which is no less on its beat.
        return Words(core.removesuffix("."), " ".join(rest), community, links)
    return Words(None, " ".join([core, *rest]), community, links)


def mood_of(tone: Tone) -> Mood:
    """Return the mood of the sentence that carries a tone: a register has lines of its own."""
    return tone if tone in ("negative", "positive") else "neutral"


def _tone(rng: random.Random, tone: Tone) -> list[str]:
    """Return what gives a post its tone behind its first sentence."""
    if tone in MOODS:
        tails = grammar.load().tails.of(mood_of(tone))
        return [pattern(pick(rng, tails)).fill(rng)] if rng.random() < TAIL else []
    lines = material.load().registers[tone]  # type: ignore[index]  # what is no mood is a register
    first = pick(rng, lines)
    second = pick(rng, lines) if rng.random() < TWICE else first
    said = [first] if second == first else [first, second]
    return [pattern(line).fill(rng) for line in said]


def _community(rng: random.Random, beat: str) -> str:
    communities = grammar.load().beats[beat].communities
    return communities[0] if rng.random() < FIRST_COMMUNITY else pick(rng, communities[1:])


def _report(
    rng: random.Random, beat: str, platform: Platform, more: Sequence[str], links: tuple[str, ...]
) -> Words:
    words = grammar.load()
    forms = words.news if platform == "news" else words.arxiv
    title, text = background.report(rng, forms, words.beats[beat].topics)
    return Words(title, " ".join([text, *more]), None, links)
