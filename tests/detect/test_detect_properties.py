"""Promises about any world: evidence matters, the future doesn't, order doesn't."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdesk.analyse import tables
from newsdesk.archive import snapshots
from newsdesk.config import Layout
from newsdesk.detect.corpus import open_corpus
from newsdesk.detect.detector import detect
from newsdesk.detect.values import EditionView
from newsdesk.records import Analysis, Entity, Record

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ENTITIES = {"orrery": Entity(id="orrery", name="Orrery", type="product")}
Post = tuple[Record, Analysis]
slow = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def lively(world):
    """Return a world in which every kind but a divergence has something to tell."""
    rng = random.Random(11)
    for day in range(15):
        world.day(NOON - day * DAY, 80, beat=None)
        for n in range(20):
            at = NOON - day * DAY - timedelta(minutes=40 + 65 * n)
            mood = "negative" if n % 5 == 0 else "neutral"
            world.say(at, author=f"@regular{n}.example", label=mood)
            world.say(at, author=f"@regular{n}.example", label=mood, beat="art")
    for n in range(40):
        at = NOON - timedelta(minutes=20 + 34 * n)
        said = {"entities": ("orrery",), "phrases": ("orchard protocol",)} if n % 2 else {}
        beat = "art" if n % 3 == 0 else "work"
        world.say(at, label="negative", register="angry", beat=beat, terms=rng.sample(range(9999), 9), **said)
    return world


def seen(world, posts: Sequence[Post], files: int = 1) -> EditionView:
    """Return what is seen at noon of these posts, saved in so many snapshots in their order."""
    with TemporaryDirectory() as folder:
        layout, paths = Layout(Path(folder)), []
        for number in range(files):
            part = posts[number::files]
            manifest = snapshots.write(layout, f"part{number}", [record for record, _ in part])
            assert manifest is not None
            analyses = layout.root / f"{number}.parquet"
            rows = tables.batch_of([analysis for _, analysis in part])
            analyses.write_bytes(tables.to_parquet([tables.packed([rows])]))
            paths.append((snapshots.path_of(layout, manifest), analyses))
        corpus = open_corpus([p for p, _ in paths], [a for _, a in paths])
        return next(iter(detect(corpus, world.config, ENTITIES, [NOON])))


@pytest.fixture
def undisturbed(lively) -> EditionView:
    """Return what is seen of the lively world as it is."""
    return seen(lively, lively.posts)


def test_the_lively_world_is_lively(undisturbed: EditionView) -> None:
    """The promises below are about many kinds of signals."""
    kinds = {signal.kind for signal in undisturbed.signals}
    assert kinds >= {
        "volume_anomaly",
        "sentiment_shift",
        "register_shift",
        "entity_surge",
        "phrase_trending",
        "novelty",
    }


@slow
@given(st.integers(0, 2**32))
def test_order_of_records_and_files_changes_nothing(lively, undisturbed: EditionView, seed: int) -> None:
    """However records are shuffled and shared out among snapshots, an edition sees the same."""
    shuffled = list(lively.posts)
    random.Random(seed).shuffle(shuffled)
    assert seen(lively, shuffled, files=3) == undisturbed


@slow
@given(st.lists(st.integers(1, 60), min_size=3, max_size=12))
def test_the_future_and_the_distant_past_change_nothing(
    lively, undisturbed: EditionView, hours: list[int]
) -> None:
    """Records collected after an edition, or published outside its days, are unseen by every signal."""
    kept = list(lively.posts)
    for n, hour in enumerate(hours):
        said = {"label": "negative", "register": "angry", "entities": ("orrery",), "terms": (n, n + 1)}
        at = timedelta(hours=hour)
        lively.say(NOON + at, phrases=("orchard protocol",), **said)
        lively.say(NOON - timedelta(minutes=hour), lag=at + DAY, author="@regular1.example", **said)
        lively.say(NOON - 15 * DAY - at, lag=timedelta(minutes=5), **said)
    assert seen(lively, lively.posts) == undisturbed
    lively.posts[:] = kept


@slow
@given(st.integers(0, 10_000))
def test_evidence_matters(lively, undisturbed: EditionView, pick: int) -> None:
    """Without one of its evidence records a signal tells another number, or nothing."""
    signal = undisturbed.signals[pick % len(undisturbed.signals)]
    gone = signal.evidence[pick % len(signal.evidence)].record
    after = seen(lively, [post for post in lively.posts if post[0].id != gone])
    same = [
        s for s in after.signals if (s.kind, s.beat, s.subject) == (signal.kind, signal.beat, signal.subject)
    ]
    assert all(s.statistics != signal.statistics for s in same)
    assert all(s.evidence_total == signal.evidence_total - 1 for s in same)
