"""Is it about AI at all? Our relevance beside a keyword gate, on hand labels; and beats against the labels.

Two sets. Our 300 labelled posts: labels.md says how they were chosen; one half was read while the rules were
written, the other was held. And 63 Hacker News comments that somebody else labelled for their stance, where
``wrong_other`` means that the comment isn't about AI; most of those were found by ambiguous words such as
"alignment" and "abundance". Their errors were read while one weight (``passing``) was chosen, so on this set
the number is a little too good.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.quality.measure import Measure, Skipped

from newsdesk import config
from newsdesk.analyse import relevance
from newsdesk.analyse.analyser import Analyser
from newsdesk.archive.interchange import parse_lines
from newsdesk.records import Analysis, Engagement, Record

LABELS = Path(__file__).with_name("labels.jsonl")
ROOT = Path(__file__).resolve().parents[2]
STANCE = Path("labelled") / "stance" / "hn_ai_stance.jsonl.gz"
AHEAD = 0.1

#: What a reasonable person would filter a stream for. A term counts as a whole word, in any case.
GATE = (
    "ai", "artificial intelligence", "machine learning", "deep learning", "neural network", "neural networks",
    "llm", "llms", "gpt", "chatgpt", "openai",
)  # fmt: skip
#: The same by somebody who knows the field and thinks of more.
LONG_GATE = (
    *GATE, "a.i.", "agi", "language model", "language models", "generative", "gpt-3", "gpt-4", "gpt4",
    "gpt-5", "anthropic", "claude", "gemini", "copilot", "deepseek", "chatbot", "chatbots",
)  # fmt: skip

Judged = tuple[bool, bool]


def measures(data: Path) -> Iterator[Measure | Skipped]:
    """Yield macro F1 of about or not about AI on each set, and how beats agree with the labels."""
    analyser = Analyser(config.load(ROOT))
    labels = {row["id"]: row for row in _rows(LABELS.read_bytes().splitlines())}
    records = _labelled(data / "corpus", labels)
    if len(records) < len(labels):
        yield Skipped("labelled posts", f"{len(labels) - len(records)} of {len(labels)} are not in {data}")
    else:
        analyses = {record.id: analyser.analyse(record) for record in records}
        for name, half in (("read while tuning", True), ("held", False)):
            chosen = [record for record in records if is_tuning(record.id) is half]
            truths = [bool(labels[record.id]["about_ai"]) for record in chosen]
            yield from _compared(f"labels, {name}", chosen, truths, analyses)
            yield from _beats(f"beats, {name}", chosen, labels, analyses)
    yield from _stance(data / STANCE, analyser)


def is_tuning(id: str) -> bool:
    """Whether a labelled row may be looked at while rules are written."""
    return hashlib.sha1(id.encode(), usedforsecurity=False).hexdigest()[0] < "8"


def _stance(path: Path, analyser: Analyser) -> Iterator[Measure | Skipped]:
    if not path.exists():
        yield Skipped("Hacker News stance set", f"{path.name} is not there")
        return
    rows = list(_rows(gzip.decompress(path.read_bytes()).splitlines()))
    records = [_comment(row) for row in rows]
    analyses = {record.id: analyser.analyse(record) for record in records}
    truths = [row["label"] != "wrong_other" for row in rows]
    yield from _compared("Hacker News stance set", records, truths, analyses)


def _compared(
    name: str, records: list[Record], truths: list[bool], analyses: dict[str, Analysis]
) -> Iterator[Measure]:
    ours = [analyses[record.id].relevance >= relevance.ABOUT for record in records]
    gates = [
        macro_f1(zip(truths, (passes(record, words) for record in records), strict=True))
        for words in (GATE, LONG_GATE)
    ]
    beside = f"keyword gate {gates[0]:.3f}, a longer one {gates[1]:.3f}; {len(records)} posts"
    value = macro_f1(zip(truths, ours, strict=True))
    yield Measure(f"{name}: macro F1 about or not", value, gates[0] + AHEAD, beside=beside)


def _beats(
    name: str, records: list[Record], labels: dict[str, Any], analyses: dict[str, Analysis]
) -> Iterator[Measure]:
    pairs = [(set(labels[record.id]["beats"]), set(analyses[record.id].beats)) for record in records]
    right = sum(len(wanted & found) for wanted, found in pairs)
    beside = f"{right} right, all beats together"
    yield Measure(f"{name}: precision", right / max(1, sum(len(found) for _, found in pairs)), beside=beside)
    yield Measure(f"{name}: recall", right / max(1, sum(len(wanted) for wanted, _ in pairs)), beside=beside)


def passes(record: Record, words: tuple[str, ...]) -> bool:
    """Whether a record says one of the words in its title or text."""
    wanted = "|".join(map(re.escape, words))
    text = f"{record.title or ''} {record.text}"
    return re.search(rf"(?<!\w)(?:{wanted})(?!\w)", text, re.IGNORECASE) is not None


def macro_f1(pairs: Iterable[Judged]) -> float:
    """Return the mean F1 of both classes over (truth, judgement) pairs; a class that never occurs has 0."""
    judged = list(pairs)
    return sum(_f1(judged, label) for label in (True, False)) / 2


def _f1(pairs: list[Judged], label: bool) -> float:
    hits = sum(1 for truth, said in pairs if truth is said is label)
    named = sum(1 for truth, _ in pairs if truth is label) + sum(1 for _, said in pairs if said is label)
    return 2 * hits / named if named else 0.0


def _labelled(corpus: Path, labels: dict[str, Any]) -> list[Record]:
    found: dict[str, Record] = {}
    for path in sorted(corpus.glob("*.jsonl.gz")):
        with gzip.open(path) as lines:
            wanted = (line for line in lines if json.loads(line).get("id") in labels)
            records = (item for item in parse_lines(wanted, path.name) if isinstance(item, Record))
            found.update((record.id, record) for record in records)
    return [found[id] for id in sorted(found)]


def _comment(row: dict[str, str]) -> Record:
    at = datetime.fromisoformat(f"{row['month']}-01").replace(tzinfo=UTC)
    number = row["id"].partition(":")[2]
    return Record(
        id=f"hackernews:{number}",
        platform="hackernews",
        kind="comment",
        author=None,
        community=None,
        language=None,
        engagement=Engagement(),
        reply_to=None,
        url=f"https://news.ycombinator.com/item?id={number}",
        title=row["story_title"],
        text=row["text"].removeprefix(row["story_title"].casefold()).strip(),
        published_at=at,
        collected_at=at,
    )


def _rows(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in lines if line.strip())
