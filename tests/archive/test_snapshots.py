"""Snapshots: written whole, read only when they are what was saved."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsdesk.archive import parquet, snapshots
from newsdesk.archive.known import Known
from newsdesk.config import Layout
from newsdesk.errors import SnapshotError, StorageError
from newsdesk.records import Manifest, Record

Make = Callable[..., Record]


@pytest.fixture
def saved(newsroom: Layout, record: Make) -> Manifest:
    """Give the manifest of a snapshot of three posts."""
    manifest = snapshots.write(newsroom, "bluesky", [record(), record(), record()])
    assert manifest is not None
    return manifest


def test_a_snapshot_is_read_as_it_was_written(newsroom: Layout, record: Make) -> None:
    """Every field of every record comes back, unknown counts as None, in the order of publication."""
    records = [
        record(title="A “title”", community="r/test", links=("https://a.example/1", "http://b.example")),
        record(author=None, language=None, text="", engagement={"likes": 0, "score": -3}, reply_to="x:1"),
        record(text="emoji 🧵, a quote ' and a \\ and a newline\nand <script>"),
    ]
    manifest = snapshots.write(newsroom, "bluesky", reversed(records))
    assert manifest is not None
    assert list(snapshots.read(newsroom, manifest)) == records
    assert manifest.records == 3


def test_no_records_make_no_snapshot(newsroom: Layout) -> None:
    """A run that found nothing leaves nothing behind."""
    assert snapshots.write(newsroom, "bluesky", []) is None
    assert snapshots.manifests(newsroom) == ()


def test_the_path_tells_time_source_and_identity(newsroom: Layout, saved: Manifest) -> None:
    """The file stands under the day of its last collection, with the manifest beside it."""
    assert saved.file == f"2026/03/01/130300Z-bluesky-{saved.id}.parquet"
    assert len(saved.id) == 12
    assert snapshots.path_of(newsroom, saved).with_suffix(".json").is_file()


def test_arrivals_are_rounded_up_to_the_hour(newsroom: Layout, record: Make) -> None:
    """A record collected at 06:00 or at 05:05 arrived by 06:00; one of 06:00:01 by 07:00."""
    day = datetime(2026, 3, 2, tzinfo=UTC)
    times = [timedelta(hours=5, minutes=5), timedelta(hours=6), timedelta(hours=6, seconds=1)]
    manifest = snapshots.write(newsroom, "x", [record(collected_at=day + time) for time in times])
    assert manifest is not None
    assert manifest.arrivals == (day + timedelta(hours=6), day + timedelta(hours=7))


def test_the_same_records_give_the_same_bytes(newsroom: Layout, tmp_path: Path, record: Make) -> None:
    """Order of arrival and the place of the newsroom do not matter: file and manifest are equal."""
    records = [record() for _ in range(50)]
    other = Layout(tmp_path / "a [strange] 'place'* with %20 signs")
    first = snapshots.write(newsroom, "x", records)
    second = snapshots.write(other, "x", reversed(records))
    assert first is not None
    assert first == second
    assert snapshots.path_of(newsroom, first).read_bytes() == snapshots.path_of(other, first).read_bytes()
    assert list(snapshots.read(other, first)) == records


def test_threads_do_not_change_the_bytes(record: Make) -> None:
    """One thread and two write the same Parquet file."""
    records = [record(text=f"text {number} " * 20) for number in range(5000)]
    assert parquet.encode(records, threads=1) == parquet.encode(records, threads=2)


def test_writing_twice_changes_nothing(newsroom: Layout, saved: Manifest) -> None:
    """A snapshot that is there already is left alone, time stamps included."""
    path = snapshots.path_of(newsroom, saved)
    before = path.stat().st_mtime_ns
    assert snapshots.write(newsroom, "bluesky", list(snapshots.read(newsroom, saved))) == saved
    assert path.stat().st_mtime_ns == before


def test_real_snapshots_put_the_demonstration_out_of_use(newsroom: Layout, record: Make) -> None:
    """The first real snapshot makes the newsroom ignore the invented ones."""
    demo = snapshots.write(newsroom, "bluesky", [record()], demo=True)
    assert snapshots.active(snapshots.manifests(newsroom)) == (demo,)
    real = snapshots.write(newsroom, "bluesky", [record()])
    assert snapshots.active(snapshots.manifests(newsroom)) == (real,)


def test_fetch_gives_what_is_known_and_as_first_collected(newsroom: Layout, record: Make) -> None:
    """Unknown ids are left out; of a record that was collected twice the first stands."""
    first = record(id="bluesky:twice", text="first")
    later = first.model_copy(update={"text": "later", "collected_at": first.collected_at + timedelta(days=1)})
    other = record(id="bluesky:o'ther")
    snapshots.write(newsroom, "bluesky", [later])
    snapshots.write(newsroom, "bluesky", [first, other])
    manifests = snapshots.manifests(newsroom)
    found = snapshots.fetch(newsroom, manifests, ["bluesky:twice", "bluesky:o'ther", "bluesky:none"])
    assert found == {"bluesky:twice": first, "bluesky:o'ther": other}
    with Known(newsroom, manifests) as known:
        assert known.of(["bluesky:twice", "bluesky:o'ther", "bluesky:no"]) == {
            "bluesky:twice",
            "bluesky:o'ther",
        }
    assert snapshots.fetch(newsroom, manifests, []) == {}
    assert snapshots.fetch(newsroom, (), ["bluesky:twice"]) == {}


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _flip_one_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [_truncate, _flip_one_bit, Path.unlink])
def test_a_damaged_snapshot_is_named_and_left_alone(
    newsroom: Layout, saved: Manifest, damage: Callable[[Path], None]
) -> None:
    """Truncated, altered or missing: the message names the file and what to do; nothing is read."""
    path = snapshots.path_of(newsroom, saved)
    snapshots.verify(newsroom, [saved])
    damage(path)
    left = path.read_bytes() if path.exists() else None
    for look in (
        lambda: snapshots.verify(newsroom, [saved]),
        lambda: list(snapshots.read(newsroom, saved)),
        lambda: snapshots.fetch(newsroom, [saved], ["bluesky:post-1"]),
        lambda: Known(newsroom, [saved]),
    ):
        with pytest.raises(SnapshotError, match=f"{saved.id}.*Restore it from git"):
            look()
    assert (path.read_bytes() if path.exists() else None) == left


def test_damage_is_seen_after_verification_was_remembered(newsroom: Layout, saved: Manifest) -> None:
    """What was verified once is hashed again as soon as its size or time changes."""
    path = snapshots.path_of(newsroom, saved)
    old = time.time_ns() - 10**11
    os.utime(path, ns=(old, old))
    snapshots.verify(newsroom, [saved])
    assert saved.file in (newsroom.cache / "verified.json").read_text()
    _flip_one_bit(path)
    with pytest.raises(SnapshotError):
        snapshots.verify(newsroom, [saved])


def test_a_broken_cache_of_verified_files_is_no_harm(newsroom: Layout, saved: Manifest) -> None:
    """The cache may hold anything: it is made again."""
    newsroom.cache.mkdir(parents=True)
    for rubbish in ("{", "[]", '{"a": 1}'):
        (newsroom.cache / "verified.json").write_text(rubbish)
        snapshots.verify(newsroom, [saved])


def test_a_parquet_file_that_holds_no_records_is_named(newsroom: Layout, saved: Manifest) -> None:
    """A whole file with the right sha256 but foreign columns is an error of that file."""
    import hashlib

    path = snapshots.path_of(newsroom, saved)
    with parquet.connect() as engine:
        engine.execute(f"COPY (SELECT 1 AS one) TO '{path}' (FORMAT parquet)")
    manifest = saved.model_copy(update={"sha256": hashlib.sha256(path.read_bytes()).hexdigest()})
    with pytest.raises(SnapshotError, match=f"{saved.id}.*doesn't hold records"):
        list(snapshots.read(newsroom, manifest))


MANIFEST_FAULTS = {
    "not JSON": lambda _: "{",
    "a list": lambda _: "[]",
    "a missing key": lambda data: json.dumps({k: v for k, v in data.items() if k != "sha256"}),
    "an unknown key": lambda data: json.dumps({**data, "surprise": 1}),
    "another file": lambda data: json.dumps({**data, "file": "../../../etc/passwd"}),
    "a time out of range": lambda data: json.dumps({**data, "collected_last": "9999-12-31T23:59:59-10:00"}),
    "binary": lambda _: "\x00\xff",
}


@pytest.mark.parametrize("fault", MANIFEST_FAULTS)
def test_a_bad_manifest_is_named(newsroom: Layout, saved: Manifest, fault: str) -> None:
    """Whatever stands in a manifest, the message names it from the newsroom's folder on."""
    path = snapshots.path_of(newsroom, saved).with_suffix(".json")
    path.write_text(MANIFEST_FAULTS[fault](json.loads(path.read_text())), encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        snapshots.manifests(newsroom)
    assert str(caught.value).startswith(f"content/snapshots/{saved.file}".replace(".parquet", ".json"))
    assert "move both files" in str(caught.value)


def test_a_snapshot_without_manifest_is_unfinished(newsroom: Layout, saved: Manifest) -> None:
    """A Parquet file whose manifest was never written is named, not silently read."""
    snapshots.path_of(newsroom, saved).with_suffix(".json").unlink()
    with pytest.raises(SnapshotError, match=rf"{saved.id}\.parquet: an unfinished snapshot"):
        snapshots.manifests(newsroom)


def test_an_unfinished_snapshot_is_finished_to_the_same_bytes(newsroom: Layout, saved: Manifest) -> None:
    """The manifest that a crash kept from being written is made again from what the file proves."""
    place = snapshots.path_of(newsroom, saved).with_suffix(".json")
    before = place.read_bytes()
    place.unlink()
    assert snapshots.finish(newsroom) == (saved,)
    assert place.read_bytes() == before
    assert snapshots.finish(newsroom) == ()


@pytest.mark.parametrize("demo", [False, True])
def test_a_file_that_proves_nothing_is_left_alone(newsroom: Layout, record: Make, demo: bool) -> None:
    """Other records, another name or no Parquet: nothing is made of it, and it is named as before."""
    manifest = snapshots.write(newsroom, "bluesky", [record()], demo=demo)
    assert manifest is not None
    place = snapshots.path_of(newsroom, manifest)
    place.with_suffix(".json").unlink()
    whole = place.read_bytes()
    for name, data in (
        (place.name, parquet.encode([record()])),
        (place.name, whole[:-9]),
        (place.name.replace("bluesky", "../x").replace("/", ""), whole),
        (place.name.replace(manifest.id, "0" * 12), whole),
    ):
        place.unlink(missing_ok=True)
        other = place.with_name(name)
        other.write_bytes(data)
        assert snapshots.finish(newsroom) == (), name
        with pytest.raises(SnapshotError, match="unfinished snapshot"):
            snapshots.manifests(newsroom)
        other.unlink()
    place.write_bytes(whole)
    assert snapshots.finish(newsroom) == (manifest,)


def test_temporary_files_of_a_crash_are_not_read(newsroom: Layout, saved: Manifest) -> None:
    """What a crash left under a temporary name is no snapshot."""
    folder = snapshots.path_of(newsroom, saved).parent
    (folder / ".130300Z-x.parquet.abc.tmp").write_bytes(b"half")
    (folder / ".hidden.parquet").write_bytes(b"half")
    assert snapshots.manifests(newsroom) == (saved,)


def test_an_unwritable_folder_is_a_message(newsroom: Layout, record: Make) -> None:
    """Where the snapshots' folder can't be made, the place is named and nothing is left."""
    newsroom.snapshots.parent.mkdir(exist_ok=True)
    newsroom.snapshots.write_text("a file in the way")
    with pytest.raises(StorageError, match="snapshots"):
        snapshots.write(newsroom, "bluesky", [record()])


@pytest.mark.parametrize("name", ["", "Blue Sky", "../x", "a/b", "a--b", "-a"])
def test_a_source_has_a_plain_name(newsroom: Layout, record: Make, name: str) -> None:
    """A source's name becomes part of a path: nothing but words and hyphens."""
    with pytest.raises(ValueError, match="source's name"):
        snapshots.write(newsroom, name, [record()])
