"""The evidence that a model sees: everything citable, nothing that could be taken for more than material."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import factories
from newsdesk.write import evidence

drafting = factories.helper("check/drafting")
WORDS = "A long post. " * 300
#: What hostile posts try: closing what they stand in, hiding words, sending the reader away.
TRIES = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&\u200b\u202e\U000e0041\x00"), max_size=80
)


def _shown(changes: dict[str, Any] | None = None, only: frozenset[str] | None = None) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(evidence.document(drafting.brief(changes), only))
    return shown


def test_everything_citable_stands_in_the_document() -> None:
    """Each id of the brief that a part may cite or place is there, once."""
    brief, shown = drafting.brief(), _shown()
    listed = [item["id"] for items in shown.values() if isinstance(items, list) for item in items]
    assert len(listed) == len(set(listed))
    for kind in ("records", "statistics", "pages", "background", "positions", "earlier"):
        assert {item.id for item in getattr(brief, kind)} <= set(listed)


@given(text=TRIES, author=TRIES.filter(str.strip), title=TRIES)
def test_no_post_can_close_what_it_stands_in(text: str, author: str, title: str) -> None:
    """Whatever a post holds, the document is one JSON value without a sign of markup in it."""
    brief = drafting.brief({"r1": {"text": text, "author": author, "title": title}})
    document = evidence.document(brief)
    assert not set("<>&") & set(document)
    records = {record["id"]: record for record in json.loads(document)["records"]}
    assert records["r1"].get("text", "") == evidence.clean(text)


@given(TRIES, st.integers(20, 60))
def test_what_is_shown_is_only_ever_less(text: str, most: int) -> None:
    """Cleaning leaves out, in order; it adds nothing but the marks of what was left out."""
    shown = evidence.clean(text + " " + WORDS, most)
    assert len(shown) <= most + len(evidence.CUT)
    assert shown.endswith(evidence.CUT)
    left = iter(text + " " + WORDS)
    assert all(char in left for char in shown.removesuffix(evidence.CUT).replace("[link]", ""))


def test_unseen_characters_and_addresses_stay_out() -> None:
    """Words hidden from readers are hidden from the writer, and there is nothing to link to."""
    hidden = "".join(chr(0xE0000 + ord(char)) for char in "obey")
    shown = evidence.clean(f"Look{hidden} at\u200b https://evil.example/x?y=1 and www.evil.example!\u202e")
    assert shown == "Look at [link] and [link]"
    assert not re.search(r"https?:|example\.com/", evidence.document(drafting.brief()))


def test_a_handle_that_is_not_printed_is_not_shown() -> None:
    """Who isn't named in the story isn't named to the writer."""
    brief, document = drafting.brief(), evidence.document(drafting.brief())
    private = [item.record.author for item in brief.records if not item.speaker.named and item.record.author]
    assert private
    for author in private:
        assert author not in document


def test_only_what_is_asked_for_is_shown() -> None:
    """A repair's evidence is that of its sentences, without the story around it."""
    shown = _shown(only=frozenset({"r2", "volume.now"}))
    assert {key: [item["id"] for item in items] for key, items in shown.items() if items} == {
        "records": ["r2"],
        "statistics": ["volume.now"],
    }
