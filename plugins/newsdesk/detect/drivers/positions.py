"""Positions: which records of one window make the same claim, and which group stands against the largest.

Average linkage over the cosine distance of the texts' vectors, drawn together a little by phrases they share;
above :data:`BLOCKED` texts only within the blocks that mutual nearest neighbours make. Two opposed claims
about one thing share its words, so a group whose moods stand against each other is parted by mood, else by
whether a text negates what the group speaks of. Give it the records of one window: what was said on another
day is another debate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from newsdesk.analyse import phrases, vectors
from newsdesk.analyse.reading import own_words
from newsdesk.detect.drivers.claims import claim_of
from newsdesk.detect.drivers.stances import sides
from newsdesk.records import SentimentLabel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Likeness = NDArray[np.float32]

#: How far apart (1 − cosine, on average) records of one position stand, by hashed terms and by sentence
#: vectors.
APART, APART_SEMANTIC = 0.93, 0.78
#: What each shared phrase adds to the likeness of two texts, and how many count.
PHRASE, PHRASES = 0.03, 3
#: A phrase in more than this part of the texts is the subject, not a claim.
COMMON = 0.25
#: From so many texts on they are blocked by mutual neighbours, so many of each.
BLOCKED, NEIGHBOURS = 1500, 20
#: Texts nearer than this say the same words: one voice.
SAME_WORDS = 0.90
#: A reach that isn't known weighs as much as this percentile.
UNKNOWN_REACH = 0.4
#: How far two groups' moods (−1…1) must be apart for one to stand against the other.
OPPOSED = 0.35


@dataclass(frozen=True, slots=True)
class Said:
    """What one record says. ``mood`` is its sentiment score, ``reach`` its percentile, both as far as known.

    ``speaker`` is the author's name on the platform, None if unknown. ``quotable`` records may stand for a
    position; the others are only counted.
    """

    id: str
    platform: str
    speaker: str | None
    text: str
    label: SentimentLabel | None
    mood: float = 0.0
    reach: float | None = None
    quotable: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Records that make one claim.

    ``members`` begin with the most typical; ``exemplar`` is one of the most typical that may be quoted (None
    where none may), ``claim`` a sentence or clause of it, word for word. ``voices`` counts independent
    speakers: one author, or one text said by several, is one. ``platforms`` counts them by platform. ``mood``
    is the positive minus the negative part of the judged members (−1…1), ``weight`` the voices weighed by
    reach, ``cohesion`` how alike two members are on average. Groups of one ``side_of`` are the sides of one
    matter; ``by_mood`` says that mood parted them.
    """

    members: tuple[str, ...]
    exemplar: str | None
    claim: str
    voices: int
    platforms: dict[str, int]
    mood: float
    weight: float
    cohesion: float = 1.0
    side_of: str = ""
    by_mood: bool = False


def positions(said: Iterable[Said], *, semantic: bool = False) -> tuple[Group, ...]:
    """Return all records in groups, each record in one, the weightiest group first.

    The order of ``said`` doesn't matter. ``semantic`` takes sentence vectors in the place of hashed terms.
    """
    ordered = sorted(said, key=lambda one: one.id)
    if not ordered:
        return ()
    space = vectors.Space([one.text for one in ordered], semantic=semantic)
    near = likeness(space.vectors, [one.text for one in ordered])
    groups = []
    for rows in clusters(near, APART_SEMANTIC if semantic else APART):
        parts, by_mood = sides([ordered[row] for row in rows])
        for side in parts:
            group = _group([rows[part] for part in side], ordered, near, space)
            groups.append(replace(group, side_of=ordered[rows[0]].id, by_mood=by_mood))
    return tuple(sorted(groups, key=lambda group: (-group.voices, -group.weight, group.members)))


def counter(groups: Sequence[Group]) -> Group | None:
    """Return the weightiest of ``groups[1:]`` that stands against the first one, None if there is none.

    It stands against it if it is the other side of the same matter, or if its mood has the other sign and
    lies :data:`OPPOSED` away. Calm talk beside anger is no answer to it: where nobody objects there is none.
    """
    if not groups:
        return None
    first, others = groups[0], groups[1:]
    against = [group for group in others if group.side_of == first.side_of or _opposes(group, first)]
    return max(against, key=lambda group: (group.weight, group.members), default=None)


def _opposes(group: Group, first: Group) -> bool:
    return group.mood * first.mood < 0 and abs(group.mood - first.mood) >= OPPOSED


def likeness(rows: vectors.Vectors, texts: Sequence[str]) -> Likeness:
    """Return how alike each two texts are, [n, n] in 0…1: the cosine, and a little for shared phrases."""
    near = np.clip(vectors.likeness(rows, rows), 0.0, 1.0)
    shared = _shared_phrases(texts)
    near = np.minimum(near + PHRASE * np.minimum(shared, PHRASES), 1.0)
    np.fill_diagonal(near, 1.0)
    return np.asarray((near + near.T) / 2, dtype=np.float32)


def _shared_phrases(texts: Sequence[str]) -> Likeness:
    found = [phrases.of(own_words(text)) for text in texts]
    often = Counter(phrase for some in found for phrase in some)
    most = max(2, COMMON * len(texts))
    column = {phrase: n for n, phrase in enumerate(sorted(p for p, n in often.items() if 2 <= n <= most))}
    rows = [row for row, some in enumerate(found) for phrase in some if phrase in column]
    columns = [column[phrase] for some in found for phrase in some if phrase in column]
    ones = np.ones(len(rows), dtype=np.float32)
    table = sparse.csr_matrix((ones, (rows, columns)), shape=(len(texts), max(1, len(column))))
    return np.asarray((table @ table.T).toarray(), dtype=np.float32)


def clusters(near: Likeness, apart: float) -> list[list[int]]:
    """Return the rows in clusters by average linkage, cut where the mean distance would exceed ``apart``."""
    found = []
    for block in _blocks(near, apart):
        if len(block) == 1:
            found.append(block)
            continue
        distance = 1.0 - near[np.ix_(block, block)].astype(np.float64)
        tree = linkage(squareform(distance, checks=False), "average")
        of_row = fcluster(tree, apart, "distance")
        members: dict[int, list[int]] = {}
        for row, cluster in zip(block, of_row, strict=True):
            members.setdefault(int(cluster), []).append(row)
        found += members.values()
    return sorted(found)


def _blocks(near: Likeness, apart: float) -> list[list[int]]:
    """Part many texts into blocks that no two mutual neighbours straddle; few texts are one block."""
    size = len(near)
    if size <= BLOCKED:
        return [list(range(size))]
    nearest = np.argsort(-near, axis=1, kind="stable")[:, : NEIGHBOURS + 1]
    rows = np.repeat(np.arange(size), nearest.shape[1])
    columns = nearest.ravel()
    close = near[rows, columns] >= 1 - apart
    linked: Any = sparse.csr_matrix(
        (np.ones(int(close.sum()), dtype=np.int8), (rows[close], columns[close])), shape=(size, size)
    )
    _, block_of = connected_components(linked.multiply(linked.T), directed=False)
    blocks: dict[int, list[int]] = {}
    for row, block in enumerate(block_of):
        blocks.setdefault(int(block), []).append(row)
    return list(blocks.values())


def _group(rows: list[int], said: Sequence[Said], near: Likeness, space: vectors.Space) -> Group:
    inside = near[np.ix_(rows, rows)].astype(np.float64)
    typical = inside.sum(axis=1)
    order = sorted(range(len(rows)), key=lambda n: (-round(float(typical[n]), 6), said[rows[n]].id))
    ranked = [said[rows[n]] for n in order]
    heard = [ranked[n] for n in independent([said[rows[n]] for n in order], inside[np.ix_(order, order)])]
    exemplar, claim = _spokesman(ranked, space, rows)
    size = len(rows)
    alike = (float(inside.sum()) - size) / (size * (size - 1)) if size > 1 else 1.0
    return Group(
        members=tuple(one.id for one in ranked),
        exemplar=exemplar,
        claim=claim,
        voices=len(heard),
        platforms=dict(sorted(Counter(one.platform for one in heard).items())),
        mood=mood_of(ranked),
        weight=round(sum(0.5 + (UNKNOWN_REACH if one.reach is None else one.reach) for one in heard), 4),
        cohesion=round(alike, 4),
    )


def _spokesman(ranked: Sequence[Said], space: vectors.Space, rows: Sequence[int]) -> tuple[str | None, str]:
    """Return the id and the claim of the most typical record that may be quoted.

    Who only asks claims nothing: of the more typical half, the first that states something speaks.
    """
    able = [one for one in ranked if one.quotable]
    half = able[: (len(ranked) + 1) // 2]
    claims = (
        (one.id, claim_of(one.text, space, rows)) for one in half
    )  # looked for one by one: it takes long
    first = next(claims, (None, ""))
    stating = (found for found in chain([first], claims) if found[1] and not found[1].endswith("?"))
    return next(stating, first)


def independent(said: Sequence[Said], near: Any) -> list[int]:
    """Return the first of every speaker: records of one author, or of the same words, are one speaker's."""
    first: dict[tuple[str, str], int] = {}
    one_speaker = near >= SAME_WORDS
    for n, one in enumerate(said):
        if one.speaker is not None:
            other = first.setdefault((one.platform, one.speaker), n)
            one_speaker[n, other] = True
    _, speaker_of = connected_components(sparse.csr_matrix(one_speaker), directed=False)
    seen: dict[int, int] = {}
    for n, speaker in enumerate(speaker_of):
        seen.setdefault(int(speaker), n)
    return sorted(seen.values())


def mood_of(said: Iterable[Said]) -> float:
    """Return the positive minus the negative part of the judged records, −1…1; 0 where none was judged."""
    labels = [one.label for one in said if one.label is not None]
    if not labels:
        return 0.0
    return round((labels.count("positive") - labels.count("negative")) / len(labels), 4)
