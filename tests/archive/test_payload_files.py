"""Payloads: what a platform wrote is imported with the parsers that collection uses."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factories import RecordFactory
from newsdesk.archive import exporting, removals, snapshots
from newsdesk.archive.importing import ImportReport, import_files
from newsdesk.archive.interchange import dump
from newsdesk.config import Layout

NOW = datetime(2026, 4, 1, tzinfo=UTC)
ITEM = {
    "id": 62600113204,
    "type": "comment",
    "by": "olive_garden",
    "time": 1772000000,
    "text": "Open weights, <i>at last</i>.",
    "parent": 62600113000,
}


def imported(layout: Layout, *files: Path) -> ImportReport:
    """Import files of Hacker News."""
    return import_files(layout, files, platform="hackernews", now=NOW)


def written(layout: Layout, name: str, body: bytes) -> Path:
    """Write a file; return where it is."""
    path = layout.root / name
    path.write_bytes(body)
    return path


def zipped(layout: Layout, **members: bytes) -> Path:
    """Write a zip file; two underscores in a name are the dot."""
    path = layout.root / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "."), body)
    return path


def tarred(layout: Layout, **members: bytes) -> Path:
    """Write a packed tar file."""
    path = layout.root / "archive.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, body in members.items():
            info = tarfile.TarInfo(name.replace("__", "."))
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return path


def test_an_answer_becomes_records(newsroom: Layout) -> None:
    """One item of the API is one record, collected when it is said to have been."""
    path = written(newsroom, "item.json", json.dumps(ITEM).encode())
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    report = import_files(newsroom, [path], platform="hackernews", collected_at=at, now=NOW)
    (kept,) = exporting.records(newsroom)
    assert (kept.id, kept.text, kept.collected_at) == ("hackernews:62600113204", "Open weights, at last.", at)
    assert (report.read, report.stored, report.problems) == (1, 1, ())
    assert imported(newsroom, path).duplicates == 1


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_archives_are_opened(newsroom: Layout, pack: object) -> None:
    """Every file in an archive that may hold posts is read; pictures and the like are passed over."""
    second = ITEM | {"id": 7, "text": "Second."}
    path = pack(
        newsroom, b__json=json.dumps(second).encode(), a__json=json.dumps(ITEM).encode(), p__png=b"\x89"
    )  # type: ignore[operator]
    report = imported(newsroom, path)
    assert report.stored == 2
    assert report.problems == ()


def test_our_own_lines_stay_ours(newsroom: Layout, record: RecordFactory) -> None:
    """A file of canonical JSON lines is read as such, whatever platform is named."""
    path = written(newsroom, "posts.jsonl", dump(record(id="hackernews:1", platform="hackernews")))
    report = imported(newsroom, path)
    assert (report.stored, report.payloads) == (1, {})
    assert [kept.id for kept in exporting.records(newsroom)] == ["hackernews:1"]


def test_what_is_gone_is_entered(newsroom: Layout) -> None:
    """An answer that says a post is deleted enters it for redaction, if we hold it."""
    imported(newsroom, written(newsroom, "item.json", json.dumps(ITEM).encode()))
    gone = {key: ITEM[key] for key in ("id", "type", "time", "parent")} | {"deleted": True}
    nobody = gone | {"id": 9}
    files = [written(newsroom, f"{one['id']}.json", json.dumps(one).encode()) for one in (gone, nobody)]
    report = imported(newsroom, *files)
    assert (report.stored, report.removed) == (0, 1)
    (entry,) = removals.REMOVALS.read(newsroom)
    assert (entry.record, entry.reason, entry.source) == ("hackernews:62600113204", "deleted", "import")


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"PK\x03\x04 no archive", b"{", b"[[[[", b"<html>"])
def test_a_file_that_cant_be_read_is_named(newsroom: Layout, body: bytes) -> None:
    """Whatever stands in a file, it is rejected with its place, and the next one is imported."""
    bad = written(newsroom, "bad.json", body)
    good = written(newsroom, "good.json", json.dumps(ITEM).encode())
    report = imported(newsroom, bad, good)
    assert report.stored == 1
    assert [problem.place for problem in report.problems] == [str(bad)]


def test_a_broken_archive_keeps_what_is_whole(newsroom: Layout) -> None:
    """An archive that is cut off is named; what stood before the cut is imported."""
    whole = tarred(newsroom, a__json=json.dumps(ITEM).encode(), b__json=b" " * 500_000).read_bytes()
    report = imported(newsroom, written(newsroom, "cut.tar.gz", whole[:-40]))
    assert len(report.problems) == 1
    assert snapshots.manifests(newsroom) == report.manifests
