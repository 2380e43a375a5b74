"""Campaigns count as one voice: take the others out of a panel's window."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.detect.coordination import Campaign
from newsdesk.detect.panel import Panel, Said
from newsdesk.detect.values import Voice


@dataclass(frozen=True)
class Discounted:
    """A beat's voices without the repeats of campaigns, and the campaigns with the voices they were given."""

    voices: tuple[Voice, ...]
    campaigns: tuple[tuple[Campaign, tuple[Voice, ...]], ...]


def discounted(voices: Sequence[Voice], campaigns: Iterable[Campaign]) -> Discounted:
    """Keep the first voice of every campaign."""
    told: list[tuple[Campaign, tuple[Voice, ...]]] = []
    gone: set[str] = set()
    for campaign in campaigns:
        ids = frozenset(campaign.ids)
        members = tuple(voice for voice in voices if voice.id in ids)
        told.append((campaign, members))
        gone.update(voice.id for voice in members[1:])
    return Discounted(tuple(voice for voice in voices if voice.id not in gone), tuple(told))


def recount(panel: Panel, beat: str, voices: Sequence[Voice]) -> None:
    """Count day 0 of a beat again, with these voices alone."""
    kept = {voice.id for voice in voices}
    for table in (panel.moods, panel.registers):
        for days in table[beat].values():
            days[0] = Counter()
    for voice in voices:
        panel.moods[beat][voice.platform][0][voice.label] += 1
        panel.registers[beat][voice.platform][0][voice.voice_register] += 1
    _recount_names(panel, beat, voices)
    for key in [key for key in panel.carriers if key[0] == beat]:
        panel.carriers[key] = _only(panel.carriers[key], kept)
        _recount_said(panel.phrased[key], panel.carriers[key].values())
    for key in [key for key in panel.bearers if key[0] == beat]:
        panel.bearers[key] = _only(panel.bearers[key], kept)
    _recount_new(panel, beat, voices)
    for subject, spoken in panel.spread.items():
        panel.spread[subject] = [s for s in spoken if s.beat != beat or s.day or s.id in kept]
    panel.forget(beat)


def _only(
    carriers: Mapping[str, tuple[str, str | None]], kept: Collection[str]
) -> dict[str, tuple[str, str | None]]:
    return {id: place for id, place in carriers.items() if id in kept}


def _recount_names(panel: Panel, beat: str, voices: Sequence[Voice]) -> None:
    speaking: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for voice in voices:
        for entity in voice.entities:
            speaking[entity].append((voice.platform, voice.author))
    for key in [key for key in panel.named if key[0] == beat]:
        _recount_said(panel.named[key], speaking[key[1]])


def _recount_said(said: Said, speaking: Iterable[tuple[str, str | None]]) -> None:
    by_platform: dict[str, list[str | None]] = defaultdict(list)
    for platform, author in speaking:
        by_platform[platform].append(author)
    for key in [key for key in said if key[1] == 0]:
        del said[key]
    for platform, authors in by_platform.items():
        said[platform, 0] = (len(authors), len({author for author in authors if author}))


def _recount_new(panel: Panel, beat: str, voices: Sequence[Voice]) -> None:
    people = {(voice.platform, voice.author) for voice in voices if voice.author}
    totals = {"names": len(voices), "phrases": len(voices), "authors": len(people)}
    for kind, total in totals.items():
        bearers = panel.bearers[beat, kind]
        hits = len(set(bearers.values())) if kind == "authors" else len(bearers)
        if panel.novel[beat, kind]:
            panel.novel[beat, kind][0] = (min(hits, total), total)
