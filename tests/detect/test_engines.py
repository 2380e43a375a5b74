"""Where detection computes: the same signals on every engine, and clear words where one is not there."""

from __future__ import annotations

import importlib.util
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsdesk.detect.corpus import Corpus, replies
from newsdesk.detect.detector import detect
from newsdesk.detect.engine import CHUNK, open_engine
from newsdesk.errors import ConfigError
from newsdesk.records import Engagement, Entity

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
ORRERY = Entity(id="orrery", name="Orrery", type="product")
SPARK = "pyspark://local[1]"
#: Java that runs for a minute isn't worth optimising for hours: half of its time would go into that.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

HAS_SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
needs_spark = pytest.mark.skipif(
    not HAS_SPARK,
    reason="the extra spark or Java is not installed (make setup EXTRAS=spark)",
)


def lively(world: Any) -> Any:
    """Fill twelve days with talk on three platforms, the last day louder, angrier and about Orrery."""
    for day in range(12):
        end = NOON - timedelta(days=day)
        for platform in ("bluesky", "reddit", "hackernews"):
            for mood in ("negative", "neutral", "positive"):
                angry = day == 0 and mood == "negative"
                world.day(
                    end,
                    (16 if angry else 5) + day % 2,
                    platform=platform,
                    label=mood,
                    entities=("orrery",) if angry else (),
                    engagement=Engagement(score=day + 3),
                )
            world.day(end, 8, platform=platform, beat="art", author="@same.example", bands=(7,))
    return world


@needs_spark
@pytest.mark.slow
def test_spark_sees_what_duckdb_sees(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signals, voices, carried posts, counts and weather are equal on both, and so are replies to a post."""
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", QUICK)
    lively(world)
    top = world.say(NOON - timedelta(hours=5), engagement=Engagement(score=900, replies=40))
    for n in range(12):
        world.say(
            NOON - timedelta(hours=4), reply_to=top.id, label="negative", engagement=Engagement(likes=n)
        )
    seen = []
    for engine in ("duckdb", SPARK):
        corpus: Corpus = world.corpus(engine=engine)
        views = list(detect(corpus, world.config, {"orrery": ORRERY}, [NOON - timedelta(hours=6), NOON]))
        seen.append((views, replies(corpus, [top.id], NOON)))
        corpus.engine.close()
    assert seen[0] == seen[1]
    assert seen[0][0][1].signals
    assert [(one.beat, one.names[0].entity) for one in seen[0][0][1].weather[:1]] == [("work", "orrery")]


@pytest.mark.parametrize("address", ["nonsense://somewhere", "duck db", "pyspark://nowhere:0"])
def test_an_engine_that_is_not_there_is_told(address: str) -> None:
    """The setting is named, and what is accepted."""
    if address.startswith("pyspark") and (
        importlib.util.find_spec("pyspark") is None or not shutil.which("java")
    ):
        pytest.skip("the extra spark is not installed")
    with pytest.raises(ConfigError, match="engine") as told:
        open_engine(address)
    assert "Accepted: duckdb" in str(told.value)


def test_what_does_not_fit_into_memory_goes_to_the_scratch_folder(tmp_path: Path) -> None:
    """DuckDB spills into the folder that it was given, whatever the folder is called."""
    engine = open_engine(scratch=tmp_path / "o'clock")
    told = engine.backend.raw_sql("SELECT current_setting('temp_directory')").fetchone()  # type: ignore[attr-defined]
    assert told == (str(tmp_path / "o'clock"),)
    engine.close()


def test_duckdb_leaves_memory_to_others() -> None:
    """A fortnight of half a million records is counted in a gigabyte, on a machine of any size."""
    engine = open_engine()
    told = engine.backend.raw_sql("SELECT current_setting('memory_limit')").fetchone()  # type: ignore[attr-defined]
    assert told == ("953.6 MiB",)
    engine.close()


def test_rows_come_in_their_order_however_many() -> None:
    """Rows that are fetched part by part are those of the expression, in the order that it states."""
    import ibis

    engine = open_engine()
    numbers = ibis.range(2 * CHUNK + 3).unnest().name("n").as_table()
    assert [row["n"] for row in engine.rows(numbers.order_by("n"))] == list(range(2 * CHUNK + 3))
    engine.close()


def test_a_name_is_kept_once(world: Any) -> None:
    """What is kept under a name takes the place of what was kept before."""
    import ibis

    engine = open_engine()
    engine.keep("numbers", ibis.memtable({"n": [1, 2]}))
    kept = engine.keep("numbers", ibis.memtable({"n": [3]}))
    assert list(engine.rows(kept)) == [{"n": 3}]
    engine.close()
