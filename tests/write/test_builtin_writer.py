"""The built-in writer: what it promises for every brief, checked on the words as they are printed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import pairwise

import brief_builder
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdesk.check import check, gate
from newsdesk.check.numbers import misplaced_moments
from newsdesk.prose import iter_parts, render_paragraph, render_sentence, render_standfirst
from newsdesk.records import Window
from newsdesk.stories import Brief, BriefRecord, Draft, Part
from newsdesk.voice import avoid, style
from newsdesk.write import Refusal, writer
from newsdesk.write.builtin import write
from newsdesk.write.phrasing import time_again, time_first

CASES = sorted(path.stem for path in brief_builder.CASES.glob("*.json"))
STORIES = [name for name in CASES if brief_builder.case(name).get("expect") != "refusal"]


def draft_of(brief: Brief) -> Draft:
    """Return the draft, which there must be."""
    draft = write(brief)
    assert isinstance(draft, Draft), draft
    return draft


def body(draft: Draft, brief: Brief) -> str:
    """Return the paragraphs as printed."""
    return "\n".join(render_paragraph(paragraph, brief) for paragraph in draft.paragraphs)


def quotes(draft: Draft) -> list[str]:
    """Return the quotations of the body, in order."""
    parts = [part for path, part in iter_parts(draft) if path.startswith("paragraphs")]
    return [part.quote.text for part in parts if part.quote]


@pytest.fixture(params=STORIES)
def brief(request: pytest.FixtureRequest) -> Brief:
    """Each case that is a story."""
    return brief_builder.build(brief_builder.case(request.param))


def test_a_draft_passes_the_gate(brief: Brief) -> None:
    """No part of a draft draws an error, and the gate drops nothing."""
    draft = draft_of(brief)
    errors = [finding for finding in check(draft, brief) if finding.severity == "error"]
    assert not errors
    gated = gate(draft, brief)
    assert gated.sound
    assert not gated.dropped
    assert gated.figures.quote_fidelity == 1.0


def test_a_body_has_its_size(brief: Brief) -> None:
    """A body has three or four paragraphs and 180 to 450 words, of which counts keep a fair share."""
    draft = draft_of(brief)
    words = len(body(draft, brief).split())
    quoted = sum(len(quote.split()) for quote in quotes(draft))
    assert 180 <= words <= 450
    assert len(draft.paragraphs) in {3, 4}
    assert 0.2 <= quoted / words <= 0.55
    assert max(len(quote.split()) for quote in quotes(draft)) <= 30


def test_quotations_are_parted_by_counts(brief: Brief) -> None:
    """No third quotation comes in a row without a counted sentence between them."""
    run = 0
    for paragraph in draft_of(brief).paragraphs:
        for sentence in paragraph.sentences:
            run = run + 1 if any(part.quote for part in sentence.parts) else 0
            assert run <= 2


def test_a_place_is_named_once_in_a_paragraph(brief: Brief) -> None:
    """Of two commenters from one place in a row the second is "another commenter"."""
    for paragraph in draft_of(brief).paragraphs:
        parts = [part for sentence in paragraph.sentences for part in sentence.parts if part.quote]
        parts = [part for part in parts if part.quote and part.quote.kind != "term"]
        for one, other in pairwise(parts):
            again = cited(one, brief).speaker == cited(other, brief).speaker
            assert not (again and re.search(r"\{[sS]peaker\}", other.text)), other.text


def cited(part: Part, brief: Brief) -> BriefRecord:
    """Return the record that a part quotes."""
    return next(record for record in brief.records if part.quote and record.id == part.quote.record)


def test_nobody_is_put_on_a_side(brief: Brief) -> None:
    """A label of mood is a count's; no single voice is called negative or positive."""
    assert not re.search(r"\bside,? |[Aa]mong the (?:positive|negative)", own_words(draft_of(brief), brief))


def own_words(draft: Draft, brief: Brief) -> str:
    """Return the body's words without its quotations."""
    return re.sub(r"“[^”]*”", "“”", body(draft, brief))


def test_the_count_is_told_in_the_second_paragraph(brief: Brief) -> None:
    """Where something moved, the second paragraph says from what to what."""
    draft = draft_of(brief)
    if brief.signals:
        placed = [part.stat for sentence in draft.paragraphs[1].sentences for part in sentence.parts]
        assert any(re.search(r"ratio|change|usual", stat or "") for stat in placed)


def test_a_standfirst_quotes_nobody(brief: Brief) -> None:
    """A standfirst tells in counts what changed and what that leaves out; marks are for a phrase."""
    quoted = [part.quote for sentence in draft_of(brief).standfirst for part in sentence.parts if part.quote]
    assert all(quote.kind == "term" for quote in quoted)


@pytest.mark.parametrize(
    ("end", "first", "again"),
    [
        ("2025-07-13T00:00:00+00:00", "on Saturday, July 12", "that day"),
        ("2025-07-11T06:00:00+00:00", "in the 24 hours to Friday morning, July 11", "in those 24 hours"),
        ("2025-07-11T12:00:00+00:00", "in the 24 hours to midday on Friday, July 11", "in those 24 hours"),
        ("2025-07-11T18:00:00+00:00", "in the 24 hours to Friday evening, July 11", "in those 24 hours"),
    ],
)
def test_the_time_is_that_of_the_window(end: str, first: str, again: str) -> None:
    """Midnight closes a calendar day; other windows are called after the part of the day that ends them."""
    closed = datetime.fromisoformat(end)
    window = Window(start=closed - timedelta(days=1), end=closed)
    assert (time_first(window), time_again(window)) == (first, again)
    assert not list(misplaced_moments(first, window))


def test_a_gloss_is_told_once() -> None:
    """The subject is explained at first mention in the body, and the gate knows the gloss's names."""
    case = brief_builder.case("entity-open-source")
    brief = brief_builder.build(case)
    brief = brief.model_copy(update={"subject_gloss": "Marlowe Systems' open model"})
    draft = draft_of(brief)
    assert body(draft, brief).count("Marlowe Systems' open model,") == 1
    assert not [finding for finding in check(draft, brief) if finding.severity == "error"]


def test_a_rich_brief_fills_the_size() -> None:
    """With ten good voices the body has the 250 to 450 words of its kind."""
    brief = brief_builder.build(brief_builder.case("lead-coding-agents"))
    assert 250 <= len(body(draft_of(brief), brief).split()) <= 450


def test_nobody_is_quoted_twice(brief: Brief) -> None:
    """One speech from each record, one record from each author, no words twice."""
    draft = draft_of(brief)
    parts = [part for path, part in iter_parts(draft) if path.startswith("paragraphs")]
    spoken = [part.quote.record for part in parts if part.quote and part.quote.kind == "speech"]
    authors = {record.id: record.record.author for record in brief.records}
    assert len(spoken) == len(set(spoken))
    assert len({authors[record] for record in spoken}) == len(spoken)
    assert len(set(quotes(draft))) == len(quotes(draft))


def test_headline_and_standfirst_keep_their_bounds(brief: Brief) -> None:
    """A headline has 50 to 100 characters and no full stop; a standfirst is two sentences of 140 to 280."""
    draft = draft_of(brief)
    headline = render_sentence(draft.headline, brief)
    assert 50 <= len(headline) <= 100
    assert not headline.endswith((".", "?", ":"))
    assert len(draft.standfirst) == 2
    assert 140 <= len(render_standfirst(draft, brief)) <= 280


_LINT = {
    "a doubled word": r"\b(\w+) \1\b",
    "a doubled space": r"  ",
    "a space before punctuation": r"\s[,.;:?!](?!\w)",
    "doubled punctuation": r"[.?!,;:]”?[.,;:]|\.\.|,\.",
    "a before a vowel": r"\b[Aa] (?=[aeio])(?!one\b|once\b)",
    "an before a consonant": r"\b[Aa]n (?=[bcdfgjklmnpqrstvwyz])",
    "an unfilled name": r"<\w*>|\[\w",
    "an unfilled slot": r"\{(?:quote|[sS]tat|[sS]peaker|[aA]nother)\}(?![^“]*”)",
    "a period inside the marks": r"\.”",
}


@pytest.mark.parametrize("fault", _LINT)
def test_prose_has_no_fault_of_grammar(brief: Brief, fault: str) -> None:
    """What is printed holds no doubled word, stray space or mark, wrong article or unfilled name."""
    draft = draft_of(brief)
    text = (
        f"{render_sentence(draft.headline, brief)}\n{render_standfirst(draft, brief)}\n{body(draft, brief)}"
    )
    own = re.sub(r"“[^”]*”", lambda quote: "“x?”" if quote.group()[-2] in "?!" else "“x”", text)
    found = re.search(_LINT[fault], own)
    assert found is None, own[max(0, found.start() - 40) : found.end() + 40]
    assert own.count("“") == own.count("”")


def test_sentences_begin_with_a_capital_and_end(brief: Brief) -> None:
    """Every sentence of ours begins with a capital or a quotation and ends with its mark."""
    draft = draft_of(brief)
    for paragraph in draft.paragraphs:
        for sentence in paragraph.sentences:
            assert re.match(r"[A-Z“].*[.!?]”?$", render_sentence(sentence, brief))


def test_a_quotation_seldom_opens_on_a_pronoun(brief: Brief) -> None:
    """At most one quotation of a story begins with a word whose meaning stands in another sentence."""
    dangling = re.compile(r"(?:It|This|That|These|Those|They|He|She|And|But|So|Because|Also)\b")
    assert sum(bool(dangling.match(quote)) for quote in quotes(draft_of(brief))) <= 1


def test_the_last_quotation_is_the_question(brief: Brief) -> None:
    """Where somebody asked something real that nobody answered, a story ends on it."""
    asked = [r for r in brief.records if r.record.text.endswith("?") and r.record.engagement.replies == 0]
    last = quotes(draft_of(brief))[-1]
    assert not asked or last.endswith("?")


def test_the_lead_comes_first(brief: Brief) -> None:
    """The brief's lead opens the story whenever it can be quoted."""
    first = next(part for path, part in iter_parts(draft_of(brief)) if path.startswith("paragraphs"))
    lead = next(record for record in brief.records if record.id == brief.lead_record)
    if "{" not in lead.record.text:
        assert first.quote is not None
        assert first.quote.record == brief.lead_record


def test_the_same_brief_gives_the_same_draft(brief: Brief) -> None:
    """Nothing but the brief decides."""
    assert write(brief) == write(brief.model_copy(deep=True))


@pytest.mark.parametrize("name", ["lead-coding-agents", "mood-ai-and-work", "dispatch-consciousness"])
def test_ten_stories_do_not_read_alike(name: str) -> None:
    """Ten ids over the same material give seven or more first sentences, and more than one headline."""
    beginnings, headlines = set(), set()
    for number in range(10):
        brief = brief_builder.build(brief_builder.case(name), seed=f"{number:032x}")
        draft = draft_of(brief)
        assert not [finding for finding in check(draft, brief) if finding.severity == "error"]
        beginnings.add(draft.paragraphs[0].sentences[0].parts[0].text)
        headlines.add(render_sentence(draft.headline, brief))
    assert len(beginnings) >= 7
    assert len(headlines) >= 2


def test_an_opening_used_lately_is_left_alone() -> None:
    """The opening shape that an earlier story had isn't chosen again, and no more is a closing."""
    brief = brief_builder.build(brief_builder.case("down-ai-regulation"))
    told = style(draft_of(brief), brief)
    again = brief.model_copy(update={"avoid": avoid([told])})
    heard = style(draft_of(again), again)
    assert heard.opening != told.opening
    assert heard.closing != told.closing


def test_a_headline_used_lately_is_left_alone() -> None:
    """The shape that an earlier headline had isn't chosen again, whatever its numbers."""
    brief = brief_builder.build(brief_builder.case("divergence-ai-and-art"))
    headline = render_sentence(draft_of(brief).headline, brief)
    used = style(draft_of(brief), brief).headline
    assert not re.search(r"\d", used)
    again = brief.model_copy(update={"avoid": brief.avoid.model_copy(update={"headlines": (used,)})})
    assert render_sentence(draft_of(again).headline, again) != headline


def test_too_few_voices_are_refused() -> None:
    """Fewer than four voices make no story; the refusal says so."""
    refusal = write(brief_builder.build(brief_builder.case("thin")))
    assert isinstance(refusal, Refusal)
    assert re.match(r"[0-3] of 4 ", refusal.reason)


def test_a_dispatch_without_its_post_is_refused() -> None:
    """A dispatch whose own post can't be quoted isn't told from its replies."""
    case = brief_builder.case("dispatch-consciousness")
    case["posts"][0] |= {"title": "!!", "text": "https://link.example"}
    assert isinstance(write(brief_builder.build(case)), Refusal)


def test_braces_in_posts_never_become_slots() -> None:
    """Posts, authors and names that look like slots or templates change no part of ours."""
    brief = brief_builder.build(brief_builder.case("hostile"))
    for _, part in iter_parts(draft_of(brief)):
        assert not re.search(r"\{(?!(?:quote|[sS]tat|[sS]peaker|[aA]nother)\})", part.text)
        assert "{" not in (part.quote.text if part.quote else "")


def test_advertisements_and_barred_records_are_not_quoted() -> None:
    """Flags and permission stand above any beauty of words."""
    case = brief_builder.case("lead-coding-agents")
    case["posts"][1]["flags"] = ["promotion"]
    case["posts"][2]["quotable"] = False
    used = {part.quote.record for _, part in iter_parts(draft_of(brief_builder.build(case))) if part.quote}
    assert not used & {"r2", "r3"}


def test_writers_are_found_by_name() -> None:
    """The registry gives the writer, and names the ones there are for a wrong name."""
    assert writer("builtin") is write
    with pytest.raises(KeyError, match="builtin"):
        writer("nobody")


_TEXT = st.text(max_size=300) | st.lists(
    st.sampled_from(
        [
            "The agent wrote my code.",
            "I lost {quote} on Monday; why?",
            "A model's cost is 40% of wages and nobody at the office asked.",
            "Should a machine sign the contract for a person?",
            *(
                "“Yes”",
                "> no",
                "- a list",
                "<b>x</b>",
                "\n",
                "```",
                "😉",
                "/s",
                "AAAA",
                "{{ x }}",
                "\u202e",
                "(an",
            ),
        ]
    ),
    max_size=8,
).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_TEXT, min_size=8, max_size=8), st.text(max_size=40))
def test_no_text_makes_the_writer_fail(texts: list[str], title: str) -> None:
    """Whatever people write, there is a draft without errors, or a refusal."""
    case = brief_builder.case("lead-coding-agents")
    for post, text in zip(case["posts"], texts, strict=False):
        post["text"] = text
    case["posts"][0]["title"] = title
    brief = brief_builder.build(case)
    draft = write(brief)
    if isinstance(draft, Draft):
        errors = [finding for finding in check(draft, brief) if finding.severity == "error"]
        assert not errors
