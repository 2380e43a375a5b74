"""No story sounds like one of the last thirty: shapes and runs are those of :mod:`newsdesk.voice`."""

from __future__ import annotations

from collections.abc import Iterator

from newsdesk.check.codes import finding
from newsdesk.check.view import View
from newsdesk.stories import Finding, Sentence
from newsdesk.voice import Lately


def check(view: View) -> Iterator[Finding]:
    """Yield a finding for each shape that stands in the brief's list, and each sentence with a run from it.

    An opening or closing that is used up speaks against its sentence: another one there is all it needs.
    """
    lately, sentences = Lately(view.brief), dict(_sentences(view))
    body = [path for path in sentences if path.startswith("paragraphs.")]
    heard = [("voice-headline", "headline", lately.headline(view.draft.headline))]
    if body:
        first, last = body[0], body[-1]
        heard += [("voice-opening", first, lately.opening(sentences[first]))]
        heard += [("voice-closing", last, lately.closing(sentences[last]))]
    yield from (finding(code, path, f"{one.shape!r}") for code, path, one in heard if one.worn)
    for path, sentence in sentences.items():
        again = lately.repeats(sentence)
        if again:
            yield finding("voice-run", path, f"{again!r}")


def _sentences(view: View) -> Iterator[tuple[str, Sentence]]:
    """Yield every sentence that has parts, by its path, in reading order."""
    draft = view.draft
    every = [("headline", draft.headline)]
    every += [(f"standfirst.{s}", sentence) for s, sentence in enumerate(draft.standfirst)]
    every += [
        (f"paragraphs.{p}.sentences.{s}", sentence)
        for p, paragraph in enumerate(draft.paragraphs)
        for s, sentence in enumerate(paragraph.sentences)
    ]
    return ((path, sentence) for path, sentence in every if sentence.parts)
