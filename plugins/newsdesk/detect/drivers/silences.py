"""Silences: what the posts on a matter hardly mention, though on their beat it is usually on many lips.

A name is silent where its usual share would have given :data:`EXPECTED` mentions and no more than a third of
them came, and so few would come by chance less than once in twenty (binomial, for all the names looked at
together). A platform is silent by the same rule, if it was collected as usual. The usual share is that among
the earlier posts on the same subject where there were enough of them, else among all earlier posts of the
beat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from newsdesk.detect.forms import number_word, part_of, percent
from newsdesk.detect.history import Heard, History
from newsdesk.records import PLATFORM_NAMES, Entity, FormName, Statistic, Window

#: Mentions that the usual share leads one to expect, and the part of them at which it is silence.
EXPECTED, FALL = 5.0, 1 / 3
#: So seldom would so few mentions come by chance, over all that is looked at.
CHANCE = 0.05
#: So many earlier posts on the subject say what is usual for it; fewer leave it to the beat.
ENOUGH = 40
#: Silences that are told at most.
TOLD = 2


@dataclass(frozen=True)
class Silence:
    """What is hardly mentioned: ``mention`` is the id of a name, or a platform."""

    mention: str
    statistic: Statistic


def silences(
    history: History, posts: Collection[str], subject: str | None, entities: Mapping[str, Entity]
) -> list[Silence]:
    """Return the names and platforms that are missing from those posts of the window, the most missed first.

    ``subject`` is the name that the posts have in common, None where it is the beat itself or a phrase.
    """
    now = history.now(lambda v: v.id in posts)
    before = [v for v in history.voices if v.day > 0 and (subject is None or subject in v.entities)]
    if len(before) < ENOUGH:
        before = [v for v in history.voices if v.day > 0]
    if not now or len(before) < ENOUGH:
        return []
    found = [
        *_missing("entity", now, before, lambda v: _names(v, subject, entities)),
        *_missing("platform", now, before, lambda v: (v.platform,)),
    ]
    told = sorted(found, key=lambda one: (one[4], one[1]))[:TOLD]
    return [
        Silence(
            mention,
            _statistic(kind, mention, _name(mention, entities), hits, len(now), usual, history.window),
        )
        for kind, mention, hits, usual, _ in told
    ]


def _names(voice: Heard, subject: str | None, entities: Mapping[str, Entity]) -> Iterable[str]:
    """Return the names of a voice that can be missed: concepts are what a beat is made of."""
    return (
        entity
        for entity in voice.entities
        if entity != subject and entity in entities and entities[entity].type not in ("concept", "technology")
    )


def _name(mention: str, entities: Mapping[str, Entity]) -> str:
    return entities[mention].name if mention in entities else PLATFORM_NAMES.get(mention, mention)


def _missing(
    kind: str, now: list[Heard], before: list[Heard], named: Callable[[Heard], Iterable[str]]
) -> Iterable[tuple[str, str, int, float, float]]:
    """Yield (kind, mention, hits, usual share, chance) of whatever is silent."""
    from scipy.special import bdtr  # scipy.stats takes two seconds to load

    usually = Counter(name for voice in before for name in set(named(voice)))
    today = Counter(name for voice in now for name in set(named(voice)))
    expected = {name: len(now) * n / len(before) for name, n in usually.items()}
    looked_at = sorted(name for name, posts in expected.items() if posts >= EXPECTED)
    for name in looked_at:
        share = usually[name] / len(before)
        if today[name] > FALL * expected[name]:
            continue
        chance = float(bdtr(today[name], len(now), share)) * len(looked_at)
        if chance <= CHANCE:
            yield kind, name, today[name], share, chance


def _statistic(
    kind: str, mention: str, name: str, hits: int, total: int, usual: float, window: Window
) -> Statistic:
    """Build a silence: phrase "none of the 62 posts", clause "none of the 62 posts, against a usual 15%"."""
    of = f"of the {number_word(total)} posts"
    phrase = f"only {number_word(hits)} {of}" if hits else f"none {of}"
    forms: dict[FormName, str] = {
        "value": f"{hits:,}",
        "phrase": phrase,
        "clause": f"{phrase}, against a usual {percent(usual)}",
    }
    label = f"{'Mention' if kind == 'entity' else 'On'} {name}; usually {percent(usual)}"
    return part_of(f"silence.{kind}.{mention}", "overlap", label, hits, total, window, forms)
