"""Campaigns count as one voice: take the others out of a panel's window."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from newsdesk.detect.coordination import Campaign
from newsdesk.detect.panel import Panel, Said, Speaker, Tally
from newsdesk.detect.values import Voice

T = TypeVar("T")


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
        recount_said(panel.phrased[key], panel.carriers[key].values())
    for key in [key for key in panel.bearers if key[0] == beat]:
        panel.bearers[key] = _only(panel.bearers[key], kept)
    for key in [key for key in panel.partakers if key[0] == beat]:
        panel.partakers[key] = _only(panel.partakers[key], kept)
        _recount_accounts(panel.accounts[key], panel.partakers[key].values())
    _recount_new(panel, beat, voices)
    for subject, spoken in panel.spread.items():
        panel.spread[subject] = [s for s in spoken if s.beat != beat or s.id in kept]
    panel.forget(beat)


def _only(carriers: Mapping[str, T], kept: Collection[str]) -> dict[str, T]:
    return {id: place for id, place in carriers.items() if id in kept}


def _recount_names(panel: Panel, beat: str, voices: Sequence[Voice]) -> None:
    speaking: dict[str, list[Speaker]] = defaultdict(list)
    for voice in voices:
        for entity in voice.entities:
            speaking[entity].append((voice.platform, voice.author, voice.thread))
    for key in [key for key in panel.named if key[0] == beat]:
        recount_said(panel.named[key], speaking[key[1]])


def recount_said(said: Said, speaking: Iterable[Speaker]) -> None:
    """Count what is said on day 0 again, by the speakers of the voices that carry it."""
    by_platform: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
    for platform, author, thread in speaking:
        by_platform[platform].append((author, thread))
    for key in [key for key in said if key[1] == 0]:
        del said[key]
    for platform, spoke in by_platform.items():
        authors, threads = {author for author, _ in spoke if author}, {thread for _, thread in spoke}
        said[platform, 0] = Tally(len(spoke), len(authors), len(threads))


def _recount_accounts(
    accounts: dict[tuple[str, int], int], speaking: Iterable[tuple[str, str | None]]
) -> None:
    for key in [key for key in accounts if key[1] == 0]:
        del accounts[key]
    for platform, count in Counter(platform for platform, _ in set(speaking)).items():
        accounts[platform, 0] = count


def _recount_new(panel: Panel, beat: str, voices: Sequence[Voice]) -> None:
    people = {(voice.platform, voice.author) for voice in voices if voice.author}
    totals = {"names": len(voices), "phrases": len(voices), "authors": len(people)}
    for kind, total in totals.items():
        bearers = panel.bearers[beat, kind]
        hits = len(set(bearers.values())) if kind == "authors" else len(bearers)
        if panel.novel[beat, kind]:
            panel.novel[beat, kind][0] = (min(hits, total), total)
