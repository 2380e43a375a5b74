"""``newsdesk init``: the demonstration goes, everything real stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsdesk import reset
from newsdesk.archive import ledger, snapshots
from newsdesk.config import Layout
from newsdesk.errors import SnapshotError, UsageError
from newsdesk.records import Record
from newsdesk.reports import EditionReport
from newsdesk.write import replies
from newsdesk.write.replies import Reply
from newsdesk.write.requests import Request

Make = Callable[..., Record]


def _story(newsroom: Layout, slug: str, *demo: bool) -> None:
    folder = newsroom.versions / "2026/03" / slug
    folder.mkdir(parents=True)
    for number, invented in enumerate(demo, 1):
        (folder / f"v{number}.json").write_text(json.dumps({"demo": invented}))
    article = newsroom.stories / "2026/03" / f"{slug}.md"
    article.parent.mkdir(parents=True, exist_ok=True)
    article.write_text("Title: x\n")


def _edition(newsroom: Layout, *, demo: bool) -> None:
    as_of = datetime(2026, 3, 27, 6, tzinfo=UTC)
    report = EditionReport(
        as_of=as_of, demo=demo, records=0, signals=(), candidates=(), stories=(), tool="newsdesk"
    )
    ledger.write_edition(newsroom, report)


@pytest.fixture
def mixed(newsroom: Layout, record: Make) -> Layout:
    """Give a newsroom in which invented and real things stand side by side."""
    snapshots.write(newsroom, "bluesky", [record()], demo=True)
    snapshots.write(newsroom, "bluesky", [record()])
    _story(newsroom, "invented", True, True)
    _story(newsroom, "real", False)
    _story(newsroom, "half", True, False)
    _edition(newsroom, demo=True)
    _edition(newsroom, demo=False)
    (newsroom.content / ".gitignore").write_text("x")
    (newsroom.content / "pages").mkdir()
    (newsroom.content / "pages" / "about.md").write_text("Title: About\n")
    return newsroom


def _files(layout: Layout) -> set[str]:
    return {
        path.relative_to(layout.content).as_posix() for path in layout.content.rglob("*") if path.is_file()
    }


def test_only_the_demonstration_goes(mixed: Layout) -> None:
    """Demo snapshots, wholly invented stories and the demo ledger are removed, nothing else is."""
    (real,) = snapshots.active(snapshots.manifests(mixed))
    reset.remove(mixed, reset.demonstration(mixed))
    assert _files(mixed) == {
        f"snapshots/{real.file}",
        f"snapshots/{real.file}".replace(".parquet", ".json"),
        "stories/2026/03/real.md",
        "stories/2026/03/half.md",
        "versions/2026/03/real/v1.json",
        "versions/2026/03/half/v1.json",
        "versions/2026/03/half/v2.json",
        "ledger/editions/2026/03/27T0600Z.json",
        "pages/about.md",
    }
    assert reset.demonstration(mixed) == ()


def test_without_a_demonstration_nothing_is_listed(newsroom: Layout, record: Make) -> None:
    """In a real newsroom init finds nothing, not even a .gitignore of the operator's own."""
    snapshots.write(newsroom, "bluesky", [record()])
    (newsroom.content / ".gitignore").write_text("drafts/")
    assert reset.demonstration(newsroom) == ()


def test_empty_folders_go_too(newsroom: Layout, record: Make) -> None:
    """What is left of a pure demonstration is an empty content folder."""
    snapshots.write(newsroom, "bluesky", [record()], demo=True)
    _story(newsroom, "invented", True)
    reset.remove(newsroom, reset.demonstration(newsroom))
    assert list(newsroom.content.iterdir()) == []


def test_only_replies_of_the_demonstration_go(newsroom: Layout) -> None:
    """A reply that Claude gave stays, and so does one that can't be read: it was paid for."""
    request = Request(
        purpose="story", brief="b", story="s", prompt_version="1", answer_schema="1", body={"max_tokens": 1}
    )
    paid = Reply.blank(request)
    made = Reply.blank(request.model_copy(update={"prompt_version": "2"}))
    made = made.model_copy(update={"origin": "demonstration", "answer": "{}"})
    kept = replies.save(newsroom, paid)
    gone = replies.save(newsroom, made)
    broken = gone.with_name("broken.json")
    broken.write_text("{")
    assert reset.demonstration(newsroom) == (gone,)
    reset.remove(newsroom, (gone,))
    assert (kept.is_file(), broken.is_file(), gone.exists()) == (True, True, False)


def test_a_version_that_cannot_be_read_is_not_touched(newsroom: Layout) -> None:
    """What may be real stays: a broken version file keeps its story."""
    _story(newsroom, "broken", True)
    (newsroom.versions / "2026/03/broken/v2.json").write_text("{")
    assert reset.demonstration(newsroom) == ()


def test_an_archive_that_cannot_be_trusted_stops_it(newsroom: Layout, record: Make) -> None:
    """With a broken manifest nobody knows what is real: nothing is listed."""
    manifest = snapshots.write(newsroom, "bluesky", [record()], demo=True)
    assert manifest is not None
    snapshots.path_of(newsroom, manifest).with_suffix(".json").write_text("{")
    with pytest.raises(SnapshotError):
        reset.demonstration(newsroom)


def test_nobody_is_asked_in_a_pipe(mixed: Layout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a terminal and without --yes nothing is removed, and the message says what to add."""
    from newsdesk.cli import keeping

    before = _files(mixed)
    with (tmp_path / "empty").open("w+") as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        with pytest.raises(UsageError, match="--yes"):
            keeping.init(yes=False, root=mixed.root)
    assert _files(mixed) == before
    keeping.init(yes=True, root=mixed.root)
    assert reset.demonstration(mixed) == ()
