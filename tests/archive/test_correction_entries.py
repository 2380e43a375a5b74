"""Corrections in the ledger: any text comes back as it was entered, once, and never as anything but text."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from newsdesk import schemas
from newsdesk.archive import corrections
from newsdesk.archive.corrections import LONGEST, Correction, plain, says_something
from newsdesk.config import Layout
from newsdesk.errors import BusyError, LedgerError
from newsdesk.files import alone, write_atomic

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)


def correction(text: str = "It was May, not April.", **changes: object) -> Correction:
    """Return a correction of a story."""
    return Correction(**({"at": NOON, "story": "slow-models", "text": text} | changes))  # type: ignore[arg-type]


entered = st.builds(
    Correction,
    at=st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC)),
    story=st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True),
    text=st.text(st.characters(codec=None), max_size=80).map("x{}".format),
)


@given(st.lists(entered, max_size=6), st.booleans())
def test_whatever_was_entered_is_read_back(found: list[Correction], demo: bool) -> None:
    """Any corrections, of any text, are read as they were entered, the oldest first, and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        layout = Layout(Path(folder))
        new = [corrections.add(layout, one, demo=demo) for one in found]
        kept = [one for one, was_new in zip(found, new, strict=True) if was_new]
        assert corrections.read(layout, demo=demo) == tuple(sorted(kept, key=lambda one: one.at))
        assert {one.identity for one in kept} == {one.identity for one in found}
        assert len(kept) == len({one.identity for one in found})
        assert corrections.read(layout, demo=not demo) == ()


def test_the_same_is_said_once(newsroom: Layout) -> None:
    """Entered again later it stays as it was; of another story, or in other words, it is another one."""
    first = correction()
    assert corrections.add(newsroom, first, demo=False)
    assert not corrections.add(newsroom, correction(at=NOON + timedelta(days=40)), demo=False)
    assert corrections.add(newsroom, correction(story="accents"), demo=False)
    assert corrections.add(newsroom, correction("It was May."), demo=False)
    assert len(corrections.read(newsroom, demo=False)) == 3
    assert [path.name for path in (newsroom.ledger / "corrections").iterdir()] == ["2026-03.json"]


def test_each_month_has_a_file_that_people_can_read(newsroom: Layout) -> None:
    """One line a correction, with time, story and text; the demonstration's stand in another folder."""
    corrections.add(newsroom, correction("“May”, nicht April"), demo=False)
    corrections.add(newsroom, correction(), demo=True)
    assert (newsroom.ledger / "corrections" / "2026-03.json").read_text(encoding="utf-8") == (
        '{"schema_version": "corrections/1", "corrections": [\n'
        '  {"at":"2026-03-27T12:00:00Z","story":"slow-models","text":"“May”, nicht April"}\n]}\n'
    )
    assert (newsroom.ledger / "demo-corrections" / "2026-03.json").is_file()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  two\n\nparagraphs\r\n\tand\u2028lines ", "two paragraphs and lines"),
        ("<b>bold</b> & [x](javascript:y) {{ 7*7 }}", "<b>bold</b> & [x](javascript:y) {{ 7*7 }}"),
        ("\u202eright to left\u2066", "\u202eright to left\u2066"),
        ("a\x00b\x1b[31mc\x9b", "a\ufffdb\ufffd[31mc\ufffd"),
        ("half a pair \ud800", "half a pair \ufffd"),
    ],
)
def test_a_text_is_one_paragraph_of_text(given: str, kept: str) -> None:
    """White space is single, what no file or terminal may hold is replaced, all else stays."""
    assert correction(given).text == kept == plain(kept)


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\u202e", "—!", "x" * (LONGEST + 1)])
def test_what_is_no_correction_is_refused(text: str) -> None:
    """Nothing, invisible signs, and an article are no corrections."""
    assert not says_something(plain(text)) or len(plain(text)) > LONGEST
    with pytest.raises(ValidationError):
        correction(text)


@pytest.mark.parametrize("slug", ["", "../evil", "Slow-Models", "2026/03/slow-models", "a b"])
def test_a_story_is_named_by_its_slug(slug: str) -> None:
    """What is no slug names no story."""
    with pytest.raises(ValidationError):
        correction(story=slug)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"schema_version": "corrections/2", "corrections": []}',
        '{"schema_version": "corrections/1", "corrections": [{"at": "soon", "story": "a", "text": "b"}]}',
        '{"schema_version": "corrections/1", "corrections": [{"at": "2026-03-27T12:00:00Z", "story": "a", '
        '"text": "\\ud800"}]}',
    ],
)
def test_a_damaged_file_is_named(newsroom: Layout, text: str) -> None:
    """A file that was spoilt by hand is named with its place and left alone."""
    write_atomic(newsroom.ledger / "corrections" / "2026-03.json", text.encode())
    with pytest.raises(LedgerError, match=r"content/ledger/corrections/2026-03\.json"):
        corrections.read(newsroom, demo=False)


def test_two_editors_at_once_lose_nothing(newsroom: Layout) -> None:
    """While one is entered another has to wait, so that neither forgets the other."""
    with (
        alone(newsroom.cache / "corrections.lock", "enters a correction in this newsroom"),
        pytest.raises(BusyError, match="enters a correction"),
    ):
        corrections.add(newsroom, correction(), demo=False)
    assert corrections.read(newsroom, demo=False) == ()


def test_an_entry_fits_its_schema() -> None:
    """What is written is valid under docs/schemas/correction.json, and an empty text is not."""
    validator = Draft202012Validator(json.loads(schemas.schema("correction")))
    entry = correction().model_dump(mode="json")
    validator.validate(entry)
    assert not validator.is_valid({**entry, "text": ""})
