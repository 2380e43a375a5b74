"""A source's sentences in our mouth, without marks: copied, not told."""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.analyse.function_words import FUNCTION_WORDS
from newsdesk.check.codes import finding
from newsdesk.check.echoes import sentences
from newsdesk.check.view import SLOT_MARK, Place, View
from newsdesk.check.words import tokens
from newsdesk.stories import Finding

#: So many words of a source in a row, of which so many are not just grammar or names, are copied.
RUNS = ((9, 4), (13, 2))
#: So many words make a whole sentence somebody's own.
SENTENCE = 4


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each part that repeats a run of words of a record, a page or an earlier story."""
    names = {word.casefold() for name in view.common_names for word in tokens(name)}
    sources = _sources(view)
    whole = {run: cite for cite, run in _sentences(view)}
    for place in view.places:
        mine = (_folded(sentence) for sentence in sentences(place.own))
        copied = next((sentence for sentence in mine if sentence in whole), None)
        if copied:
            yield finding(
                "copied", place.path, f"a sentence of {whole[copied]} without marks: “{copied:.80}”"
            )
            continue
        for run in _runs(place, names):
            cite = next((cite for cite, words in sources.items() if f" {run} " in words), None)
            if cite and place.part.kind == "counted" and cite not in view.records:
                continue  # a count is told in set phrases, here as in earlier stories
            if cite:
                yield finding("copied", place.path, f"words of {cite} without marks: “{run:.80}”")
                break


def _sources(view: View) -> dict[str, str]:
    """Return the words of everything that somebody else wrote, or that we published before."""
    brief = view.brief
    own = {*(item.id for item in brief.records), *(item.id for item in brief.pages)}
    own |= {item.id for item in brief.earlier}
    return {cite: f" {_folded(text)} " for cite, text in view.texts.items() if cite in own}


def _sentences(view: View) -> Iterator[tuple[str, str]]:
    """Yield the whole sentences of records and pages that are long enough to be somebody's."""
    brief = view.brief
    for cite in (*(item.id for item in brief.records), *(item.id for item in brief.pages)):
        for sentence in sentences(view.texts[cite]):
            words = _folded(sentence)
            if words.count(" ") + 1 >= SENTENCE:
                yield cite, words


def _folded(text: str) -> str:
    return " ".join(token.casefold() for token in tokens(text))


def _runs(place: Place, names: set[str]) -> Iterator[str]:
    for stretch in place.own.split(SLOT_MARK):
        words = [token.casefold() for token in tokens(stretch)]
        for length, telling in RUNS:
            for n in range(len(words) - length + 1):
                run = words[n : n + length]
                if sum(word not in FUNCTION_WORDS and word not in names for word in run) >= telling:
                    yield " ".join(run)
