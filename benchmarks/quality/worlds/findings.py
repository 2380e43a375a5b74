"""Which planted events were found and told, and which signals belong to none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from newsdesk.records import Signal, SignalKind
from newsdesk.reports import Candidate, EditionReport
from newsdesk.simulator.events import EventKind
from newsdesk.simulator.planting import Plant, Strength

#: An event counts as found from its start until so long after its end.
AFTER = timedelta(hours=24)
#: A signal of another kind is explained by an event that makes at least this part of its evidence.
EXPLAINED = 1 / 3
#: Which kinds of signal an event of a kind really causes, beside its own, where its posts are the evidence.
#: More posts say more names and phrases; a new mood has a tone of its own, and moves platforms whose posts
#: take sides away from those whose posts don't; what new voices say is a phrase, a name, or new.
CAUSES: Mapping[EventKind, frozenset[SignalKind]] = {
    "volume_anomaly": frozenset({"entity_surge", "phrase_trending", "cross_beat", "novelty"}),
    "sentiment_shift": frozenset({"register_shift", "platform_divergence", "phrase_trending"}),
    "register_shift": frozenset({"sentiment_shift", "platform_divergence", "phrase_trending", "novelty"}),
    "platform_divergence": frozenset({"sentiment_shift", "register_shift", "phrase_trending"}),
    "entity_surge": frozenset({"volume_anomaly", "phrase_trending", "cross_beat", "novelty"}),
    "phrase_trending": frozenset({"volume_anomaly", "novelty", "cross_beat"}),
    "cross_beat": frozenset({"entity_surge", "phrase_trending", "novelty", "volume_anomaly"}),
    "novelty": frozenset({"phrase_trending", "volume_anomaly", "cross_beat"}),
    "carried": frozenset({"volume_anomaly", "phrase_trending", "novelty"}),
}

#: Fates of a candidate that readers see.
TOLD = ("story", "version")
Verdict = Literal["planted", "explained", "false"]
#: What makes two signals one event: kind, beat, subject.
Event = tuple[str, str, str]


@dataclass(frozen=True)
class Found:
    """What became of one planted event: a signal of its kind, and a story or version that tells of it.

    A story tells of it that rests on such a signal or on another that it explains: what counts as right in
    a story's precision counts as told here. ``untold`` is why its candidate was declined, where it had one
    and no story tells of it.
    """

    kind: EventKind
    strength: Strength
    name: str
    signalled: bool
    told: bool
    untold: str = ""


@dataclass(frozen=True)
class Judged:
    """One event that the newsroom signalled in a planted world, and whether it is true."""

    kind: str
    strength: Strength
    verdict: Verdict
    what: str


def event_of(signal: Signal) -> Event:
    """Return what makes a signal the same event as another of the same day."""
    return (signal.kind, signal.beat, signal.subject or "")


def belongs(signal: Signal, plant: Plant) -> bool:
    """Whether a signal is of an event's kind, on its beat, about its subject."""
    if signal.kind != plant.kind or signal.beat not in plant.beats:
        return False
    subject = (signal.subject or "").casefold()
    match plant.kind:
        case "entity_surge":
            return subject == plant.subject
        case "platform_divergence":
            return bool(plant.gap) and set(subject.split("|")) == set(plant.gap or ())
        case "phrase_trending":
            return _same_words(subject, plant.subject or "")
        case "cross_beat":
            return _same_words(subject.partition("=")[2] or subject, plant.subject or "")
        case "register_shift":
            return subject in ("", plant.label)
        case "novelty":
            return not subject or _same_words(subject.partition("=")[2] or subject, plant.subject or "")
        case _:
            return True


def _same_words(subject: str, wanted: str) -> bool:
    """Whether one holds the other: a phrase may be told with a word more or less."""
    wanted = wanted.casefold()
    return bool(subject) and (subject in wanted or wanted in subject)


def found(plant: Plant, planted: Mapping[str, str], editions: Sequence[EditionReport]) -> Found:
    """Look for an event in the editions from its start until a day after its end.

    ``planted`` maps ids of records to the name of their event.
    """
    signalled, told, untold = False, False, ""
    for edition in editions:
        if not plant.start < edition.as_of <= plant.end + AFTER:
            continue
        mine = {signal.id for signal in edition.signals if belongs(signal, plant)}
        caused = mine | {signal.id for signal in edition.signals if explains(plant, signal, planted)}
        carrying = [c for c in edition.candidates if _carries(c, plant, planted)]
        resting = [c for c in edition.candidates if caused & set(c.signals)]
        signalled |= bool(mine) or bool(carrying)
        told |= any(candidate.fate in TOLD for candidate in (*carrying, *resting))
        untold = next((c.reason for c in (*carrying, *resting)), untold)
    return Found(plant.kind, plant.strength, plant.name, signalled, told, "" if told else untold)


def _carries(candidate: Candidate, plant: Plant, planted: Mapping[str, str]) -> bool:
    """Whether a candidate is the dispatch of a planted carried post, which has no signal."""
    mine = planted.get(candidate.lead_record or "") == plant.name
    return plant.kind == "carried" and candidate.kind == "dispatch" and mine


def judged(
    plants: Sequence[Plant], planted: Mapping[str, str], editions: Iterable[EditionReport]
) -> list[Judged]:
    """Judge every event that was signalled; ``planted`` maps ids of records to the name of their event.

    The same kind, beat and subject are one event, true if it is so in any edition.
    """
    order: tuple[Verdict, ...] = ("planted", "explained", "false")
    best: dict[Event, tuple[Verdict, str]] = {}
    for edition in editions:
        verdicts = [(event_of(s), _verdict(s, plants, planted)) for s in edition.signals]
        verdicts += [dispatch for c in edition.candidates for dispatch in _dispatch(c, plants, planted)]
        for event, verdict in verdicts:
            now = (verdict, f"{'/'.join(event)} at {edition.as_of:%Y-%m-%d %H}")
            best[event] = min(best.get(event, now), now, key=lambda judged: order.index(judged[0]))
    strength = plants[0].strength
    return [Judged(event[0], strength, *judged) for event, judged in sorted(best.items())]


def judged_stories(
    plants: Sequence[Plant], planted: Mapping[str, str], editions: Iterable[EditionReport]
) -> list[Judged]:
    """Judge every story that was told, versions included, by the best of what it rests on.

    Its kind is that of its first signal: what the story was told for.
    """
    order: tuple[Verdict, ...] = ("planted", "explained", "false")
    best: dict[str, tuple[str, Verdict]] = {}
    for edition in editions:
        signals = {signal.id: signal for signal in edition.signals}
        for candidate in edition.candidates:
            if candidate.fate not in TOLD or candidate.story is None:
                continue
            mine = [signals[id] for id in candidate.signals if id in signals]
            verdicts = [_verdict(signal, plants, planted) for signal in mine]
            verdicts += [verdict for _, verdict in _dispatch(candidate, plants, planted)]
            kind = mine[0].kind if mine else "carried"
            told = best.setdefault(candidate.story, (kind, "false"))
            best[candidate.story] = (told[0], min([told[1], *verdicts], key=order.index))
    strength = plants[0].strength
    return [Judged(kind, strength, verdict, story) for story, (kind, verdict) in sorted(best.items())]


def _dispatch(
    candidate: Candidate, plants: Sequence[Plant], planted: Mapping[str, str]
) -> Iterator[tuple[Event, Verdict]]:
    """Judge a told dispatch: the carried post has no signal that could be judged."""
    if candidate.kind != "dispatch" or candidate.fate not in TOLD:
        return
    event = planted.get(candidate.lead_record or "")
    carried = any(plant.name == event and plant.kind == "carried" for plant in plants)
    verdict: Verdict = "planted" if carried else "explained" if event else "false"
    yield ("carried", candidate.beat, candidate.lead_record or ""), verdict


def _verdict(signal: Signal, plants: Sequence[Plant], planted: Mapping[str, str]) -> Verdict:
    if any(belongs(signal, plant) for plant in plants):
        return "planted"
    return "explained" if any(explains(plant, signal, planted) for plant in plants) else "false"


def explains(plant: Plant, signal: Signal, planted: Mapping[str, str]) -> bool:
    """Whether an event causes signals of that kind and made at least :data:`EXPLAINED` of its evidence."""
    mine = sum(planted.get(item.record) == plant.name for item in signal.evidence)
    causes = CAUSES[plant.kind] | {plant.kind}
    return signal.kind in causes and mine >= EXPLAINED * max(len(signal.evidence), 1)


def told_events(editions: Iterable[EditionReport]) -> dict[str, frozenset[Event]]:
    """Return what each story that was told in those editions rests on, by "edition slug"."""
    stories: dict[str, frozenset[Event]] = {}
    for edition in editions:
        signals = {signal.id: event_of(signal) for signal in edition.signals}
        for candidate in edition.candidates:
            if candidate.fate in TOLD:
                rests = {signals[id] for id in candidate.signals if id in signals}
                rests |= {("carried", candidate.beat, candidate.lead_record or "")} if not rests else set()
                stories[f"{edition.as_of:%m-%d %H} {candidate.story}"] = frozenset(rests)
    return stories


def caused(broken: Iterable[EditionReport], quiet: Iterable[EditionReport]) -> dict[str, frozenset[Event]]:
    """Return the stories of a broken run that share no event with any story of the same run unbroken."""
    usual = {event for events in told_events(quiet).values() for event in events}
    return {story: events for story, events in told_events(broken).items() if not events & usual}
