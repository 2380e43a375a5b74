"""What no single change of a sound draft gets past: quotations, numbers, handles, references."""

from __future__ import annotations

from typing import Any

import drafting
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.check import check
from newsdesk.check.words import flat

BRIEF = drafting.brief()
RECORDS = {record.id: record for record in BRIEF.records}
QUOTES = [
    ("r1", "I asked it to keep the tests green, and it deleted the tests."),
    ("r1", "I have rarely felt so understood by a colleague"),
    ("r2", "The license reads like a parking ticket with better fonts."),
    ("r3", "Otherwise the pilot ends in June and 40 people go back to forms"),
]


def _codes(*sentences: list[dict[str, Any]]) -> set[str]:
    data = drafting.sound()
    data["paragraphs"] = [data["paragraphs"][0], list(sentences)]
    found = check(drafting.draft(data, BRIEF), BRIEF)
    return {finding.code for finding in found if finding.severity == "error"}


def _quoting(record: str, text: str) -> list[dict[str, Any]]:
    quote = {"record": record, "kind": "speech", "text": text}
    return [{"kind": "said", "text": "{Speaker} says: {quote}.", "quote": quote}]


@given(st.sampled_from(QUOTES), st.data())
def test_any_change_of_one_character_in_a_quotation_is_caught(quoted: tuple[str, str], data: Any) -> None:
    """Put in, taken out or replaced: a quotation that isn't in the record is refused."""
    record, text = quoted
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(codec="utf-8"))
    changed = data.draw(
        st.sampled_from(
            [text[:at] + letter + text[at + 1 :], text[:at] + letter + text[at:], text[:at] + text[at + 1 :]]
        )
    )
    same = flat(changed) in flat(RECORDS[record].record.text)
    whole_words = flat(changed).strip(".") == flat(text).strip(".")
    if not (same and whole_words) and not (same and at in {0, len(text) - 1}):
        assert _codes(_quoting(record, changed))


def test_the_unchanged_quotations_hold() -> None:
    """The quotations of the property above are sound as they stand."""
    for record, text in QUOTES:
        assert _codes(_quoting(record, text)) == set()


@given(st.integers(0, 10_000_000), st.sampled_from(["{}", "{}%", "{}k", "${}", "{}+", "about {}", "{},000"]))
def test_any_number_typed_by_hand_is_caught(value: int, shape: str) -> None:
    """A counted part holds no number of its own, whatever its value or shape."""
    text = f"The beat counted {{stat}}, or {shape.format(value)} with repeats."
    assert _codes([{"kind": "counted", "text": text, "stat": "volume.now", "form": "phrase"}])


@given(st.integers(0, 999).filter(lambda value: value not in {7, 90, 50}))
def test_any_changed_number_of_a_source_is_caught(value: int) -> None:
    """The article says 90 (and 7B, and half); every other number is refused."""
    text = f"More than {value} volunteers tested the model."
    assert "number" in _codes([{"kind": "happened", "text": text, "cites": ["r4"]}])


@given(st.from_regex(r"[a-z][a-z0-9_.-]{2,20}", fullmatch=True), st.sampled_from(["@{}", "u/{}", "/u/{}"]))
def test_any_invented_handle_is_caught(name: str, shape: str) -> None:
    """No account is named that isn't the named author of a cited post."""
    text = f"The one called {shape.format(name)} lost a test suite."
    assert {"handle", "self-talk", "address"} & _codes([{"kind": "said", "text": text, "cites": ["r1"]}])


@given(
    st.from_regex(r"[a-z]{1,2}[0-9]{1,4}", fullmatch=True).filter(
        lambda key: key not in {"r1", "r2", "p1", "n1"}
    )
)
def test_any_reference_that_leads_nowhere_is_caught(key: str) -> None:
    """A cite, a quotation's record or a statistic that the brief doesn't have is refused."""
    known = set(RECORDS)
    if key not in known:
        assert "cite-unknown" in _codes(
            [{"kind": "said", "text": "Somebody lost a test suite.", "cites": ["r1", key]}]
        )
        assert "quote-record" in _codes(_quoting(key, "deleted the tests"))
    counted = {"kind": "counted", "text": "The beat counted {stat}.", "stat": key, "form": "phrase"}
    assert "stat-unknown" in _codes([counted])


@given(st.text(max_size=80))
def test_no_text_breaks_the_gate(text: str) -> None:
    """Whatever a writer puts into a part, the answer is findings and never an exception."""
    kinds = ("said", "happened", "counted", "because", "reading")
    parts = [{"kind": kind, "text": text, "cites": ["r1"]} for kind in kinds]
    quote = {"record": "r1", "kind": "speech", "text": text}
    _codes(parts, [{"kind": "said", "text": "{Speaker} {quote}", "quote": quote}])
