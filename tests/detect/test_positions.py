"""Positions: who makes the same claim, and who stands against whom."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.detect.drivers import positions as module
from newsdesk.detect.drivers.claims import LONGEST, claim_of
from newsdesk.detect.drivers.positions import Group, Said, counter, positions
from newsdesk.records import SentimentLabel

RENT = (
    "The new harbour bridge will raise every rent on the hill",
    "Rents on the hill go up once that harbour bridge opens",
    "A harbour bridge means higher rents on the hill, as always",
    "Hill rents were rising before the harbour bridge was drawn",
)
FERRY = (
    "Ferry drivers get no pension when the boats stop",
    "What about the pensions of the ferry drivers?",
    "They owe each ferry driver a pension, boats or not",
)


def said(number: int, text: str, label: SentimentLabel | None = "neutral", **changes: object) -> Said:
    """Return what the ``number``-th speaker says."""
    mood = {"negative": -0.6, "positive": 0.6}.get(label or "", 0.0)
    values = {"platform": "bluesky", "speaker": f"@s{number}", "text": text, "label": label, "mood": mood}
    return Said(id=f"bluesky:{number:03}", **{**values, **changes})  # type: ignore[arg-type]


def crowd(*texts: str, label: SentimentLabel | None = "neutral", start: int = 0) -> list[Said]:
    """Return each text by a speaker of its own."""
    return [said(start + n, text, label) for n, text in enumerate(texts)]


def test_two_claims_are_two_groups() -> None:
    """Posts about rents and posts about pensions part; the larger group comes first, with its own words."""
    first, second = positions([*crowd(*FERRY, start=10), *crowd(*RENT)])
    assert (first.voices, second.voices) == (4, 3)
    assert set(first.members) == {f"bluesky:00{n}" for n in range(4)}
    assert first.claim in RENT
    assert first.platforms == {"bluesky": 4}


def test_nothing_said_is_no_position() -> None:
    """No records make no groups."""
    assert positions([]) == ()


def test_an_author_and_a_copied_text_count_once() -> None:
    """One author's three posts are one voice, and so is one text that four accounts post."""
    mine = [said(n, text, speaker="@one") for n, text in enumerate(RENT)]
    copied = [said(20 + n, FERRY[0]) for n in range(4)]
    groups = {group.voices: len(group.members) for group in positions([*mine, *copied])}
    assert groups == {1: 4}
    assert [group.voices for group in positions(copied)] == [1]


def test_an_account_of_the_same_name_elsewhere_is_another_voice() -> None:
    """Names are known per platform; records without an author are each their own voice."""
    texts = [said(n, RENT[n], speaker="@one", platform=p) for n, p in enumerate(("bluesky", "reddit"))]
    unknown = [said(5 + n, RENT[2 + n], speaker=None) for n in range(2)]
    first = positions([*texts, *unknown, *crowd(*FERRY, start=10)])[0]
    assert first.voices == 4
    assert first.platforms == {"bluesky": 3, "reddit": 1}


ASIDES = ("Violins again tonight", "Copper prices fell", "Somebody feed that cat", "My meadow is under water")
BRIDGE = ("lovely in spring", "a marvel of steel", "painted green at last", "like my grandfather's")


def test_opposed_moods_on_one_matter_are_two_positions() -> None:
    """Who praises and who curses the same bridge stand against each other; the neutral go with the more."""
    praise = [f"The harbour bridge over the estuary is {word}" for word in BRIDGE]
    praise.append("The harbour bridge over the estuary is grand")
    rude = ("rattles", "leaks rust", "blinds us", "sways badly", "stinks of tar")
    curses = [f"The harbour bridge over the estuary {word}" for word in rude]
    known = [
        *crowd(*praise, label="positive"),
        *crowd(*curses, label="negative", start=10),
        *crowd("The harbour bridge over the estuary opens", start=20),
        *crowd(*FERRY, *ASIDES, start=30),
    ]
    groups = positions(known)[:3]
    assert [group.voices for group in groups] == [6, 5, 3]
    assert groups[0].by_mood
    against = counter(groups)
    assert against is not None
    assert set(against.members) == {f"bluesky:{n:03}" for n in range(10, 15)}
    few = positions([one for one in known if one.id < "bluesky:013" or one.id > "bluesky:014"])
    assert not any(group.by_mood for group in few)


def test_a_denial_stands_against_the_claim() -> None:
    """Without moods, those who negate what the others say are the other side of the matter."""
    will = [f"Robots will replace the night porters by {word}" for word in ("autumn", "Easter", "Friday")]
    wont = [f"Robots will not replace the night porters in {word}" for word in ("Leeds", "Cork", "Bergen")]
    groups = positions(
        [*crowd(*will), *crowd(*wont, start=10), *crowd(*FERRY, start=30), *crowd(*RENT, start=40)]
    )
    sides = [group for group in groups if "replace" in group.claim]
    assert [group.voices for group in sides] == [3, 3]
    assert counter(sides) is sides[1]
    assert not sides[0].by_mood


def group(name: str, mood: float, weight: float) -> Group:
    """Return a group of that mood and weight."""
    return Group((name,), name, name, 3, {"bluesky": 3}, mood, weight, side_of=name)


def test_the_weightiest_of_the_other_mood_stands_against_the_first() -> None:
    """Among groups of the other sign the one with the greater reach is taken, however far the others are."""
    first, near = group("first", -0.6, 9), group("near", -0.5, 8)
    loud, far = group("loud", 0.2, 6), group("far", 1.0, 3)
    assert counter([first, near, loud, far]) is loud
    assert counter([first, near]) is None
    assert counter([first, near, group("calm", 0.0, 3)]) is None
    assert counter([first]) is None


def test_only_those_who_may_be_quoted_speak_for_a_position() -> None:
    """A record that may not be quoted is counted; another is the exemplar, or nobody is."""
    texts = [said(n, text, quotable=n == 3) for n, text in enumerate(RENT)]
    other = crowd(*FERRY, start=10)
    one = positions([*texts, *other])[0]
    assert (one.voices, one.exemplar, one.claim) == (4, "bluesky:003", RENT[3])
    none = positions([*(said(n, text, quotable=False) for n, text in enumerate(RENT)), *other])[0]
    assert (none.voices, none.exemplar, none.claim) == (4, None, "")


def test_who_only_asks_claims_nothing() -> None:
    """The position speaks through a statement where a typical member makes one."""
    (one,) = (group for group in positions([*crowd(*FERRY), *crowd(*RENT, start=10)]) if group.voices == 3)
    assert not one.claim.endswith("?")


WORDS = ("harbour bridge", "rent", "hill", "ferry", "robot", "porter", "never", "not", "good", "awful")
SAYINGS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
        st.sampled_from(["negative", "neutral", "positive", None]),
        st.sampled_from(["@a", "@b", "@c", None]),
        st.booleans(),
    ),
    max_size=14,
)


@given(SAYINGS, st.randoms(use_true_random=False))
def test_positions_are_a_partition_in_any_order(
    sayings: list[tuple[str, SentimentLabel | None, str | None, bool]], chance: random.Random
) -> None:
    """Every record is in one group; the claim stands in a quotable member of it; order changes nothing."""
    records = [
        said(n, text, label, speaker=speaker, quotable=quotable)
        for n, (text, label, speaker, quotable) in enumerate(sayings)
    ]
    groups = positions(records)
    members = [member for one in groups for member in one.members]
    assert sorted(members) == [one.id for one in records]
    by_id = {one.id: one for one in records}
    for one in groups:
        assert 1 <= one.voices <= len(one.members)
        assert sum(one.platforms.values()) == one.voices
        if one.exemplar is not None:
            assert one.exemplar in one.members
            assert by_id[one.exemplar].quotable
            assert one.claim in by_id[one.exemplar].text
    chance.shuffle(records)
    assert positions(records) == groups


def test_many_texts_are_blocked_to_the_same_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit only mutual neighbours are linked; clear claims come out as they were."""
    records = [*crowd(*RENT), *crowd(*FERRY, start=10)]
    whole = positions(records)
    monkeypatch.setattr(module, "BLOCKED", 3)
    assert positions(records) == whole


# -- claims ------------------------------------------------------------------------------------------------


class Everything:
    """A space in which every text is alike: the first candidate wins."""

    vectors = np.ones((1, 1), dtype=np.float32)

    def place(self, texts: list[str]) -> np.ndarray:
        """Return the same vector for each text."""
        return np.ones((len(texts), 1), dtype=np.float32)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("We went. The harbour bridge is far too low! Why?", "The harbour bridge is far too low!"),
        (
            "Meta's A.I. plans for the harbour changed. More soon from them.",
            "Meta's A.I. plans for the harbour changed.",
        ),
        ("> somebody else said this here\nI say that instead of them", "I say that instead of them"),
        ('Late. "Ferries are never on time', "Ferries are never on time"),
        ("3. Ferries are never on time", "Ferries are never on time"),
        ("**Ferries are never on time**", "Ferries are never on time"),
        ("python client: [https://a.example/x](https://a.example/x)", ""),
        ("https://a.example/only", ""),
        ("Terrific idea there", "Terrific idea there"),
        ("", ""),
    ],
)
def test_a_claim_is_the_authors_sentence(text: str, claim: str) -> None:
    """Whole sentences of the author's own: no quoted lines, list numbers, marks or addresses."""
    assert claim_of(text, Everything(), [0]) == claim  # type: ignore[arg-type]  # as much of a Space as is asked for


def test_a_long_sentence_gives_a_clause() -> None:
    """Where no sentence is short enough a clause stands for it, and where none is, the first words."""
    clauses = "the harbour bridge is far too low, " + "and so the tall ships will have to wait outside " * 5
    assert claim_of(clauses, Everything(), [0]) == "the harbour bridge is far too low"  # type: ignore[arg-type]
    endless = "harbour " * 60
    found = claim_of(endless, Everything(), [0])  # type: ignore[arg-type]
    assert found
    assert len(found) <= LONGEST
    assert found in endless
