"""Values as they are printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.site import printed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the lawyers' threat, and it isn't one", "the lawyers’ threat, and it isn’t one"),
        ("a user's “it's mine” and the user's end", "a user’s “it's mine” and the user’s end"),
        ("'tis said in '26", "'tis said in '26"),
        ("“it's open to the user's end", "“it’s open to the user’s end"),
    ],
)
def test_our_own_apostrophes_are_those_of_print(text: str, told: str) -> None:
    """Those after a letter are curled, outside of whole quotations."""
    assert printed.curled(text) == told


@given(st.text(alphabet="a' “”1"))
def test_nothing_but_apostrophes_is_changed(text: str) -> None:
    """The words stay what they were, and a second time changes nothing."""
    assert printed.curled(text).replace("’", "'") == text
    assert printed.curled(printed.curled(text)) == printed.curled(text)
