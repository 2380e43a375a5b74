"""One wording per record on the whole site."""

from __future__ import annotations

import drafting
import pytest

from newsdesk.check import check, gate

RECORD = "bluesky:1"


@pytest.mark.parametrize(
    ("printed", "agrees"),
    [
        ("it deleted the tests", True),
        ("deleted the tests", True),
        ("I have rarely felt so understood by a colleague", True),
        ("I asked it … deleted the tests", True),
        ("tests green, and it deleted", False),
        ("it deleted … I have rarely felt", False),
    ],
    ids=["more of it", "the same", "other words", "held by it", "cut across", "joined across"],
)
def test_words_in_print_are_not_cut_anew(printed: str, agrees: bool) -> None:
    """A quotation holds what was printed of its words, or is held by it, or shares no word with it."""
    brief = drafting.brief()
    draft = drafting.draft(drafting.sound(), brief)
    found = {one.code for one in check(draft, brief, printed={RECORD: [printed]})}
    assert ("quote-wording" not in found) is agrees


def test_the_gate_drops_what_was_printed_otherwise() -> None:
    """Here it is the lead, so that there is no story; with nothing in print there is."""
    brief = drafting.brief()
    draft = drafting.draft(drafting.sound(), brief)
    assert gate(draft, brief).sound
    assert not gate(draft, brief, printed={RECORD: ["tests green, and it deleted"]}).sound
