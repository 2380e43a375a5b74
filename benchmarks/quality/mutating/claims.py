"""What a paraphrase loses: its hedge, its not, its mark as jest or advertisement, its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from benchmarks.quality.mutating.kinds import Kind, Target

from newsdesk.stories import Part

_HEDGE = re.compile(r"\b(?:might|may|could|perhaps|probably|possibly) ?", re.I)
_NOT = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|will)? ?not|never|no) ?\b|(?<=\w)n't\b", re.I
)
_BE = re.compile(r"\b(is|are|was|were|will|can|had|has)\b")
_MARKED = re.compile(r"\b(?:advertises|advertisement|sponsored|promotes|pitches)\b")
_JEST = re.compile(r"\b(?:jokes about|joked about|jokes that)\b")
_TURNED = {
    "smaller": "larger",
    "faster": "slower",
    "open": "closed",
    "short": "long",
    "green": "red",
    "before": "since",
    "shipped on": "quit",
    "angry": "delighted",
}


def _paraphrase(target: Target) -> bool:
    return target.part.kind == "said" and target.record is not None


def _hedge(target: Target) -> Iterator[list[Part]]:
    if _paraphrase(target) and _HEDGE.search(target.part.text):
        yield target.with_text(_HEDGE.sub("", target.part.text, count=1))


def _surer(target: Target) -> Iterator[list[Part]]:
    if _paraphrase(target) and _HEDGE.search(target.part.text):
        yield target.with_text(_HEDGE.sub("will ", target.part.text, count=1))


def _not_gone(target: Target) -> Iterator[list[Part]]:
    if _paraphrase(target) and _NOT.search(target.part.text):
        yield target.with_text(_NOT.sub(" a ", target.part.text, count=1).replace("  ", " "))


def _not_added(target: Target) -> Iterator[list[Part]]:
    verb = _BE.search(target.part.text)
    if _paraphrase(target) and target.part.quote is None and verb:
        yield target.with_text(_BE.sub(f"{verb.group()} not", target.part.text, count=1))


def _turned(target: Target) -> Iterator[list[Part]]:
    if _paraphrase(target) and target.part.quote is None:
        for word, other in _TURNED.items():
            if re.search(rf"\b{word}\b", target.part.text):
                yield target.with_text(re.sub(rf"\b{word}\b", other, target.part.text, count=1))
                return


def _unmarked(target: Target) -> Iterator[list[Part]]:
    if target.record is not None and _MARKED.search(target.part.text):
        yield target.with_text(_MARKED.sub("offers", target.part.text))


def _straight(target: Target) -> Iterator[list[Part]]:
    if _paraphrase(target) and _JEST.search(target.part.text):
        yield target.with_text(_JEST.sub("speaks of", target.part.text))


def _copied(target: Target) -> Iterator[list[Part]]:
    """Print a source's sentence as if it were ours."""
    if _paraphrase(target) and target.part.quote is None:
        sentences = [
            s for s in re.split(r"(?<=[.!?])\s+", target.record.record.words) if len(s.split()) >= 12
        ]
        if sentences:
            yield target.with_text(sentences[0])


KINDS: Iterable[Kind] = (
    Kind("a hedge dropped", "paraphrases", None, _hedge),
    Kind("a hedge made certain", "paraphrases", None, _surer),
    Kind("a not dropped", "paraphrases", None, _not_gone),
    Kind("a not added", "paraphrases", None, _not_added),
    Kind("an opposite", "paraphrases", None, _turned),
    Kind("a jest told straight", "paraphrases", None, _straight),
    Kind("a source's sentence without marks", "paraphrases", None, _copied),
    Kind("an advertisement unmarked", "claims", None, _unmarked),
)
