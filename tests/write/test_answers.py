"""What a model answers with: schemas that the API takes, and answers that are read or reported."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import factories
from newsdesk.records import Value
from newsdesk.stories import Part, Writer
from newsdesk.write import answers

drafting = factories.helper("check/drafting")
SHAPES = (answers.StoryAnswer, answers.RepairAnswer, answers.JudgeAnswer)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


def _answer(**changes: Any) -> dict[str, Any]:
    draft = drafting.draft(drafting.sound(), drafting.brief())
    whole = draft.model_dump(mode="json", include={"headline", "standfirst", "paragraphs"})
    return {**whole, **changes}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_api_takes_the_schema_as_it_is(shape: type[Value]) -> None:
    """The SDK's own transformation has nothing to change, so that a request is known without the SDK."""
    from anthropic import transform_schema

    schema = answers.schema_of(shape)
    assert transform_schema(schema) == schema
    Draft202012Validator.check_schema(schema)


def test_a_draft_fits_what_is_asked_for() -> None:
    """The schema describes what is read: the shared draft is valid under it and comes back as it was."""
    Draft202012Validator(answers.schema_of(answers.StoryAnswer)).validate(_answer())
    read = answers.read(answers.StoryAnswer, json.dumps(_answer(ignored=["r5"])))
    assert isinstance(read, answers.StoryAnswer)
    brief = drafting.brief()
    draft = answers.draft_of(read, brief, Writer(name="builtin", version="1"))
    assert draft == drafting.draft(drafting.sound(), brief)


@given(JSON.map(json.dumps) | st.text(max_size=40))
def test_no_answer_raises(text: str) -> None:
    """Whatever comes, it is read or it is reported."""
    for shape in SHAPES:
        assert isinstance(answers.read(shape, text), shape | answers.Unreadable)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sure! Here is the story.",
        "{",
        "[" * 100_000,
        json.dumps(_answer(aside="And now for something else")),
    ],
    ids=["nothing", "chatter", "cut", "deep", "more than was asked for"],
)
def test_what_is_not_the_shape_is_reported(text: str) -> None:
    """The reason says that it isn't what was asked for, in one line."""
    read = answers.read(answers.StoryAnswer, text)
    assert isinstance(read, answers.Unreadable)
    assert read.reason.startswith("not the JSON that was asked for")
    assert "\n" not in read.reason


def test_replacements_stay_in_their_places() -> None:
    """A replaced sentence stands where it stood, a deleted one goes, an emptied paragraph with it."""
    draft = drafting.draft(drafting.sound(), drafting.brief())
    new = (Part(kind="reading", text="Another sentence."),)
    first = [f"paragraphs.0.sentences.{n}" for n in range(len(draft.paragraphs[0].sentences))]
    changed = answers.with_replacements(
        draft,
        {**dict.fromkeys(first, ()), "paragraphs.1.sentences.0": new, "headline": (), "standfirst.1": new},
    )
    assert len(changed.paragraphs) == len(draft.paragraphs) - 1
    assert changed.paragraphs[0].sentences[0].parts == new
    assert changed.paragraphs[0].sentences[1:] == draft.paragraphs[1].sentences[1:]
    assert changed.headline == draft.headline, "a headline can be bettered, and not be taken away"
    assert [sentence.parts for sentence in changed.standfirst] == [draft.standfirst[0].parts, new]
    assert answers.with_replacements(draft, {}) == draft


def test_a_shape_that_changes_is_another_version() -> None:
    """Recorded answers of an old shape are never taken for answers to a new one."""
    assert len({answers.version_of(shape) for shape in SHAPES}) == len(SHAPES)
    assert answers.version_of(answers.StoryAnswer) == answers.version_of(answers.StoryAnswer)
