"""In which tone is it written: our ten registers on our labels and on a public set of emotions; and irony.

The floor for a register is a macro F1 of 0.15 above that of the commonest label, which is what a method that
hears nothing gets. Words were chosen while reading the tuning half of our labels; of the emotion set only
counts were seen. Its emotions are mapped: celebratory and amused are joy, resigned and anxious are sadness,
hopeful is optimism; any other register is a wrong answer. Irony must be right where it is said; how much of
it is found is only told.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.quality import labelled
from benchmarks.quality.measure import Measure, Skipped

from newsdesk.analyse import irony, registers, sentiment
from newsdesk.analyse.reading import content, own_words
from newsdesk.records import Record, Register

AHEAD = 0.15
PRECISION = 0.8
EMOTIONS: dict[Register, str] = {
    "angry": "anger",
    "celebratory": "joy",
    "amused": "joy",
    "hopeful": "optimism",
    "resigned": "sadness",
    "anxious": "sadness",
}


def measures(data: Path) -> Iterator[Measure | Skipped]:
    """Yield macro F1 of registers on each set, and precision and recall of irony."""
    yield from _ours(data)
    yield from _emotions(data)
    yield from _irony(data)


def register(record: Record) -> Register:
    """Return the register that the analyser gives to an English record."""
    words = own_words(content(record))
    return registers.of(words, sentiment.score(words), record.kind)


def _ours(data: Path) -> Iterator[Measure | Skipped]:
    labels, posts = labelled.labels(), labelled.posts(data)
    if len(posts) < len(labels):
        yield Skipped("registers, labels", f"{len(labels) - len(posts)} of {len(labels)} are not in {data}")
        return
    for name, half in (("read while tuning", True), ("held", False)):
        pairs = [
            (str(labels[id]["register"]), str(register(post)))
            for id, post in posts.items()
            if labelled.is_tuning(id) is half
        ]
        yield _told(f"registers, labels {name}", pairs)


def _emotions(data: Path) -> Iterator[Measure | Skipped]:
    rows = labelled.others(data, "tweeteval_emotion")
    if not rows:
        yield Skipped("registers, tweeteval emotion", "the set is not there")
        return
    pairs = []
    for row in rows:
        words = own_words(row["text"])
        said = registers.of(words, sentiment.score(words))
        pairs.append((str(row["label"]), EMOTIONS.get(said, "none")))
    yield _told("registers, tweeteval emotion", pairs)
    answered = [(truth, said) for truth, said in pairs if said != "none"]
    right = sum(truth == said for truth, said in answered) / max(1, len(answered))
    beside = f"{len(answered)} of {len(pairs)} posts have one of the four"
    yield Measure("registers, tweeteval emotion: right where one is said", right, beside=beside)


def _told(name: str, pairs: list[tuple[str, str]]) -> Measure:
    baseline = labelled.majority(pairs)
    right = sum(truth == said for truth, said in pairs) / len(pairs)
    beside = f"commonest label {baseline:.3f}; {right:.0%} of {len(pairs)} posts right"
    return Measure(f"{name}: macro F1", labelled.macro_f1(pairs), baseline + AHEAD, beside=beside)


def _irony(data: Path) -> Iterator[Measure | Skipped]:
    rows = labelled.others(data, "tweeteval_irony")
    if not rows:
        yield Skipped("irony, tweeteval irony", "the set is not there")
        return
    said = [row for row in rows if _is_irony(row["text"])]
    hits = sum(row["label"] == "irony" for row in said)
    meant = sum(row["label"] == "irony" for row in rows)
    beside = (
        f"{hits} of {len(said)} flagged posts; {meant} of {len(rows)} are ironic, their hashtags taken out"
    )
    yield Measure("irony: precision", hits / max(1, len(said)), PRECISION, beside=beside)
    yield Measure("irony: recall", hits / max(1, meant), beside="most irony bears no mark")


def _is_irony(text: str) -> bool:
    words = own_words(text)
    return irony.found(words, sentiment.score(words))
