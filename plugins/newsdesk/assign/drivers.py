"""What drove a change, and what is missing from it: contributions and silences of a proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from newsdesk.assign.candidates import Proposal
from newsdesk.assign.material import Material
from newsdesk.assign.standpoints import Standpoints
from newsdesk.detect.drivers.contributions import Cluster, Taken, claiming, contributions, naming, standing_on
from newsdesk.detect.drivers.silences import silences
from newsdesk.records import PLATFORM_NAMES, Entity
from newsdesk.stories import Contribution, Overlap, Position

#: Contributions that are told of all changes together, and of each kind of cluster.
TOLD, OF_A_KIND = 4, 2
#: A position whose members are less alike than this on average is too loose to have driven anything.
COHERENT = 0.12
#: Names that are tried, the most mentioned first.
NAMES = 20


def drivers(
    proposal: Proposal,
    material: Material,
    entities: Mapping[str, Entity],
    found: Standpoints,
    told: tuple[Position, ...],
    numbered: Mapping[str, str],
) -> tuple[Contribution, ...]:
    """Return what the proposal's changes owe the most to; ``cluster`` names the brief's ids in it."""
    if material.history is None or proposal.carried is not None:
        return ()
    clusters = list(_clusters(proposal, entities, found, told, numbered))
    taken = [one for signal in proposal.signals for one in contributions(signal, material.history, clusters)]
    kept: list[Taken] = []
    kinds: Counter[str] = Counter()
    for one in sorted(taken, key=lambda one: (-one.part, one.statistic.id)):
        kind = one.cluster.key.partition(".")[0]
        if kinds[kind] < OF_A_KIND and len(kept) < TOLD:
            kinds[kind] += 1
            kept.append(one)
    return tuple(
        Contribution(
            of=one.of,
            cluster=tuple(sorted((numbered[id] for id in one.records if id in numbered), key=_number)),
            cluster_label=one.cluster.label,
            statistic=one.statistic,
        )
        for one in kept
    )


def _number(id: str) -> int:
    return int(id[1:])


def _clusters(
    proposal: Proposal,
    entities: Mapping[str, Entity],
    found: Standpoints,
    told: tuple[Position, ...],
    numbered: Mapping[str, str],
) -> Iterator[Cluster]:
    named = Counter(entity for voice in proposal.voices for entity in voice.entities)
    known = [e for e in named if e in entities and entities[e].type not in ("concept", "technology")]
    for entity in sorted(known, key=lambda e: (-named[e], e))[:NAMES]:
        yield naming(entity, entities[entity].name)
    platforms = Counter(voice.platform for voice in proposal.voices)
    if len(platforms) > 1:
        for platform in sorted(platforms):
            yield standing_on(platform, PLATFORM_NAMES.get(platform, platform))
    by_exemplar = {numbered.get(group.exemplar or ""): group for group in found.groups}
    for position in told:
        group = by_exemplar[position.exemplar]
        if group.cohesion < COHERENT:
            continue
        yield claiming(f"position.{position.id}", position.claim, group.members, by_mood=group.by_mood)


def missing(proposal: Proposal, material: Material, entities: Mapping[str, Entity]) -> tuple[Overlap, ...]:
    """Return what the proposal's posts hardly mention, and where hardly any of them stands."""
    crossing = bool(proposal.other_beats)  # its posts are not one beat's, so neither is what is usual
    if material.history is None or proposal.carried is not None or crossing:
        return ()
    named = proposal.subject is not None and all(proposal.subject in v.entities for v in proposal.voices)
    subject = proposal.subject if named else None
    return tuple(
        Overlap(base=subject or proposal.beat, mention=one.mention, statistic=one.statistic)
        for one in silences(material.history, proposal.evidence, subject, entities)
    )
