"""Campaigns: groups of records that speak as one, found by wording, onset and who was never heard before.

Two ways in. *Wording*: records whose content words overlap by half (Jaccard), by five accounts or more, most
of them within two hours or by accounts that were never heard before. *Onset*: two hours in which most who
speak on the beat were never heard before, far more than at other times, and ten or more of them share
words that the others on the beat hardly use; so paraphrases are found that no pair of texts gives
away. Where new accounts are usual, most of the group must copy another of it instead. What a genuine event
does differently: many known accounts, own words, several hours. A campaign counts as one voice.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: Overlap of content words from which on two texts have one wording, and how many words that takes.
ALIKE, LEAST_TERMS = 0.5, 4
#: Accounts that make a campaign by wording, and by onset.
BY_WORDING, BY_ONSET = 5, 10
#: A burst is so long (seconds), and holds at least this part of a campaign.
BURST, MOST = 7_200, 0.8
#: Where more than this part of the beat's other accounts was never heard before, that alone says nothing.
USUALLY_NEW = 0.6
#: The part of a burst's accounts that were never heard before.
NEW_IN_BURST = 0.5
#: A word is a burst's own if this part of it uses it, so many times as often as the others do; one that the
#: last part uses tells a member that was heard before, too.
COMMON_IN, TIMES, TELLING = 0.15, 5.0, 0.4
#: Where so many of a burst's new accounts share its own words, its other new accounts belong to it as well.
SHARING = 0.5
#: The part of a burst that must copy another of it where new accounts say nothing.
COPYING = 0.5
#: How unlikely the number of new accounts must be.
CHANCE = 1e-3


@dataclass(frozen=True, slots=True)
class Utterance:
    """One record of a window on a beat: who, where, when (seconds), which words, and whether heard before."""

    id: str
    author: str
    platform: str
    published: int
    terms: frozenset[int]
    heard: bool


@dataclass(frozen=True)
class Campaign:
    """Records that count as one voice, the earliest first."""

    ids: tuple[str, ...]
    accounts: int
    minutes: int
    wording: bool

    def __str__(self) -> str:
        """Return the sentence that notes it."""
        what = "share their wording" if self.wording else "appeared at once and share their words"
        many = f"{len(self.ids)} posts by {self.accounts} accounts within {_span(self.minutes)}"
        return f"{many} {what} and count as one voice."


def _span(minutes: int) -> str:
    if minutes < 120:
        return f"{max(minutes, 1)} {'minute' if minutes <= 1 else 'minutes'}"
    return f"{round(minutes / 60)} hours"


def campaigns(said: Iterable[Utterance]) -> tuple[Campaign, ...]:
    """Return the campaigns among the records of one beat's window, those that began first at the front."""
    records = sorted(said, key=lambda u: (u.published, u.id))
    groups = wordings(records)
    copying = {u.id for group in groups if len({u.author for u in group}) > 1 for u in group}
    onsets = list(_onsets(records, copying))
    taken = {u.id for group in onsets for u in group}
    scripted = [group for group in groups if _is_scripted(group, records)]
    rest = [[u for u in group if u.id not in taken] for group in scripted]
    found = [_campaign(group, len(_leading(group, groups)) >= MOST * len(group)) for group in onsets]
    found += [_campaign(group, True) for group in rest if len(group) > 1]
    return tuple(sorted(found, key=lambda campaign: campaign.ids[0]))


def _leading(group: Sequence[Utterance], groups: Iterable[Sequence[Utterance]]) -> list[Utterance]:
    """Return the records of a group that have its commonest wording."""
    ids = {u.id for u in group}
    return max(([u for u in wording if u.id in ids] for wording in groups), key=len, default=[])


def _campaign(group: Sequence[Utterance], wording: bool) -> Campaign:
    ids = tuple(u.id for u in group)
    seconds = group[-1].published - group[0].published
    return Campaign(ids, len({(u.platform, u.author) for u in group}), math.ceil(seconds / 60), wording)


def wordings(records: Sequence[Utterance]) -> list[list[Utterance]]:
    """Group records (in time order) around the first of each wording.

    A record joins the first earlier leader that it is like. How many words it shares with each is counted
    from lists of the leaders that use a word, which holds them all (ScanCount; Li, Lu and Lu 2008): tens of
    millions of steps for ten thousand records, where comparing sets pair by pair takes many times as long.
    """
    import numpy as np

    leaders: list[list[Utterance]] = []
    sizes = np.zeros(len(records))
    using: dict[int, array[int]] = defaultdict(lambda: array("q"))
    for u in records:
        size = len(u.terms)
        if size < LEAST_TERMS:
            continue
        shared = np.bincount(np.concatenate([using[term] for term in u.terms]), minlength=len(leaders))
        alike = np.flatnonzero(shared >= ALIKE * (size + sizes[: len(leaders)] - shared))
        if alike.size:
            leaders[alike[0]].append(u)
            continue
        for term in u.terms:
            using[term].append(len(leaders))
        sizes[len(leaders)] = size
        leaders.append([u])
    return [group for group in leaders if len(group) > 1]


def _is_scripted(group: Sequence[Utterance], records: Sequence[Utterance]) -> bool:
    """Whether one wording in many mouths is a campaign: at once, or by accounts never heard before."""
    if len({u.author for u in group}) < BY_WORDING:
        return False
    times = [u.published for u in group]
    at_once = max(_within(times, start) for start in times) >= MOST * len(group)
    return at_once or _strangely_new(group, records)


def _within(times: Sequence[int], start: int) -> int:
    return sum(start <= time <= start + BURST for time in times)


def _strangely_new(group: Sequence[Utterance], records: Sequence[Utterance]) -> bool:
    """Whether far more of a group's accounts were never heard before than of the beat's others."""
    mine = {u.id for u in group}
    usual = _usually_new([u for u in records if u.id not in mine])
    accounts = {(u.platform, u.author): u.heard for u in group}
    new = sum(not heard for heard in accounts.values())
    return usual <= USUALLY_NEW and new >= MOST * len(accounts) and _tail(new, len(accounts), usual) < CHANCE


def _usually_new(others: Sequence[Utterance]) -> float:
    """Return which part of the accounts is new, one known and one new account added."""
    accounts = {(u.platform, u.author): u.heard for u in others}
    return (sum(not heard for heard in accounts.values()) + 1) / (len(accounts) + 2)


def _tail(hits: int, total: int, share: float) -> float:
    """Return the binomial P(X ≥ hits)."""
    from scipy.special import betainc

    return float(betainc(hits, total - hits + 1, share)) if hits else 1.0


def _onsets(records: Sequence[Utterance], copying: set[str]) -> Iterator[list[Utterance]]:
    """Yield bursts of accounts never heard before with words of their own, on all platforms, then on each."""
    left = list(records)
    for room in (None, *sorted({u.platform for u in records})):
        while True:
            here = left if room is None else [u for u in left if u.platform == room]
            group = _onset(here, left, copying)
            if group is None:
                break
            yield group
            gone = {u.id for u in group}
            left = [u for u in left if u.id not in gone]


def _onset(
    here: Sequence[Utterance], records: Sequence[Utterance], copying: set[str]
) -> list[Utterance] | None:
    """Return the densest burst of new accounts if it is a campaign."""
    new = _densest([u for u in here if not u.heard])
    if len({u.author for u in new}) < BY_ONSET:
        return None
    own = _own_words(new, records)
    sharing = {u.id for u in new if any(term in own for term in u.terms)}
    if len({u.author for u in new if u.id in sharing}) < BY_ONSET or len(sharing) < SHARING * len(new):
        return None
    burst = [u for u in here if new[0].published <= u.published <= new[-1].published]
    group = [u for u in burst if not u.heard or _belongs(u, own, len(new))]
    copied = sum(u.id in copying for u in group) >= COPYING * len(group)
    return group if copied or _is_invasion(burst, records) else None


def _is_invasion(burst: Sequence[Utterance], records: Sequence[Utterance]) -> bool:
    """Whether most of those who speak in a burst are new, and far more of them than at other times."""
    inside = {u.id for u in burst}
    usual = _usually_new([u for u in records if u.id not in inside])
    accounts = {(u.platform, u.author): u.heard for u in burst}
    new = sum(not heard for heard in accounts.values())
    excess = _tail(new, len(accounts), usual) < CHANCE
    return usual <= USUALLY_NEW and new >= NEW_IN_BURST * len(accounts) and excess


def _densest(records: Sequence[Utterance]) -> list[Utterance]:
    """Return the records of the two hours that hold most of them (records are in time order)."""
    best, start = (0, 0), 0
    for end, u in enumerate(records):
        while u.published - records[start].published > BURST:
            start += 1
        if end + 1 - start > best[1] - best[0]:
            best = (start, end + 1)
    return list(records[best[0] : best[1]])


def _own_words(burst: Sequence[Utterance], records: Sequence[Utterance]) -> Counter[int]:
    """Return the words that a burst uses far more than the other records, with how many of it use them."""
    ids = {u.id for u in burst}
    others = [u for u in records if u.id not in ids]
    inside = Counter(term for u in burst for term in u.terms)
    outside = Counter(term for u in others for term in u.terms)
    return Counter(
        {
            term: count
            for term, count in inside.items()
            if count >= max(2.0, COMMON_IN * len(burst))
            and count / len(burst) >= TIMES * (outside[term] + 0.5) / (len(others) + 1)
        }
    )


def _belongs(u: Utterance, own: Counter[int], size: int) -> bool:
    """Whether a record of an account that was heard before is of the burst's campaign."""
    shared = [own[term] for term in u.terms if term in own]
    return len(shared) > 1 or any(count >= TELLING * size for count in shared)
