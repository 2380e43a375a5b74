"""``newsdesk correct``: an editor says what was wrong in a story, and is told what becomes of it."""

from __future__ import annotations

import json
import re

import pytest
from command_running import Run, no_traceback

import factories
from newsdesk.archive import corrections
from newsdesk.config import Layout
from newsdesk.publish import versions

make = factories.helper("site/stories_factory")
TEXT = "The licence was published in May. The story said April."


@pytest.fixture
def stories(newsroom: Layout) -> Layout:
    """Give the newsroom two stories, the second of them invented."""
    for version in (make.story(), make.story("ai-bias", "accents", demo=True)):
        versions.publish(newsroom, versions.seal(version))
    return newsroom


def test_a_correction_is_entered_and_told(run: Run, stories: Layout) -> None:
    """It says for which story, when and what, and that the next build shows it; no other file changes."""
    before = {path: path.read_bytes() for path in stories.content.rglob("*") if path.is_file()}
    done = run("correct", "slow-models", TEXT)
    assert done.returncode == 0
    first, second = done.stdout.splitlines()
    assert first == f"Entered for “{make.story().headline}” (/2026/03/slow-models/):"
    assert re.fullmatch(rf"  \d{{4}}-\d\d-\d\dT\d\d:\d\dZ  {re.escape(TEXT)}", second)
    assert "The next build shows it" in done.stderr
    (entry,) = corrections.read(stories, demo=False)
    assert (entry.story, entry.text) == ("slow-models", TEXT)
    after = {path: path.read_bytes() for path in stories.content.rglob("*") if path.is_file()}
    assert {path: after[path] for path in before} == before
    assert [path.parent.name for path in after.keys() - before.keys()] == ["corrections"]


def test_the_same_correction_is_entered_once(run: Run, stories: Layout) -> None:
    """Said again it changes nothing, and the first time is told."""
    run("correct", "slow-models", TEXT)
    done = run("correct", "/2026/03/slow-models/", f"  {TEXT}\n")
    assert done.returncode == 0
    assert "entered already" in done.stdout
    assert len(corrections.read(stories, demo=False)) == 1


def test_a_text_may_come_through_a_pipe(run: Run, stories: Layout) -> None:
    """A dash is standard input, of which the lines are joined."""
    done = run(
        "correct", "https://example.org/2026/03/slow-models/", "-", stdin="\ufeffIt was May,\nnot April.\n"
    )
    assert done.returncode == 0
    assert [one.text for one in corrections.read(stories, demo=False)] == ["It was May, not April."]


def test_a_dry_run_saves_nothing(run: Run, stories: Layout) -> None:
    """It says what would be entered."""
    done = run("correct", "slow-models", TEXT, "--dry-run")
    assert done.returncode == 0
    assert done.stdout.startswith("Would be entered for")
    assert "Nothing was saved" in done.stderr
    assert not (stories.ledger / "corrections").exists()


def test_what_is_invented_is_kept_apart(run: Run, stories: Layout) -> None:
    """The demonstration's corrections stand beside its ledger, and go with it by ``newsdesk init``."""
    run("correct", "accents", TEXT)
    assert corrections.read(stories, demo=False) == ()
    assert len(corrections.read(stories, demo=True)) == 1
    run("correct", "slow-models", TEXT)
    assert run("init", "--yes").returncode == 0
    assert corrections.read(stories, demo=True) == ()
    assert len(corrections.read(stories, demo=False)) == 1


def test_what_was_entered_is_listed(run: Run, stories: Layout) -> None:
    """All of it or that of one story, also of one that was taken down since."""
    assert "No correction was entered" in run("correct", "--list").stderr
    run("correct", "slow-models", TEXT)
    run("correct", "accents", "Another thing.")
    assert [line.split()[-1] for line in run("correct", "--list").stdout.splitlines()[::2]] == [
        "slow-models",
        "accents",
    ]
    (stories.versions / "2026/03/accents/v1.json").unlink()
    assert run("correct", "--list", "accents").stdout.splitlines()[1:] == ["  Another thing."]


def test_programs_are_told_the_same(run: Run, stories: Layout) -> None:
    """With --json: time, story, text, address, whether it was new and whether it was saved."""
    dry = json.loads(run("correct", "slow-models", TEXT, "--json", "--dry-run").stdout)
    first = json.loads(run("correct", "slow-models", TEXT, "--json").stdout)
    again = json.loads(run("correct", "slow-models", TEXT, "--json").stdout)
    assert [(told["new"], told["saved"]) for told in (dry, first, again)] == [
        (True, False),
        (True, True),
        (False, False),
    ]
    assert first["address"] == "/2026/03/slow-models/"
    assert again["at"] == first["at"]
    (listed,) = json.loads(run("correct", "--list", "slow-models", "--json").stdout)
    assert listed == {key: first[key] for key in ("at", "story", "text")}


def test_hostile_text_is_entered_as_text(run: Run, stories: Layout) -> None:
    """Markup stays; what would move a terminal's cursor is shown as a replacement."""
    done = run("correct", "slow-models", "[/x] <b>{{ 7*7 }}</b>\x1b[31m \u202eleft \udcff")
    assert done.returncode == 0
    assert "[/x] <b>{{ 7*7 }}</b>\ufffd[31m \u202eleft \ufffd" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name the story"),
        (("slow-models",), "Name the story"),
        (("slow-model", TEXT), "There is no story 'slow-model'. Like it are:\n  slow-models"),
        (("--list", "nonsense"), "There is no story 'nonsense'"),
        (("slow-models", " \n "), "says nothing"),
        (("slow-models", "\u200b"), "says nothing"),
        (("slow-models", "x" * 601), "has 601 characters"),
        (("slow-models", "-"), "says nothing"),
        (("slow-models", TEXT, "--list"), "--list goes with"),
        (("--list", "--dry-run"), "--list goes with"),
        (("slow-models", *TEXT.split()), "unexpected extra argument"),
    ],
)
def test_a_mistake_is_a_usage_error(run: Run, stories: Layout, arguments: tuple[str, ...], said: str) -> None:
    """Each is told in one message with exit code 2, and nothing is entered."""
    done = run("correct", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert no_traceback(done)
    assert not (stories.ledger / "corrections").exists()


def test_a_damaged_story_is_no_usage_error(run: Run, stories: Layout) -> None:
    """A version that can't be read is named, and nothing is entered for it."""
    (stories.versions / "2026/03/slow-models/v1.json").write_text("{")
    done = run("correct", "slow-models", TEXT)
    assert done.returncode == 1
    assert "content/versions/2026/03/slow-models/v1.json" in done.stderr
    assert no_traceback(done)
