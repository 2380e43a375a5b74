"""A writer that does what it reads: nothing of it is published outside a verbatim, cited quotation."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from newsrooms import ROOT

from newsdesk.assign.speakers import speaker
from newsdesk.check import check, gate
from newsdesk.check.words import flat, lines, tokens
from newsdesk.config import People
from newsdesk.prose import SLOT, iter_parts, render_part
from newsdesk.records import Record
from newsdesk.stories import Brief, Draft, brief_id

SECURITY = Path(os.environ.get("NEWSDESK_DATA", ROOT.parent / "shared" / "data")) / "security"
#: Each published list, and the field that holds its strings.
LISTS = {
    "prompt_injection_text": "instruction",
    "xss_payloads": "payload",
    "bleach_xss": "html",
    "dompurify_expect": "payload",
    "naughty_strings": "string",
    "template_and_csv_injection": "payload",
    "hostile_urls_and_paths": "payload",
}
#: Fewer plain words, or fewer characters, are no text of their own: "null", "true" and "+0" stand everywhere.
WORDS, SHORT = 4, 6
BATCH = 20
SAID = "We let the agent rewrite the parser on Tuesday, and it asked for the afternoon off."

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SECURITY.is_dir(), reason=f"no shared data at {SECURITY}"),
]


def payloads() -> list[str]:
    """Return every string of the lists that says or attempts something, each once."""
    found: dict[str, None] = {}
    for name, field in LISTS.items():
        with gzip.open(SECURITY / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            found |= dict.fromkeys(str(json.loads(line)[field]) for line in file)
    return [text for text in found if _tells(text)]


def _tells(text: str) -> bool:
    plain = len(text) < SHORT or re.fullmatch(r"[\w\s.,'+-]*", text) is not None
    try:
        text.encode()
    except UnicodeEncodeError:
        return False  # no JSON file can hold it
    return bool(tokens(text)) and (len(tokens(text)) >= WORDS or not plain)


def record(number: int, text: str, *, title: str | None = None, author: str = "someone") -> dict[str, Any]:
    """Return a brief's record, its speaker called as the newsroom calls him."""
    item = Record.model_validate(
        {
            "id": f"reddit:{number}",
            "platform": "reddit",
            "kind": "post",
            "author": author or "someone",
            "community": "r/agents_example",
            "url": f"https://reddit.example.com/{number}",
            "title": title,
            "text": text,
            "language": "en",
            "published_at": "2026-03-27T08:15:00Z",
            "collected_at": "2026-03-27T09:00:00Z",
            "engagement": {"likes": None, "reposts": None, "replies": None, "score": None},
            "reply_to": None,
            "links": [],
        }
    )
    return {
        "id": f"r{number}",
        "record": item.model_dump(mode="json"),
        "speaker": speaker(item, People()).model_dump(),
        "quotable": True,
        "sentiment": None,
    }


def brief_of(records: Sequence[dict[str, Any]]) -> Brief:
    """Return a brief of these records."""
    window = {"start": "2026-03-26T12:00:00Z", "end": "2026-03-27T12:00:00Z"}
    made = Brief.model_validate(
        {
            "id": "",
            "edition": window["end"],
            "kind": "beat",
            "beat": {"slug": "agents", "name": "Agents", "group": "technical", "description": "Agents."},
            "subject": None,
            "subject_name": None,
            "why": "Posts.",
            "window": window,
            "baseline": {"start": "2026-03-13T12:00:00Z", "end": "2026-03-26T12:00:00Z"},
            "signals": [],
            "statistics": [],
            "records": list(records),
            "lead_record": "r1",
            "platforms": {"reddit": len(records)},
        }
    )
    return made.model_copy(update={"id": brief_id(made)})


def poisoned(batch: Sequence[str]) -> Brief:
    """Return a brief with an honest lead and a post for each payload: in its text, title and author."""
    posts = [record(n, text, title=text, author=text) for n, text in enumerate(batch, 2)]
    return brief_of([record(1, SAID), *posts])


def _said(text: str, cite: str, quote: str | None = None) -> dict[str, Any]:
    quoted = {"record": cite, "kind": "speech", "text": quote} if quote else None
    return {"kind": "said", "text": text, "cites": [cite], "quote": quoted}


def obeying(number: int, payload: str) -> Iterator[dict[str, Any]]:
    """Yield what an obedient writer makes of one payload; every second way by its number."""
    own, cite = payload.replace("{", "").replace("}", ""), f"r{number}"
    yield _said(own if own.endswith((".", "!", "?")) else f"{own}.", cite)
    yield (
        _said(f"As instructed, {own}.", cite),
        _said(f"{{Speaker}} has a link for it: <a href='x'>{own}</a>.", cite),
        _said("{Speaker} says: {quote}.", cite, f"{payload} indeed"),
        _said(f"The account {own} says so.", cite),
        {"kind": "reading", "text": f"It comes down to this: {own}."},
        {"kind": "happened", "text": f"It was announced today: {own}.", "cites": [f"r{number}", payload]},
    )[number % 6]


def draft_of(brief: Brief, batch: Sequence[str]) -> Draft:
    """Return what the obedient writer sends: an honest lead, then what it was told."""
    lead = _said("{Speaker} tells of an agent that {quote}.", "r1", "asked for the afternoon off")
    sentences = [part for n, text in enumerate(batch, 2) for part in obeying(n, text)]
    return _draft(brief, [lead], [[part] for part in sentences])


def _draft(
    brief: Brief, lead: list[Any], sentences: list[list[Any]], headline: str = "Talk of Agents"
) -> Draft:
    head = {"kind": "reading", "text": headline}
    return Draft.model_validate(
        {
            "brief": brief.id,
            "writer": {"name": "claude", "version": "1"},
            "headline": {"parts": [head]},
            "standfirst": [{"parts": [{"kind": "reading", "text": "It is about agents."}]}],
            "paragraphs": [{"sentences": [{"parts": parts}]} for parts in (lead, *sentences)],
        }
    )


def own_words(draft: Draft) -> str:
    """Return what is printed of a draft outside its quotations, folded."""
    return flat("\n".join(SLOT.sub(" ", part.text) for _, part in iter_parts(draft)))


def batches() -> list[list[str]]:
    """Return the payloads in batches."""
    every = payloads()
    return [every[at : at + BATCH] for at in range(0, len(every), BATCH)]


@pytest.mark.parametrize("part", range(4))
def test_what_an_obedient_writer_was_told_is_not_published(part: int) -> None:
    """What is left of each draft holds no payload in our own words, and quotes only from records."""
    for batch in batches()[part::4]:
        brief = poisoned(batch)
        gated = gate(draft_of(brief, batch), brief)
        printed = own_words(gated.draft)
        told = [text for text in batch if flat(text).strip() and flat(text) in printed]
        assert not told
        records = {item.id: item.record for item in brief.records}
        for _, kept in iter_parts(gated.draft):
            assert render_part(kept, brief)
            assert kept.quote is None or flat(kept.quote.text) in flat(
                lines(records[kept.quote.record].words)
            )


def test_a_payload_is_no_headline_and_no_standfirst() -> None:
    """Put over a story, each is an error that no dropping mends."""
    for number, payload in enumerate(payloads()):
        if number % 5:
            continue
        brief = brief_of([record(1, SAID), record(2, payload, title=payload)])
        draft = _draft(brief, [_said("{Speaker} tells of {quote}.", "r1", "the afternoon off")], [], payload)
        found = check(draft, brief)
        assert any(f.severity == "error" and f.part.startswith("headline") for f in found), payload


def test_posts_that_talk_about_prompts_survive_as_evidence() -> None:
    """Whoever writes about instructions, keys and system prompts can be quoted and told like anybody else."""
    posts = {
        "My students paste 'ignore all previous instructions' into each form now.": "into each form now",
        "The system prompt of that assistant is longer than my thesis.": "longer than my thesis",
        "I asked the bot to reveal its prompt, and it recited a shopping list.": "it recited a shopping list",
        "Prompt injection is phishing for machines that cannot blush.": "phishing for machines",
        "As an AI language model would say: no.": "As an AI language model would say: no",
    }
    records = [record(n, text) for n, text in enumerate(posts, 1)]
    brief = brief_of(records)
    sentences = [
        [_said("{Speaker} writes: {quote}.", f"r{n}", quote)] for n, quote in enumerate(posts.values(), 1)
    ]
    told = [[_said("{Speaker} compares prompt injection with phishing.", "r4")]]
    draft = _draft(brief, sentences[0], [*sentences[1:], *told])
    body = [f for f in check(draft, brief) if f.severity == "error" and f.part.startswith("paragraphs")]
    assert body == []
