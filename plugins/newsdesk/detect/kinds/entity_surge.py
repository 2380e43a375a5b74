"""entity_surge: a name is on far more lips on a beat than its own days lead one to expect.

Test: negative binomial against up to fourteen earlier days, one-sided, of two counts: the accounts that say
the name or answer under a title that does (in a thread on a new model few repeat what it is called), and the
threads in which it is named (who talk in one have heard each other). The lesser p counts, doubled for the
choice. Minimum: the count that is told, of voices that say the name themselves, is unlikely as well (p at
most 0.025 by the same law, not adjusted), five voices by five authors, twice the usual count, and a part of
the beat's talk that grew by two fifths. For a story of its own the threads must have risen. Effect: now
divided by usual, with the interval of a quasi-Poisson log-ratio. Concepts and technologies are what beats
are made of and don't surge; phrase_trending tells of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from newsdesk.config import Beat
from newsdesk.detect.ground import Ground
from newsdesk.detect.panel import Panel
from newsdesk.detect.surge import Surge, accounts_rise, statistics_of, surge, threads_rise, voices_now
from newsdesk.detect.trial import Trial
from newsdesk.records import Entity

#: What a beat's talk is made of; if more of it is heard, that is a phrase that trends.
VOCABULARY = ("concept", "technology")
#: How many voices make a name worth a test, and what a surge needs.
VOICES, AUTHORS, RISE, RISE_OF_PART = 5, 5, 2.0, 1.4
#: How unlikely the count of voices must be by itself, whatever the accounts say.
UNLIKELY = 0.025
#: How unlikely the count of threads must be for a story that rests on the name alone.
SPREADING = 0.001

FEW_THREADS = "Few conversations speak of it, so that it makes no story by itself."
THIN = "a name in few conversations, and nothing else has changed"


def trials(panel: Panel, beat: Beat, entities: Mapping[str, Entity]) -> Iterator[Trial]:
    """Test every known name that enough voices mention on the beat."""
    ground = panel.ground(beat.slug)
    if ground is None:
        return
    for on_beat, entity in sorted(panel.named):
        if on_beat == beat.slug and entity in entities and entities[entity].type not in VOCABULARY:
            said = panel.named[on_beat, entity]
            if voices_now(ground, said) >= VOICES:
                yield _trial(panel, beat, ground, entities[entity], surge(ground, said))


def _trial(panel: Panel, beat: Beat, ground: Ground, entity: Entity, measured: Surge) -> Trial:
    statistics = statistics_of(
        panel, ground, f"entity.{entity.id}", f"Posts that mention {entity.name}", measured
    )
    accounts = accounts_rise(ground, panel.accounts[beat.slug, entity.id])
    threads = threads_rise(ground, panel.named[beat.slug, entity.id])
    p = min(1.0, 2 * min(accounts.p, threads.p))
    thin = threads.p > SPREADING
    ratio = statistics[2].forms
    return Trial(
        kind="entity_surge",
        beat=beat.slug,
        subject=entity.id,
        subject_name=entity.name,
        days=ground.days,
        test="negative binomial against daily counts of accounts that take part and of threads, one-sided",
        tested=replace(measured.tested, p=p),
        effect_unit="times",
        enough=measured.authors >= AUTHORS
        and measured.tested.p <= UNLIKELY
        and measured.tested.effect >= RISE
        and measured.part >= RISE_OF_PART,
        severities=(5.0, 10.0),
        statistics=statistics,
        why=(
            f"Posts on {beat.name} that mention {entity.name} {ratio['verb']} in 24 hours, {ratio['clause']}."
        ),
        caused_by=lambda voice: entity.id in voice.entities and voice.platform in ground.platforms,
        notes=(*ground.notes, *([FEW_THREADS] if thin else [])),
        thin=THIN if thin else "",
    )
