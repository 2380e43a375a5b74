"""phrase_trending: words that a beat's own days don't explain are suddenly on many lips.

Test: log-odds with an informative Dirichlet prior (the background of all beats and platforms, weighing as
much as one usual day) and a negative binomial against daily counts, both one-sided; the greater p counts,
times the phrases of the beat for each one tested, because only those that rise are looked at.
Minimum: eight voices by six accounts, no account behind most of them, three times the usual count, and a
part of the beat's talk that grew as well. Effect: now divided by usual. Of phrases that the same voices
carry the longest is told; a known name alone is left to entity_surge; copies of one text never counted more
than once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from newsdesk.analyse.matching import fold
from newsdesk.config import Beat
from newsdesk.detect.ground import Ground
from newsdesk.detect.kinds.entity_surge import VOCABULARY
from newsdesk.detect.log_odds import rise_p, z_score
from newsdesk.detect.panel import Panel, Tally
from newsdesk.detect.statistics import UNSURE_DAYS
from newsdesk.detect.surge import SPREAD, Surge, statistics_of, surge
from newsdesk.detect.trial import Trial
from newsdesk.records import Entity

#: From how many voices and accounts on a phrase is tested, and what a trend needs.
VOICES, AUTHORS, RISE, RISE_OF_PART = 8, 6, 3.0, 1.5
#: Two phrases whose voices overlap by this part (of the smaller) are one matter.
SAME_VOICES = 0.6
#: A phrase loses to a longer one if this part of the voices of either carries both.
NEARLY_ALL = 0.75


def trials(panel: Panel, beat: Beat, entities: Mapping[str, Entity]) -> Iterator[Trial]:
    """Test the phrases that may be rising on a beat, one of each group that the same voices carry."""
    ground = panel.ground(beat.slug)
    if ground is None:
        return
    measured = {
        phrase: surge(ground, said, UNSURE_DAYS)
        for (slug, phrase), said in panel.phrased.items()
        if slug == beat.slug
    }
    loud = {
        phrase: found
        for phrase, found in measured.items()
        if found.now >= VOICES and found.authors >= SPREAD * found.now
    }
    if not loud:
        return
    names = known_names(tuple(entities.values()))
    loud = {phrase: found for phrase, found in loud.items() if phrase not in names}
    clear = {
        phrase: max(found.tested.p, _odds(panel, ground, phrase, found)) for phrase, found in loud.items()
    }
    order = sorted(loud, key=lambda phrase: (clear[phrase], -loud[phrase].now, -len(phrase), phrase))
    told = distinct({phrase: panel.carriers[beat.slug, phrase].keys() for phrase in order})
    for phrase in told:
        p = min(1.0, clear[phrase] * max(panel.heard[beat.slug] / len(told), 1.0))
        tested = replace(loud[phrase].tested, p=p)
        yield _trial(panel, beat, ground, phrase, replace(loud[phrase], tested=tested))


@lru_cache(maxsize=8)
def _names(entities: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(fold(name).replace("-", " ") for names in entities for name in names)


def known_names(entities: tuple[Entity, ...]) -> frozenset[str]:
    """Return the names and aliases of everything that can surge, as phrases are written."""
    return _names(tuple((e.name, *e.aliases) for e in entities if e.type not in VOCABULARY))


def distinct(voices: Mapping[str, Collection[str]]) -> list[str]:
    """Return one phrase of each group of phrases that the same voices carry.

    ``voices`` maps phrases to the ids of their voices, those that rose most clearly first: each group forms
    around its clearest, so that a beat's everyday words, which all its posts hold, take nothing with them.
    """
    groups: list[list[str]] = []
    sizes: list[int] = []
    first_of: dict[str, list[int]] = defaultdict(list)  # the groups whose first phrase a voice carries
    for phrase, ids in voices.items():
        shared = Counter(group for id in ids for group in first_of.get(id, ()))
        near = (group for group, n in shared.items() if n >= SAME_VOICES * min(len(ids), sizes[group]))
        joined = min(near, default=None)
        if joined is not None:
            groups[joined].append(phrase)
            continue
        for id in ids:
            first_of[id].append(len(groups))
        groups.append([phrase])
        sizes.append(len(ids))
    return [_longest(group, voices) for group in groups]


def _longest(group: list[str], voices: Mapping[str, Collection[str]]) -> str:
    """Return the longest phrase that nearly the same voices carry as a group's first one."""
    first = set(voices[group[0]])

    def is_the_same(phrase: str) -> bool:
        mine = set(voices[phrase])
        return len(first & mine) >= NEARLY_ALL * max(len(first), len(mine))

    return max(
        filter(is_the_same, group), key=lambda phrase: (len(phrase.split()), len(voices[phrase]), phrase)
    )


def _trial(panel: Panel, beat: Beat, ground: Ground, phrase: str, measured: Surge) -> Trial:
    statistics = statistics_of(
        panel, ground, f"phrase.{slug(phrase)}", f"Posts with the words “{phrase}”", measured
    )
    carriers = panel.carriers[beat.slug, phrase]
    ratio = statistics[2].forms
    return Trial(
        kind="phrase_trending",
        beat=beat.slug,
        subject=phrase,
        subject_name=f"“{phrase}”",
        days=ground.days,
        test="log-odds with an informative Dirichlet prior, and negative binomial against daily counts",
        tested=measured.tested,
        effect_unit="times",
        enough=measured.authors >= AUTHORS
        and measured.tested.effect >= RISE
        and measured.part >= RISE_OF_PART,
        severities=(6.0, 12.0),
        statistics=statistics,
        why=(
            f"Posts on {beat.name} with the words “{phrase}” {ratio['verb']} in 24 hours, {ratio['clause']}."
        ),
        caused_by=lambda voice: voice.id in carriers and voice.platform in ground.platforms,
        notes=ground.notes,
    )


def _odds(panel: Panel, ground: Ground, phrase: str, measured: Surge) -> float:
    talk = [sum(panel.voices(ground.beat, p, day) for p in ground.platforms) for day in (0, *ground.days)]
    said = panel.phrased[ground.beat, phrase]
    before = sum(said.get((p, day), Tally()).voices for p in ground.platforms for day in ground.days)
    day = sum(talk[1:]) / len(ground.days)
    hits, whole = panel.background.get(phrase, 0), max(panel.background_voices, 1)
    return rise_p(z_score((measured.now, talk[0]), (before, sum(talk[1:])), (day * hits / whole, day)))


def slug(phrase: str) -> str:
    """Return a phrase as it stands in an id: words joined by hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in phrase).split())
