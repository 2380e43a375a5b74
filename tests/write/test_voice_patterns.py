"""The built-in writer has more shapes than thirty stories can use up, and words that never wear out."""

from __future__ import annotations

import re

import brief_builder
import pytest

from newsdesk.check import check
from newsdesk.stories import Draft, Quote, Sentence
from newsdesk.voice import LATELY, avoid, closing, names_of, opening, runs, style
from newsdesk.write import closing_patterns as last
from newsdesk.write import opening_patterns as first
from newsdesk.write import patterns
from newsdesk.write.builtin import write
from newsdesk.write.phrasing import Phrasing
from newsdesk.write.spare_patterns import SPARE

BRIEF = brief_builder.build(brief_builder.case("lead-coding-agents"))
NAMES = names_of(BRIEF)
OPENINGS = [name for name in vars(first) if name.startswith("OPEN_") and name != "OPEN_REPLY"]
#: What stands in a pattern's names here: words where they are words in print, else one name.
FILLED = {"noun": "post", "Noun": "Post", "tone": "negative", "Tone": "Negative", "adjective": "angry"}
FILLED |= {"Adjective": "Angry", "Day": "a Day", "page": "one page on host.example", "ofbeat": ""}


def made(pattern: str) -> Sentence:
    """Return the sentence that a pattern makes in print."""
    words = dict.fromkeys(re.findall(r"<(\w+)>", pattern), "Reddit") | FILLED
    quote = Quote(record="r1", kind="speech", text="x")
    return Phrasing(BRIEF).sentence(
        pattern, (quote,), {k: v for k, v in words.items() if k.lower() != "when"}
    )


@pytest.mark.parametrize("kind", OPENINGS)
def test_more_openings_than_stories(kind: str) -> None:
    """Whatever leads, more than thirty opening shapes are there without six words of ours in a row."""
    fresh = [made(p) for p in getattr(first, kind) if not list(runs(made(p), NAMES))]
    assert len({opening(sentence, NAMES) for sentence in fresh}) > LATELY


@pytest.mark.parametrize("ways", [last.CLOSE_QUESTION, (*patterns.VOICE, *last.CLOSE_SAID)])
def test_more_closings_than_stories(ways: tuple[str, ...]) -> None:
    """A question and other words can close a story in more than thirty shapes that don't wear out."""
    fresh = [made(p) for p in ways if not list(runs(made(p), NAMES))]
    assert len({closing(sentence, NAMES) for sentence in fresh}) > LATELY


@pytest.mark.parametrize("options", SPARE, ids=lambda options: options[0][:40])
def test_a_spare_never_wears_out(options: tuple[str, ...]) -> None:
    """Of what stands in for worn patterns one at least has no six words of ours in a row."""
    assert any(not list(runs(made(pattern), NAMES)) for pattern in SPARE[options])


@pytest.mark.parametrize("name", ["lead-coding-agents", "dispatch-consciousness", "mood-ai-and-work"])
def test_a_story_can_be_told_after_thirty_of_its_own(name: str) -> None:
    """Thirty-one stories of one and the same brief in a row open, close and run on in nobody's words."""
    brief = brief_builder.build(brief_builder.case(name))
    told: list[Draft] = []
    for _ in range(LATELY + 1):
        styles = [style(draft, brief) for draft in reversed(told)]
        after = brief.model_copy(update={"avoid": avoid(styles[:LATELY])})
        draft = write(after)
        assert isinstance(draft, Draft)
        assert not [finding for finding in check(draft, after) if finding.severity == "error"]
        told.append(draft)
    assert len({style(draft, brief).opening for draft in told}) > LATELY
