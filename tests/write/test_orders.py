"""Requests: the same for the same brief, constant where they are cached, and closed to what posts say."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import factories
from newsdesk.config import Claude
from newsdesk.records import canonical_json
from newsdesk.stories import SIZES
from newsdesk.write import answers, evidence, orders, prompts

drafting = factories.helper("check/drafting")
CLAUDE = Claude()


def _texts(request: Any) -> list[str]:
    return [block["text"] for block in request.body["messages"][0]["content"]]


def test_the_same_brief_asks_the_same() -> None:
    """A request has one key, wherever and whenever it is made; another brief or model has another."""
    first, again = (orders.story(drafting.brief(), CLAUDE) for _ in range(2))
    assert first == again
    assert first.key == again.key
    other = orders.story(drafting.brief({"why": "Another reason."}), CLAUDE)
    cheaper = orders.story(drafting.brief(), Claude(model="claude-haiku-5-5"))
    assert len({first.key, other.key, cheaper.key}) == 3


def test_what_is_cached_never_varies() -> None:
    """The system block is the same for every story and marked for the cache; the evidence comes after it."""
    first = orders.story(drafting.brief(), CLAUDE)
    other = orders.story(drafting.brief({"why": "Another reason."}), CLAUDE)
    assert first.body["system"] == other.body["system"]
    assert first.body["system"][0]["cache_control"] == {"type": "ephemeral", "ttl": "1h"}
    assert first.body["messages"] != other.body["messages"]
    assert prompts.system() == first.body["system"][0]["text"]


def test_the_task_stands_around_the_evidence() -> None:
    """What we ask comes first and last; the evidence in between is one JSON document and nothing else."""
    brief = drafting.brief()
    task, document, again = _texts(orders.story(brief, CLAUDE))
    assert json.loads(document)["story"]["kind"] == brief.kind
    assert document == evidence.document(brief)
    for text in (task, again):
        assert f" {brief.kind}" in text
        assert "{" not in text
    assert f"{SIZES[brief.kind].low} to {SIZES[brief.kind].high} words" in again


def test_nothing_that_the_sdk_dropped_is_sent() -> None:
    """The body has what API version 2026-10-21 takes: no sampling, no prefill, a schema for the answer."""
    body = orders.story(drafting.brief(), CLAUDE).body
    assert set(body) == {"model", "max_tokens", "system", "messages", "output_config"}
    assert body["messages"][-1]["role"] == "user"
    shape = {"type": "json_schema", "schema": answers.schema_of(answers.StoryAnswer)}
    assert body["output_config"] == {"effort": CLAUDE.effort, "format": shape}


def test_a_demonstration_is_asked_of_nobody() -> None:
    """Its request names no model, and settings don't change it: its recorded answer is always found."""
    brief = drafting.brief().model_copy(update={"demo": True})
    ours = orders.story(brief, CLAUDE)
    assert ours.key == orders.story(brief, Claude(model="claude-haiku-5-5", effort="max")).key
    assert ours.body["model"] == orders.DEMONSTRATION


@given(st.text(st.sampled_from("<>&\"{}\\]}'\n abc"), max_size=40))
def test_a_finding_or_draft_can_close_nothing_either(text: str) -> None:
    """What goes back for repair was written by a model that read posts: it is escaped like they are."""
    brief = drafting.brief({"r1": {"text": text}})
    draft = drafting.draft(drafting.sound(), brief)
    fault = orders.Fault("paragraphs.0.sentences.0", "quote-verbatim", "A rule.", text)
    _, sentences, document = _texts(orders.repair(brief, draft, [fault], CLAUDE))
    assert not set("<>&") & set(sentences + document)
    (shown,) = json.loads(sentences)["sentences"]
    assert shown["findings"] == [{"code": "quote-verbatim", "rule": "A rule.", "detail": text}]


def test_a_repair_gets_the_failing_sentences_and_what_they_rest_on() -> None:
    """Not the whole prompt again: the sentences, their neighbours, their paragraph's records, the counts."""
    brief = drafting.brief()
    draft = drafting.draft(drafting.sound(), brief)
    path = "paragraphs.2.sentences.1"
    fault = orders.Fault(path, "number", "A rule.", "7")
    _, sentences, document = _texts(orders.repair(brief, draft, [fault, fault], CLAUDE))
    (shown,) = json.loads(sentences)["sentences"]
    assert shown["path"] == path
    assert len(shown["findings"]) == 2
    assert shown["before"].endswith("The Example Courier reports.")
    assert shown["after"].startswith("A Hacker News commenter asks")
    given_along = json.loads(document)
    assert {record["id"] for record in given_along["records"]} == {"r2", "r3", "r4"}
    assert len(given_along["statistics"]) == len(brief.statistics)
    assert "story" not in given_along


def test_a_second_reader_sees_the_story_and_its_records_alone() -> None:
    """Neither brief nor statistics nor what the writer was told, and a model of its own choice."""
    brief = drafting.brief()
    draft = drafting.draft(drafting.sound(), brief)
    request = orders.judge(brief, draft, Claude(judge="claude-haiku-5-5"))
    sentences, document = (json.loads(text) for text in _texts(request))
    assert request.body["model"] == "claude-haiku-5-5"
    assert {record["id"] for record in document["records"]} == {"r1", "r2", "r3", "r4"}
    assert not document.get("statistics")
    assert "standfirst.0" not in {sentence["path"] for sentence in sentences["sentences"]}
    assert prompts.text("2-voice") not in canonical_json(request.body)
