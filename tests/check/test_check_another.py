"""Another commenter: what may be left out, and where."""

from __future__ import annotations

import drafting
import pytest

from newsdesk.check import check
from newsdesk.stories import Brief, Draft, Paragraph, Part, Quote, Sentence

FOLDER = drafting.CASES / "sound-another-speaker"
HERE, THERE = "a commenter in r/LocalLLaMA", "a Hacker News commenter"
PLACES = {"r1": HERE, "r7": HERE, "r3": THERE}
WORDS = {
    "r1": "deleted the tests",
    "r7": "My manager reads the summaries aloud in a funeral voice",
    "r3": "What happens to the forms when nobody remembers them?",
}


def placed() -> Brief:
    """Return the shared brief with two commenters of one place and one of another."""
    _, brief, _ = drafting.case(FOLDER)
    records = [
        record.model_copy(update={"speaker": record.speaker.model_copy(update={"text": PLACES[record.id]})})
        if record.id in PLACES
        else record
        for record in brief.records
    ]
    return brief.model_copy(update={"records": tuple(records)})


def paragraph(*said: tuple[str, str]) -> Paragraph:
    """Return a paragraph of one sentence for each (slot, record)."""
    parts = [
        Part(
            kind="said",
            text=f"{slot} says: {{quote}}.",
            quote=Quote(record=who, kind="speech", text=WORDS[who]),
        )
        for slot, who in said
    ]
    return Paragraph(sentences=tuple(Sentence(parts=(part,)) for part in parts))


@pytest.mark.parametrize(
    ("paragraphs", "refused"),
    [
        ([paragraph(("{Speaker}", "r1"), ("{Another}", "r7"))], False),
        ([paragraph(("{Speaker}", "r1"), ("{Speaker}", "r3"), ("{Another}", "r7"))], True),
        ([paragraph(("{Speaker}", "r1")), paragraph(("{Another}", "r7"))], True),
        ([paragraph(("{Speaker}", "r3"), ("{Another}", "r7"))], True),
    ],
    ids=["just named", "another place since", "another paragraph", "another kind"],
)
def test_a_place_is_left_out_only_where_it_was_just_named(paragraphs: list[Paragraph], refused: bool) -> None:
    """The place is that of the last speaker: in the same paragraph, with no other place since."""
    brief = placed()
    draft: Draft = drafting.case(FOLDER)[2].model_copy(update={"paragraphs": tuple(paragraphs)})
    codes = {finding.code for finding in check(draft, brief)}
    assert ("speaker-another" in codes) is refused
