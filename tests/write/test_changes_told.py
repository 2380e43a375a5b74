"""Every kind of change becomes a story that says it: phrases, tones, what crosses beats, what is new."""

from __future__ import annotations

import re

import brief_builder
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.analyse.matching import fold
from newsdesk.check import check
from newsdesk.check.quotes import problems
from newsdesk.prose import render_paragraph, render_sentence, render_standfirst
from newsdesk.stories import Brief, Draft
from newsdesk.write.builtin import write
from newsdesk.write.matter import Matter
from newsdesk.write.phrasing import Phrasing
from newsdesk.write.subject import movements
from newsdesk.write.terms import holds, wording
from newsdesk.write.tones import TONES

#: Case, what its headline or standfirst must say, and what its body must say.
TOLD = {
    "phrase-coding-agents": (r"“ghost commit”", r"“ghost commit” .*\b26\b"),
    "register-ai-and-work": (
        r"(?i)(?=.*(?:34%|doubled)).*\bangry\b",
        r"34%.* sounded angry|angry tone|sounded angry .*34%",
    ),
    "register-down-ai-and-work": (
        r"(?i)(?=.*(?:9%|fell by)).*\banxious\b",
        r"9%.* sounded anxious|9% came so|anxious .*9%",
    ),
    "register-joking": (
        r"(?i)(?=.*(?:27%|doubled)).*\bjoking\b",
        r"27%.* were joking|27% came so|joking .*27%",
    ),
    "cross-name": (r"(?s)(?=.*AI & Work)(?=.*Data & Privacy).*Corvale", r"Corvale .*data and privacy"),
    "cross-link": (
        r"(?s)(?=.*AI & Work)(?=.*Data & Privacy).*ledger\.example",
        r"one page on ledger\.example",
    ),
    "cross-phrase": (r"(?s)(?=.*AI & Work).*“ghost commit”", r"“ghost commit” .*AI and work"),
    "novel-names": (r"(?i)(?=.*(?:31%|tripled)).*\bnew names?\b", r"31% of posts|to 31%"),
    "novel-phrases": (r"(?i)(?=.*29%).*\bnew turns of phrase\b", r"from 0% .* to 29%"),
    "novel-authors": (r"(?i)(?=.*(?:78%|rose by)).*\bnewcomers\b", r"78%"),
}
SEEDS = [f"{number:032x}" for number in range(6)]


def draft_of(brief: Brief) -> Draft:
    """Return the draft, which there must be."""
    draft = write(brief)
    assert isinstance(draft, Draft), draft
    return draft


def body(draft: Draft, brief: Brief) -> str:
    """Return the paragraphs as printed, one a line."""
    return "\n".join(render_paragraph(paragraph, brief) for paragraph in draft.paragraphs)


@pytest.mark.parametrize("name", TOLD)
def test_the_change_is_told(name: str) -> None:
    """Whatever the brief's id, the heading and the body say what moved, and the gate finds no error."""
    above, below = TOLD[name]
    for seed in SEEDS:
        brief = brief_builder.build(brief_builder.case(name), seed=seed)
        draft = draft_of(brief)
        heading = f"{render_sentence(draft.headline, brief)}. {render_standfirst(draft, brief)}"
        assert re.search(above, heading), heading
        assert re.search(below, body(draft, brief)), body(draft, brief)
        assert not [finding for finding in check(draft, brief) if finding.severity == "error"]


@pytest.mark.parametrize("name", TOLD)
def test_new_changes_are_not_told_alike(name: str) -> None:
    """Over ten ids the sentence that tells the change has two or more forms, and so has the headline."""
    headlines, told = set(), set()
    for number in range(10):
        brief = brief_builder.build(brief_builder.case(name), seed=f"{number:032x}")
        draft = draft_of(brief)
        headlines.add(draft.headline.parts[0].text)
        told.add(draft.paragraphs[1].sentences[0].parts[0].text)
    assert len(headlines) >= 2
    assert len(told) >= (1 if name == "novel-phrases" else 2)  # with no usual share one form is left


@pytest.mark.parametrize("register", TONES)
def test_a_tone_is_told_as_it_sounded(register: str) -> None:
    """No story speaks of registers; each says how the posts sounded."""
    case = brief_builder.case("register-ai-and-work")
    case["signals"] = [{"kind": "register_shift", "subject": register, "share": [34, 13]}]
    brief = brief_builder.build(case)
    text = re.sub(
        r"“[^”]*”", "", f"{render_standfirst(draft_of(brief), brief)} {body(draft_of(brief), brief)}"
    )
    assert not re.search(r"\bregisters?\b", text)
    assert TONES[register].did in text


def test_a_tone_that_fell_is_told_as_fallen() -> None:
    """A tone that ebbs has no quotation in its headline: nobody's words stand for what is missing."""
    brief = brief_builder.build(brief_builder.case("register-down-ai-and-work"))
    draft = draft_of(brief)
    assert not movements(brief, Phrasing(brief))[0].up
    assert not any(part.quote for part in draft.headline.parts)


def test_a_headline_in_a_tone_quotes_somebody_in_that_tone() -> None:
    """The few words above a story of angry posts are those of an angry post."""
    case = brief_builder.case("register-ai-and-work")
    case["posts"][4]["text"] = (
        "I hate what the software did to my counter. I trained it for a year, and I am done."
    )
    for seed in SEEDS:
        brief = brief_builder.build(case, seed=seed)
        quoted = [part.quote.record for part in draft_of(brief).headline.parts if part.quote]
        tones = {record.id: record.voice_register for record in brief.records}
        assert all(tones[record] == "angry" for record in quoted)


def test_a_phrase_is_printed_as_most_write_it() -> None:
    """The wording in marks is a term that its record really has, in the spelling that most posts use."""
    brief = brief_builder.build(brief_builder.case("phrase-coding-agents"))
    term = wording("ghost commit", brief)
    assert term is not None
    assert (term.kind, term.text) == ("term", "ghost commit")
    hyphened = brief.model_copy(
        update={"records": tuple(r for r in brief.records if "-commit" in r.record.text)}
    )
    found = wording("ghost commit", hyphened)
    assert found is not None
    assert found.text == "ghost-commit"


def test_no_wording_is_taken_from_the_barred() -> None:
    """Advertisements and posts that may not be quoted lend no wording; then the change is told without."""
    case = brief_builder.case("phrase-coding-agents")
    for post in case["posts"]:
        post["text"] = (
            post["text"].replace("host commit", "host commit's").replace("host-commit", "host-commit's")
        )
        post["text"] = post["text"].replace("'s's", "'s")
    brief = brief_builder.build(case)
    assert wording("ghost commit", brief) is None
    draft = draft_of(brief)
    assert "turn of phrase" in body(draft, brief)
    assert not [finding for finding in check(draft, brief) if finding.severity == "error"]
    case = brief_builder.case("phrase-coding-agents")
    for post in case["posts"]:
        post["flags"] = ["promotion"]
    assert wording("ghost commit", brief_builder.build(case)) is None


_GLUE = st.sampled_from([" ", "-", ", ", "'s ", "\u2019s ", " \u2010 ", "\n", ". ", "  "])
_WORD = st.sampled_from(
    ["Open", "weights", "open", "WEIGHTS", "weight", "#open", "(open", "weights)", "\u201copen"]
)


@given(st.lists(st.tuples(_WORD, _GLUE), min_size=1, max_size=9))
def test_a_wording_is_always_verbatim(pieces: list[tuple[str, str]]) -> None:
    """However a phrase is cased, joined or wrapped, what is printed of it stands so in the record."""
    brief = brief_builder.build(brief_builder.case("phrase-coding-agents"))
    text = "".join(word + glue for word, glue in pieces) + "end"
    item = brief.records[0]
    item = item.model_copy(update={"record": item.record.model_copy(update={"text": text})})
    term = wording("open weights", brief.model_copy(update={"records": (item,)}))
    if term is not None:
        assert re.sub(r"'s(?= )", "", fold(term.text)).replace("-", " ") == "open weights"
        assert not problems(term, item)
        assert holds(item, "open weights")


def test_the_moods_of_a_whole_beat_are_not_given_to_a_phrase() -> None:
    """Where only a phrase moved, shares with a usual level are the beat's, and are not told of its posts."""
    case = brief_builder.case("phrase-coding-agents")
    case["context"] = {**case["context"], "moods": {"negative": [41, 40], "positive": [22, 21]}}
    for seed in SEEDS:
        brief = brief_builder.build(case, seed=seed)
        draft = draft_of(brief)
        assert not re.search(r"41%|22%", f"{render_standfirst(draft, brief)} {body(draft, brief)}")


def test_what_links_the_page_or_has_the_phrase_is_near() -> None:
    """A record that carries what moved is as near as the lead."""
    for name in ("cross-link", "cross-phrase", "phrase-coding-agents", "cross-name"):
        brief = brief_builder.build(brief_builder.case(name))
        matter = Matter(brief)
        carrying = [record for record in brief.records if matter.is_about(record)]
        assert len(carrying) >= 3
        assert all(matter.nearness(record) == 1.0 for record in carrying)


def test_a_beat_that_the_brief_does_not_name_is_not_told() -> None:
    """Without the other beat's name there is no crossing to tell; the name's own rise is told instead."""
    case = brief_builder.case("cross-name")
    case["other_beats"] = []
    brief = brief_builder.build(case)
    assert [movement.kind for movement in movements(brief, Phrasing(brief))] == ["entity"]
    assert "Corvale" in body(draft_of(brief), brief)


def test_what_is_new_comes_after_what_moved() -> None:
    """Where a mood, a name and news moved together, the name comes first and the news last."""
    case = brief_builder.case("entity-open-source")
    case["signals"] = [
        {"kind": "novelty", "shares": {"names": [31, 9]}},
        {"kind": "sentiment_shift", "negative": [52, 31], "positive": [17, 18]},
        *case["signals"],
    ]
    brief = brief_builder.build(case)
    kinds = [movement.kind for movement in movements(brief, Phrasing(brief))]
    assert (kinds[0], kinds[-1]) == ("entity", "novel.names")


def test_words_of_a_name_are_no_news_beside_it() -> None:
    """A phrase that is a part of the name that is told is not told as well, nor is a second name."""
    case = brief_builder.case("entity-open-source")
    case["names"]["halden"] = "Halden Labs"
    case["signals"] += [
        {"kind": "phrase_trending", "subject": "tessel 9", "now": 21, "usual": 2},
        {"kind": "entity_surge", "subject": "halden", "now": 19, "usual": 2},
    ]
    brief = brief_builder.build(case)
    assert [movement.key for movement in movements(brief, Phrasing(brief))] == [case["subject"]]


def test_counts_of_a_beat_are_not_given_to_a_name() -> None:
    """Where a name and its beat moved, the standfirst says that what it counts further is the whole beat."""
    case = brief_builder.case("entity-open-source")
    case["signals"].append({"kind": "volume_anomaly", "now": 120, "usual": 41})
    for seed in SEEDS:
        brief = brief_builder.build(case, seed=seed)
        draft = draft_of(brief)
        last = render_sentence(draft.standfirst[-1], brief)
        assert re.search(r"as a whole|of all talk about", last), last
        assert "posts about open source AI" in body(draft, brief)
