"""Which sentences may be quoted, and which are chosen."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from newsdesk.write.audition import is_real_question
from newsdesk.write.candidates import bare_title, is_title, spans, words_of
from newsdesk.write.phrasing import spoken_beat
from newsdesk.write.scoring import FLOOR, Rarity, score
from newsdesk.write.titles import title_case

DATA = Path(os.environ.get("NEWSDESK_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
GOOD = "The agent fixed a leap year bug that had sat in our invoices since 2011."

REFUSED = {
    "a quoted line": f"> {GOOD}",
    "a list": f"- {GOOD}",
    "a numbered list": f"1. {GOOD}",
    "a heading": f"# {GOOD}",
    "code": f"```\n{GOOD}\n```",
    "words in quotation marks": f'She said: "{GOOD} It was great."',
    "words in curly marks": f"“{GOOD}”",
    "a supposition": f"Imagine this: {GOOD}",
    "an address": "The agent fixed a bug and the story is at example.com/blog for all to read.",
    "a handle": "The agent fixed the bug that @someone had put into our invoices in 2011.",
    "Markdown": "The agent fixed a **leap year** bug that had sat in our invoices since 2011.",
    "HTML": "The agent fixed a <b>leap year</b> bug that had sat in our invoices since 2011.",
    "a slot": "The agent fixed a {quote} bug that had sat in our invoices since 2011.",
    "shouting": "THE AGENT FIXED A LEAP YEAR BUG THAT HAD SAT IN OUR INVOICES SINCE 2011.",
    "irony cut off": "The agent fixed a leap year bug that had sat in our invoices since 2011. /s",
    "a picture cut off": "The agent fixed a leap year bug that had sat in our invoices since 2011. 🙃",
    "a fragment": "Well. the agent fixed a leap year bug that had sat in our invoices since 2011.",
    "no verb": "Nothing but old invoices and bugs in the whole of our office in 2011.",
    "too few words": "The agent fixed a bug.",
    "another language": "Der Agent hat den Fehler in unseren Rechnungen seit 2011 endlich gefunden.",
    "private distress": "My mother's cancer came back the week that the agent took my job at the office.",
    "abuse": "You are an idiot if the agent has to fix the leap year bug in your invoices.",
    "an advertisement": "I built an agent that fixes the leap year bug in all of your invoices for free.",
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_never_quoted(why: str) -> None:
    """Each of these has its reason not to stand between quotation marks."""
    assert not list(spans(REFUSED[why]))


def test_a_plain_sentence_is_quoted_without_its_period() -> None:
    """Closing punctuation stands outside the marks, unless it is the author's question or cry."""
    assert [span.text for span in spans(GOOD)] == [GOOD[:-1]]
    question = "Who signs the letter when the software drafts it at night?"
    assert [span.text for span in spans(question)] == [question]


def test_who_writes_in_lower_case_is_quoted_so() -> None:
    """Where the whole post is in lower case, a lower-case opening is no cut."""
    text = "i read three of them. the agent fixed a leap year bug that had sat in our invoices since 2011."
    assert text[22:-1] in [span.text for span in spans(text)]


def test_every_span_is_verbatim() -> None:
    """A span is a piece of the text, character by character."""
    text = f"{GOOD} Nobody in the office had noticed it; the auditors had not either. I was glad of it."
    found = [span.text for span in spans(text)]
    assert len(found) > 2
    assert all(span in text for span in found)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (GOOD, "It fixed a leap year bug that had sat there since before they came."),
        (
            "I taught a junior to debug on a ticket like that in March.",
            "The quants of the 30B gguf run at fp16 in vram here.",
        ),
        (
            "My boss signs the invoice without opening the summary.",
            "I am looking for a model to run on my setup.",
        ),
    ],
)
def test_the_better_sentence_scores_higher(better: str, worse: str) -> None:
    """The concrete and self-standing comes before the dangling, the jargon and the shopping list."""
    rarity = Rarity([better, worse, "The agent and the invoice are in the office."])
    scores = [max((score(span, rarity) for span in spans(text)), default=-9.0) for text in (better, worse)]
    assert scores[0] > scores[1]


@pytest.mark.parametrize(
    ("text", "real"),
    [
        ("Who signs the letter when the software drafts it at night?", True),
        ("Would a junior be allowed to merge that much code on a Friday?", True),
        ("Who cares what the agent does with the letters at night?", False),
        ("Can anyone recommend an agent for letters and invoices at work?", False),
        ("What do you use to draft your letters at the office?", False),
    ],
)
def test_real_questions_are_told_from_filler(text: str, real: bool) -> None:
    """A real question asks everybody; help wanted and rhetoric don't."""
    assert any(is_real_question(span) for span in spans(text)) is real


def test_titles() -> None:
    """A title may be terse, but not an address; marks around the whole of it are not part of it."""
    assert is_title("Tessel 9 is out")
    assert not is_title("look at https://example.com/x now")
    assert bare_title('"The heron stays on the cover"') == "The heron stays on the cover"


def test_names_in_prose_and_in_headlines() -> None:
    """A beat's name is lower case in prose, except its capitals; title case keeps small words small."""
    assert spoken_beat("AI & Work") == "AI and work"
    assert spoken_beat("Coding Agents") == "coding agents"
    assert title_case("state space models of the year") == "State Space Models of the Year"


@pytest.mark.corpus
def test_real_posts_give_quotations_that_stand_alone() -> None:
    """Of a real day's best sentences few begin with a pronoun; all are verbatim and of a length."""
    path = DATA / "corpus" / "reddit_localllama_2025-06-27_2025-07-20.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"no shared data at {DATA} (NEWSDESK_DATA)")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["published_at"].startswith("2025-07-14")][:900]
    rarity = Rarity(row["text"] for row in rows)
    chosen = []
    for row in rows:
        found = [(score(span, rarity), span.text) for span in spans(row["text"])]
        best = max(found, default=(-9.0, ""))
        if best[0] >= FLOOR:
            assert best[1] in row["text"]
            assert 8 <= len(words_of(best[1])) <= 28
            chosen.append(best[1])
    assert len(chosen) > 80
    dangling = [text for text in chosen if re.match(r"(?:It|This|That|They|He|She|And|But)\b", text)]
    assert len(dangling) < 0.03 * len(chosen)
