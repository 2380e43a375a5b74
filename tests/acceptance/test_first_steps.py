"""From the demonstration to a newsroom of one's own, and what the commands print for machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from newsrooms import Newsroom, files

pytestmark = pytest.mark.slow
SIGNAL = {
    *("kind", "beat", "subject", "window", "baseline", "statistics", "effect", "p", "severity", "why"),
    "evidence",
}
ANALYSIS = {"id", "language", "sentiment", "register", "entities", "beats", "duplicate_of"}


def test_from_the_demonstration_to_an_own_newsroom(
    demonstration: Newsroom, hostile: Newsroom, evil_file: Path, tmp_path: Path
) -> None:
    """Init leaves nothing invented; the empty site says what to do; imported posts become stories."""
    newsroom = demonstration.copy(tmp_path / "own")
    kept = {f"pages/{path.name}" for path in (newsroom.content / "pages").iterdir()}
    assert "pages/about.md" in kept
    (newsroom.content / "pages" / "contact.md").write_text("Title: Contact\n\nWrite to us.\n")
    newsroom.newsdesk("init", "--yes").plainly("newsdesk import", code=0)
    assert set(files(newsroom.content)) == kept | {"pages/contact.md"}
    newsroom.make("html").plainly("no records yet", code=0)
    assert not [path for path, data in newsroom.pages().items() if b"are invented" in data]
    assert not list(newsroom.output.glob("2026"))
    small = newsroom.root / "small.jsonl"
    small.write_bytes(b"".join(evil_file.read_bytes().splitlines(keepends=True)[:20]))
    newsroom.newsdesk("import", "small.jsonl").plainly("20 stored", code=0)
    newsroom.make("html").plainly("20 records", code=0)
    assert "No stories yet" in newsroom.pages()["index.html"].decode()
    newsroom.newsdesk("init", "--yes").plainly("Nothing to remove", code=0)
    assert json.loads(newsroom.newsdesk("doctor", "--json").out)


def test_the_first_real_post_ends_the_demonstration(
    demonstration: Newsroom, evil_file: Path, tmp_path: Path
) -> None:
    """Without init, too: invented pages leave the site with the first import."""
    newsroom = demonstration.copy(tmp_path / "own")
    small = newsroom.root / "small.jsonl"
    small.write_bytes(evil_file.read_bytes().splitlines(keepends=True)[0])
    newsroom.newsdesk("import", "small.jsonl").plainly("1 stored", code=0)
    newsroom.make("html").plainly("1 record", code=0)
    assert not [path for path, data in newsroom.pages().items() if b"are invented" in data]
    assert not list(newsroom.output.glob("2026"))


def test_editions_can_be_worked_some_at_a_time(imported: Newsroom, hostile: Newsroom, tmp_path: Path) -> None:
    """A dry run saves nothing; the options bound the work; worked in any pieces, the sum is the same."""
    newsroom = imported.copy(tmp_path / "room")
    before = files(newsroom.content)
    dry = newsroom.newsdesk("write", "--dry-run", "--json")
    dry.plainly(code=0)
    reports = json.loads(dry.out)
    assert {"as_of", "records", "signals", "candidates", "stories"} <= set(reports[0])
    fates = [candidate["fate"] for report in reports for candidate in report["candidates"]]
    assert "held" in fates
    assert all(candidate["reason"] for report in reports for candidate in report["candidates"])
    assert files(newsroom.content) == before
    limited = json.loads(newsroom.newsdesk("write", "--limit", "2", "--json").out)
    assert [report["as_of"] for report in limited] == [report["as_of"] for report in reports[:2]]
    one = json.loads(newsroom.newsdesk("write", "--edition", reports[2]["as_of"], "--json").out)
    assert [report["as_of"] for report in one] == [reports[2]["as_of"]]
    bounds = ["--since", reports[3]["as_of"], "--until", reports[5]["as_of"]]
    some = json.loads(newsroom.newsdesk("write", *bounds, "--json").out)
    assert [report["as_of"] for report in some] == [report["as_of"] for report in reports[3:6]]
    newsroom.newsdesk("write", "--edition", reports[0]["as_of"]).plainly("No edition was due", code=0)
    newsroom.newsdesk("write", "--edition", "2026-05-02", "--until", "2026-05-03").plainly("not both", code=2)
    newsroom.newsdesk("write").plainly(" stories", code=0)
    newsroom.make("html").plainly("no edition due", code=0)
    assert files(newsroom.content) == files(hostile.content)
    assert files(newsroom.output) == files(hostile.output)


def test_signals_are_told_as_the_design_says(hostile: Newsroom, tmp_path: Path) -> None:
    """Each signal has its keys, a test's numbers, and evidence as weighed records that exist."""
    newsroom = hostile.copy(tmp_path / "room")
    before = files(newsroom.content)
    found = json.loads(newsroom.newsdesk("signals", "--as-of", "2026-05-10T00:00Z", "--json").out)
    assert found
    known = {json.loads(line)["id"] for line in newsroom.newsdesk("export").out.split("\n") if line}
    for signal in found:
        assert set(signal) >= SIGNAL
        assert 0 <= signal["p"] <= 1
        assert signal["why"]
        assert {"start", "end"} <= set(signal["window"])
        assert signal["evidence"]
        for item in signal["evidence"]:
            assert {"record", "weight"} <= set(item)
            assert item["record"] in known
    newsroom.newsdesk("signals", "--as-of", "2026-05-10").plainly("1 signals at 2026-05-10T00:00Z", code=0)
    assert files(newsroom.content) == before


def test_analysis_is_told_as_the_design_says(empty: Newsroom, evil_file: Path) -> None:
    """One object a line with its keys; the file's posts are not stored by it."""
    done = empty.newsdesk("analyse", str(evil_file), "--json")
    done.plainly(code=0)
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert len(lines) == len(evil_file.read_bytes().splitlines())
    for line in lines:
        assert set(line) >= ANALYSIS
        assert set(line["sentiment"]) == {"label", "score"}
    assert {"open-source-ai", "coding-agents"} <= {beat for line in lines for beat in line["beats"]}
    assert not (empty.content / "snapshots").exists()
