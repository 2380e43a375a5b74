"""The composer on the demonstration: from snapshots to published stories, and nothing twice."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from newsdesk import newsroom
from newsdesk.archive import ledger, snapshots
from newsdesk.config import Layout, load
from newsdesk.errors import SnapshotError
from newsdesk.files import write_atomic
from newsdesk.publish import verifying, versions
from newsdesk.simulator import events

Demonstration = tuple[Layout, newsroom.Worked]


def files(layout: Layout) -> dict[str, bytes]:
    """Return everything the newsroom keeps, by path."""
    found = sorted(path for path in layout.content.rglob("*") if path.is_file())
    return {str(path.relative_to(layout.content)): path.read_bytes() for path in found}


def furnish_again(worked: Demonstration, folder: Path) -> Layout:
    """Return a fresh newsroom on the same snapshots, with the analysis cache carried over to save time."""
    import shutil

    layout, other = worked[0], Layout(folder)
    shutil.copytree(layout.snapshots, other.snapshots)
    shutil.copytree(layout.cache, other.cache)
    for name in ("newsdesk.yaml", "pelicanconf.py"):
        shutil.copy(layout.root / name, folder / name)
    return other


def test_the_demonstration_gives_stories_on_many_beats(worked: Demonstration) -> None:
    """At least eight stories on five beats, of three kinds, none of them from thin air."""
    layout, result = worked
    current = versions.current(layout)
    assert len(current) == len(result.stories) >= 8
    assert len({version.brief.beat.slug for version in current}) >= 5
    assert {version.brief.kind for version in current} >= {"lead", "dispatch"}
    assert all(version.demo and version.figures.quote_fidelity == 1.0 for version in current)


def test_planted_events_are_found_and_nothing_else_is_told(worked: Demonstration) -> None:
    """Every planted event has a story that covers its beat in its days; every story is of a planted event."""
    layout, _ = worked
    current = versions.current(layout)
    stories = [(version.brief.beat.slug, version.published_at) for version in current]
    covered = [
        (beat.slug, version.published_at)
        for version in current
        for beat in (version.brief.beat, *version.brief.other_beats)
    ]
    planted = [(event.beat, event.start, event.end + timedelta(hours=24)) for event in events.load()]
    for beat, start, end in planted:
        assert any(beat == told and start <= at <= end for told, at in covered), (beat, start)
    for told, at in stories:
        assert any(beat == told and start <= at <= end for beat, start, end in planted), (told, at)


def test_a_matter_on_two_beats_is_one_lead_of_both(worked: Demonstration) -> None:
    """The planted crossing is told once, as a lead that names both beats, in each of its versions."""
    layout, _ = worked
    crossing = [event for event in events.load() if event.kind == "cross_beat"]
    told = [version for version in versions.every(layout) if version.brief.other_beats]
    assert len({version.story for version in told}) == 1
    for version in told:
        beats = {beat.slug for beat in (version.brief.beat, *version.brief.other_beats)}
        assert (version.brief.kind, beats) == ("lead", {event.beat for event in crossing})
        assert version.brief.signals[0].kind == "cross_beat"


def test_every_version_is_proved_again(worked: Demonstration) -> None:
    """What was published passes the check that an operator runs, without an error."""
    layout, _ = worked
    paths = sorted(layout.versions.rglob("v*.json"))
    found = [(path, finding) for path in paths for finding in verifying.verify_story(layout, path)]
    assert paths
    assert [item for item in found if item[1].severity == "error"] == []


def test_running_stories_have_versions(worked: Demonstration) -> None:
    """A story that goes on keeps its address and first date, and its later version says what is new."""
    layout, result = worked
    later = [version for version in versions.every(layout) if version.version > 1]
    assert later
    for version in later:
        assert version.modified_at > version.published_at
        assert version.address == f"/{version.published_at:%Y/%m}/{version.slug}/"
    reasons = [c.reason for report in result.editions for c in report.candidates if c.fate == "version"]
    assert len(reasons) == len(later)
    assert all("new voices, and:" in reason for reason in reasons)


def test_every_candidate_has_a_reason_in_the_ledger(worked: Demonstration) -> None:
    """The ledger tells what became of each candidate, and reads back as it was written."""
    layout, result = worked
    kept = ledger.editions(layout, demo=True)
    assert kept == result.editions
    assert all(candidate.reason for report in kept for candidate in report.candidates)
    assert any(candidate.fate == "declined" for report in kept for candidate in report.candidates)


def test_nothing_is_done_twice(worked: Demonstration) -> None:
    """A second run finds nothing due, changes no byte, and loads none of the heavy libraries."""
    layout, _ = worked
    before = files(layout)
    script = (
        "import sys; from pathlib import Path; from newsdesk import newsroom; from newsdesk.config import *;"
        f"root = Path({str(layout.root)!r});"
        "worked = newsroom.work(Layout(root), load(root), 'AIDRAN'); assert not worked.editions;"
        "heavy = {'ibis', 'duckdb', 'anthropic', 'scipy', 'numpy', 'pyarrow', 'vader', 'rensa'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert files(layout) == before


def test_a_run_that_was_cut_short_is_finished_to_the_same_bytes(
    worked: Demonstration, tmp_path: Path
) -> None:
    """In another folder, in several goes, and with the ledger's last entry lost twice: the same files."""
    layout, result = worked
    other = furnish_again(worked, tmp_path)
    told = [r.as_of for r in result.editions if any(c.fate in ("story", "version") for c in r.candidates)]
    for as_of in told[:2]:
        newsroom.work(other, load(other.root), "AIDRAN", until=as_of)
        ledger.path_of(other, as_of, demo=True).unlink()
    newsroom.work(other, load(other.root), "AIDRAN", until=told[1])
    written, whole = files(other), files(layout)
    assert len(versions.every(other)) == 2
    altered = [path for path, data in written.items() if whole.get(path) != data]
    assert [path for path in altered if not path.startswith("stories")] == []  # the whole has newer articles
    for path in sorted(other.versions.rglob("v*.json")):
        assert not [found for found in verifying.verify_story(other, path) if found.severity == "error"]
    assert {path for path in whole if path.startswith("ledger")} - written.keys() == {
        str(ledger.path_of(layout, r.as_of, demo=True).relative_to(layout.content))
        for r in result.editions
        if r.as_of > told[1]
    }


def test_a_dry_run_saves_nothing(worked: Demonstration, tmp_path: Path) -> None:
    """Deciding without writing leaves content/ as it was, and hands out the briefs."""
    other = furnish_again(worked, tmp_path)
    before = files(other)
    times = [report.as_of for report in worked[1].editions if report.stories]
    since, until = times[0], times[3]  # before the first story nothing is briefed
    result = newsroom.work(other, load(other.root), "AIDRAN", since=since, until=until, dry_run=True)
    assert files(other) == before
    assert len(result.briefs) >= 4
    assert not result.stories


def test_an_altered_snapshot_stops_the_work(worked: Demonstration, tmp_path: Path) -> None:
    """One flipped byte in a snapshot is named, and nothing is derived from it."""
    other = furnish_again(worked, tmp_path)
    place = snapshots.path_of(other, snapshots.manifests(other)[3])
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 1
    write_atomic(place, bytes(data))
    with pytest.raises(SnapshotError) as caught:
        newsroom.work(other, load(other.root), "AIDRAN")
    assert place.name in str(caught.value)
    assert not other.stories.exists()


def test_real_snapshots_end_the_demonstration(worked: Demonstration, tmp_path: Path, record) -> None:
    """From the first real snapshot on, the demonstration's records and stories play no part."""
    other = furnish_again(worked, tmp_path)
    snapshots.write(other, "bluesky", [record() for _ in range(30)])
    result = newsroom.work(other, load(other.root), "AIDRAN")
    assert not result.demo
    assert result.records == 30
    assert not result.stories
