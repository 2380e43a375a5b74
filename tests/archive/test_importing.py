"""Import and export: nothing lost, nothing twice, and each the inverse of the other."""

from __future__ import annotations

import functools
import gzip
import io
import json
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_strategies import records

from newsdesk.archive import exporting, importing, parquet, snapshots
from newsdesk.archive.interchange import LONGEST_LINE, dump
from newsdesk.config import Layout
from newsdesk.errors import SnapshotError, UsageError
from newsdesk.records import TOMBSTONES, Record

Make = Callable[..., Record]
import_files = functools.partial(importing.import_files, now=datetime(2026, 4, 1, tzinfo=UTC))


def _file(newsroom: Layout, *lines: bytes, name: str = "posts.jsonl") -> Path:
    path = newsroom.root / name
    path.write_bytes(b"".join(lines))
    return path


def _stored(newsroom: Layout) -> list[Record]:
    return list(exporting.records(newsroom))


@settings(max_examples=6, deadline=None)
@given(st.lists(records(), max_size=6, unique_by=lambda record: record.id))
def test_what_is_exported_imports_to_the_same_records(originals: list[Record]) -> None:
    """Import, export, import into an empty newsroom: the same records, and the same lines again."""
    kept = [record for record in originals if not record.is_tombstone]
    with tempfile.TemporaryDirectory() as folder:
        first, second = Layout(Path(folder) / "one"), Layout(Path(folder) / "two")
        first.root.mkdir()
        source = _file(first, *map(dump, originals))
        report = import_files(first, [source])
        assert (report.problems, report.read) == ((), len(originals))
        lines = list(exporting.export_lines(first))
        second.root.mkdir()
        import_files(second, [_file(second, *lines)])
        assert list(exporting.export_lines(second)) == lines
        assert _stored(second) == sorted(kept, key=lambda record: (record.published_at, record.id))
        assert snapshots.manifests(first) == snapshots.manifests(second)


def test_plain_and_packed_files_and_stdin_are_read(
    newsroom: Layout, record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is known by its first bytes, whatever its name; ``-`` is standard input, packed or not."""
    every = [record() for _ in range(4)]
    plain = _file(newsroom, dump(every[0]), name="plain.gz")
    packed = _file(newsroom, gzip.compress(dump(every[1])), name="packed.txt")
    assert import_files(newsroom, [plain, packed]).stored == 2
    for item, pack in ((every[2], bytes), (every[3], gzip.compress)):
        stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(pack(dump(item)))))
        monkeypatch.setattr(sys, "stdin", stream)
        assert import_files(newsroom, ["-"]).stored == 1
    assert _stored(newsroom) == every


def test_importing_again_adds_nothing(newsroom: Layout, record: Make) -> None:
    """Records that are known, from the file itself or the archive, are counted and dropped."""
    first, second = record(), record()
    path = _file(newsroom, dump(first), dump(first), dump(second))
    report = import_files(newsroom, [path, path])
    assert (report.read, report.stored, report.duplicates) == (6, 2, 4)
    before = sorted(newsroom.content.rglob("*"))
    again = import_files(newsroom, [path])
    assert (again.stored, again.duplicates, again.manifests) == (0, 3, ())
    assert sorted(newsroom.content.rglob("*")) == before


def test_the_demonstration_hides_no_real_record(newsroom: Layout, record: Make) -> None:
    """A real record is stored even if the demonstration, then out of use, held its id."""
    same = record()
    snapshots.write(newsroom, "bluesky", [same], demo=True)
    assert import_files(newsroom, [_file(newsroom, dump(same))]).stored == 1
    (used,) = snapshots.active(snapshots.manifests(newsroom))
    assert not used.demo
    assert _stored(newsroom) == [same]


@pytest.mark.parametrize("notice", sorted(TOMBSTONES))
def test_tombstones_are_counted_and_their_titles_kept(newsroom: Layout, record: Make, notice: str) -> None:
    """A post that was taken away is not stored; where its title stands, only the title is."""
    gone, titled = record(text=notice), record(text=f" {notice}\n", title="A question about weights")
    report = import_files(newsroom, [_file(newsroom, dump(gone), dump(titled))])
    assert (report.read, report.stored, report.tombstones) == (2, 1, 2)
    (kept,) = _stored(newsroom)
    assert (kept.text, kept.title) == ("", "A question about weights")


def test_good_lines_are_stored_and_bad_ones_kept_apart(newsroom: Layout, record: Make) -> None:
    """Nothing is lost: the rejected lines stand in a file of their own with every reason."""
    bad = b'{"id": "x:1"}\n'
    path = _file(newsroom, dump(record()), b"\n", bad, b"not json \xff\n", dump(record()))
    report = import_files(newsroom, [path])
    assert (report.read, report.stored, report.rejected) == (4, 2, 2)
    assert {problem.place for problem in report.problems} == {f"{path}:3", f"{path}:4"}
    assert report.rejected_file is not None
    kept = [json.loads(line) for line in report.rejected_file.read_text().splitlines()]
    assert kept[0]["line"] == bad.decode().strip()
    assert kept[1]["line"] == "not json \\xff"
    assert len(kept[0]["problems"]) == sum(problem.place == f"{path}:3" for problem in report.problems)


def test_a_line_without_end_costs_one_line(newsroom: Layout, record: Make) -> None:
    """A line of many megabytes is one problem; the lines around it are stored."""
    path = _file(newsroom, dump(record()), b"x" * (3 * LONGEST_LINE + 5) + b"\n", dump(record()))
    report = import_files(newsroom, [path])
    assert (report.stored, report.rejected) == (2, 1)
    assert report.problems[0].place == f"{path}:2"
    assert "1 MiB" in report.problems[0].expected


def test_a_truncated_archive_gives_what_it_holds(newsroom: Layout, record: Make) -> None:
    """The whole lines of a damaged .gz are stored, and the damage is a problem with its line."""
    whole = gzip.compress(b"".join(dump(record(text=f"{number}" * 97)) for number in range(2000)))
    report = import_files(newsroom, [_file(newsroom, whole[: len(whole) // 2], name="half.jsonl.gz")])
    assert 0 < report.stored < 2000
    assert report.rejected == 1
    assert report.problems[-1].expected == "a whole file"


def test_a_file_that_is_not_there_stops_before_anything_is_read(newsroom: Layout, record: Make) -> None:
    """A mistyped name is a usage error, and the other files are left for the corrected command."""
    good = _file(newsroom, dump(record()))
    for missing in (newsroom.root / "nothing.jsonl", newsroom.content):
        with pytest.raises(UsageError, match=missing.name):
            import_files(newsroom, [good, missing])
    assert not newsroom.snapshots.exists()


def test_a_damaged_archive_is_not_imported_into(newsroom: Layout, record: Make) -> None:
    """Where a snapshot can't be trusted, duplicates can't be known: nothing is written."""
    import_files(newsroom, [_file(newsroom, dump(record()))])
    (manifest,) = snapshots.manifests(newsroom)
    snapshots.path_of(newsroom, manifest).write_bytes(b"PAR1")
    with pytest.raises(SnapshotError):
        import_files(newsroom, [_file(newsroom, dump(record()))])
    assert snapshots.manifests(newsroom) == (manifest,)


def test_years_make_one_snapshot_a_platform_and_month(newsroom: Layout, record: Make) -> None:
    """Snapshots follow platform and calendar month of collection."""
    start = datetime(2025, 12, 30, 23, tzinfo=UTC)
    posts = [record(published_at=start + timedelta(days=day)) for day in range(5)]
    posts += [record(platform="reddit", published_at=start)]
    import_files(newsroom, [_file(newsroom, *map(dump, posts))])
    found = [(manifest.source, manifest.records) for manifest in snapshots.manifests(newsroom)]
    assert sorted(found) == [("bluesky", 1), ("bluesky", 4), ("reddit", 1)]


def test_progress_is_reported(newsroom: Layout, record: Make) -> None:
    """Every thousandth line is told, with the name of its file."""
    path = _file(newsroom, dump(record()) * 2500)
    seen: list[tuple[str, int]] = []
    import_files(newsroom, [path], progress=lambda name, lines: seen.append((name, lines)))
    assert seen == [(str(path), 1000), (str(path), 2000)]


def test_export_since_is_by_collection(newsroom: Layout, record: Make) -> None:
    """``since`` gives what was collected at that time or later, so that an export can be continued."""
    first, second = record(), record()
    snapshots.write(newsroom, "bluesky", [first, second])
    assert list(exporting.records(newsroom, since=second.collected_at)) == [second]
    assert list(exporting.records(newsroom, since=first.collected_at)) == [first, second]


def test_a_parquet_export_holds_the_same_records(newsroom: Layout, record: Make) -> None:
    """The exported Parquet file is a snapshot's in form: the same records in the same columns."""
    every = [record(), record()]
    snapshots.write(newsroom, "bluesky", every)
    target = newsroom.root / "out.parquet"
    assert exporting.export_parquet(newsroom, target) == 2
    assert list(parquet.decode([target])) == every


def test_an_empty_newsroom_exports_nothing(newsroom: Layout) -> None:
    """No snapshots, no lines."""
    assert list(exporting.export_lines(newsroom)) == []


@pytest.mark.corpus
def test_real_posts_are_imported_whole(newsroom: Layout, corpus_dir: Path) -> None:
    """Every line of a month of real posts is stored, a duplicate or a tombstone; none is a problem."""
    files = sorted(corpus_dir.glob("hackernews_ai*")) + sorted(corpus_dir.glob("arxiv*"))
    report = import_files(newsroom, files)
    assert report.problems == ()
    assert report.read == report.stored + report.duplicates + report.tombstones > 2000


@pytest.mark.corpus
def test_lines_of_another_shape_are_problems_without_exception(newsroom: Layout, corpus_dir: Path) -> None:
    """Digests are not records: each line is rejected with its reasons, none crashes."""
    (digests,) = corpus_dir.glob("ainews_*")
    report = import_files(newsroom, [digests])
    assert report.stored == 0
    assert report.rejected == report.read == len({problem.place for problem in report.problems}) > 0


@pytest.mark.corpus
def test_hostile_text_is_stored_as_text(newsroom: Layout, record: Make, data_dir: Path) -> None:
    """Naughty strings survive import and export as they are, in text, title, author and community."""
    source = data_dir / "security" / "naughty_strings.jsonl.gz"
    strings = [json.loads(line) for line in gzip.decompress(source.read_bytes()).splitlines()]
    texts = [value for entry in strings for value in entry.values() if isinstance(value, str)][:400]
    posts = []
    for text in texts:
        name = text.strip() or "somebody"
        posts.append(record(text=text, title=text, author=name, community=name).model_dump(mode="json"))
    report = import_files(newsroom, [_file(newsroom, *(json.dumps(post).encode() + b"\n" for post in posts))])
    assert report.problems == ()
    assert report.stored + report.tombstones >= len(posts)
    lines = list(exporting.export_lines(newsroom))
    assert import_files(newsroom, [_file(newsroom, *lines)]).duplicates == len(lines)
