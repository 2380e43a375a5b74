"""The index of what the archive holds."""

from __future__ import annotations

import pytest

from factories import RecordFactory
from newsdesk.archive import snapshots
from newsdesk.archive.known import Known
from newsdesk.config import Layout
from newsdesk.errors import SnapshotError
from newsdesk.files import write_atomic


def test_the_index_follows_the_snapshots(newsroom: Layout, record: RecordFactory) -> None:
    """What is added is known, also when opened again; what a snapshot took along is not."""
    first = snapshots.write(newsroom, "a", [record(id="news:1"), record(id="news:2")])
    second = snapshots.write(newsroom, "b", [record(id="news:2"), record(id="news:3")])
    assert first is not None
    assert second is not None
    with Known(newsroom, [first, second]) as known:
        assert known.of(["news:1", "news:3", "news:4"]) == {"news:1", "news:3"}
    third = snapshots.write(newsroom, "c", [record(id="news:4")])
    assert third
    with Known(newsroom, [first, second]) as known:
        known.add(third, ["news:4"])
        assert known.of(["news:4"]) == {"news:4"}
    with Known(newsroom, [second, third]) as known:
        assert known.of([f"news:{n}" for n in range(9)]) == {"news:2", "news:3", "news:4"}


def test_ids_are_found_by_what_they_begin_with(newsroom: Layout, record: RecordFactory) -> None:
    """All records of an account are found, and nobody else's."""
    ids = ["bluesky:at://did:plc:a/x/1", "bluesky:at://did:plc:a/x/2", "bluesky:at://did:plc:ab/x/1"]
    written = snapshots.write(newsroom, "bluesky", [record(id=id) for id in ids])
    assert written
    with Known(newsroom, [written]) as known:
        assert known.beginning_with("bluesky:at://did:plc:a/") == tuple(ids[:2])
        assert known.beginning_with("bluesky:at://did:plc:c/") == ()


def test_more_ids_than_one_statement_holds(newsroom: Layout, record: RecordFactory) -> None:
    """Thousands of ids are asked for at once."""
    written = snapshots.write(newsroom, "news", [record(id=f"news:{n}") for n in range(0, 2400, 2)])
    assert written
    with Known(newsroom, [written]) as known:
        assert known.of(f"news:{n}" for n in range(2400)) == {f"news:{n}" for n in range(0, 2400, 2)}


def test_a_damaged_index_is_begun_anew(newsroom: Layout, record: RecordFactory) -> None:
    """The index may be deleted or destroyed at any time."""
    written = snapshots.write(newsroom, "news", [record(id="news:1")])
    assert written
    write_atomic(newsroom.cache / "known.db", b"no database" * 1000)
    with Known(newsroom, [written]) as known:
        assert known.of(["news:1"]) == {"news:1"}


def test_a_damaged_snapshot_is_named(newsroom: Layout, record: RecordFactory) -> None:
    """A file that is not the one that was saved stops the run before anything is taken for new."""
    written = snapshots.write(newsroom, "news", [record(id="news:1")])
    assert written
    (newsroom.snapshots / written.file).write_bytes(b"PAR1")
    with pytest.raises(SnapshotError, match="sha256 differs"):
        Known(newsroom, [written])
