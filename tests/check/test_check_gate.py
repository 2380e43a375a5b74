"""What the gate drops, what it keeps, and when what is left is no story."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import drafting
import pytest

from newsdesk.check import gate
from newsdesk.check.clipping import cuts
from newsdesk.check.codes import CODES
from newsdesk.check.figures_in import dates_in, numbers_in
from newsdesk.check.gate import Gated
from newsdesk.check.words import lines

DOCS = Path(__file__).parents[2] / "docs" / "checking.md"


def _gate(**changes: Any) -> Gated:
    brief = drafting.brief()
    return gate(drafting.draft(drafting.sound() | changes, brief), brief)


def test_a_failing_droppable_part_goes_alone() -> None:
    """The sentence stays, and the part is kept with the finding that dropped it."""
    data = drafting.sound()
    data["paragraphs"][1][0][1]["stat"] = "volume.then"
    gated = _gate(paragraphs=data["paragraphs"])
    assert [item.finding.code for item in gated.dropped] == ["stat-unknown"]
    assert [part.text for part in gated.draft.paragraphs[1].sentences[0].parts] == [
        "The beat counted {stat} on Friday",
        ".",
    ]
    assert gated.sound


def test_a_failing_part_takes_its_sentence_and_an_emptied_paragraph_goes() -> None:
    """Where nothing may be dropped alone, the sentence goes; without sentences, so does the paragraph."""
    data = drafting.sound()
    data["paragraphs"].append(
        [[{"kind": "said", "text": "Somebody at Brightforge is sad.", "cites": ["r1"]}]]
    )
    gated = _gate(paragraphs=data["paragraphs"])
    assert len(gated.draft.paragraphs) == len(data["paragraphs"]) - 1
    assert gated.sound


def test_a_lost_lead_is_no_story() -> None:
    """Without its first sentence a draft isn't the story that was written."""
    data = drafting.sound()
    data["paragraphs"][0][0][0]["quote"]["text"] = "deleted the toasts"
    gated = _gate(paragraphs=data["paragraphs"])
    assert not gated.sound


def test_a_third_lost_is_no_story() -> None:
    """More than 30 % of the body's words may not go."""
    data = drafting.sound()
    for sentence in data["paragraphs"][2]:
        sentence[0]["cites"] = ["r99"]
    gated = _gate(paragraphs=data["paragraphs"])
    assert gated.dropped
    assert not gated.sound


@pytest.mark.parametrize("region", ["headline", "standfirst"])
def test_a_failing_headline_or_standfirst_is_no_story(region: str) -> None:
    """They can't be dropped, and nothing else may stand for them."""
    data = drafting.sound()
    part = data["headline"][0] if region == "headline" else data["standfirst"][0][0]
    part["stat"] = "volume.then"
    gated = _gate(**{region: data[region]})
    assert not gated.sound


def test_a_reading_goes_with_the_part_it_stood_on() -> None:
    """After a part is dropped the checks run again, and find the reading alone."""
    data = drafting.sound()
    data["paragraphs"].append(
        [
            [{"kind": "said", "text": "Somebody at Brightforge is sad.", "cites": ["r1"]}],
            [{"kind": "reading", "text": "It is a sad thing."}],
        ]
    )
    gated = _gate(paragraphs=data["paragraphs"])
    assert [item.finding.code for item in gated.dropped] == ["name", "reading-alone"]


def test_the_figures_are_of_what_is_left() -> None:
    """Shares are rounded to four places and lie between 0 and 1."""
    gated = _gate()
    assert (gated.figures.quote_fidelity, gated.figures.traceability) == (1.0, 1.0)
    assert 0 < gated.figures.reading_share < 0.4


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("more than 90", {"90"}),
        ("90+", {"90"}),
        ("half", {"50%", "0.5"}),
        ("7B", {"7000000000", "7b"}),
        ("seven billion", {"7000000000"}),
        ("two hundred and forty-one", {"241"}),
        ("12,400", {"12400"}),
        ("3.2 times", {"3.2"}),
        ("63 percent", {"63%"}),
        ("GPT-5 and o3", set()),
        ("one of them", set()),
        ("March 27, 2026", set()),
    ],
)
def test_numbers_are_found_and_compared(text: str, keys: set[str]) -> None:
    """Spellings of one number share a key; names and dates are no numbers."""
    assert {key for number in numbers_in(text) for key in number.keys} == keys


def test_dates_are_found() -> None:
    """Weekdays, months, days and years; "may" is a verb."""
    text = "It may rain on Friday, March 27, or in June 2025."
    assert dates_in(text) == ["March 27", "June 2025", "Friday"]
    assert dates_in("Since 2019 there were 2026 of them.") == ["2019"]


@pytest.mark.parametrize(
    ("before", "quote", "after", "code"),
    [
        ("I don't think ", "it works", ".", "quote-clipped"),
        ("I wish ", "it worked for everybody", ".", "quote-clipped"),
        ("It is great, but I never said ", "it works", ".", "quote-clipped"),
        ("If they ship, ", "we move", ".", "quote-clipped"),
        ("", "it works", ", unless you run it twice.", "quote-clipped"),
        ("Sure, ", "it works", " fine. /s", "quote-irony"),
        ("I never cared for the old one. ", "This one works", ".", None),
        ("Not my problem, but ", "it works", ".", None),
        ("", "It works", ", but I wonder if it lasts.", None),
        ("The tests are green, and ", "it works", " on my machine.", None),
    ],
)
def test_clipping(before: str, quote: str, after: str, code: str | None) -> None:
    """What governs a quotation must stand in it; what governs something else need not."""
    source = lines(before + quote + after)
    found = {cut.code for cut in cuts(source, len(before), len(before) + len(quote))}
    assert found == ({code} if code else set())


def test_the_documentation_lists_every_code() -> None:
    """docs/checking.md holds exactly the codes, severities and rules of the program."""
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (error|warning) \| (.+?) \|$", DOCS.read_text(encoding="utf-8"), re.M
    )
    assert {code: (severity, rule) for code, severity, rule in rows} == {
        code: (rule.severity, rule.rule) for code, rule in CODES.items()
    }
