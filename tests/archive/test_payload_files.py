"""Payloads: what a platform wrote is imported with the parsers that collection uses."""

from __future__ import annotations

import gzip
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


def test_packed_files_are_what_stands_in_them(newsroom: Layout, record: RecordFactory) -> None:
    """A file that was packed by gzip is read as the lines or the answer that it holds."""
    lines = gzip.compress(dump(record(id="hackernews:1", platform="hackernews")))
    answer = gzip.compress(json.dumps(ITEM).encode())
    files = [written(newsroom, "posts.jsonl.gz", lines), written(newsroom, "item.json.gz", answer)]
    report = imported(newsroom, *files)
    assert (report.stored, report.problems) == (2, ())
    cut = imported(newsroom, written(newsroom, "cut.json.gz", answer[:-12]))
    assert [problem.expected for problem in cut.problems] == ["a whole file"]


def test_a_locked_or_damaged_file_of_an_archive_says_nothing_of_the_others(newsroom: Layout) -> None:
    """Each is named with its place and what to do, and what is whole is imported."""
    path = zipped(newsroom, a__json=b"[]" * 50, b__json=b"[[]]", c__json=json.dumps(ITEM).encode())
    body = bytearray(path.read_bytes())
    body[body.index(b"[][]")] = 0x20  # its checksum no longer holds
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        second = body.index(header, body.index(header) + 1)
        body[second + flags] |= 1  # encrypted
    path.write_bytes(bytes(body))
    report = imported(newsroom, path)
    assert report.stored == 1
    damaged, locked = (problem.found for problem in report.problems)
    assert "CRC" in damaged
    assert "password" in locked


def test_a_tar_file_is_unpacked_once(newsroom: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the order of its names, a packed archive is read from its beginning to its end."""
    back = []
    rewind = gzip._GzipReader._rewind  # type: ignore[attr-defined]

    def counted(reader: object) -> None:
        back.append(reader)
        rewind(reader)

    body = json.dumps(ITEM).encode()
    few = tarred(newsroom, d__json=body)
    monkeypatch.setattr(gzip._GzipReader, "_rewind", counted)  # type: ignore[attr-defined]
    imported(newsroom, few)
    once = len(back)
    report = imported(newsroom, tarred(newsroom, d__json=body, c__json=body, b__json=body, a__json=body))
    assert (report.read, len(back) - once) == (4, once)


def test_an_archive_without_posts_is_told(newsroom: Layout) -> None:
    """Pictures, archives within archives, links and devices: that nothing was read is a problem."""
    path = newsroom.root / "archive.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (("/etc/a.json", tarfile.SYMTYPE), ("b.json", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    for one in (zipped(newsroom, inner__zip=b"PK", picture__png=b""), path):
        report = imported(newsroom, one)
        assert [problem.place for problem in report.problems] == [str(one)]
        assert "unpack" in report.problems[0].found


def test_an_account_that_is_gone_takes_its_records_along(newsroom: Layout, record: RecordFactory) -> None:
    """An event that ends an account enters all its records, and leaves other accounts' alone."""
    did = "did:plc:" + "a" * 24
    gone = [f"bluesky:at://{did}/app.bsky.feed.post/{key}" for key in ("one", "two")]
    ids = [*gone, f"bluesky:at://did:plc:{'a' * 23}b/app.bsky.feed.post/one"]
    held = [record(id=id, platform="bluesky") for id in ids]
    import_files(newsroom, [written(newsroom, "held.jsonl", b"".join(map(dump, held)))], now=NOW)
    account = {"active": False, "did": did, "seq": 1, "status": "deleted", "time": "2026-03-30T00:00:00Z"}
    event = {"did": did, "time_us": 1774828800000000, "kind": "account", "account": account}
    path = written(newsroom, "events.ndjson", json.dumps(event).encode() + b"\n")
    assert import_files(newsroom, [path], platform="bluesky", now=NOW).removed == 2
    assert [entry.record for entry in removals.REMOVALS.read(newsroom)] == gone


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
